"""指標: published figures a partnership wants to move, as their files brought them, with definition and source."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from goen.accounts.models import User
from goen.events.models import Partnership
from goen.proposals.models import Proposal


class Indicator(models.Model):
    """One figure over time and places; what a reader must know of it stands beside every chart."""

    class Wanted(models.TextChoices):
        """Which way is better; no colour is given where nobody said so."""

        UP = "up", _("増えるほどよい")
        DOWN = "down", _("減るほどよい")
        OPEN = "open", _("どちらともいえない")

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="indicators")
    name = models.CharField(_("指標の名称"), max_length=120)
    definition = models.TextField(_("定義"), max_length=1000)
    source = models.CharField(_("出典"), max_length=200)
    source_url = models.URLField(_("出典のアドレス"), max_length=500, blank=True)
    unit = models.CharField(_("単位"), max_length=20)
    wanted = models.CharField(_("望ましい向き"), max_length=4, choices=Wanted.choices, default=Wanted.OPEN)
    as_of = models.DateField(_("時点（この日現在の数値）"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField()

    class Meta:
        ordering = ("name", "id")
        constraints = (models.UniqueConstraint(fields=("partnership", "name"), name="one_indicator_per_name"),)

    def __str__(self) -> str:
        return self.name


class IndicatorFile(models.Model):
    """A file of figures: read once, looked at by a person, then taken in; every value names its file and row."""

    class State(models.TextChoices):
        """Whether its values were taken in."""

        PREVIEWED = "previewed", _("確認待ち")
        APPLIED = "applied", _("取り込み済み")

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="indicator_files")
    indicator = models.ForeignKey(Indicator, null=True, blank=True, on_delete=models.CASCADE, related_name="files")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    # The sheets as plain text cells; emptied once the values are taken in.
    table = models.JSONField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PREVIEWED)
    n_values = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.file_name


class Value(models.Model):
    """One figure of an indicator; without a value where the source prints that there is none."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="values")
    file = models.ForeignKey(IndicatorFile, on_delete=models.PROTECT, related_name="values")
    row = models.PositiveIntegerField()
    start = models.DateField()
    grain = models.CharField(max_length=8)
    area = models.CharField(max_length=120, blank=True)
    code = models.CharField(max_length=20, blank=True)
    series = models.CharField(max_length=200, blank=True)
    value = models.FloatField(null=True)

    class Meta:
        ordering = ("start", "grain", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("indicator", "start", "grain", "area", "code", "series"), name="one_value_per_period"
            ),
        )

    def __str__(self) -> str:
        return f"{self.start} {self.area} {self.series} {self.value}"


class Aim(models.Model):
    """A proposal wants to move an indicator, and how."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="aims")
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="aims")
    words = models.CharField(_("どう動かすか"), max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("indicator", "proposal"), name="one_aim_per_proposal"),)

    def __str__(self) -> str:
        return f"{self.proposal} → {self.indicator}"
