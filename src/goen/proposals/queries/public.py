"""Proposals and their answers as the public reads them: names by consent only, whatever was written passes the same gate."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from goen.core.errors import RefusedError
from goen.core.text.concealing import conceal, name_pattern
from goen.events.models import Event, Partnership
from goen.proposals.models import Evidence, FollowUp, Item, Proposal, Publication
from goen.proposals.queries.follow import sentences_of, title_of
from goen.roster.models import Consent, Participation

Conceal = Callable[[str], str]


@dataclass(frozen=True)
class PublicEvidence:
    """A link, a figure or a file shown to everybody; ``file_id`` names a file, ``url`` a link."""

    title: str
    url: str = ""
    file_id: int | None = None
    value: str = ""
    unit: str = ""
    as_of: date | None = None
    source: str = ""


@dataclass(frozen=True)
class PublicStep:
    """Something that was decided or reported."""

    at: datetime
    sentence: str
    note: str


@dataclass(frozen=True)
class PublicSentence:
    """A sentence and the words of the note it came from ("" when written by hand)."""

    text: str
    note: str


@dataclass(frozen=True)
class PublicAnswer:
    """One proposal and what became of it, ready to be shown."""

    id: int
    event: Event
    title: str
    summary: str
    theme: str
    bodies: Sequence[str]
    status: str
    status_label: str
    tone: str
    is_answered: bool
    receiver: str
    section: str
    due_on: date | None
    is_overdue: bool
    reason: str
    parts: Sequence[tuple[str, Sequence[PublicSentence]]]
    milestones: Sequence[tuple[str, date | None, date | None]]
    evidence: Sequence[PublicEvidence]
    steps: Sequence[PublicStep]


def is_published(*, event: Event | None = None, partnership: Partnership | None = None) -> bool:
    """Tell whether the public page of an event or a partnership is open; 1 query."""
    rows = Publication.objects.all()
    return (rows.filter(event=event) if event else rows.filter(partnership=partnership)).exists()


def event_answers(slug: str) -> tuple[Event, list[PublicAnswer]]:
    """Return a published event and its proposals; refuses when the page is not open; ≤ 10 queries whatever the size."""
    row = Publication.objects.select_related("event__partnership").filter(event__slug=slug).first()
    if row is None or row.event is None:
        raise RefusedError("base.refused")
    return row.event, _answers([row.event])


def partnership_answers(slug: str) -> tuple[Partnership, list[PublicAnswer]]:
    """Return a published partnership and the proposals of all its events, newest event first; ≤ 11 queries."""
    row = Publication.objects.select_related("partnership").filter(partnership__slug=slug).first()
    if row is None or row.partnership is None:
        raise RefusedError("base.refused")
    return row.partnership, _answers(list(Event.objects.filter(partnership=row.partnership)))


def public_evidence(slug: str, evidence_id: int) -> Evidence:
    """Return a file that the open page of its event, or of the event's partnership, shows; ≤ 2 queries."""
    rows = Evidence.objects.select_related("follow_up__proposal__event")
    shown = {"is_public": True, "kind": Evidence.Kind.FILE, "follow_up__is_withheld": False}
    row = rows.filter(pk=evidence_id, follow_up__proposal__event__slug=slug, **shown).first()
    if row is None:
        raise RefusedError("base.refused")
    event = row.follow_up.proposal.event
    pages = Publication.objects.filter(event=event) | Publication.objects.filter(
        partnership_id=event.partnership_id or 0
    )
    if not pages.exists():
        raise RefusedError("base.refused")
    return row


def _answers(events: Sequence[Event]) -> list[PublicAnswer]:
    rows = FollowUp.objects.filter(proposal__event__in=[event.pk for event in events], is_withheld=False)
    rows = rows.select_related("receiver", "proposal__event", "proposal__theme", "proposal__group")
    rows = rows.prefetch_related("steps", "milestones", "evidence", "proposal__items", "proposers__organisation")
    gates = _gates(event.pk for event in events)
    ordered = sorted(rows, key=lambda row: (-row.proposal.event.starts_at.timestamp(), row.pk))
    return [_answer(row, gates[row.proposal.event_id]) for row in ordered]


def _gates(event_ids: Iterable[int]) -> dict[int, Conceal]:
    """Return for each event what takes the names out of a text of everybody who did not agree to be named; 2 queries."""
    ids = list(event_ids)
    words = Consent.objects.filter(participation__event_id__in=ids, purpose=Consent.Purpose.NAME).order_by("id")
    newest = dict(words.values_list("participation_id", "is_given"))
    names: dict[int, list[str]] = {event_id: [] for event_id in ids}
    people = Participation.objects.filter(event_id__in=ids).select_related("person")
    for row in people:
        if not newest.get(row.pk, False):
            names[row.event_id] += [row.name, row.person.name, row.kana]
    return {event_id: _gate(found) for event_id, found in names.items()}


def _gate(names: Iterable[str]) -> Conceal:
    pattern = name_pattern(names)
    return lambda text: conceal(text, pattern)


def _answer(row: FollowUp, hide: Conceal) -> PublicAnswer:
    proposal = row.proposal
    return PublicAnswer(
        id=proposal.pk,
        event=proposal.event,
        title=hide(title_of(proposal)),
        summary=hide(proposal.summary),
        theme=hide(proposal.theme.title) if proposal.theme else "",
        bodies=sorted({person.organisation.label for person in row.proposers.all() if person.organisation}),
        status=row.status,
        status_label=str(row.get_status_display()),
        tone=row.tone,
        is_answered=row.is_answered,
        receiver=row.receiver.name if row.receiver else "",
        section=hide(row.section),
        due_on=row.due_on if row.is_open else None,
        is_overdue=row.is_overdue(),
        reason=hide(row.reason),
        parts=_parts(proposal, hide),
        milestones=[(hide(each.title), each.due_on, each.done_on) for each in row.milestones.all()],
        evidence=[_shown(each, hide) for each in row.evidence.all() if each.is_public],
        steps=[PublicStep(each.at, hide(each.sentence), hide(each.note)) for each in row.steps.all() if each.is_public],
    )


def _parts(proposal: Proposal, hide: Conceal) -> list[tuple[str, Sequence[PublicSentence]]]:
    labels = {part.value: str(part.label) for part in Proposal.Part}
    by_part: dict[str, list[Item]] = {}
    for item in sentences_of(proposal):
        by_part.setdefault(item.part, []).append(item)
    return [
        (labels[part], [PublicSentence(hide(item.text), hide(item.source_text)) for item in items])
        for part, items in by_part.items()
    ]


def _shown(row: Evidence, hide: Conceal) -> PublicEvidence:
    file_id = row.pk if row.kind == Evidence.Kind.FILE else None
    return PublicEvidence(hide(row.title), row.url, file_id, row.shown_value, row.unit, row.as_of, hide(row.source))
