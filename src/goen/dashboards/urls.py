"""Addresses of the dashboards."""

from django.urls import path

from goen.dashboards.views import event, indicators, years

app_name = "dashboards"
urlpatterns = [
    path("events/<slug:slug>/figures/", event.show, name="event"),
    path("events/<slug:slug>/figures/<slug:key>.csv", event.data, name="event-data"),
    path("partnerships/<slug:slug>/figures/", years.show, name="years"),
    path("partnerships/<slug:slug>/figures/<slug:key>.csv", years.data, name="years-data"),
    path("partnerships/<slug:slug>/results/", years.results, name="results"),
    path("partnerships/<slug:slug>/indicators/", indicators.listing, name="indicators"),
    path("partnerships/<slug:slug>/indicators/new/", indicators.upload, name="indicator-new"),
    path("partnerships/<slug:slug>/indicators/files/<int:file_id>/", indicators.take_in, name="indicator-file"),
    path("partnerships/<slug:slug>/indicators/<int:indicator_id>/", indicators.show, name="indicator"),
    path("partnerships/<slug:slug>/indicators/<int:indicator_id>/data.csv", indicators.data, name="indicator-data"),
    path("partnerships/<slug:slug>/indicators/<int:indicator_id>/edit/", indicators.edit, name="indicator-edit"),
    path("partnerships/<slug:slug>/indicators/<int:indicator_id>/update/", indicators.update, name="indicator-update"),
    path("partnerships/<slug:slug>/indicators/<int:indicator_id>/delete/", indicators.delete, name="indicator-delete"),
    path("partnerships/<slug:slug>/indicators/<int:indicator_id>/aims/", indicators.link, name="indicator-link"),
    path("partnerships/<slug:slug>/indicators/aims/<int:aim_id>/remove/", indicators.unlink, name="indicator-unlink"),
]
