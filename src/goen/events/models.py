"""Partnerships, events and their run sheet."""

import secrets

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from goen.accounts.models import Organisation, Role, User

# No 0/O, 1/I/L: the code is read aloud and typed on phones.
_CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def new_join_code() -> str:
    """Return a fresh join code of six letters a person can read aloud."""
    return "".join(secrets.choice(_CODE_LETTERS) for _n in range(6))


def new_token() -> str:
    """Return an unguessable token for a pass (128 bits)."""
    return secrets.token_urlsafe(16)


class Partnership(models.Model):
    """連携協定: organisations that meet over years."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("名称"), max_length=120)
    purpose = models.TextField(_("目的"), blank=True)
    agreed_on = models.DateField(_("締結日"), null=True, blank=True)
    organisations = models.ManyToManyField(Organisation, verbose_name=_("構成団体"), related_name="partnerships")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class PartnershipMember(models.Model):
    """An account's role in a partnership; it holds for each of its events."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="partnership_roles")
    role = models.CharField(max_length=20, choices=Role.choices)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("partnership", "user"), name="one_role_per_partnership"),)

    def __str__(self) -> str:
        return f"{self.user} {self.get_role_display()}"


class Event(models.Model):
    """交流会: one day, from its plan to its report."""

    class Status(models.TextChoices):
        """Life of an event; what people may do follows from it (phases.py)."""

        PLANNED = "planned", _("準備中")
        REGISTRATION = "registration", _("参加受付中")
        LIVE = "live", _("開催中")
        CLOSED = "closed", _("終了")

    class Naming(models.TextChoices):
        """Whether boards name their authors; chosen before the first note."""

        NAMED = "named", _("記名")
        ANONYMOUS = "anonymous", _("匿名")

    partnership = models.ForeignKey(
        Partnership, verbose_name=_("連携協定"), null=True, blank=True, on_delete=models.PROTECT, related_name="events"
    )
    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(_("名称"), max_length=120)
    title_kana = models.CharField(_("名称（カナ）"), max_length=200, blank=True)
    subtitle = models.CharField(_("副題"), max_length=160, blank=True)
    purpose = models.TextField(_("趣旨"), blank=True)
    starts_at = models.DateTimeField(_("開始"))
    ends_at = models.DateTimeField(_("終了"))
    venue = models.CharField(_("会場"), max_length=120, blank=True)
    address = models.CharField(_("所在地"), max_length=200, blank=True)
    host = models.CharField(_("主催"), max_length=200, blank=True)
    contact_section = models.CharField(_("問い合わせ先（課・担当）"), max_length=120, blank=True)
    contact_person = models.CharField(_("担当者"), max_length=80, blank=True)
    contact_phone = models.CharField(_("電話"), max_length=40, blank=True)
    contact_mail = models.EmailField(_("メール"), blank=True)
    status = models.CharField(_("状態"), max_length=14, choices=Status.choices, default=Status.PLANNED)
    naming = models.CharField(_("付箋の記名"), max_length=10, choices=Naming.choices, default=Naming.NAMED)
    is_public = models.BooleanField(_("公開ページを出す"), default=False)
    area_code = models.CharField(_("全国地方公共団体コード"), max_length=6, blank=True)
    access_note = models.CharField(_("アクセス"), max_length=200, blank=True)
    fee = models.CharField(_("参加費"), max_length=60, blank=True)
    audience = models.CharField(_("対象"), max_length=120, blank=True)
    capacity = models.PositiveSmallIntegerField(_("定員"), null=True, blank=True)
    join_code = models.CharField(max_length=8, unique=True, default=new_join_code)
    template_key = models.CharField(max_length=40, blank=True)
    cloned_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="clones")
    created_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(auto_now=True)
    # Counts the changes of what a calendar shows (SEQUENCE of iCalendar).
    revision = models.PositiveIntegerField(default=0)
    # The run sheet before its last change, so that one step can be taken back.
    sheet_before = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ("-starts_at",)
        constraints = (models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="event_ends_after_start"),)

    def __str__(self) -> str:
        return self.title

    @property
    def topic(self) -> str:
        """Where the event's live news is published."""
        return f"event:{self.pk}"


class EventMember(models.Model):
    """An account's role in one event."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="event_roles")
    role = models.CharField(max_length=20, choices=Role.choices)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("event", "user"), name="one_role_per_event"),)

    def __str__(self) -> str:
        return f"{self.user} {self.get_role_display()}"


class Theme(models.Model):
    """テーマ: what a group works on."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="themes")
    number = models.PositiveSmallIntegerField(_("番号"))
    title = models.CharField(_("テーマ"), max_length=120)
    description = models.TextField(_("説明"), blank=True)

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("event", "number"), name="one_theme_per_number"),)

    def __str__(self) -> str:
        return self.title


class Segment(models.Model):
    """進行: one line of the run sheet; its kind decides what is open while it runs."""

    class Kind(models.TextChoices):
        """What happens in a segment (phases.py says what each opens)."""

        RECEPTION = "reception", _("受付")
        OPENING = "opening", _("開会・挨拶")
        TALK = "talk", _("説明・紹介")
        ICEBREAK = "icebreak", _("アイスブレイク")
        DISCUSSION = "discussion", _("グループ討議")
        SUMMARY = "summary", _("まとめ・発表準備")
        PITCH = "pitch", _("発表")
        REFLECTION = "reflection", _("講評・振り返り")
        BREAK = "break", _("休憩")
        CLOSING = "closing", _("閉会")
        SOCIAL = "social", _("懇親会")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="segments")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(_("種類"), max_length=12, choices=Kind.choices)
    title = models.CharField(_("内容"), max_length=120)
    minutes = models.PositiveSmallIntegerField(_("時間（分）"))
    note = models.CharField(_("備考"), max_length=300, blank=True)
    person_in_charge = models.CharField(_("担当"), max_length=80, blank=True)
    round_number = models.PositiveSmallIntegerField(_("ラウンド"), default=1)
    began_at = models.DateTimeField(_("実際の開始"), null=True, blank=True)
    ended_at = models.DateTimeField(_("実際の終了"), null=True, blank=True)

    class Meta:
        ordering = ("position",)

    def __str__(self) -> str:
        return self.title


class Clock(models.Model):
    """The one clock of an event: which segment runs, and until when; every screen counts to the same moment."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="clock")
    segment = models.ForeignKey(Segment, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    started_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    paused_left_s = models.PositiveIntegerField(null=True, blank=True)
    message = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.event}: {self.segment}"


class Pass(models.Model):
    """A key that lets somebody into one event without an account: a personal link or QR code."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="passes")
    token = models.CharField(max_length=40, unique=True, default=new_token)
    role = models.CharField(max_length=20, choices=Role.choices, default=Role.PARTICIPANT)
    is_revoked = models.BooleanField(default=False)
    last_seen_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.event} {self.get_role_display()}"
