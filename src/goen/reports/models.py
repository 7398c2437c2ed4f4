"""Documents made of an event."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from goen.events.models import Event


class Document(models.Model):
    """One made document; all of one making share its number, and a newer making does not remove the older."""

    class Kind(models.TextChoices):
        """What Goen can make."""

        REPORT_PDF = "report_pdf", _("開催結果報告（PDF）")
        REPORT_DOCX = "report_docx", _("開催結果報告（Word）")
        SLIDES_PPTX = "slides_pptx", _("発表スライド（PowerPoint）")
        WORKBOOK_XLSX = "workbook_xlsx", _("全データ（Excel）")
        PRESS_DOCX = "press_docx", _("記者発表資料（案）（Word）")
        DATA_JSON = "data_json", _("データ（JSON）")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    number = models.PositiveIntegerField(default=1)
    file = models.FileField(upload_to="documents/%Y/%m/")
    file_name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    made_by = models.CharField(max_length=80, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-number", "id")
        constraints = (models.UniqueConstraint(fields=("event", "number", "kind"), name="one_document_per_making"),)

    def __str__(self) -> str:
        return f"{self.event} {self.get_kind_display()}"
