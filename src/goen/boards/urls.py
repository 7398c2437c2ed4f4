"""Addresses of the boards slice."""

from django.urls import URLPattern

app_name = "boards"
urlpatterns: list[URLPattern] = []
