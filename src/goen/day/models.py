"""The live day beside its clock: what the projector shows, and tables that call for help."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goen.accounts.models import User
from goen.events.models import Event
from goen.grouping.models import Group
from goen.roster.models import Participation


class Screen(models.Model):
    """What the projector shows: by the run sheet, unless the organiser chose."""

    class Mode(models.TextChoices):
        """The faces of the projector."""

        AUTO = "auto", _("次第に合わせる")
        WELCOME = "welcome", _("参加用QR")
        SEATS = "seats", _("座席表")
        TIMER = "timer", _("タイマー")
        QA = "qa", _("みんなの質問")

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="screen")
    mode = models.CharField(max_length=8, choices=Mode.choices, default=Mode.AUTO)

    def __str__(self) -> str:
        return f"{self.event}: {self.mode}"


class HelpCall(models.Model):
    """進行役を呼ぶ: a table asks somebody to come; open until it is answered or taken back."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="help_calls")
    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.CASCADE, related_name="help_calls")
    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="help_calls")
    called_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ("called_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("participation",), condition=Q(closed_at=None), name="one_open_call_per_person"
            ),
        )

    def __str__(self) -> str:
        return f"{self.group} {self.called_at:%H:%M}"
