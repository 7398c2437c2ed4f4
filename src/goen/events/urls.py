"""Addresses of the events slice."""

from django.urls import path

from goen.events.views import events, home, partnerships, public, sheet

app_name = "events"
urlpatterns = [
    path("", home.home, name="home"),
    path("join/", home.join, name="join"),
    path("partnerships/new/", partnerships.create, name="partnership-new"),
    path("partnerships/<slug:slug>/", partnerships.show, name="partnership"),
    path("partnerships/<slug:slug>/edit/", partnerships.edit, name="partnership-edit"),
    path("events/new/", events.create, name="new"),
    path("events/<slug:slug>/", events.overview, name="overview"),
    path("events/<slug:slug>/edit/", events.edit, name="edit"),
    path("events/<slug:slug>/clone/", events.clone, name="clone"),
    path("events/<slug:slug>/status/", events.change_status, name="status"),
    path("events/<slug:slug>/members/", events.members, name="members"),
    path("events/<slug:slug>/members/<int:user_id>/remove/", events.remove_member, name="remove-member"),
    path("events/<slug:slug>/invitations/", events.invite, name="invite"),
    path("events/<slug:slug>/invitations/<int:pass_id>/end/", events.end_invitation, name="end-invitation"),
    path("events/<slug:slug>/themes/", sheet.themes, name="themes"),
    path("events/<slug:slug>/run-sheet/", sheet.run_sheet, name="run-sheet"),
    path("events/<slug:slug>/run-sheet/undo/", sheet.undo_run_sheet, name="run-sheet-undo"),
    path("events/<slug:slug>/run-sheet/fit/", sheet.fit_end, name="run-sheet-fit"),
    path("events/<slug:slug>/run-sheet/print/", sheet.print_run_sheet, name="run-sheet-print"),
    path("events/<slug:slug>/calendar.ics", sheet.calendar, name="calendar"),
    path("e/<slug:slug>/", public.show, name="public"),
    path("e/<slug:slug>/calendar.ics", public.calendar, name="public-calendar"),
    path("open-data/events.csv", public.open_data, name="open-data"),
]
