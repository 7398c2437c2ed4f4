"""Sticky notes: the ordered log of updates is the truth, notes are its projection."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from goen.events.models import Event
from goen.grouping.models import Group
from goen.roster.models import Participation


class Board(models.Model):
    """付箋ボード: one per group and round, and some for the whole hall; its columns are data."""

    class Voting(models.TextChoices):
        """Life of a dot vote; dots are counted for all to see when it is closed."""

        NOT_OPEN = "not_open", _("投票前")
        OPEN = "open", _("投票中")
        CLOSED = "closed", _("投票終了")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="boards")
    group = models.OneToOneField(Group, null=True, blank=True, on_delete=models.SET_NULL, related_name="board")
    title = models.CharField(_("名称"), max_length=120)
    columns = models.JSONField()
    is_anonymous = models.BooleanField(default=False)
    is_frozen = models.BooleanField(default=False)
    is_for_all = models.BooleanField(_("全員のボード"), default=False)
    voting = models.CharField(_("投票"), max_length=10, choices=Voting.choices, default=Voting.NOT_OPEN)
    dots_per_person = models.PositiveSmallIntegerField(_("一人あたりの票数"), default=3)
    shows_running_dots = models.BooleanField(_("途中経過を見せる"), default=False)
    last_sequence = models.PositiveBigIntegerField(default=0)
    projected_sequence = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.title

    @property
    def shows_dots(self) -> bool:
        """Whether counts may be seen now."""
        return self.voting == self.Voting.CLOSED or (self.voting == self.Voting.OPEN and self.shows_running_dots)


class BoardUpdate(models.Model):
    """One durable update, in order of receipt; ``message_id`` makes a repeated send harmless."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="updates")
    sequence = models.PositiveBigIntegerField()
    message_id = models.CharField(max_length=40)
    update = models.BinaryField()
    received_at = models.DateTimeField()

    class Meta:
        ordering = ("sequence",)
        constraints = (
            models.UniqueConstraint(fields=("board", "sequence"), name="one_update_per_sequence"),
            models.UniqueConstraint(fields=("board", "message_id"), name="one_update_per_message"),
        )

    def __str__(self) -> str:
        return f"{self.board_id}/{self.sequence}"


class Note(models.Model):
    """付箋: a note as it stands now, projected from the log; everybody but the board reads this."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="notes")
    note_id = models.CharField(max_length=40)
    column = models.CharField(max_length=40)
    text = models.TextField()
    kind = models.CharField(max_length=20, blank=True)
    position = models.FloatField(default=0)
    heading_id = models.CharField(max_length=40, blank=True)
    links = models.JSONField(default=list)
    author = models.ForeignKey(Participation, null=True, blank=True, on_delete=models.SET_NULL, related_name="notes")
    created_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("column", "position", "note_id")
        constraints = (models.UniqueConstraint(fields=("board", "note_id"), name="one_row_per_note"),)

    def __str__(self) -> str:
        return self.text[:40]


class Dot(models.Model):
    """One voting dot; ``voter_key`` is a keyed hash, so that a budget can be kept and nobody be named."""

    # No index of its own: the constraint's begins with the board, and every index costs a vote.
    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="dots", db_index=False)
    note_id = models.CharField(max_length=40)
    voter_key = models.CharField(max_length=64)
    number = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("board", "voter_key", "number"), name="dot_within_budget"),)

    def __str__(self) -> str:
        return self.note_id


class Reaction(models.Model):
    """A small sign on a note; like a dot it names nobody, and sending it again changes nothing."""

    class Kind(models.TextChoices):
        """What one can say with a tap."""

        LIKE = "like", _("いいね")
        MORE = "more", _("もっと聞きたい")
        FRESH = "fresh", _("新しい")

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="reactions", db_index=False)
    note_id = models.CharField(max_length=40)
    voter_key = models.CharField(max_length=64)
    kind = models.CharField(max_length=5, choices=Kind.choices)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("board", "note_id", "voter_key", "kind"), name="one_reaction_of_a_kind"),
        )

    def __str__(self) -> str:
        return f"{self.note_id} {self.kind}"


class Photo(models.Model):
    """A picture of a paper wall or a sketch, made new by us: nothing of the phone that took it is left in it.

    It stands in the database, so that it is durable, backed up and erased with everything else.
    """

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="photos")
    note_id = models.CharField(max_length=40, blank=True)
    caption = models.CharField(_("説明"), max_length=120, blank=True)
    image = models.BinaryField()
    thumbnail = models.BinaryField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    author = models.ForeignKey(Participation, null=True, blank=True, on_delete=models.SET_NULL, related_name="photos")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("board", "note_id", "digest"), name="one_photo_per_picture"),)

    def __str__(self) -> str:
        return self.caption or f"{self.pk}"


class Spotlight(models.Model):
    """The one note of an event that stands large on the projector."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="spotlight")
    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="+")
    note_id = models.CharField(max_length=40)
    shown_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.note_id
