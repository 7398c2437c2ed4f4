"""Plans of groups and who sits where."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from goen.accounts.models import User
from goen.events.models import Event, Theme
from goen.roster.models import Participation, Person


class Rule(models.Model):
    """A wish of the organiser about certain people: together, or apart."""

    class Kind(models.TextChoices):
        """What the rule asks."""

        TOGETHER = "together", _("同じグループにする")
        APART = "apart", _("別のグループにする")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="grouping_rules")
    kind = models.CharField(_("種類"), max_length=10, choices=Kind.choices)
    people = models.ManyToManyField(Participation, related_name="grouping_rules")
    reason = models.CharField(_("理由"), max_length=120, blank=True)

    def __str__(self) -> str:
        return self.get_kind_display()


class Attendance(models.Model):
    """出席するラウンド: somebody who comes later or leaves earlier; whoever has no row is there all day."""

    participation = models.OneToOneField(Participation, on_delete=models.CASCADE, related_name="attendance")
    first_round = models.PositiveSmallIntegerField(_("最初のラウンド"), default=1)
    last_round = models.PositiveSmallIntegerField(_("最後のラウンド"))

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(first_round__gte=1, last_round__gte=F("first_round")), name="attendance_in_order"
            ),
        )

    def __str__(self) -> str:
        return f"{self.participation}: {self.first_round}–{self.last_round}"


class EarlierMeeting(models.Model):
    """以前の同席: two people who met before Goen was used, read from a file; the pair is kept in order of id."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="earlier_meetings")
    low = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    high = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    times = models.PositiveSmallIntegerField(default=1)
    year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(low__lt=F("high")), name="earlier_pair_in_order"),
            models.UniqueConstraint(fields=("event", "low", "high", "year"), name="one_earlier_meeting_per_year"),
        )

    def __str__(self) -> str:
        return f"{self.low_id}–{self.high_id} {self.year}"


class Plan(models.Model):
    """グループ分け案: settings, seed and result of one way to seat everybody, in one or more rounds."""

    class State(models.TextChoices):
        """Life of a plan; at most one of an event is published."""

        DRAFT = "draft", _("案")
        PUBLISHED = "published", _("公開中")
        RETIRED = "retired", _("以前の案")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="plans")
    number = models.PositiveSmallIntegerField()
    n_rounds = models.PositiveSmallIntegerField(_("ラウンド数"), default=1)
    settings = models.JSONField(default=dict)
    seed = models.PositiveIntegerField(default=1)
    result = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    version = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("event", "number"), name="one_plan_per_number"),
            models.UniqueConstraint(fields=("event",), condition=Q(state="published"), name="one_published_plan"),
        )

    def __str__(self) -> str:
        return f"{self.event} #{self.number}"


class Group(models.Model):
    """グループ: a table in one round, with its theme."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="groups")
    round_number = models.PositiveSmallIntegerField(default=1)
    number = models.PositiveSmallIntegerField()
    name = models.CharField(_("名称"), max_length=60, blank=True)
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.SET_NULL, related_name="groups")
    place = models.CharField(_("場所"), max_length=60, blank=True)
    capacity = models.PositiveSmallIntegerField(_("定員"), null=True, blank=True)

    class Meta:
        ordering = ("round_number", "number")
        constraints = (models.UniqueConstraint(fields=("plan", "round_number", "number"), name="one_group_per_number"),)

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """What the table sign says: its own name, or a letter from A on."""
        if self.name:
            return self.name
        return chr(ord("A") + self.number - 1) if self.number <= 26 else str(self.number)  # noqa: PLR2004 - letters


class Seat(models.Model):
    """One person in one group of one round."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="seats")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="seats")
    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="seats")
    round_number = models.PositiveSmallIntegerField(default=1)
    is_locked = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("plan", "round_number", "participation"), name="one_seat_per_round"),
        )

    def __str__(self) -> str:
        return f"{self.participation} → {self.group}"
