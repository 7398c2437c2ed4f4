"""Addresses of the proposals slice."""

from django.urls import URLPattern

app_name = "proposals"
urlpatterns: list[URLPattern] = []
