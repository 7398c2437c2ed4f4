"""Addresses of the events slice."""

from django.urls import path

from goen.events import views

app_name = "events"
urlpatterns = [
    path("", views.home, name="home"),
]
