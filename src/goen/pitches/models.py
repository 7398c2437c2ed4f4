"""Presentations: order, timer, rubric, scores."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goen.accounts.models import User
from goen.events.models import Event, Pass
from goen.grouping.models import Group


class Pitch(models.Model):
    """発表: one group's turn."""

    class State(models.TextChoices):
        """Where a turn stands."""

        WAITING = "waiting", _("待機")
        RUNNING = "running", _("発表中")
        DONE = "done", _("終了")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="pitches")
    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="pitch")
    position = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    minutes = models.PositiveSmallIntegerField(default=5)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("position", "id")
        constraints = (
            # Two people pressing "start" at once must not give two running pitches.
            models.UniqueConstraint(fields=("event",), condition=Q(state="running"), name="one_running_pitch"),
        )

    def __str__(self) -> str:
        return f"{self.position}: {self.group}"


class Criterion(models.Model):
    """評価の観点: one line of the rubric, scored 1 to 5."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("観点"), max_length=60)
    description = models.CharField(_("説明"), max_length=200, blank=True)

    class Meta:
        ordering = ("position", "id")

    def __str__(self) -> str:
        return self.title


class Scoring(models.Model):
    """Whether an event still takes scores, and whether the results are shown to everybody."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="scoring")
    closed_at = models.DateTimeField(null=True, blank=True)
    revealed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.event}"


class Score(models.Model):
    """One rater's value for one criterion of one pitch; a rater never scores their own group.

    A rater is a guest with a pass or somebody with an account, never both.
    """

    pitch = models.ForeignKey(Pitch, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="scores")
    rater = models.ForeignKey(Pass, null=True, blank=True, on_delete=models.CASCADE, related_name="scores")
    rater_user = models.ForeignKey(User, null=True, blank=True, on_delete=models.CASCADE, related_name="scores")
    value = models.PositiveSmallIntegerField(validators=(MinValueValidator(1), MaxValueValidator(5)))
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("pitch", "criterion", "rater"), name="one_score_per_rater"),
            models.UniqueConstraint(fields=("pitch", "criterion", "rater_user"), name="one_score_per_rating_user"),
            models.CheckConstraint(
                condition=Q(rater__isnull=True) ^ Q(rater_user__isnull=True), name="score_has_one_rater"
            ),
            models.CheckConstraint(condition=Q(value__range=(1, 5)), name="score_from_1_to_5"),
        )

    def __str__(self) -> str:
        return f"{self.pitch} {self.criterion}: {self.value}"
