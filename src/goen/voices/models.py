"""参加者の声: a short survey, and which words may be published."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from goen.events.models import Event
from goen.roster.models import Participation


class Voice(models.Model):
    """What one participant said after the day."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="voices")
    participation = models.OneToOneField(Participation, on_delete=models.CASCADE, related_name="voice")
    satisfaction = models.PositiveSmallIntegerField(
        _("満足度"), validators=(MinValueValidator(1), MaxValueValidator(5)), null=True, blank=True
    )
    wants_again = models.BooleanField(_("また参加したい"), null=True)
    written_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.participation}"


class Quote(models.Model):
    """One answer in a participant's own words, with consent of its own."""

    class Question(models.TextChoices):
        """What was asked."""

        LEARNT = "learnt", _("気づき・学んだこと")
        TIES = "ties", _("新しく生まれたつながり")
        NEXT = "next", _("これからやってみたいこと")
        WISH = "wish", _("運営への要望")

    class Publication(models.TextChoices):
        """How it may be published."""

        NONE = "none", _("公開しない")
        ANONYMOUS = "anonymous", _("所属団体のみを添えて公開してよい")
        NAMED = "named", _("氏名を添えて公開してよい")

    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="quotes")
    question = models.CharField(max_length=10, choices=Question.choices)
    text = models.TextField(max_length=1000)
    publication = models.CharField(max_length=10, choices=Publication.choices, default=Publication.NONE)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("voice", "question"), name="one_quote_per_question"),)

    def __str__(self) -> str:
        return self.text[:40]
