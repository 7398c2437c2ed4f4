"""Addresses of the AI's drafts."""

from django.urls import path

from goen.assistant import views

app_name = "assistant"
urlpatterns = [
    path("events/<slug:slug>/assistant/", views.index, name="index"),
    path("events/<slug:slug>/assistant/switch/", views.switch, name="switch"),
    path("events/<slug:slug>/assistant/minutes/", views.minutes, name="minutes"),
    path("events/<slug:slug>/assistant/rewrite/", views.rewrite, name="rewrite"),
    path("events/<slug:slug>/assistant/<int:draft_id>/", views.draft, name="draft"),
    path("events/<slug:slug>/assistant/<int:draft_id>/send/", views.send, name="send"),
    path("events/<slug:slug>/assistant/<int:draft_id>/decide/", views.decide, name="decide"),
    path("events/<slug:slug>/assistant/<int:draft_id>/discard/", views.discard, name="discard"),
]
