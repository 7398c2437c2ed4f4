"""Communities, their members, what they write, and how it is looked after."""

import secrets
import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goen.accounts.models import Organisation, User
from goen.communities import phases
from goen.events.models import Event, Partnership
from goen.roster.models import Person


def new_token() -> str:
    """Return an unguessable token for an invitation (128 bits)."""
    return secrets.token_urlsafe(16)


def file_place(attachment: "Attachment", _name: str) -> str:
    """Return where a file is kept: under a name nobody can guess."""
    return f"communities/{attachment.post.community_id}/{uuid.uuid4().hex}"


class Community(models.Model):
    """コミュニティ: a space that lasts, opened by an event or on its own."""

    class Audience(models.TextChoices):
        """Whom it is for, as the reader is told."""

        PARTICIPANTS = "participants", _("交流会の参加者")
        OFFICE = "office", _("庁内")
        MUNICIPALITIES = "municipalities", _("市町村")
        RESIDENTS = "residents", _("住民")

    class Access(models.TextChoices):
        """Who may read and join."""

        INVITATION = "invitation", _("招待した人だけ（リンク・QR）")
        ORGANISATIONS = "organisations", _("選んだ団体の人")
        OPEN = "open", _("だれでも読める・参加できる")

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("名称"), max_length=120)
    purpose = models.TextField(_("ねらい"), blank=True, max_length=1000)
    rules = models.TextField(_("約束ごと"), blank=True, max_length=2000)
    audience = models.CharField(_("対象"), max_length=14, choices=Audience.choices, default=Audience.PARTICIPANTS)
    access = models.CharField(_("参加のしかた"), max_length=14, choices=Access.choices, default=Access.INVITATION)
    partnership = models.ForeignKey(
        Partnership, null=True, blank=True, on_delete=models.SET_NULL, related_name="communities"
    )
    events = models.ManyToManyField(Event, verbose_name=_("交流会"), blank=True, related_name="communities")
    organisations = models.ManyToManyField(
        Organisation, verbose_name=_("参加できる団体"), blank=True, related_name="communities"
    )
    invitation = models.CharField(max_length=40, unique=True, default=new_token)
    created_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("name", "id")
        verbose_name_plural = "communities"

    def __str__(self) -> str:
        return self.name

    @property
    def key_name(self) -> str:
        """Name of the key a member's browser holds."""
        return f"community:{self.pk}"

    @property
    def topic(self) -> str:
        """Where the community's live news is published."""
        return f"community:{self.pk}"


class Membership(models.Model):
    """One member; when they leave, the row stays without anything that says who it was."""

    class Role(models.TextChoices):
        """What a member may do."""

        MEMBER = "member", _("メンバー")
        MODERATOR = "moderator", _("世話役")

    class State(models.TextChoices):
        """Where a membership stands."""

        INVITED = "invited", _("招待中")
        JOINED = "joined", _("参加中")
        LEFT = "left", _("退会")
        REMOVED = "removed", _("参加停止")

    class Digest(models.TextChoices):
        """How often news come by mail."""

        NONE = "none", _("受け取らない")
        WEEKLY = "weekly", _("週に 1 回")
        DAILY = "daily", _("1 日に 1 回")

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(_("表示する名前"), max_length=60, blank=True)
    affiliation = models.CharField(_("所属（任意）"), max_length=120, blank=True)
    mail = models.EmailField(_("メール"), blank=True)
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.MEMBER)
    state = models.CharField(max_length=10, choices=State.choices, default=State.JOINED)
    digest = models.CharField(_("新着のお知らせメール"), max_length=8, choices=Digest.choices, default=Digest.NONE)
    digest_sent_at = models.DateTimeField(null=True, blank=True)
    # The signed pass of a member without an account carries this number; a new one ends the old passes.
    pass_number = models.PositiveSmallIntegerField(default=1)
    removed_reason = models.CharField(max_length=phases.REASON_LIMIT, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    joined_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("community", "user"), condition=Q(user__isnull=False), name="one_membership_per_account"
            ),
            models.UniqueConstraint(
                fields=("community", "person"), condition=Q(person__isnull=False), name="one_membership_per_person"
            ),
        )

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name shown beside a post."""
        return str(_("退会した人")) if self.state == self.State.LEFT else self.name

    @property
    def key(self) -> str:
        """Name of the member in the audit log."""
        return f"user:{self.user_id}" if self.user_id else f"community-member:{self.pk}"

    @property
    def is_moderator(self) -> bool:
        """Whether this member looks after the community."""
        return self.role == self.Role.MODERATOR and self.state == self.State.JOINED


class Post(models.Model):
    """投稿, or with a thread above it コメント."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="posts")
    thread = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="posts")
    title = models.CharField(_("題名（任意）"), max_length=phases.TITLE_LIMIT, blank=True)
    text = models.TextField(_("本文"), max_length=phases.TEXT_LIMIT)
    # Title and text in the form searches compare.
    folded = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    active_at = models.DateTimeField(db_index=True)
    pinned_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_reason = models.CharField(max_length=phases.REASON_LIMIT, blank=True)

    class Meta:
        ordering = ("id",)
        indexes = (
            models.Index(fields=("community", "thread", "-active_at"), name="threads_by_activity"),
            models.Index(fields=("author", "created_at"), name="posts_by_author"),
        )

    def __str__(self) -> str:
        return self.headline

    @property
    def headline(self) -> str:
        """Title, or how the text begins."""
        if self.title:
            return self.title
        begin = " ".join(self.text.split())
        return begin if len(begin) <= phases.HEADLINE_LENGTH else f"{begin[: phases.HEADLINE_LENGTH]}…"

    @property
    def is_shown(self) -> bool:
        """Whether everybody who may read the community sees it."""
        return self.hidden_at is None and self.deleted_at is None


class Attachment(models.Model):
    """A file beside a post; it leaves only through the door."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="attachments")
    file = models.FileField(upload_to=file_place, max_length=200)
    name = models.CharField(max_length=120)
    mime = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name

    @property
    def is_picture(self) -> bool:
        """Whether a page may show it."""
        return self.mime.startswith("image/")


class Poll(models.Model):
    """アンケート beside a post; named or anonymous, chosen before the first vote."""

    post = models.OneToOneField(Post, on_delete=models.CASCADE, related_name="poll")
    is_multiple = models.BooleanField(_("いくつでも選べる"), default=False)
    is_anonymous = models.BooleanField(_("無記名にする"), default=True)
    closes_at = models.DateTimeField(_("締切"), null=True, blank=True)

    def __str__(self) -> str:
        return str(self.post)


class Choice(models.Model):
    """One answer of a poll; ``n_anonymous`` counts votes that nothing leads back to a member."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="choices")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=120)
    n_anonymous = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("position",)

    def __str__(self) -> str:
        return self.text


class Ballot(models.Model):
    """That a member voted; the choices stand here in named polls only."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="ballots")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    choices = models.ManyToManyField(Choice, blank=True, related_name="ballots")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("poll", "membership"), name="one_ballot_per_member"),)

    def __str__(self) -> str:
        return f"{self.poll}"


class Gathering(models.Model):
    """集まり: the community's own next event, beside the post that announces it."""

    post = models.OneToOneField(Post, on_delete=models.CASCADE, related_name="gathering")
    starts_at = models.DateTimeField(_("開始"))
    ends_at = models.DateTimeField(_("終了"))
    place = models.CharField(_("場所"), max_length=160, blank=True)

    def __str__(self) -> str:
        return str(self.post)


class Answer(models.Model):
    """Whether a member comes to a gathering."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="answers")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    is_coming = models.BooleanField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("gathering", "membership"), name="one_answer_per_member"),)

    def __str__(self) -> str:
        return f"{self.gathering}: {self.is_coming}"


class Reading(models.Model):
    """Until when a member has read a thread."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="readings")
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="readings")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("membership", "post"), name="one_reading_per_thread"),)

    def __str__(self) -> str:
        return f"{self.post} {self.at:%Y-%m-%d}"


class Report(models.Model):
    """通報, or an author's wish that a hidden post be looked at again."""

    class Cause(models.TextChoices):
        """Why somebody reports a post."""

        PRIVACY = "privacy", _("個人情報が書かれている")
        ABUSE = "abuse", _("誹謗中傷・差別・いやがらせ")
        SPAM = "spam", _("宣伝・迷惑な投稿")
        FALSE = "false", _("事実と異なる")
        OTHER = "other", _("その他")
        APPEAL = "appeal", _("見直しの求め")

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    cause = models.CharField(_("理由"), max_length=8, choices=Cause.choices)
    text = models.CharField(_("くわしく（任意）"), max_length=phases.REASON_LIMIT, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.get_cause_display()}: {self.post}"


class Notice(models.Model):
    """お知らせ to one member; its words are made from kind and details when it is read."""

    class Kind(models.TextChoices):
        """What happened."""

        COMMENTED = "commented", _("あなたの投稿にコメントがつきました")
        HIDDEN = "hidden", _("あなたの投稿が非表示になりました")
        RESTORED = "restored", _("あなたの投稿の表示が戻りました")
        KEPT_HIDDEN = "kept_hidden", _("見直しの結果、投稿は非表示のままです")
        REPORT_ANSWERED = "report_answered", _("通報に対応しました")
        REPORT_KEPT = "report_kept", _("通報を確認し、投稿を残しました")
        MODERATOR = "moderator", _("世話役になりました")

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    post = models.ForeignKey(Post, null=True, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=phases.REASON_LIMIT, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return str(self.get_kind_display())
