"""Addresses of the listening slice: none yet."""

from django.urls import URLPattern

app_name = "listening"
urlpatterns: list[URLPattern] = []
