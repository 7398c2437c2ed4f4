"""広聴: which texts are listened to, what was found, and what people changed in it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from goen.events.models import Event


class Upload(models.Model):
    """A file of comments, and its first sheet as a plain table; columns are guessed and then confirmed."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+")
    file = models.FileField(upload_to="listening/%Y/%m/")
    table = models.FileField(upload_to="listening/%Y/%m/")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    encoding = models.CharField(max_length=12, blank=True)
    n_rows = models.PositiveIntegerField(default=0)
    header = models.JSONField(default=list)
    samples = models.JSONField(default=list)
    # Text, id, author, when, attributes: the names of the columns.
    columns = models.JSONField(default=dict)
    notes = models.JSONField(default=list)
    is_confirmed = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.file_name


class Listening(models.Model):
    """One question put to texts: where they come from and how they are shown."""

    class Kind(models.TextChoices):
        """Where texts come from; ``voices_all`` holds words nobody let be published."""

        BOARDS = "boards", _("付箋ボード")
        PROPOSALS = "proposals", _("提言の文")
        STATEMENTS = "statements", _("意見募集の意見（掲載したもの）")
        VOICES = "voices", _("参加者の声（公開の同意があるもの）")
        VOICES_ALL = "voices_all", _("参加者の声（すべて・部内限り）")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="listenings")
    title = models.CharField(_("題名"), max_length=80)
    # Kinds of texts and the events they are taken from.
    kinds = models.JSONField(default=list)
    events = models.ManyToManyField(Event, related_name="+")
    upload = models.OneToOneField(Upload, null=True, blank=True, on_delete=models.SET_NULL, related_name="listening")
    masks_personal_data = models.BooleanField(_("個人情報を伏せる"), default=True)
    n_topics = models.PositiveSmallIntegerField(null=True, blank=True)
    made_by = models.CharField(max_length=80, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-made_at", "-id")

    def __str__(self) -> str:
        return self.title

    @property
    def is_internal(self) -> bool:
        """Whether words without consent to publication are among the texts."""
        return self.Kind.VOICES_ALL in self.kinds


class Run(models.Model):
    """What one run found; kept whole, never computed again to be shown."""

    listening = models.ForeignKey(Listening, on_delete=models.CASCADE, related_name="runs")
    number = models.PositiveIntegerField()
    job_id = models.UUIDField(null=True)
    archive = models.FileField(upload_to="listening/%Y/%m/", blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    n_texts = models.PositiveIntegerField(default=0)
    n_wordings = models.PositiveIntegerField(default=0)
    attributes = models.JSONField(default=list)
    masked = models.JSONField(default=dict)
    notes = models.JSONField(default=list)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=("listening", "number"), name="one_run_per_number"),)

    def __str__(self) -> str:
        return f"{self.listening} {self.number}"


class TopicEdit(models.Model):
    """What somebody changed in the topics: tied to texts, so that it survives the next run."""

    class Kind(models.TextChoices):
        """What can be changed."""

        RENAME = "rename", _("名前を変えた")
        MERGE = "merge", _("まとめた")
        SPLIT = "split", _("分けた")
        MOVE = "move", _("文を移した")
        PIN = "pin", _("固定した")

    listening = models.ForeignKey(Listening, on_delete=models.CASCADE, related_name="edits")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    anchors = models.JSONField()
    moved = models.JSONField(default=list)
    label = models.CharField(max_length=80, blank=True)
    # What it was about, for the list of changes.
    about = models.CharField(max_length=200, blank=True)
    made_by = models.CharField(max_length=80, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    is_taken_back = models.BooleanField(default=False)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.about}"


class Output(models.Model):
    """A made file of a run."""

    class Kind(models.TextChoices):
        """What Goen can write."""

        HTML = "html", _("報告（HTML・1 ファイル）")
        PDF = "pdf", _("報告（PDF）")
        XLSX = "xlsx", _("全文と集計（Excel）")
        JSON = "json", _("データ（JSON）")

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="outputs")
    kind = models.CharField(max_length=4, choices=Kind.choices)
    file = models.FileField(upload_to="listening/%Y/%m/")
    file_name = models.CharField(max_length=160)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    # The granularity and the changes it was made with.
    made_of = models.CharField(max_length=80)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("run", "kind"), name="one_output_per_kind"),)

    def __str__(self) -> str:
        return self.file_name
