"""Addresses of the boards slice."""

from django.urls import path

from goen.boards import views

app_name = "boards"
urlpatterns = [
    path("events/<slug:slug>/boards/", views.board_list, name="list"),
    path("events/<slug:slug>/boards/mine/", views.mine, name="mine"),
    path("events/<slug:slug>/boards/<int:board_id>/", views.board, name="board"),
    path("events/<slug:slug>/boards/<int:board_id>/write/", views.write, name="write"),
    path("events/<slug:slug>/boards/<int:board_id>/wall/", views.wall, name="wall"),
    path("events/<slug:slug>/boards/<int:board_id>/print/", views.paper, name="print"),
    path("events/<slug:slug>/boards/<int:board_id>/freeze/", views.freeze, name="freeze"),
    path("events/<slug:slug>/boards/<int:board_id>/unfreeze/", views.unfreeze, name="unfreeze"),
    path("events/<slug:slug>/boards/<int:board_id>/voting/", views.voting, name="voting"),
]
