"""Addresses of communities."""

from django.urls import path, re_path

from goen.communities.views import members, moderation, posts, spaces

app_name = "communities"
_ONE = "communities/<slug:slug>"
_POST = f"{_ONE}/posts/<int:post_id>"
urlpatterns = [
    path("communities/", spaces.listing, name="list"),
    path("communities/new/", spaces.new, name="new"),
    path("events/<slug:slug>/community/", spaces.of_event, name="of-event"),
    path("c/<str:token>/", members.follow, name="follow"),
    path("communities/pass/<str:token>/", members.enter, name="enter"),
    path("communities/stop-mail/<str:token>/", members.stop_mail, name="stop-mail"),
    path(f"{_ONE}/", spaces.show, name="show"),
    path(f"{_ONE}/settings/", spaces.settings, name="settings"),
    re_path(r"^communities/(?P<slug>[-\w]+)/state/(?P<verb>close|reopen)/$", spaces.state, name="state"),
    path(f"{_ONE}/invitation/", spaces.invitation, name="invitation"),
    path(f"{_ONE}/invitation/poster/", spaces.poster, name="poster"),
    path(f"{_ONE}/invite/<slug:event_slug>/", spaces.invite, name="invite"),
    path(f"{_ONE}/join/", members.join, name="join"),
    path(f"{_ONE}/decline/", members.decline, name="decline"),
    path(f"{_ONE}/me/", members.me, name="me"),
    path(f"{_ONE}/me/new-link/", members.end_passes, name="end-passes"),
    path(f"{_ONE}/me/leave/", members.leave, name="leave"),
    path(f"{_ONE}/notices/", members.notices, name="notices"),
    path(f"{_ONE}/members/", members.listing, name="members"),
    path(f"{_ONE}/members/<int:membership_id>/remove/", members.remove, name="remove"),
    re_path(
        r"^communities/(?P<slug>[-\w]+)/members/(?P<membership_id>\d+)/(?P<verb>member|moderator|readmit)/$",
        members.role,
        name="role",
    ),
    path(f"{_ONE}/write/", posts.write, name="write"),
    re_path(r"^communities/(?P<slug>[-\w]+)/write/(?P<kind>poll|gathering)/$", posts.write, name="write-kind"),
    path(f"{_ONE}/read/", posts.read_all, name="read-all"),
    path(f"{_POST}/", posts.thread, name="thread"),
    path(f"{_POST}/edit/", posts.edit, name="post-edit"),
    path(f"{_POST}/delete/", posts.delete, name="post-delete"),
    path(f"{_POST}/undelete/", posts.undelete, name="post-undelete"),
    path(f"{_POST}/pin/", posts.pin, name="pin"),
    path(f"{_POST}/vote/", posts.vote, name="vote"),
    path(f"{_POST}/close-poll/", posts.close_poll, name="close-poll"),
    re_path(
        r"^communities/(?P<slug>[-\w]+)/posts/(?P<post_id>\d+)/answer/(?P<word>yes|no)/$", posts.answer, name="answer"
    ),
    path(f"{_POST}/gathering.ics", posts.calendar, name="calendar"),
    path(f"{_POST}/report/", moderation.report, name="report"),
    path(f"{_POST}/hide/", moderation.hide, name="hide"),
    path(f"{_POST}/restore/", moderation.restore, name="restore"),
    path(f"{_POST}/keep/", moderation.keep, name="keep"),
    path(f"{_POST}/appeal/", moderation.appeal, name="appeal"),
    path(f"{_ONE}/files/<int:attachment_id>/", posts.file, name="file"),
    path(f"{_ONE}/queue/", moderation.queue, name="queue"),
]
