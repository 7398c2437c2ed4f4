"""The address table: every slice with pages brings its own."""

from importlib.util import find_spec

from allauth.account import views as account
from allauth.socialaccount import views as social
from django.conf import settings
from django.contrib.auth.views import LogoutView
from django.urls import include, path
from django.views.generic import RedirectView

from goen.exchange.api import api

# allauth's pages by the names it uses, and no more of them than Goen wants: nobody signs up here.
_SIGN_IN = [
    path("2fa/", include("allauth.mfa.urls")),
    path("sso/", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("sso/", include("allauth.socialaccount.providers.saml.urls")),
    path("sso/cancelled/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("sso/error/", social.login_error, name="socialaccount_login_error"),
    path("sso/", social.connections, name="socialaccount_connections"),
    path("sso/new/", RedirectView.as_view(pattern_name="accounts:login"), name="socialaccount_signup"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("signin/", RedirectView.as_view(pattern_name="accounts:login", query_string=True), name="account_login"),
    path("signout/", LogoutView.as_view(), name="account_logout"),
    path("signup/", RedirectView.as_view(pattern_name="accounts:login"), name="account_signup"),
]

urlpatterns = [path("", include("goen.base.urls"))]
urlpatterns += [path("", include(f"goen.{name}.urls")) for name in settings.SLICES if find_spec(f"goen.{name}.urls")]

urlpatterns += [path("accounts/", include(_SIGN_IN)), path("api/v1/", api.urls)]

handler400 = "goen.base.http.bad_request"
handler403 = "goen.base.http.permission_denied"
handler404 = "goen.base.http.page_not_found"
handler500 = "goen.base.http.server_error"
handler429 = "goen.base.http.too_many_requests"
