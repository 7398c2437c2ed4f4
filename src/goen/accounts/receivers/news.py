"""Sign-ins and one-time passwords, noted in the audit log whichever way they came."""

import time
from typing import Any

from allauth.account.signals import user_logged_in
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.contrib.auth.signals import user_logged_in as django_logged_in
from django.dispatch import receiver

from goen.accounts import services
from goen.base.http import NEEDS_TOTP, SEEN

_PROXY = "goen.accounts.receivers.identity.ProxyUserBackend"


@receiver(user_logged_in, dispatch_uid="accounts.note_sign_in")
def note_sign_in(request: Any, user: Any, sociallogin: Any = None, **_news: object) -> None:
    """Note who signed in, and by what."""
    way = sociallogin.account.provider if sociallogin is not None else "password"
    services.record_sign_in(user_id=user.pk, address=_address(request), way=way)


@receiver(django_logged_in, dispatch_uid="accounts.note_proxy_sign_in")
def note_proxy_sign_in(request: Any, user: Any, **_news: object) -> None:
    """Note who a proxy vouched for: this way does not pass allauth."""
    if getattr(user, "backend", "") == _PROXY:
        services.record_sign_in(user_id=user.pk, address=_address(request), way="proxy")


@receiver(django_logged_in, dispatch_uid="accounts.begin_to_be_seen")
def begin_to_be_seen(request: Any, **_news: object) -> None:
    """Let the session's idle time count from here: the first page need not write it."""
    request.session[SEEN] = time.time()


@receiver(authenticator_added, dispatch_uid="accounts.note_totp_added")
def note_totp_added(request: Any, user: Any, authenticator: Any, **_news: object) -> None:
    """Note a new one-time password app; the wait for it is over."""
    request.session.pop(NEEDS_TOTP, None)
    services.record_authenticator(user_id=user.pk, kind=str(authenticator.type), is_added=True)


@receiver(authenticator_removed, dispatch_uid="accounts.note_totp_removed")
def note_totp_removed(user: Any, authenticator: Any, **_news: object) -> None:
    """Note that one was taken away."""
    services.record_authenticator(user_id=user.pk, kind=str(authenticator.type), is_added=False)


def _address(request: Any) -> str:
    return str(request.META.get("REMOTE_ADDR", "")) if request is not None else ""
