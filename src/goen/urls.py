"""The address table: every slice with pages brings its own."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path

urlpatterns = [path("", include("goen.base.urls"))]
urlpatterns += [path("", include(f"goen.{name}.urls")) for name in settings.SLICES if find_spec(f"goen.{name}.urls")]

handler400 = "goen.base.http.bad_request"
handler403 = "goen.base.http.permission_denied"
handler404 = "goen.base.http.page_not_found"
handler500 = "goen.base.http.server_error"
