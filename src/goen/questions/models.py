"""質問とアンケート: what the hall asks and answers; a vote is a keyed hash, so that it counts once and names nobody."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from goen.events.models import Event
from goen.questions import phases
from goen.roster.models import Participation


class Question(models.Model):
    """One question from the hall; anonymous unless its asker wanted their name beside it."""

    class State(models.TextChoices):
        """What became of a question."""

        WAITING = "waiting", _("確認待ち")
        SHOWN = "shown", _("公開中")
        ANSWERED = "answered", _("回答済み")
        HIDDEN = "hidden", _("非公開")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="questions")
    message_id = models.CharField(max_length=40)
    text = models.CharField(_("質問"), max_length=phases.MAX_QUESTION)
    asker_key = models.CharField(max_length=64)
    participation = models.ForeignKey(
        Participation, null=True, blank=True, on_delete=models.SET_NULL, related_name="questions"
    )
    state = models.CharField(max_length=8, choices=State.choices)
    hidden_reason = models.CharField(_("理由"), max_length=120, blank=True)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("asked_at", "id")
        constraints = (models.UniqueConstraint(fields=("event", "message_id"), name="one_question_per_message"),)
        indexes = (models.Index(fields=("event", "state")),)

    def __str__(self) -> str:
        return self.text[:40]


class Upvote(models.Model):
    """Somebody wants to hear the answer too."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="upvotes", db_index=False)
    voter_key = models.CharField(max_length=64)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("question", "voter_key"), name="one_upvote_per_person"),)

    def __str__(self) -> str:
        return f"{self.question_id}"


class Poll(models.Model):
    """クイックアンケート: one thing asked of everybody; the result is shown when it is closed."""

    class Kind(models.TextChoices):
        """How one answers."""

        CHOICE = "choice", _("一つ選ぶ")
        SEVERAL = "several", _("いくつでも選ぶ")
        WORDS = "words", _("ことばで答える")

    class State(models.TextChoices):
        """Life of a poll."""

        DRAFT = "draft", _("準備中")
        OPEN = "open", _("受付中")
        CLOSED = "closed", _("締切")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="polls")
    prompt = models.CharField(_("問い"), max_length=phases.MAX_PROMPT)
    kind = models.CharField(_("答え方"), max_length=7, choices=Kind.choices, default=Kind.CHOICE)
    state = models.CharField(max_length=6, choices=State.choices, default=State.DRAFT)
    options = models.JSONField(default=list)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.prompt

    @property
    def slots(self) -> int:
        """How many answers one person may give."""
        return {"choice": 1, "words": phases.MAX_WORDS}.get(self.kind, len(self.options))


class Answer(models.Model):
    """One of a person's answers: a numbered slot, so that a repeated send only puts the same answer in its place."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="answers", db_index=False)
    voter_key = models.CharField(max_length=64)
    slot = models.PositiveSmallIntegerField()
    option = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(max_length=phases.MAX_WORD, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("poll", "voter_key", "slot"), name="one_answer_per_slot"),)

    def __str__(self) -> str:
        return self.text or str(self.option)


class Desk(models.Model):
    """The moderator's table of an event: how questions are taken, and what the projector shows of them."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="desk")
    is_open = models.BooleanField(_("質問を受け付ける"), default=True)
    is_moderated = models.BooleanField(_("公開の前に確認する"), default=False)
    question = models.ForeignKey(Question, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    poll = models.ForeignKey(Poll, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    shown_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.event)
