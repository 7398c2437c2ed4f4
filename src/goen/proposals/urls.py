"""Addresses of the proposals slice."""

from django.urls import path, re_path

from goen.proposals.views import follow, public, sheet, tracker

app_name = "proposals"
_SHEET = "events/<slug:slug>/proposals/<int:proposal_id>/"
urlpatterns = [
    path("events/<slug:slug>/proposals/", sheet.listing, name="list"),
    path("events/<slug:slug>/proposal/", sheet.mine, name="mine"),
    path(_SHEET, sheet.sheet, name="sheet"),
    path(f"{_SHEET}version/", sheet.version, name="version"),
    path(f"{_SHEET}slides/", sheet.slides, name="slides"),
    path(f"{_SHEET}print/", sheet.paper, name="print"),
    path(f"{_SHEET}follow/", follow.show, name="follow"),
    path(f"{_SHEET}follow/act/<slug:verb>/", follow.act, name="follow-act"),
    path(f"{_SHEET}follow/file/<int:evidence_id>/", follow.evidence, name="evidence"),
    path("events/<slug:slug>/stage/", sheet.stage, name="stage"),
    path("proposals/", tracker.everything, name="all"),
    re_path(r"^proposals/export\.(?P<form>csv|xlsx)$", tracker.export_everything, name="all-export"),
    path("events/<slug:slug>/tracker/", tracker.of_event, name="tracker"),
    re_path(
        r"^events/(?P<slug>[-\w]+)/tracker/export\.(?P<form>csv|xlsx)$", tracker.export_event, name="tracker-export"
    ),
    path("events/<slug:slug>/tracker/receive/", tracker.receive, name="receive"),
    path("events/<slug:slug>/tracker/publish/", tracker.publish, name="publish"),
    path("partnerships/<slug:slug>/proposals/", tracker.of_partnership, name="partnership"),
    re_path(
        r"^partnerships/(?P<slug>[-\w]+)/proposals/export\.(?P<form>csv|xlsx)$",
        tracker.export_partnership,
        name="partnership-export",
    ),
    path("partnerships/<slug:slug>/proposals/publish/", tracker.publish_partnership, name="partnership-publish"),
    path("e/<slug:slug>/answers/", public.of_event, name="public"),
    path("e/<slug:slug>/answers/file/<int:evidence_id>/", public.evidence, name="public-evidence"),
    path("c/<slug:slug>/answers/", public.of_partnership, name="public-partnership"),
]
