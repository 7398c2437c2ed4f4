"""Addresses of the dashboards."""

from django.urls import path

from goen.dashboards.views import event

app_name = "dashboards"
urlpatterns = [
    path("events/<slug:slug>/figures/", event.show, name="event"),
    path("events/<slug:slug>/figures/<slug:key>.csv", event.data, name="event-data"),
]
