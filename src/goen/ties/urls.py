"""Addresses of the ties slice."""

from django.urls import path

from goen.ties.views import mine, organiser

app_name = "ties"
urlpatterns = [
    path("events/<slug:slug>/ties/", organiser.ledger, name="ledger"),
    path("events/<slug:slug>/ties/network/", organiser.network, name="network"),
    path("events/<slug:slug>/ties/programme/", organiser.programme, name="programme"),
    path("events/<slug:slug>/ties/programme/act/<slug:verb>/", organiser.act, name="programme-act"),
    path("events/<slug:slug>/ties/mine/", mine.show, name="mine"),
    path("events/<slug:slug>/ties/mine/act/<slug:verb>/", mine.act, name="mine-act"),
    path("events/<slug:slug>/ties/mine/<int:pairing_id>.ics", mine.calendar, name="mine-calendar"),
    path("ties/", mine.show, name="own"),
    path("ties/act/<slug:verb>/", mine.act, name="own-act"),
    path("ties/<int:pairing_id>.ics", mine.calendar, name="own-calendar"),
]
