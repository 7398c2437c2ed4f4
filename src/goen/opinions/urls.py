"""Addresses of the opinions slice: none yet."""

from django.urls import URLPattern

app_name = "opinions"
urlpatterns: list[URLPattern] = []
