"""Tables every slice leans on: jobs and the audit log."""

import uuid

from django.db import models


class Job(models.Model):
    """Work done after the answer is sent; survives a restart, is done once, tells how far it is."""

    class State(models.TextChoices):
        """Life of a job."""

        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        CANCELLED = "cancelled"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=80)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING, db_index=True)
    done = models.FloatField(default=0)
    total = models.FloatField(default=0)
    note = models.CharField(max_length=200, blank=True)
    result = models.JSONField(null=True)
    error_code = models.CharField(max_length=80, blank=True)
    error_params = models.JSONField(default=dict)
    owner_key = models.CharField(max_length=80, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    not_before = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("created_at",)
        # "The newest of this name" is asked by pages that show work under way, past thousands of other names.
        indexes = (models.Index(fields=("name", "created_at"), name="jobs_by_name"),)

    def __str__(self) -> str:
        return f"{self.name} {self.state}"


class AuditEntry(models.Model):
    """One thing somebody did; each entry carries the hash of the one before, so that a gap shows."""

    at = models.DateTimeField()
    actor = models.CharField(max_length=80)
    verb = models.CharField(max_length=80)
    object_key = models.CharField(max_length=120, blank=True)
    details = models.JSONField(default=dict)
    # A plain number: the log outlives the event it tells of.
    event_id = models.PositiveBigIntegerField(null=True, blank=True, db_index=True)
    previous_hash = models.CharField(max_length=64)
    entry_hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb}"
