"""Documents made of an event."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from goen.events.models import Event


class Document(models.Model):
    """One made document; a newer one of the same kind does not remove the older."""

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
    file = models.FileField(upload_to="documents/%Y/%m/")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-made_at",)

    def __str__(self) -> str:
        return f"{self.event} {self.get_kind_display()}"
