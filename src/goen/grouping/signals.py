"""News of the grouping slice, received by slices above it."""

from django.dispatch import Signal

plan_published = Signal()
"""Sent inside the publishing transaction with ``plan``; receivers open boards, pitches, proposals."""
