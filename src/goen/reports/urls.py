"""Addresses of the reports slice."""

from django.urls import path

from goen.reports import views

app_name = "reports"
urlpatterns = [
    path("events/<slug:slug>/reports/", views.listing, name="list"),
    path("events/<slug:slug>/reports/make/", views.make, name="make"),
    path("events/<slug:slug>/reports/press/", views.reword, name="reword"),
    path("events/<slug:slug>/reports/<int:document_id>/", views.take, name="take"),
    path("events/<slug:slug>/reports/all/<int:number>/", views.take_all, name="take-all"),
]
