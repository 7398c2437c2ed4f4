"""Addresses of the grouping slice."""

from django.urls import path

from goen.grouping.views import day, outputs, people, plans

app_name = "grouping"
_EVENT = "events/<slug:slug>/groups/"
_PLAN = f"{_EVENT}<int:number>/"
urlpatterns = [
    path(_EVENT, plans.plans, name="plans"),
    path(f"{_EVENT}rotation/", plans.rotation, name="rotation"),
    path(f"{_EVENT}read/", people.read_seats, name="read-seats"),
    path(f"{_EVENT}rules/", people.rules, name="rules"),
    path(f"{_EVENT}rules/<int:rule_id>/remove/", people.remove_rule, name="remove-rule"),
    path(f"{_EVENT}attendance/", people.attendance, name="attendance"),
    path(f"{_EVENT}attendance/<int:participation_id>/clear/", people.clear_attendance, name="clear-attendance"),
    path(f"{_EVENT}earlier/", people.earlier, name="earlier"),
    path(f"{_EVENT}earlier/<int:year>/forget/", people.forget_earlier, name="forget-earlier"),
    path(_PLAN, plans.plan, name="plan"),
    path(f"{_PLAN}change/", plans.change, name="change"),
    path(f"{_PLAN}remake/", plans.remake, name="remake"),
    path(f"{_PLAN}prove/", plans.prove, name="prove"),
    path(f"{_PLAN}publish/", plans.publish, name="publish"),
    path(f"{_PLAN}withdraw/", plans.withdraw, name="withdraw"),
    path(f"{_PLAN}tables/", plans.tables, name="tables"),
    path(f"{_PLAN}repair/", day.repair, name="repair"),
    path(f"{_PLAN}mend/", day.mend, name="mend"),
    path(f"{_PLAN}fairness/", day.fairness, name="fairness"),
    path(f"{_PLAN}seating/", outputs.seating, name="seating"),
    path(f"{_PLAN}cards/", outputs.cards, name="cards"),
    path(f"{_PLAN}rotation/", outputs.rotation_cards, name="rotation-cards"),
    path(f"{_PLAN}groups.xlsx", outputs.workbook, name="workbook"),
]
