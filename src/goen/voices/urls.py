"""Addresses of the voices slice."""

from django.urls import path, re_path

from goen.voices import views

app_name = "voices"
urlpatterns = [
    path("events/<slug:slug>/voice/", views.write, name="write"),
    path("events/<slug:slug>/voice/thanks/", views.thanks, name="thanks"),
    path("events/<slug:slug>/voice/withdraw/", views.withdraw, name="withdraw"),
    path("events/<slug:slug>/voices/", views.listing, name="list"),
    re_path(r"^events/(?P<slug>[-\w]+)/voices/export\.(?P<kind>csv|xlsx)$", views.export, name="export"),
]
