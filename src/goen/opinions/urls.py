"""Addresses of the opinions slice."""

from django.urls import path

from goen.opinions.views import guests, organisers

app_name = "opinions"
_ONE = "events/<slug:slug>/opinions/<int:consultation_id>/"
urlpatterns = [
    path("events/<slug:slug>/opinions/", organisers.listing, name="list"),
    path("events/<slug:slug>/opinions/new/", organisers.start, name="new"),
    path("events/<slug:slug>/opinions/mine/", guests.mine, name="mine"),
    path(_ONE, organisers.detail, name="detail"),
    path(f"{_ONE}change/", organisers.change, name="change"),
    path(f"{_ONE}notes/", organisers.notes, name="notes"),
    path(f"{_ONE}import/", organisers.take_in, name="import"),
    path(f"{_ONE}landscape/", organisers.landscape, name="landscape"),
    path(f"{_ONE}screen/", organisers.screen, name="screen"),
    path(f"{_ONE}do/<slug:verb>/", organisers.act, name="act"),
    path(f"{_ONE}statements/<int:statement_id>/", organisers.decide, name="decide"),
    path(f"{_ONE}export/<slug:kind>/", organisers.export, name="export"),
    path("opinions/<slug:code>/", guests.answer, name="answer"),
    path("opinions/<slug:code>/write/", guests.write, name="write"),
    path("opinions/<slug:code>/own/", guests.own, name="own"),
    path("opinions/<slug:code>/withdraw/", guests.withdraw, name="withdraw"),
    path("opinions/<slug:code>/next-person/", guests.hand_over, name="hand-over"),
    path("opinions/<slug:code>/map/", guests.landscape, name="map"),
    path("opinions/<slug:code>/map.json", guests.landscape_json, name="map-json"),
    path("opinions/<slug:code>/embed/", guests.embed, name="embed"),
]
