"""提言の行方: who answers a proposal, until when, what was decided and why, and everything that happened since."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from goen.accounts.models import Organisation, User
from goen.base.messages import sentence_of
from goen.events.models import Event, Partnership
from goen.proposals import phases
from goen.proposals.models.sheet import Proposal
from goen.roster.models import Person


class FollowUp(models.Model):
    """What became of one proposal; the people who made it are kept here, because plans may change."""

    class Status(models.TextChoices):
        """Where a proposal stands; ``phases.TRANSITIONS`` says where it may go."""

        RECEIVED = "received", _("受付")
        CONSIDERING = "considering", _("検討中")
        ADOPTED = "adopted", _("採択")
        PARTLY = "partly", _("一部採択")
        DECLINED = "declined", _("見送り")
        UNDER_WAY = "under_way", _("実施中")
        DONE = "done", _("完了")

    proposal = models.OneToOneField(Proposal, on_delete=models.CASCADE, related_name="follow_up")
    receiver = models.ForeignKey(
        Organisation, verbose_name=_("受け取る団体"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    section = models.CharField(_("担当部署"), max_length=120, blank=True)
    owner = models.ForeignKey(
        User, verbose_name=_("担当者"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    owner_name = models.CharField(_("担当者の氏名"), max_length=80, blank=True)
    due_on = models.DateField(_("期限"), null=True, blank=True)
    status = models.CharField(_("状態"), max_length=12, choices=Status.choices, default=Status.RECEIVED)
    reason = models.TextField(_("理由"), blank=True, max_length=phases.REASON_LIMIT)
    proposers = models.ManyToManyField(Person, related_name="+")
    received_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    is_withheld = models.BooleanField(_("公開ページに載せない"), default=False)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("status", "due_on"), name="follow_up_by_status"),)

    def __str__(self) -> str:
        return f"{self.proposal} {self.get_status_display()}"

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.status not in phases.SETTLED

    @property
    def is_answered(self) -> bool:
        """Whether the proposers have their answer."""
        return self.status in phases.ANSWERED

    @property
    def tone(self) -> str:
        """Tone of the badge."""
        return phases.TONES[self.status]

    @property
    def in_charge(self) -> str:
        """Name of the person in charge, by account or as written."""
        return str(self.owner) if self.owner else self.owner_name

    def is_overdue(self, today: date | None = None) -> bool:
        """Tell whether the due date has passed with something still to be done."""
        return self.is_open and self.due_on is not None and self.due_on < (today or timezone.localdate())


class Step(models.Model):
    """One thing that happened to a proposal: a sentence by its code, and the words that came with it."""

    follow_up = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="steps")
    at = models.DateTimeField()
    actor_key = models.CharField(max_length=80)
    actor_name = models.CharField(max_length=120, blank=True)
    code = models.CharField(max_length=80)
    params = models.JSONField(default=dict)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return self.sentence

    @property
    def sentence(self) -> str:
        """What happened to this proposal, in the active language."""
        return sentence_of(f"{self.code}.short", self.params)

    @property
    def is_public(self) -> bool:
        """Whether the step stands on the public page: what was decided does, who was put in charge does not."""
        return self.code in phases.PUBLIC_STEPS


class Milestone(models.Model):
    """節目: something that is to be reached on the way."""

    follow_up = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(_("節目"), max_length=120)
    due_on = models.DateField(_("予定日"), null=True, blank=True)
    done_on = models.DateField(_("達成日"), null=True, blank=True)

    class Meta:
        ordering = ("due_on", "id")

    def __str__(self) -> str:
        return self.title

    @property
    def is_overdue(self) -> bool:
        """Whether it should have been reached before today."""
        return self.done_on is None and self.due_on is not None and self.due_on < timezone.localdate()


class Evidence(models.Model):
    """根拠: a file, a link or a figure that shows what was done or why it was decided so."""

    class Kind(models.TextChoices):
        """What it is."""

        FILE = "file", _("ファイル")
        LINK = "link", _("リンク")
        FIGURE = "figure", _("数値")

    follow_up = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    title = models.CharField(_("名称"), max_length=120)
    is_public = models.BooleanField(_("公開ページにも載せる"), default=False)
    file = models.FileField(upload_to="evidence/%Y/%m/", blank=True)
    file_name = models.CharField(max_length=100, blank=True)
    mime = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    url = models.URLField(_("アドレス"), max_length=500, blank=True)
    value = models.DecimalField(_("値"), max_digits=18, decimal_places=4, null=True, blank=True)
    unit = models.CharField(_("単位"), max_length=20, blank=True)
    as_of = models.DateField(_("時点"), null=True, blank=True)
    source = models.CharField(_("出典"), max_length=200, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("id",)
        verbose_name_plural = "evidence"

    def __str__(self) -> str:
        return self.title

    @property
    def shown_value(self) -> str:
        """The figure without needless zeros, with thousands."""
        return f"{self.value.normalize():,f}" if self.value is not None else ""


class Publication(models.Model):
    """The public accountability page of an event or a partnership; there while this row is."""

    event = models.OneToOneField(
        Event, null=True, blank=True, on_delete=models.CASCADE, related_name="proposal_publication"
    )
    partnership = models.OneToOneField(
        Partnership, null=True, blank=True, on_delete=models.CASCADE, related_name="proposal_publication"
    )
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=80)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(event__isnull=True, partnership__isnull=False)
                | Q(event__isnull=False, partnership__isnull=True),
                name="publication_of_one_thing",
            ),
        )

    def __str__(self) -> str:
        return f"{self.event or self.partnership}"
