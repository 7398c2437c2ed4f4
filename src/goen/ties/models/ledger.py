"""The ledger of who met whom."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from goen.events.models import Event
from goen.roster.models import Person


class Meeting(models.Model):
    """Two people sat in one group in one round of an event; the pair is kept in order of id."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="meetings")
    round_number = models.PositiveSmallIntegerField(default=1)
    group_label = models.CharField(max_length=60)
    low = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    high = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(low__lt=F("high")), name="meeting_pair_in_order"),
            models.UniqueConstraint(fields=("event", "round_number", "low", "high"), name="one_meeting_per_round"),
        )

    def __str__(self) -> str:
        return f"{self.low_id}–{self.high_id} {self.event}"


class Encounter(models.Model):
    """Two people met by themselves, through an introduction or a 1-to-1 pairing; the pair is kept in order of id."""

    class Source(models.TextChoices):
        """What brought them together."""

        INTRODUCTION = "introduction", _("ご紹介")
        PAIRING = "pairing", _("1対1の組合せ")

    event = models.ForeignKey(Event, null=True, blank=True, on_delete=models.SET_NULL, related_name="encounters")
    source = models.CharField(max_length=12, choices=Source.choices)
    source_id = models.PositiveBigIntegerField()
    low = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    high = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(low__lt=F("high")), name="encounter_pair_in_order"),
            models.UniqueConstraint(fields=("source", "source_id"), name="one_encounter_per_source"),
        )

    def __str__(self) -> str:
        return f"{self.low_id}–{self.high_id} {self.source}"
