"""Addresses of the grouping slice."""

from django.urls import path

from goen.grouping import views

app_name = "grouping"
_EVENT = "events/<slug:slug>/groups/"
urlpatterns = [
    path(_EVENT, views.plans, name="plans"),
    path(f"{_EVENT}rules/", views.rules, name="rules"),
    path(f"{_EVENT}rules/<int:rule_id>/remove/", views.remove_rule, name="remove-rule"),
    path(f"{_EVENT}<int:number>/", views.plan, name="plan"),
    path(f"{_EVENT}<int:number>/change/", views.change, name="change"),
    path(f"{_EVENT}<int:number>/remake/", views.remake, name="remake"),
    path(f"{_EVENT}<int:number>/publish/", views.publish, name="publish"),
    path(f"{_EVENT}<int:number>/withdraw/", views.withdraw, name="withdraw"),
    path(f"{_EVENT}<int:number>/repair/", views.repair, name="repair"),
    path(f"{_EVENT}<int:number>/mend/", views.mend, name="mend"),
    path(f"{_EVENT}<int:number>/fairness/", views.fairness, name="fairness"),
    path(f"{_EVENT}<int:number>/seating/", views.seating, name="seating"),
    path(f"{_EVENT}<int:number>/cards/", views.cards, name="cards"),
    path(f"{_EVENT}<int:number>/groups.xlsx", views.workbook, name="workbook"),
]
