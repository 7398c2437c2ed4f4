"""News for one person: an account or somebody on a roster."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goen.accounts.models import User
from goen.base.messages import sentence_of
from goen.events.models import Event
from goen.roster.models import Person


class Message(models.Model):
    """One piece of news for one reader: a sentence by its code, so that it reads in the reader's language."""

    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    event = models.ForeignKey(Event, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=80)
    params = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    path = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(user__isnull=True, person__isnull=False) | Q(user__isnull=False, person__isnull=True),
                name="message_has_one_reader",
            ),
        )

    def __str__(self) -> str:
        return self.sentence

    @property
    def is_everywhere(self) -> bool:
        """Whether it leads to a page every event of the reader has."""
        return "{slug}" in self.path

    @property
    def sentence(self) -> str:
        """What happened, in the active language."""
        return sentence_of(self.code, self.params)


class Delivery(models.Model):
    """How somebody wants to hear by mail; without a row: once a day."""

    class Mode(models.TextChoices):
        """How often mail comes."""

        DIGEST = "digest", _("1 日 1 回、朝にまとめて")
        AT_ONCE = "at_once", _("そのつど")
        NONE = "none", _("メールは受け取らない")

    user = models.OneToOneField(User, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    person = models.OneToOneField(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    mode = models.CharField(max_length=10, choices=Mode.choices, default=Mode.DIGEST)

    def __str__(self) -> str:
        return f"{self.user or self.person}: {self.mode}"


class Identity(models.Model):
    """An account and the person on rosters it belongs to; made by whoever holds both the account and the person's pass."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="identity")
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="identity")
    linked_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.user} = {self.person}"
