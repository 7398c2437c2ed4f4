"""Keys of other programs, and whom to tell."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from goen.accounts.models import User
from goen.events.models import Event


class Token(models.Model):
    """APIの鍵: lets a program do, as its owner, what its scopes name; only its hash is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("名前"), max_length=60)
    head = models.CharField(max_length=12)
    key_hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.name


class Hook(models.Model):
    """通知先: an address told of what happens at an event; what it is told names nobody."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="hooks")
    url = models.CharField(_("アドレス"), max_length=500)
    sealed_secret = models.TextField()
    verbs = models.JSONField(default=list)
    is_active = models.BooleanField(default=True)
    created_by = models.CharField(max_length=80)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.url


class Delivery(models.Model):
    """One thing to tell one address, tried until it is taken."""

    class State(models.TextChoices):
        """Where it stands."""

        WAITING = "waiting", _("送信待ち")
        SENT = "sent", _("届いた")
        FAILED = "failed", _("届かなかった")

    hook = models.ForeignKey(Hook, on_delete=models.CASCADE, related_name="deliveries")
    verb = models.CharField(max_length=80)
    body = models.JSONField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    problem = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    tried_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.verb} {self.state}"
