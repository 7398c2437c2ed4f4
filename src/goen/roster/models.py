"""Who takes part."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from goen.accounts.models import Organisation, User
from goen.events.models import Event, Pass, Theme


class Person(models.Model):
    """人: somebody known over the years; never shown outside the events they took part in."""

    name = models.CharField(_("氏名"), max_length=80)
    kana = models.CharField(_("フリガナ"), max_length=120, blank=True)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    mail = models.EmailField(_("メール"), blank=True)
    match_key = models.CharField(max_length=200, db_index=True)

    def __str__(self) -> str:
        return self.name


class RosterImport(models.Model):
    """名簿の取り込み: a file, how its columns were read, and what it changed, so that it can be undone."""

    class State(models.TextChoices):
        """Life of an import."""

        PREVIEWED = "previewed", _("確認待ち")
        APPLIED = "applied", _("取り込み済み")
        UNDONE = "undone", _("取り消し済み")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="roster_imports")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    table = models.JSONField()
    mapping = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    undo = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PREVIEWED)
    created_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-created_at", "-id")

    def __str__(self) -> str:
        return self.file_name


class Admission(models.Model):
    """受付の設定: how people get onto the roster of an event by themselves; without a row the defaults hold."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="admission")
    is_walk_in_allowed = models.BooleanField(_("名簿にない人の当日参加を受け付ける"), default=True)
    has_waitlist = models.BooleanField(_("定員に達したらキャンセル待ちにする"), default=True)
    closes_at = models.DateTimeField(_("申込の締切"), null=True, blank=True)
    message = models.TextField(_("申込ページに載せる案内"), blank=True, max_length=1000)

    def __str__(self) -> str:
        return f"{self.event}"


class Quota(models.Model):
    """団体別の定員: seats kept for one organisation at one event."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="quotas")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    seats = models.PositiveSmallIntegerField(_("定員"))

    class Meta:
        ordering = ("organisation__name",)
        constraints = (models.UniqueConstraint(fields=("event", "organisation"), name="one_quota_per_organisation"),)

    def __str__(self) -> str:
        return f"{self.organisation} {self.seats}"


class Participation(models.Model):
    """参加: one person at one event, with the name and title as written for that day."""

    class State(models.TextChoices):
        """Whether a seat is kept for them."""

        EXPECTED = "expected", _("参加予定")
        WAITLISTED = "waitlisted", _("キャンセル待ち")
        CANCELLED = "cancelled", _("取り消し")
        NO_SHOW = "no_show", _("欠席")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="participations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="participations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="participations")
    guest_pass = models.OneToOneField(Pass, on_delete=models.PROTECT, related_name="participation")
    name = models.CharField(_("氏名"), max_length=80)
    kana = models.CharField(_("フリガナ"), max_length=120, blank=True)
    department = models.CharField(_("部署"), max_length=120, blank=True)
    title = models.CharField(_("役職"), max_length=80, blank=True)
    seniority = models.CharField(_("経験年数等"), max_length=40, blank=True)
    note = models.CharField(_("備考"), max_length=300, blank=True)
    is_facilitator = models.BooleanField(_("進行役"), default=False)
    state = models.CharField(_("状態"), max_length=12, choices=State.choices, default=State.EXPECTED)
    checked_in_at = models.DateTimeField(_("受付時刻"), null=True, blank=True)
    registered_at = models.DateTimeField(auto_now_add=True)
    source_import = models.ForeignKey(RosterImport, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ("organisation__name", "kana", "name", "id")
        constraints = (models.UniqueConstraint(fields=("event", "person"), name="one_participation_per_person"),)
        indexes = (models.Index(fields=("event", "state"), name="participation_by_state"),)

    def __str__(self) -> str:
        return self.name

    @property
    def affiliation(self) -> str:
        """Organisation, department and title as a name card writes them; needs the organisation loaded."""
        return " ".join(part for part in (self.organisation.name, self.department, self.title) if part)

    @property
    def is_expected(self) -> bool:
        """Whether a seat is kept for them."""
        return self.state == self.State.EXPECTED


class ThemePreference(models.Model):
    """A ranked wish: 1 is the first choice."""

    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="preferences")
    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="preferences")
    rank = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("rank",)
        constraints = (models.UniqueConstraint(fields=("participation", "theme"), name="one_rank_per_theme"),)

    def __str__(self) -> str:
        return f"{self.theme} {self.rank}"


# What a person reads before they agree; a new wording gets a new number, and each consent keeps the number it was given to.
WORDING_VERSION = 1
WORDING = {
    "name": _("開催結果報告、発表資料、記者発表資料に、氏名と所属を載せます。"),
    "photo": _("当日の写真を、主催者のウェブサイト、広報紙、報告書に載せます。"),
    "ties": _(
        "同じグループになった方の記録を残し、翌年以降のグループ分けで、はじめて会う方と同じ席になるように使います。"
    ),
}


class Consent(models.Model):
    """同意: given or withdrawn per purpose; the newest row of a purpose counts, the older ones are the record."""

    class Purpose(models.TextChoices):
        """What somebody may agree to."""

        NAME = "name", _("報告・発表資料への氏名の掲載")
        PHOTO = "photo", _("写真の掲載")
        TIES = "ties", _("ご縁の記録（翌年以降のグループ分けに利用）")

    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    is_given = models.BooleanField()
    wording_version = models.PositiveSmallIntegerField(default=1)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.purpose}: {self.is_given}"
