"""Addresses of the proposals slice."""

from django.urls import path

from goen.proposals import views

app_name = "proposals"
urlpatterns = [
    path("events/<slug:slug>/proposals/", views.listing, name="list"),
    path("events/<slug:slug>/proposal/", views.mine, name="mine"),
    path("events/<slug:slug>/proposals/<int:proposal_id>/", views.sheet, name="sheet"),
    path("events/<slug:slug>/proposals/<int:proposal_id>/version/", views.version, name="version"),
    path("events/<slug:slug>/proposals/<int:proposal_id>/slides/", views.slides, name="slides"),
    path("events/<slug:slug>/proposals/<int:proposal_id>/print/", views.paper, name="print"),
    path("events/<slug:slug>/stage/", views.stage, name="stage"),
]
