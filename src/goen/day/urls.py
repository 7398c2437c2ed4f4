"""Addresses of the day slice."""

from django.urls import path

from goen.day import views

app_name = "day"
urlpatterns = [
    path("events/<slug:slug>/control/", views.control, name="control"),
    path("events/<slug:slug>/control/<slug:verb>/", views.act, name="act"),
    path("events/<slug:slug>/screen/", views.screen, name="screen"),
    path("events/<slug:slug>/now/", views.now, name="now"),
    path("events/<slug:slug>/now/state/", views.state, name="state"),
    path("events/<slug:slug>/now/help/", views.help_call, name="help"),
]
