"""Where a proposal comes from: for every sentence the note behind it, and what was voted and said.

Voices belong to a slice beside this one; whoever stands above both registers how to read them. They are matched to a proposal
by shared words, never by who sat at which table: a quote whose author only let their organisation be named must not be traced.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from goen.boards.models import Board, Note
from goen.boards.queries import dot_counts
from goen.core.text.runs import content_runs
from goen.events.models import Event
from goen.pitches.queries import results_of, scoring_of
from goen.proposals.models import Item, Proposal
from goen.proposals.queries.follow import sentences_of

_MOST_QUOTES = 5


@dataclass(frozen=True)
class Quoted:
    """Words somebody let be published, and how they are signed."""

    text: str
    source: str


@dataclass(frozen=True)
class Traced:
    """One sentence with its origin.

    Parameters
    ----------
    item : Item
        The sentence.
    note : str
        Words of the note it was taken from; "" when it was written by hand.
    is_unchanged : bool
        Whether it says the note's very words.
    n_dots : int
        Votes the note got, 0 while they are hidden.
    answers : list of str
        Notes that this note was linked to on the board, or that were linked to it.
    """

    item: Item
    note: str
    is_unchanged: bool
    n_dots: int
    answers: Sequence[str]


@dataclass(frozen=True)
class Origin:
    """Everything a proposal rests on."""

    sentences: Mapping[str, Sequence[Traced]]
    quotes: Sequence[Quoted]
    rank: int | None
    mean: float | None
    n_raters: int

    @property
    def n_from_notes(self) -> int:
        """How many sentences come from a note."""
        return sum(1 for part in self.sentences.values() for traced in part if traced.note)

    @property
    def n_sentences(self) -> int:
        """How many there are."""
        return sum(len(part) for part in self.sentences.values())


@dataclass(frozen=True)
class Wanted:
    """A figure the proposal wants to move: its newest value and the one before as written; ``address`` for those who may open it."""

    name: str
    words: str
    figure: str
    before: str
    unit: str
    period: str
    source: str
    address: str


Voices = Callable[[Event], Sequence[Quoted]]
_voices: list[Voices] = []


Aims = Callable[[Proposal, int | None], Sequence[Wanted]]
_aims: list[Aims] = []


def register_aims(read: Aims) -> None:
    """Say how the figures a proposal wants to move are read; called once, from the ``apps.py`` of a slice above."""
    _aims[:] = [read]


def aims_of(proposal: Proposal, user_id: int | None) -> Sequence[Wanted]:
    """Return the figures the proposal wants to move; ≤ 3 queries."""
    return _aims[0](proposal, user_id) if _aims else []


def register_voices(read: Voices) -> None:
    """Say how quotes that may be published are read; called once, from the ``apps.py`` of a slice above."""
    _voices[:] = [read]


def origin_of(proposal: Proposal) -> Origin:
    """Return the origin of every sentence by part, quotes that share words with it, and the score once shown; ≤ 14 queries."""
    items = sentences_of(proposal)
    notes = _notes(items)
    linked = _links(notes)
    dots = _dots(items)
    by_part: dict[str, list[Traced]] = {part: [] for part in Proposal.Part.values}
    for item in items:
        answers = [notes[other].text for other in linked.get(item.source_id, ()) if other in notes]
        traced = Traced(
            item, item.source_text, item.text == item.source_text.strip(), dots.get(item.source_id, 0), answers
        )
        by_part[item.part].append(traced)
    rank, mean, n_raters = _score(proposal)
    return Origin(by_part, _quotes(proposal, items), rank, mean, n_raters)


def _notes(items: Sequence[Item]) -> dict[str, Note]:
    boards = {item.board_id for item in items if item.board_id}
    return {note.note_id: note for note in Note.objects.filter(board_id__in=boards).exclude(text="")} if boards else {}


def _links(notes: Mapping[str, Note]) -> dict[str, list[str]]:
    both: dict[str, list[str]] = {}
    for note in notes.values():
        for other in note.links:
            both.setdefault(note.note_id, []).append(other)
            both.setdefault(other, []).append(note.note_id)
    return both


def _dots(items: Sequence[Item]) -> dict[str, int]:
    boards = Board.objects.filter(pk__in={item.board_id for item in items if item.board_id})
    counted: dict[str, int] = {}
    for board in boards:
        counted |= dot_counts(board)
    return counted


def _score(proposal: Proposal) -> tuple[int | None, float | None, int]:
    if proposal.group_id is None or scoring_of(proposal.event).revealed_at is None:
        return None, None, 0
    for pitch, result in results_of(proposal.event).overall.results:
        if pitch.group_id == proposal.group_id:
            return result.rank, result.mean, result.n_ratings
    return None, None, 0


def _quotes(proposal: Proposal, items: Sequence[Item]) -> list[Quoted]:
    if not _voices:
        return []
    words = content_runs(" ".join([proposal.title, proposal.summary, *(item.text for item in items)]))
    scored = [
        (len(content_runs(quote.text) & words), place, quote) for place, quote in enumerate(_voices[0](proposal.event))
    ]
    best = sorted((entry for entry in scored if entry[0]), key=lambda entry: (-entry[0], entry[1]))
    return [quote for _n, _place, quote in best[:_MOST_QUOTES]]
