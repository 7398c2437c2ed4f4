"""Addresses of the day slice."""

from django.urls import URLPattern

app_name = "day"
urlpatterns: list[URLPattern] = []
