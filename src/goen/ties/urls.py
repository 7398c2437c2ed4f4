"""Addresses of the ties slice."""

from django.urls import path

from goen.ties import views

app_name = "ties"
urlpatterns = [
    path("events/<slug:slug>/ties/", views.ledger, name="ledger"),
]
