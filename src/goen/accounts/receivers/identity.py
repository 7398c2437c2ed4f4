"""The rules Goen gives to allauth: nobody signs up, providers vouch for known accounts, secrets are kept encrypted."""

import io
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib.auth.backends import RemoteUserBackend
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from goen.accounts import services
from goen.base.http import NEEDS_TOTP
from goen.base.secrets import seal, unseal


class AccountDoor(DefaultAccountAdapter):
    """Accounts are made by the operator's command or vouched for by a provider, never by strangers."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_password": _("パスワードが正しくありません。"),
        "too_many_login_attempts": _("間違いが続いたため、しばらくお待ちください。"),
    }

    def get_client_ip(self, request: Any) -> str:
        """Return the address as the server's own door found it."""
        return str(request.META.get("REMOTE_ADDR", ""))

    def is_open_for_signup(self, request: Any) -> bool:  # noqa: ARG002 - allauth's signature
        """Say no."""
        return False

    def get_login_redirect_url(self, request: Any) -> str:
        """Lead on to the front page, or first to the one-time password where one is due."""
        if NEEDS_TOTP in request.session:
            return reverse("mfa_activate_totp")
        return reverse(settings.LOGIN_REDIRECT_URL)

    def login(self, request: Any, user: Any) -> None:
        """Sign in, and remember when a one-time password app is still to be set up."""
        super().login(request, user)
        if settings.TOTP_REQUIRED and user.has_usable_password() and not _has_totp(user):
            request.session[NEEDS_TOTP] = True

    def add_message(self, *_args: Any, **_kwargs: Any) -> None:
        """Stay silent: Goen's pages say what happened in their own words."""


class IdentityDoor(DefaultSocialAccountAdapter):
    """Who an identity provider may let in: known people, and new ones where the operator allows it."""

    def is_open_for_signup(self, request: Any, sociallogin: Any) -> bool:  # noqa: ARG002 - allauth's signature
        """Make an account only where GOEN_SSO_CREATE is set."""
        return settings.SSO_CREATE

    def populate_user(self, request: Any, sociallogin: Any, data: Any) -> Any:
        """Take the name as the provider writes it; Japanese names have the family name first."""
        user = super().populate_user(request, sociallogin, data)
        parts = (data.get("last_name"), data.get("first_name"))
        user.display_name = (data.get("name") or " ".join(filter(None, parts)))[:80]
        return user

    def save_user(self, request: Any, sociallogin: Any, form: Any = None) -> Any:
        """Keep a new account, and say so in the audit log."""
        user = super().save_user(request, sociallogin, form)
        services.record_new_account(user_id=user.pk, by=f"provider:{sociallogin.account.provider}")
        return user

    def on_authentication_error(
        self, request: Any, provider: Any, error: Any = None, *_rest: Any, **_more: Any
    ) -> None:
        """Note the failure for the operator, without anything the provider sent."""
        address = str(request.META.get("REMOTE_ADDR", ""))
        services.record_refused_sign_in(provider=str(provider.id), reason=str(error or "error"), address=address)


class OneTimePasswords(DefaultMFAAdapter):
    """Keys of one-time passwords are encrypted under the installation's secret, and drawn by Goen's own QR maker."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("番号が正しくありません。アプリにいま表示されている番号を入力してください。"),
    }

    def encrypt(self, text: str) -> str:
        """Return the text as it may stand in the database."""
        return seal(text, "totp")

    def decrypt(self, encrypted_text: str) -> str:
        """Return the text again."""
        return unseal(encrypted_text, "totp")

    def get_totp_label(self, user: Any) -> str:
        """Name the account in the app."""
        return str(user.username)

    def build_totp_svg(self, url: str) -> str:
        """Draw the QR code."""
        drawn = io.BytesIO()
        segno.make(url, error="m").save(drawn, kind="svg", scale=5, border=4, xmldecl=False, dark="#000", light="#fff")
        return drawn.getvalue().decode()


class ProxyUserBackend(RemoteUserBackend):
    """Accounts as a trusted proxy names them (Kerberos, client certificates, a portal)."""

    @property
    def create_unknown_user(self) -> bool:  # type: ignore[override]
        """Make an account only where GOEN_SSO_CREATE is set."""
        return settings.SSO_CREATE

    def clean_username(self, username: str) -> str:
        r"""Take ``DOMAIN\name`` for ``name``."""
        return username.rpartition("\\")[2]

    def configure_user(self, request: Any, user: Any, created: bool = True) -> Any:  # noqa: ARG002 - Django's signature
        """Note a new account."""
        if created:
            services.record_new_account(user_id=user.pk, by="proxy")
        return user


def _has_totp(user: Any) -> bool:
    from allauth.mfa.utils import is_mfa_enabled  # noqa: PLC0415 - needs the models

    return bool(is_mfa_enabled(user, ["totp"]))
