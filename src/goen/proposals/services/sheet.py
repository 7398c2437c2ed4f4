"""Every write of proposal sheets; words are compared with what the writer saw, so nobody overwrites anybody unseen."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from goen.base import audit, live
from goen.core.errors import BadInputError, GoenError
from goen.events.access import Member
from goen.events.models import Event
from goen.grouping.models import Plan
from goen.proposals import phases, queries
from goen.proposals.models import Item, Proposal


@dataclass(frozen=True)
class Change:
    """New words for one field: ``title``, ``summary`` or ``item-<id>``, with the words the writer saw before."""

    field: str
    text: str
    seen: str


@transaction.atomic
def open_sheets(*, plan: Plan) -> list[Proposal]:
    """Give every presenting group of a plan its sheet; a sheet of the former plan moves to the same table, empty ones go."""
    former = {
        proposal.group.number: proposal
        for proposal in queries.earlier_proposals_of(plan.event)
        if proposal.group is not None and proposal.group.plan_id != plan.pk
    }
    present = set(Proposal.objects.filter(group__plan=plan).values_list("group_id", flat=True))
    opened = []
    for group in queries.last_groups(plan):
        if group.pk in present:
            continue
        moved = former.get(group.number)
        if moved is not None and (moved.theme_id == group.theme_id or queries.is_blank(moved)):
            Proposal.objects.filter(pk=moved.pk).update(group=group, theme=group.theme)
            opened.append(moved)
        else:
            opened.append(Proposal.objects.create(event=plan.event, group=group, theme=group.theme))
    kept = {proposal.pk for proposal in opened}
    Proposal.objects.filter(
        pk__in=[old.pk for old in former.values() if queries.is_blank(old) and old.pk not in kept]
    ).delete()
    return opened


def open_missing_sheets(*, event: Event) -> None:
    """Open the sheets of the published plan when they are not there yet; 2 queries when nothing is missing."""
    plan = Plan.objects.filter(event=event, state=Plan.State.PUBLISHED).first()
    if plan is not None and not Proposal.objects.filter(group__plan=plan).exists():
        open_sheets(plan=plan)


@transaction.atomic
def save_words(*, member: Member, proposal: Proposal, changes: Iterable[Change]) -> dict[str, str]:
    """Save changed words field by field; returns the stored words of fields somebody else changed first (not saved)."""
    locked = Proposal.objects.select_for_update().get(pk=proposal.pk)
    items = {f"item-{item.pk}": item for item in Item.objects.filter(proposal=locked)}
    conflicts: dict[str, str] = {}
    saved = 0
    for change in changes:
        text, seen = _plain(change.text), _plain(change.seen)
        row: Proposal | Item = items.get(change.field) or locked
        field = "text" if isinstance(row, Item) else change.field
        if field not in (
            "text",
            "title",
            "summary",
        ):  # an item somebody removed meanwhile: keep the words, do not lose them
            conflicts[change.field] = ""
            continue
        stored = str(getattr(row, field))
        if text in (stored, seen):
            continue
        if stored != seen:
            conflicts[change.field] = stored
            continue
        _check_length(text, field)
        setattr(row, field, text)
        row.save()
        saved += 1
    if saved:
        _changed(member, locked)
    return conflicts


@transaction.atomic
def take_note(*, member: Member, proposal: Proposal, note_id: str, part: str) -> None:
    """Put a note of the group's board on the sheet, its words as they are; a note already there is moved, not doubled."""
    note = queries.note_of(proposal, note_id)
    if note is None:
        raise BadInputError("proposals.no_such_note")
    locked = _lock(proposal)
    Item.objects.filter(proposal=locked, source_id=note.note_id).exclude(part=part).update(
        part=_valid(part), position=_next_position(locked, part)
    )
    if not Item.objects.filter(proposal=locked, source_id=note.note_id).exists():
        text = _plain(note.text)[: phases.TEXT_LIMIT]
        source = {"board": note.board, "source_id": note.note_id, "source_text": note.text}
        _append(locked, part, text, **source)
    _changed(member, locked)


@transaction.atomic
def add_sentence(*, member: Member, proposal: Proposal, part: str, text: str) -> None:
    """Add a sentence written by hand; a blank one is ignored."""
    plain = _plain(text)
    if not plain:
        return
    _check_length(plain, "text")
    locked = _lock(proposal)
    _append(locked, part, plain)
    _changed(member, locked)


@transaction.atomic
def move_item(*, member: Member, proposal: Proposal, item_id: int, step: int) -> None:
    """Move a sentence one place up (-1) or down (+1) within its part; at the end nothing happens."""
    locked = _lock(proposal)
    item = Item.objects.filter(proposal=locked, pk=item_id).first()
    if item is None:
        return
    order = list(Item.objects.filter(proposal=locked, part=item.part).order_by("position", "id"))
    at = next(number for number, other in enumerate(order) if other.pk == item.pk)
    to = max(0, min(len(order) - 1, at + step))
    order.insert(to, order.pop(at))
    for number, other in enumerate(order):
        Item.objects.filter(pk=other.pk).exclude(position=number).update(position=number)
    _changed(member, locked)


@transaction.atomic
def drop_item(*, member: Member, proposal: Proposal, item_id: int) -> None:
    """Take a sentence off the sheet; its note stays on the board. Twice is once."""
    locked = _lock(proposal)
    dropped = Item.objects.filter(proposal=locked, pk=item_id).first()
    if dropped is None:
        return
    audit.record(member.key, "proposals.drop_item", f"proposal:{locked.pk}", part=dropped.part, text=dropped.text)
    dropped.delete()
    _changed(member, locked)


def _lock(proposal: Proposal) -> Proposal:
    return Proposal.objects.select_for_update().get(pk=proposal.pk)


def _append(proposal: Proposal, part: str, text: str, **source: object) -> None:
    if Item.objects.filter(proposal=proposal, part=_valid(part)).count() >= phases.ITEMS_PER_PART:
        raise GoenError("proposals.part_full", limit=phases.ITEMS_PER_PART)
    Item.objects.create(proposal=proposal, part=part, position=_next_position(proposal, part), text=text, **source)


def _next_position(proposal: Proposal, part: str) -> int:
    highest = Item.objects.filter(proposal=proposal, part=part).aggregate(highest=Max("position"))["highest"]
    return 0 if highest is None else highest + 1


def _valid(part: str) -> str:
    if part not in Proposal.Part.values:
        raise BadInputError("proposals.no_such_part")
    return part


def _check_length(text: str, field: str) -> None:
    limit = {"title": phases.TITLE_LIMIT, "summary": phases.SUMMARY_LIMIT}.get(field, phases.TEXT_LIMIT)
    if len(text) > limit:
        raise BadInputError("proposals.too_long", length=len(text), limit=limit)


def _plain(text: str) -> str:
    """Return the words with line ends made one kind: browsers send CRLF for what they were given as LF."""
    return text.replace("\r\n", "\n").replace("\x00", "").strip()


def _changed(member: Member, proposal: Proposal) -> None:
    Proposal.objects.filter(pk=proposal.pk).update(version=F("version") + 1, updated_at=timezone.now())
    if member.is_organiser:
        audit.record(member.key, "proposals.correct", f"proposal:{proposal.pk}")
    live.publish(member.event.topic, "proposals.changed", proposal=proposal.pk, version=proposal.version + 1)
