"""提言: what a group asks for, and the notes it came from."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from goen.boards.models import Board
from goen.events.models import Event, Theme
from goen.grouping.models import Group


class Proposal(models.Model):
    """One group's proposal sheet."""

    class Part(models.TextChoices):
        """The lines of the sheet; the first four are the columns of the board."""

        AS_IS = "as_is", _("現状分析")
        TO_BE = "to_be", _("あるべき姿")
        GAP = "gap", _("ギャップ")
        SOLUTION = "solution", _("解決策・提言")
        ASK = "ask", _("お願いしたいこと")
        KPI = "kpi", _("成果の測り方")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="proposals")
    group = models.OneToOneField(Group, null=True, blank=True, on_delete=models.SET_NULL, related_name="proposal")
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.SET_NULL, related_name="proposals")
    title = models.CharField(_("提言の名称"), max_length=80, blank=True)
    summary = models.CharField(_("ひとことで"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("group__number", "id")

    def __str__(self) -> str:
        return self.title or str(self.group)


class Item(models.Model):
    """One sentence of the sheet; it keeps the note it came from (its id and words), so that a proposal shows its reasons."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="items")
    part = models.CharField(max_length=10, choices=Proposal.Part.choices)
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=400)
    # Not a key to Note: notes are projected anew from the log, and the reason must outlive that.
    board = models.ForeignKey(Board, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    source_id = models.CharField(max_length=40, blank=True)
    source_text = models.TextField(blank=True)

    class Meta:
        ordering = ("part", "position", "id")

    def __str__(self) -> str:
        return self.text[:40]
