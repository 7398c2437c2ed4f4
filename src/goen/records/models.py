"""How long an event's personal data is kept, and what was frozen of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from goen.events.models import Event


class Retention(models.Model):
    """保存期間: until when personal data of an event is kept; without a row nothing is decided yet."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="retention")
    keep_until = models.DateField(_("保存期限"))
    is_automatic = models.BooleanField(_("期限の翌日に自動で廃棄する"), default=False)
    is_on_hold = models.BooleanField(_("廃棄を止める（係争・開示請求など）"), default=False)
    reason = models.CharField(_("根拠・理由"), max_length=200, blank=True)
    disposed_at = models.DateTimeField(null=True, blank=True)
    certificate = models.FileField(upload_to="records/%Y/", null=True, blank=True)
    certificate_sha256 = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"{self.event}: {self.keep_until}"


class Archive(models.Model):
    """凍結: an event as it stood at one moment, as one ZIP that proves itself."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="archives")
    number = models.PositiveIntegerField()
    file = models.FileField(upload_to="archives/%Y/")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    chain_head = models.CharField(max_length=64)
    made_by = models.CharField(max_length=80)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=("event", "number"), name="one_archive_per_number"),)

    def __str__(self) -> str:
        return f"{self.event} #{self.number}"
