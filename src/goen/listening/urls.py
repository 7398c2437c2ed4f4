"""Addresses of the listening slice."""

from django.urls import include, path, re_path

from goen.listening import views

app_name = "listening"
_one = [
    path("", views.result, name="result"),
    path("columns/", views.columns, name="columns"),
    path("encoding/", views.encoding, name="encoding"),
    path("again/", views.again, name="again"),
    path("cancel/", views.cancel, name="cancel"),
    path("rename/", views.rename, name="rename"),
    path("delete/", views.delete, name="delete"),
    path("points/", views.points, name="points"),
    path("homes/", views.homes, name="homes"),
    re_path(r"^topics/(?P<topic_id>[tp][0-9]{1,9}(?:\.[0-9]{1,4}){0,9})/$", views.topic, name="topic"),
    path("compare/", views.compare, name="compare"),
    path("change/", views.change, name="change"),
    path("copies/", views.copies, name="copies"),
    path("texts/", views.texts, name="texts"),
    path("texts/<int:place>/", views.text, name="text"),
    path("edit/", views.edit, name="edit"),
    path("edit/<int:edit_id>/undo/", views.undo, name="undo"),
    path("granularity/", views.granularity, name="granularity"),
    path("drafts/", views.drafts, name="drafts"),
    path("drafts/prepare/", views.drafts_prepare, name="drafts-prepare"),
    path("drafts/send/", views.drafts_send, name="drafts-send"),
    path("drafts/<int:draft_id>/decide/", views.drafts_decide, name="drafts-decide"),
    path("files/", views.files, name="files"),
    path("files/make/", views.make, name="make"),
    path("files/<int:output_id>/", views.take, name="take"),
]
urlpatterns = [
    path("events/<slug:slug>/listening/", views.listing, name="list"),
    path("events/<slug:slug>/listening/new/", views.new, name="new"),
    path("events/<slug:slug>/listening/<int:listening_id>/", include(_one)),
]
