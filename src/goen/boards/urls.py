"""Addresses of the boards slice."""

from django.urls import path

from goen.boards.views import boards, history, moderation, photos

app_name = "boards"
urlpatterns = [
    path("events/<slug:slug>/boards/", boards.board_list, name="list"),
    path("events/<slug:slug>/boards/mine/", boards.mine, name="mine"),
    path("events/<slug:slug>/boards/<int:board_id>/", boards.board, name="board"),
    path("events/<slug:slug>/boards/<int:board_id>/write/", boards.write, name="write"),
    path("events/<slug:slug>/boards/<int:board_id>/wall/", boards.wall, name="wall"),
    path("events/<slug:slug>/boards/<int:board_id>/print/", boards.paper, name="print"),
    path("events/<slug:slug>/boards/<int:board_id>/freeze/", boards.freeze, name="freeze"),
    path("events/<slug:slug>/boards/<int:board_id>/unfreeze/", boards.unfreeze, name="unfreeze"),
    path("events/<slug:slug>/boards/<int:board_id>/voting/", boards.voting, name="voting"),
    path("events/<slug:slug>/boards/new/", moderation.new, name="new"),
    path("events/<slug:slug>/boards/all/", moderation.act_on_all, name="all"),
    path("events/<slug:slug>/boards/walls/", moderation.walls, name="walls"),
    path("events/<slug:slug>/boards/<int:board_id>/settings/", moderation.settings, name="settings"),
    path("events/<slug:slug>/boards/<int:board_id>/spotlight/", moderation.spotlight, name="spotlight"),
    path("events/<slug:slug>/boards/<int:board_id>/history/", history.history, name="history"),
    path("events/<slug:slug>/boards/<int:board_id>/restore/", history.restore, name="restore"),
    path("events/<slug:slug>/boards/<int:board_id>/photos/", photos.photos, name="photos"),
    path("events/<slug:slug>/boards/<int:board_id>/photos/<int:photo_id>/", photos.photo, name="photo"),
    path(
        "events/<slug:slug>/boards/<int:board_id>/photos/<int:photo_id>/remove/",
        photos.remove_photo,
        name="remove-photo",
    ),
]
