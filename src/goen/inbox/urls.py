"""Addresses of the inbox slice."""

from django.urls import path

from goen.inbox import views

app_name = "inbox"
urlpatterns = [
    path("inbox/", views.mine, name="mine"),
    path("inbox/<int:message_id>/", views.open_message, name="open"),
    path("inbox/act/<slug:verb>/", views.act, name="act"),
    path("events/<slug:slug>/inbox/", views.mine, name="guest"),
    path("events/<slug:slug>/inbox/<int:message_id>/", views.open_message, name="guest-open"),
    path("events/<slug:slug>/inbox/act/<slug:verb>/", views.act, name="guest-act"),
]
