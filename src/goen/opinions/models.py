"""意見募集: statements people agree or disagree with. Ballots hold answers; who holds a ballot is written nowhere."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from goen.events.models import Event
from goen.opinions import phases

# No 0/O, 1/I/L: the code stands on walls and in leaflets.
_CODE_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"


def new_code() -> str:
    """Return a fresh address of a consultation, eight letters a person can type."""
    return "".join(secrets.choice(_CODE_LETTERS) for _n in range(8))


class Consultation(models.Model):
    """意見募集: one question, its statements, and who may answer."""

    class State(models.TextChoices):
        """Life of a consultation."""

        DRAFT = "draft", _("準備中")
        OPEN = "open", _("受付中")
        CLOSED = "closed", _("締切")

    class Results(models.TextChoices):
        """Who sees the landscape."""

        ORGANISERS = "organisers", _("主催者だけ")
        VOTERS = "voters", _("答えた人")
        EVERYBODY = "everybody", _("ページを開ける人すべて")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="consultations")
    code = models.CharField(max_length=12, unique=True, default=new_code)
    title = models.CharField(_("題名"), max_length=80)
    question = models.TextField(_("問いかけ"), max_length=400, blank=True)
    # "event", "public", "group:<id>", or "<kind>:<key>" of a slice above that registered its kind (access.py).
    audience = models.CharField(_("対象"), max_length=60, default=phases.EVENT)
    state = models.CharField(_("状態"), max_length=8, choices=State.choices, default=State.DRAFT)
    takes_statements = models.BooleanField(_("回答者も意見を追加できる"), default=True)
    is_checked_first = models.BooleanField(_("追加された意見は確認してから載せる"), default=True)
    results = models.CharField(_("結果を見られる人"), max_length=10, choices=Results.choices, default=Results.VOTERS)
    # Raised by every vote and every change of a statement; the landscape says up to where it was drawn.
    serial = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.title

    @property
    def topic(self) -> str:
        """Where its live news is published."""
        return f"opinions:{self.pk}"

    @property
    def is_public(self) -> bool:
        """Whether anybody with the link may answer."""
        return self.audience == phases.PUBLIC


class Statement(models.Model):
    """意見: one short sentence to agree or disagree with."""

    class State(models.TextChoices):
        """Whether it may be shown; what is rejected is shown to nobody but its author and those who decide."""

        PENDING = "pending", _("確認待ち")
        ACCEPTED = "accepted", _("掲載")
        REJECTED = "rejected", _("不掲載")

    class Source(models.TextChoices):
        """Where it came from."""

        ORGANISER = "organiser", _("主催者")
        NOTE = "note", _("付箋")
        VOTER = "voter", _("回答者")
        IMPORT = "import", _("取り込み")

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="statements")
    number = models.PositiveIntegerField()
    text = models.CharField(_("意見"), max_length=phases.TEXT_LIMIT)
    state = models.CharField(max_length=8, choices=State.choices, default=State.PENDING)
    source = models.CharField(max_length=10, choices=Source.choices, default=Source.ORGANISER)
    is_meta = models.BooleanField(default=False)
    reason = models.CharField(_("理由"), max_length=200, blank=True)
    # The key of the author's ballot: tells the author what was decided, and nobody else who it was.
    author_key = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("consultation", "number"), name="one_statement_per_number"),)

    def __str__(self) -> str:
        return self.text[:40]


class Ballot(models.Model):
    """投票用紙: the answers of one person, known by a keyed hash only; ``number`` is that of an imported file."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="ballots")
    key = models.CharField(max_length=64)
    number = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("consultation", "key"), name="one_ballot_per_person"),)

    def __str__(self) -> str:
        return f"{self.consultation_id}/{self.pk}"


class Vote(models.Model):
    """One answer; a second one replaces it. The moment is kept to ten minutes, so that it names nobody."""

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="votes")
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="votes")
    value = models.SmallIntegerField()
    cast_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("ballot", "statement"), name="one_vote_per_statement"),
            models.CheckConstraint(condition=models.Q(value__gte=-1, value__lte=1), name="vote_is_one_of_three"),
        )

    def __str__(self) -> str:
        return f"{self.statement_id}: {self.value}"


class Drawing(models.Model):
    """意見の地図 as it was drawn last, with everything pages and routing need."""

    consultation = models.OneToOneField(Consultation, on_delete=models.CASCADE, related_name="drawing")
    serial = models.PositiveBigIntegerField(default=0)
    verdict = models.CharField(max_length=10, default="no_votes")
    n_people = models.PositiveIntegerField(default=0)
    n_votes = models.PositiveIntegerField(default=0)
    # For organisers; `public` is the same with small cells blanked. Neither holds an id of a person.
    inside = models.JSONField(default=dict)
    public = models.JSONField(default=dict)
    # Ballot id to its place on the picture: only ever answered to the holder of that ballot.
    places = models.JSONField(default=dict)
    model = models.BinaryField(default=bytes)
    took_ms = models.PositiveIntegerField(default=0)
    drawn_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.consultation_id}: {self.verdict}"
