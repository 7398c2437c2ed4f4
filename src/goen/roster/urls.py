"""Addresses of the roster slice."""

from django.urls import URLPattern

app_name = "roster"
urlpatterns: list[URLPattern] = []
