"""Addresses of the base room: jobs and languages."""

from django.conf import settings
from django.urls import include, path

from goen.base import views

app_name = "base"
urlpatterns = [
    path("jobs/<uuid:job_id>/", views.job, name="job"),
    path("jobs/<uuid:job_id>/cancel/", views.cancel_job, name="cancel-job"),
    path("i18n/", include("django.conf.urls.i18n")),
]
if settings.DEBUG:
    urlpatterns += [
        path("styleguide/", views.styleguide, name="styleguide"),
        path("styleguide/<str:shell>/", views.styleguide_shell),
    ]
