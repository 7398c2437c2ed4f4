"""What somebody says about keeping in touch; nobody sees what another wished unless both did."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from goen.events.models import Event
from goen.roster.models import Person


class Card(models.Model):
    """ご縁カード: how somebody can be reached, what they can tell about and look for, and what they want to take part in."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="tie_card")
    contact = models.CharField(_("連絡先"), max_length=200, blank=True)
    offers = models.JSONField(default=list, blank=True)
    asks = models.JSONField(default=list, blank=True)
    wants_introductions = models.BooleanField(_("ご紹介を受ける"), default=False)
    wants_pairings = models.BooleanField(_("毎月の1対1に参加する"), default=False)
    changed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.person}"


class Wish(models.Model):
    """Somebody wants to stay in touch with somebody they met; shown to nobody until the other wishes the same."""

    author = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    about = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    shares_contact = models.BooleanField(default=False)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("author", "about"), name="one_wish_per_pair"),
            models.CheckConstraint(condition=~Q(author=F("about")), name="nobody_wishes_themselves"),
        )

    def __str__(self) -> str:
        return f"{self.author_id} → {self.about_id}"


class Introduction(models.Model):
    """ご紹介: two people who might gain from meeting; accepted by both, or forgotten without anybody hearing why."""

    class State(models.TextChoices):
        """Life of an introduction."""

        PROPOSED = "proposed", _("返事待ち")
        ACCEPTED = "accepted", _("成立")
        FORGOTTEN = "forgotten", _("見送り")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="introductions")
    low = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    high = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    points = models.PositiveSmallIntegerField()
    reasons = models.JSONField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    low_accepts = models.BooleanField(default=False)
    high_accepts = models.BooleanField(default=False)
    low_met = models.BooleanField(null=True)
    high_met = models.BooleanField(null=True)
    made_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(low__lt=F("high")), name="introduction_pair_in_order"),
            models.UniqueConstraint(fields=("low", "high"), name="introduced_once"),
        )

    def __str__(self) -> str:
        return f"{self.low_id}–{self.high_id} {self.state}"
