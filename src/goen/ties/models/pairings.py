"""1対1の組合せ: month by month, two people of different organisations who have not been paired yet."""

from django.db import models
from django.db.models import F, Q

from goen.events.models import Event
from goen.roster.models import Person


class Programme(models.Model):
    """Whether an event's people are paired every month by itself."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="pairing_programme")
    is_on = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.event}: {self.is_on}"


class PairingRound(models.Model):
    """One month's pairs; ``n_repeats`` is proven the fewest that month."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="pairing_rounds")
    month = models.DateField()
    made_at = models.DateTimeField()
    n_people = models.PositiveIntegerField()
    n_repeats = models.PositiveIntegerField()

    class Meta:
        ordering = ("-month",)
        constraints = (models.UniqueConstraint(fields=("event", "month"), name="one_round_per_month"),)

    def __str__(self) -> str:
        return f"{self.event} {self.month:%Y-%m}"


class Pairing(models.Model):
    """Two people for a month; the pair is kept in order of id."""

    round = models.ForeignKey(PairingRound, on_delete=models.CASCADE, related_name="pairings")
    low = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    high = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    meets_at = models.DateTimeField()
    place = models.CharField(max_length=120, blank=True)
    # Counts the changes of the appointment (SEQUENCE of iCalendar).
    revision = models.PositiveIntegerField(default=0)
    is_repeat = models.BooleanField(default=False)
    low_met = models.BooleanField(null=True)
    high_met = models.BooleanField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = (models.CheckConstraint(condition=Q(low__lt=F("high")), name="pairing_in_order"),)

    def __str__(self) -> str:
        return f"{self.low_id}–{self.high_id} {self.round}"


class Rest(models.Model):
    """Somebody nobody was left for; next month they come first."""

    round = models.ForeignKey(PairingRound, on_delete=models.CASCADE, related_name="rests")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"{self.person_id} {self.round}"
