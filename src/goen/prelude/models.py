"""What people read, see and answer before the day."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from goen.events.models import Event
from goen.roster.models import Participation


class Material(models.Model):
    """資料: a file or an address to be read before the day."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="materials")
    title = models.CharField(_("資料の名称"), max_length=120)
    note = models.CharField(_("ひとこと"), max_length=300, blank=True)
    url = models.URLField(_("アドレス"), max_length=500, blank=True)
    file = models.FileField(upload_to="materials/%Y/%m/", blank=True)
    file_name = models.CharField(max_length=100, blank=True)
    mime = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField(default=0)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.title


class Visit(models.Model):
    """見学: something seen together before the day."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="visits")
    title = models.CharField(_("見学の名称"), max_length=120)
    place = models.CharField(_("場所・集合"), max_length=160, blank=True)
    starts_at = models.DateTimeField(_("日時"))
    note = models.CharField(_("持ち物・案内"), max_length=300, blank=True)

    class Meta:
        ordering = ("starts_at", "id")

    def __str__(self) -> str:
        return self.title


class Attendance(models.Model):
    """Whether one participant goes to a visit, and whether they were there."""

    class State(models.TextChoices):
        """From the wish to the fact."""

        GOING = "going", _("参加する")
        NOT_GOING = "not_going", _("参加しない")
        ATTENDED = "attended", _("出席")
        ABSENT = "absent", _("欠席")

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="attendances")
    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="attendances")
    state = models.CharField(max_length=10, choices=State.choices)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("visit", "participation"), name="one_attendance_per_visit"),)

    def __str__(self) -> str:
        return f"{self.participation} {self.get_state_display()}"


class Question(models.Model):
    """事前の質問: what is asked, and what the answer feeds without retyping."""

    class Feeds(models.TextChoices):
        """Where answers go."""

        AS_IS = "as_is", _("付箋「現状分析」")
        TO_BE = "to_be", _("付箋「あるべき姿」")
        GAP = "gap", _("付箋「ギャップ」")
        SOLUTION = "solution", _("付箋「解決策・提言」")
        WISHES = "wishes", _("グループ分け：テーマの希望")
        SENIORITY = "seniority", _("グループ分け：経験年数等")
        NOTHING = "nothing", _("主催者が読むだけ")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="prelude_questions")
    text = models.CharField(_("質問"), max_length=200)
    feeds = models.CharField(_("答えの使いみち"), max_length=10, choices=Feeds.choices, default=Feeds.AS_IS)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position", "id")

    def __str__(self) -> str:
        return self.text

    @property
    def becomes_note(self) -> bool:
        """Whether answers become sticky notes on the day."""
        return self.feeds in {"as_is", "to_be", "gap", "solution"}


class Answer(models.Model):
    """One participant's answer; ``noted_at`` is set once it stands on a board, so that it becomes one note only."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="answers")
    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="prelude_answers")
    text = models.CharField(max_length=400)
    noted_at = models.DateTimeField(null=True, blank=True)
    written_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("question", "participation"), name="one_answer_per_question"),)

    def __str__(self) -> str:
        return self.text[:40]
