"""Addresses of the accounts slice."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from goen.accounts import views

app_name = "accounts"
urlpatterns = [
    path("accounts/login/", views.SignInView.as_view(), name="login"),
    path("accounts/logout/", LogoutView.as_view(), name="logout"),
    path("accounts/profile/", views.profile, name="profile"),
    path("accounts/password/", views.password, name="password"),
    path("accounts/organisations/", views.organisations, name="organisations"),
    path("accounts/organisations/new/", views.organisation, name="organisation-new"),
    path("accounts/organisations/<int:organisation_id>/", views.organisation, name="organisation"),
    path("accounts/organisations/<int:organisation_id>/merge/", views.merge, name="organisation-merge"),
]
