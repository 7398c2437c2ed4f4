"""What the AI was asked, what it answered, and what a person decided about it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from goen.events.models import Event


class Switch(models.Model):
    """Whether an event's organisers let texts go to the AI server; off until somebody says so."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="ai_switch")
    is_on = models.BooleanField(default=False)
    n_tokens_used = models.PositiveBigIntegerField(default=0)
    changed_by = models.CharField(max_length=80, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.event}: {self.is_on}"


class Call(models.Model):
    """One question to the server and its answer; the same question is not asked twice."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=20)
    # SHA-256 of address, model, messages and shape.
    key = models.CharField(max_length=64)
    server = models.CharField(max_length=200)
    model = models.CharField(max_length=120)
    answer = models.TextField(blank=True)
    problem = models.CharField(max_length=80, blank=True)
    n_tokens_sent = models.PositiveIntegerField(default=0)
    n_tokens_received = models.PositiveIntegerField(default=0)
    seconds = models.FloatField(default=0)
    made_by = models.CharField(max_length=80, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=("event", "key"), name="ai_call_by_key"),)

    def __str__(self) -> str:
        return f"{self.name} {self.made_at:%Y-%m-%d %H:%M}"


class Draft(models.Model):
    """One draft: what was sent, what came back, how it was checked, what a person decided."""

    class Kind(models.TextChoices):
        """What can be drafted."""

        TOPIC = "topic", _("話題の名前と要約")
        MINUTES = "minutes", _("議事録の下書き")
        POLISH = "polish", _("記者発表資料の文を整える")
        PLAIN = "plain", _("やさしい日本語")

    class State(models.TextChoices):
        """Life of a draft; nothing is sent before a person has seen the estimate."""

        PREPARED = "prepared", _("送信前")
        WAITING = "waiting", _("作成中")
        MADE = "made", _("AI生成・要確認")
        APPROVED = "approved", _("AI生成・承認済み")
        REJECTED = "rejected", _("不採用")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="ai_drafts")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    state = models.CharField(max_length=8, choices=State.choices, default=State.PREPARED)
    # What it belongs to in another slice, for example "topic:12:t80"; drafts of one press share their batch.
    subject = models.CharField(max_length=120, blank=True)
    batch = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=200)
    # Sources sent (id, text, column), and what else the request needs.
    sources = models.JSONField(default=list)
    given = models.JSONField(default=dict)
    n_tokens_estimated = models.PositiveIntegerField(default=0)
    # As checked: label, sentences or lines, each with its ids and problems.
    result = models.JSONField(default=dict)
    text = models.TextField(blank=True)
    # Code of why the offline form stands instead.
    fallback = models.CharField(max_length=80, blank=True)
    server = models.CharField(max_length=200, blank=True)
    model = models.CharField(max_length=120, blank=True)
    made_by = models.CharField(max_length=80, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=("event", "subject"), name="ai_draft_by_subject"),)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.title}"
