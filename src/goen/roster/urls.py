"""Addresses of the roster slice."""

from django.urls import path, re_path

from goen.roster.views import guests, imports, people, reception

app_name = "roster"
urlpatterns = [
    path("events/<slug:slug>/roster/", people.people, name="list"),
    path("events/<slug:slug>/roster/add/", people.add, name="add"),
    path("events/<slug:slug>/roster/registration/", people.admission, name="admission"),
    path("events/<slug:slug>/roster/registration/quota/", people.quota, name="quota"),
    path("events/<slug:slug>/roster/registration/poster/", people.poster, name="poster"),
    re_path(r"^events/(?P<slug>[-\w]+)/roster/export/(?P<kind>xlsx|utf-8|cp932)/$", people.export, name="export"),
    path("events/<slug:slug>/roster/import/", imports.upload, name="import"),
    path("events/<slug:slug>/roster/import/<int:import_id>/", imports.one, name="import-one"),
    path("events/<slug:slug>/roster/import/<int:import_id>/confirm/", imports.confirm, name="import-confirm"),
    path("events/<slug:slug>/roster/import/<int:import_id>/undo/", imports.undo, name="import-undo"),
    path("events/<slug:slug>/roster/same/", people.same, name="same"),
    path("events/<slug:slug>/roster/<int:participation_id>/", people.edit, name="edit"),
    path("events/<slug:slug>/roster/<int:participation_id>/consents/", people.set_consents, name="consents"),
    re_path(
        r"^events/(?P<slug>[-\w]+)/roster/(?P<participation_id>\d+)/(?P<verb>cancel|restore|promote|no-show|renew-link|apart)/$",
        people.move,
        name="move",
    ),
    path("events/<slug:slug>/check-in/", reception.desk, name="check-in"),
    path("events/<slug:slug>/check-in/paper/", reception.paper, name="paper"),
    path("events/<slug:slug>/check-in/cards/", reception.cards, name="cards"),
    path("events/<slug:slug>/check-in/<int:participation_id>/", reception.card, name="card"),
    re_path(
        r"^events/(?P<slug>[-\w]+)/check-in/(?P<participation_id>\d+)/(?P<verb>in|out)/$", reception.tap, name="tap"
    ),
    path("events/<slug:slug>/me/", guests.me, name="me"),
    path("events/<slug:slug>/me/edit/", guests.edit_me, name="me-edit"),
    path("events/<slug:slug>/me/consents/", guests.consent_me, name="me-consents"),
    path("events/<slug:slug>/me/cancel/", guests.cancel_me, name="me-cancel"),
    path("p/<str:token>/", guests.open_pass, name="pass"),
    path("j/<str:join_code>/", guests.join, name="join"),
    path("j/<str:join_code>/new/", guests.walk_in, name="walk-in"),
    path("r/<str:join_code>/", guests.register, name="register"),
]
