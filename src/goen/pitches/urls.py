"""Addresses of the pitches slice."""

from django.urls import path

from goen.pitches import views

app_name = "pitches"
urlpatterns = [
    path("events/<slug:slug>/pitches/", views.listing, name="list"),
    path("events/<slug:slug>/pitches/arrange/", views.arrange, name="arrange"),
    path("events/<slug:slug>/pitches/rubric/", views.rubric, name="rubric"),
    path("events/<slug:slug>/pitches/results/", views.results, name="results"),
    path("events/<slug:slug>/pitches/now/", views.now, name="now"),
    path("events/<slug:slug>/score/", views.score_list, name="score"),
    path("events/<slug:slug>/score/<int:pitch_id>/", views.score, name="score-pitch"),
]
