"""Texts of events as listening takes them, with who (as a number), when and where from; never a name."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from goen.boards.models import Note
from goen.core.listening import Text
from goen.events.models import Event
from goen.listening.models import Listening
from goen.opinions.models import Statement
from goen.proposals.models import Item
from goen.voices.models import Quote

Kind = Listening.Kind


@dataclass(frozen=True)
class Choice:
    """A kind of texts that may be ticked, and how many there are in the events."""

    kind: str
    label: str
    n_texts: int


def choices_in(events: Sequence[Event]) -> list[Choice]:
    """Return every kind with its number of texts in the events; 5 queries."""
    ids = [event.pk for event in events]
    return [Choice(kind.value, str(kind.label), _rows(kind, ids).count()) for kind in Kind]


def texts_of_events(events: Sequence[Event], kinds: Collection[str]) -> list[Text]:
    """Return all texts of these kinds; 1 query for each kind."""
    by_id = {event.pk: event for event in events}
    several = len(by_id) > 1
    found: list[Text] = []
    if Kind.BOARDS in kinds:
        found += _notes(by_id, several=several)
    if Kind.PROPOSALS in kinds:
        found += _items(by_id, several=several)
    if Kind.STATEMENTS in kinds:
        found += _statements(by_id, several=several)
    kind = Kind.VOICES_ALL if Kind.VOICES_ALL in kinds else Kind.VOICES
    if kind in kinds:
        found += _quotes(kind, by_id, several=several)
    return found


def gone(ids: Iterable[str], kinds: Collection[str]) -> frozenset[str]:
    """Return the ids of texts that were deleted or withdrawn since, or whose consent was; ≤ 4 queries."""
    wanted: dict[str, set[str]] = {"n": set(), "p": set(), "s": set(), "v": set()}
    for text_id in ids:
        kind, colon, rest = text_id.partition(":")
        if colon and kind in wanted and rest:
            wanted[kind].add(text_id)
    present: set[str] = set()
    if wanted["n"]:
        boards = {int(text_id.split(":")[1]) for text_id in wanted["n"]}
        rows = Note.objects.filter(board__in=boards).exclude(text="").values_list("board_id", "note_id")
        present |= {f"n:{board}:{note}" for board, note in rows}
    if wanted["p"]:
        present |= {f"p:{pk}" for pk in Item.objects.filter(pk__in=_numbers(wanted["p"])).values_list("pk", flat=True)}
    if wanted["s"]:
        kept = Statement.objects.filter(pk__in=_numbers(wanted["s"], 2), state=Statement.State.ACCEPTED)
        present |= {f"s:{consultation}:{pk}" for consultation, pk in kept.values_list("consultation_id", "pk")}
    if wanted["v"]:
        quotes = Quote.objects.filter(pk__in=_numbers(wanted["v"])).exclude(text="")
        if Kind.VOICES_ALL not in kinds:
            quotes = quotes.exclude(publication=Quote.Publication.NONE)
        present |= {f"v:{pk}" for pk in quotes.values_list("pk", flat=True)}
    return frozenset(set().union(*wanted.values()) - present)


def place_of_origin(slug: str, text_id: str) -> str:
    """Return the page a text came from; empty for a row of a file. No query."""
    kind, _colon, rest = text_id.partition(":")
    of_one = {"n": "boards:board", "s": "opinions:detail"}
    of_all = {"p": "proposals:list", "v": "voices:list"}
    if kind in of_one and rest:
        return reverse(of_one[kind], args=[slug, int(rest.split(":")[0])])
    return reverse(of_all[kind], args=[slug]) if kind in of_all and rest else ""


_EVENT = {
    Kind.BOARDS: "board__event_id",
    Kind.PROPOSALS: "proposal__event_id",
    Kind.STATEMENTS: "consultation__event_id",
    Kind.VOICES: "voice__event_id",
    Kind.VOICES_ALL: "voice__event_id",
}


def _rows(kind: str, event_ids: Sequence[int]) -> "QuerySet[Any]":
    here = Q(**{f"{_EVENT[Kind(kind)]}__in": event_ids})
    if kind == Kind.BOARDS:
        return Note.objects.filter(here).exclude(text="").exclude(kind="heading")
    if kind == Kind.PROPOSALS:
        return Item.objects.filter(here).exclude(text="")
    if kind == Kind.STATEMENTS:
        return Statement.objects.filter(here, state=Statement.State.ACCEPTED, is_meta=False)
    quotes = Quote.objects.filter(here).exclude(text="")
    return quotes if kind == Kind.VOICES_ALL else quotes.exclude(publication=Quote.Publication.NONE)


def _notes(events: Mapping[int, Event], *, several: bool) -> Iterator[Text]:
    rows = Note.objects.filter(board__event__in=events).exclude(text="").exclude(kind="heading")
    for note in rows.select_related("board__group__theme", "author__organisation").order_by("board_id", "id"):
        event = events[note.board.event_id]
        columns = {str(column["key"]): str(column["title"]) for column in note.board.columns}
        # On an anonymous board no author is kept, and none is looked for.
        author = note.author if not note.board.is_anonymous else None
        theme = note.board.group.theme if note.board.group and note.board.group.theme else None
        about = {
            _("団体"): author.organisation.name if author else "",
            _("テーマ"): theme.title if theme else "",
            _("欄"): columns.get(note.column, ""),
        }
        day = timezone.localdate(event.starts_at)
        about = {**about, _("出どころ"): str(_("付箋")), **_event_of(event, several=several)}
        yield Text(f"n:{note.board_id}:{note.note_id}", note.text, str(author.person_id) if author else "", day, about)


def _items(events: Mapping[int, Event], *, several: bool) -> Iterator[Text]:
    rows = Item.objects.filter(proposal__event__in=events).exclude(text="")
    for item in rows.select_related("proposal__theme", "proposal__group__theme").order_by("proposal_id", "id"):
        event = events[item.proposal.event_id]
        theme = item.proposal.theme or (item.proposal.group.theme if item.proposal.group else None)
        about = {_("テーマ"): theme.title if theme else "", _("欄"): str(item.get_part_display())}
        about = {**about, _("出どころ"): str(_("提言")), **_event_of(event, several=several)}
        yield Text(f"p:{item.pk}", item.text, "", timezone.localdate(event.starts_at), about)


def _statements(events: Mapping[int, Event], *, several: bool) -> Iterator[Text]:
    rows = _rows(Kind.STATEMENTS, list(events)).select_related("consultation")
    for statement in rows.order_by("consultation_id", "number"):
        event = events[statement.consultation.event_id]
        about = {_("意見募集"): statement.consultation.title, _("出どころ"): str(_("意見募集"))}
        about |= _event_of(event, several=several)
        day = timezone.localdate(statement.created_at)
        yield Text(f"s:{statement.consultation_id}:{statement.pk}", statement.text, "", day, about)


def _quotes(kind: str, events: Mapping[int, Event], *, several: bool) -> Iterator[Text]:
    rows = Quote.objects.filter(voice__event__in=events).exclude(text="")
    rows = rows if kind == Kind.VOICES_ALL else rows.exclude(publication=Quote.Publication.NONE)
    for quote in rows.select_related("voice__participation__organisation").order_by("voice_id", "id"):
        event, person = events[quote.voice.event_id], quote.voice.participation
        about = {_("団体"): person.organisation.name, _("欄"): str(quote.get_question_display())}
        about = {**about, _("出どころ"): str(_("参加者の声")), **_event_of(event, several=several)}
        day = timezone.localdate(event.starts_at)
        yield Text(f"v:{quote.pk}", quote.text, str(person.person_id), day, about)


def _event_of(event: Event, *, several: bool) -> dict[str, str]:
    return {_("交流会"): event.title} if several else {}


def _numbers(ids: Iterable[str], part: int = 1) -> list[int]:
    parts = [text_id.split(":") for text_id in ids]
    return [int(one[part]) for one in parts if len(one) > part and one[part].isdigit()]
