"""Addresses of the grouping slice."""

from django.urls import URLPattern

app_name = "grouping"
urlpatterns: list[URLPattern] = []
