"""Addresses of the showcase: pages for everybody under /showcase/, composing under /showcase/manage/."""

from django.urls import path, re_path

from goen.showcase.views import compose, parts, public

app_name = "showcase"
_MANAGE = "showcase/manage/<int:page_id>"
urlpatterns = [
    path("showcase/", public.index, name="index"),
    path("showcase/en/", public.index, {"language": "en"}, name="index-en"),
    re_path(r"^showcase/feed(?P<english>-en)?\.(?P<kind>rss|atom)$", public.feed, name="feed"),
    path("showcase/manage/", compose.listing, name="manage"),
    path("showcase/manage/new/", compose.new, name="new"),
    path("showcase/manage/export.zip", compose.export, name="export"),
    path("events/<slug:slug>/showcase/", compose.of_event, name="of-event"),
    path("partnerships/<slug:slug>/showcase/", compose.of_partnership, name="of-partnership"),
    path(f"{_MANAGE}/", compose.edit, name="edit"),
    re_path(r"^showcase/manage/(?P<page_id>\d+)/preview/(?P<language>ja|en)/$", compose.preview, name="preview"),
    path(f"{_MANAGE}/publish/", compose.publish, name="publish"),
    path(f"{_MANAGE}/unpublish/", compose.unpublish, name="unpublish"),
    path(f"{_MANAGE}/delete/", compose.delete, name="delete"),
    path(f"{_MANAGE}/sections/", parts.add_section, name="section-add"),
    path(f"{_MANAGE}/sections/<int:section_id>/", parts.edit_section, name="section"),
    re_path(
        r"^showcase/manage/(?P<page_id>\d+)/sections/(?P<section_id>\d+)/(?P<verb>up|down|remove)/$",
        parts.change_section,
        name="section-change",
    ),
    path(f"{_MANAGE}/photos/", parts.add_photo, name="photo-add"),
    path(f"{_MANAGE}/photos/<int:photo_id>/", parts.edit_photo, name="photo-edit"),
    re_path(
        r"^showcase/manage/(?P<page_id>\d+)/photos/(?P<photo_id>\d+)/(?P<verb>up|down|remove)/$",
        parts.change_photo,
        name="photo-change",
    ),
    re_path(
        r"^showcase/manage/(?P<page_id>\d+)/photos/(?P<photo_id>\d+)-(?P<width>640|1280|0)\.jpg$",
        parts.draft_photo,
        name="photo-draft",
    ),
    path("showcase/<slug:slug>/", public.page, name="page"),
    path("showcase/<slug:slug>/en/", public.page, {"language": "en"}, name="page-en"),
    path("showcase/<slug:slug>/embed/", public.embed, name="embed"),
    re_path(r"^showcase/(?P<slug>[-\w]+)/card(?P<english>-en)?\.png$", public.card, name="card"),
    re_path(
        r"^showcase/(?P<slug>[-\w]+)/photos/(?P<photo_id>\d+)-(?P<width>640|1280|0)\.jpg$", public.photo, name="photo"
    ),
]
