"""Keys: made, used, revoked."""

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from goen.base import audit
from goen.base.models import AuditEntry
from goen.core.errors import BadInputError
from goen.exchange.models import Token
from goen.exchange.phases import PREFIX, SCOPES


@transaction.atomic
def make_token(*, user_id: int, name: str, scopes: Collection[str], expires_at: datetime | None) -> tuple[Token, str]:
    """Make a key and return it with its text, which nobody can read again later."""
    if not scopes or set(scopes) - set(SCOPES):
        raise BadInputError("exchange.no_scope")
    key = PREFIX + secrets.token_urlsafe(32)
    token = Token.objects.create(
        user_id=user_id,
        name=name,
        head=key[:10],
        key_hash=hashlib.sha256(key.encode()).hexdigest(),
        scopes=sorted(scopes),
        expires_at=expires_at,
    )
    audit.record(f"user:{user_id}", "exchange.make_token", f"token:{token.pk}", scopes=sorted(scopes))
    return token, key


@transaction.atomic
def revoke_token(*, token: Token, by: str) -> None:
    """Let a key open nothing any more; twice is once."""
    if Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now()):
        audit.record(by, "exchange.revoke_token", f"token:{token.pk}")


def end_with_password(entry: AuditEntry) -> None:
    """Hear of a changed password: whoever knew the old one may have made keys with it, so all of the account's end."""
    if entry.verb == "accounts.change_password":
        for token in Token.objects.filter(user_id=entry.object_key.removeprefix("user:"), revoked_at=None):
            revoke_token(token=token, by=entry.actor)


def note_use(*, token: Token) -> None:
    """Remember that a key is in use, once a minute at most."""
    now = timezone.now()
    if token.last_used_at is None or now - token.last_used_at > timedelta(minutes=1):
        Token.objects.filter(pk=token.pk).update(last_used_at=now)
