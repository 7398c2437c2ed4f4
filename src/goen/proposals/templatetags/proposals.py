"""Small words for templates: the part a note is in, its label, its colour."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import gettext_lazy as _

from goen.proposals import queries
from goen.proposals.models import FollowUp, Proposal

register = template.Library()
_DECISION = _("回答")
_LABELS = {part.value: part.label for part in Proposal.Part}


@register.filter
def at(mapping: Mapping[str, object], key: str) -> object:
    """Return what stands under a key, or nothing."""
    return mapping.get(key, "")


@register.filter
def part_label(key: str) -> str:
    """Return the name of a part of the sheet."""
    return str(_LABELS.get(key, key))


@register.filter
def slugify_part(key: str) -> str:
    """Return the part as the style sheet writes it."""
    return key.replace("_", "-")


@register.filter
def title_of(proposal: Proposal) -> str:
    """Return what a proposal is called."""
    return queries.title_of(proposal)


@register.filter
def way(follow_up: FollowUp) -> list[dict[str, Any]]:
    """Return the stages of a proposal as drawn: label and whether it is done, current or still to come."""
    status = FollowUp.Status
    decided = follow_up.status if follow_up.status in (status.PARTLY, status.DECLINED) else status.ADOPTED.value
    stages = [status.RECEIVED.value, status.CONSIDERING.value, decided]
    if decided != status.DECLINED:
        stages += [status.UNDER_WAY.value, status.DONE.value]
    here = stages.index(follow_up.status)
    is_over = follow_up.status == status.DONE
    states = [
        "done" if n < here or (is_over and n == here) else "current" if n == here else "todo"
        for n in range(len(stages))
    ]
    undecided = here < stages.index(decided)
    labels = [_DECISION if undecided and stage == decided else status(stage).label for stage in stages]
    return [{"label": label, "state": state} for label, state in zip(labels, states, strict=True)]
