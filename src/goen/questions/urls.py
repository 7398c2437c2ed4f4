"""Addresses of the questions slice."""

from django.urls import path, re_path

from goen.questions import views

app_name = "questions"
urlpatterns = [
    path("events/<slug:slug>/questions/", views.hall, name="hall"),
    path("events/<slug:slug>/questions/ask/", views.ask, name="ask"),
    path("events/<slug:slug>/questions/<int:question_id>/vote/", views.vote, name="vote"),
    path("events/<slug:slug>/questions/moderate/", views.moderate, name="moderate"),
    path("events/<slug:slug>/questions/desk/", views.desk, name="desk"),
    path("events/<slug:slug>/questions/screen/", views.clear, name="clear"),
    path("events/<slug:slug>/questions/<int:question_id>/<slug:verb>/", views.act, name="act"),
    path("events/<slug:slug>/polls/", views.polls, name="polls"),
    path("events/<slug:slug>/polls/<int:poll_id>/", views.poll, name="poll"),
    path("events/<slug:slug>/polls/<int:poll_id>/edit/", views.edit_poll, name="edit-poll"),
    path("events/<slug:slug>/polls/<int:poll_id>/answer/", views.answer, name="answer"),
    path("events/<slug:slug>/polls/<int:poll_id>/<slug:verb>/", views.act_on_poll, name="act-on-poll"),
    re_path(r"^events/(?P<slug>[-\w]+)/questions/export\.csv$", views.export, name="export"),
]
