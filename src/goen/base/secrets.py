"""Secrets that must be read again (keys of one-time passwords, signing keys of webhooks), sealed under the installation's key."""

import base64
import hashlib

from cryptography.fernet import Fernet
from django.conf import settings


def seal(text: str, purpose: str) -> str:
    """Return the text as it may stand in the database; only this installation reads it again, for the same purpose."""
    return _lock(purpose).encrypt(text.encode()).decode()


def unseal(sealed: str, purpose: str) -> str:
    """Return a sealed text."""
    return _lock(purpose).decrypt(sealed.encode()).decode()


def _lock(purpose: str) -> Fernet:
    key = hashlib.sha256(f"goen.{purpose}".encode() + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
