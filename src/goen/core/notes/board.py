"""A board's document: what a message changed, whether that is allowed, and the notes it shows.

A note is a map under the root ``notes``; a link from a problem to its solution is a key ``"<from>><to>"`` under ``links``.
Notes are never deleted, only marked ``gone``, so that an edit made offline and a restore both find them.
"""

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from pycrdt import Doc, Map, Text

from goen.core.errors import BadInputError, GoenError, RefusedError, TooMuchError
from goen.core.notes.wire import Shape, read_update

MAX_UPDATE = 64 * 1024
MAX_TEXT = 1000
MAX_NOTES = 2000
MAX_LINKS = 4000
MAX_ID = 40
KINDS = ("note", "fact", "question", "idea", "heading")
ROOTS = frozenset({"notes", "links"})
_FIXED_KEYS = frozenset({"author", "created", "text"})
_KEYS = frozenset({"column", "position", "kind", "heading", "gone"}) | _FIXED_KEYS


@dataclass(frozen=True)
class NoteState:
    """A note as it stands.

    Parameters
    ----------
    note_id, column, kind, text, heading_id, author_key : str
        Empty where there is none; ``author_key`` is always empty on anonymous boards.
    position : float
        Order within the column, ascending.
    links : tuple of str
        Notes this one leads to (a problem to its solutions), in order of their ids.
    created_ms : float
        By the writer's clock, milliseconds since 1970; 0 where unknown.
    """

    note_id: str
    column: str
    text: str
    kind: str = "note"
    position: float = 0.0
    heading_id: str = ""
    author_key: str = ""
    links: tuple[str, ...] = ()
    created_ms: float = 0.0


@dataclass(frozen=True)
class Rules:
    """What a board allows a writer.

    Parameters
    ----------
    columns : collection of str
        Keys of the board's columns.
    author_key : str
        The writer's own key; every new note must carry it. Empty on anonymous boards: no note may carry any.
    """

    columns: Collection[str]
    author_key: str


class BoardDoc:
    """The document of one board, always the sum of the updates it accepted.

    Raises ``GoenError`` for every update it does not accept, and is then as it was before.
    """

    def __init__(self, updates: Iterable[bytes] = ()) -> None:
        self._accepted: list[bytes] = list(updates)
        self._rebuild()

    def accept(self, update: bytes, rules: Rules) -> None:
        """Take a writer's update, or raise: ``boards.too_large``, ``boards.malformed``, ``boards.out_of_order``, ``boards.not_yours``."""
        if len(update) > MAX_UPDATE:
            raise TooMuchError("boards.too_large", limit_kb=MAX_UPDATE // 1024)
        shape = self._fitting(update)
        self._changes.clear()
        try:
            self._doc.apply_update(update)
            _check(self._doc, self._changes, rules)
        except GoenError:
            self._rebuild()
            raise
        except (ValueError, RuntimeError):
            self._rebuild()
            raise BadInputError("boards.malformed") from None
        self._remember(update, shape)

    def merge(self, update: bytes) -> None:
        """Take an update that already stands in the log."""
        self._doc.apply_update(update)
        self._remember(update, read_update(update))

    def state(self, vector: bytes = b"\x00") -> bytes:
        """Return what a document at a state vector lacks; an unreadable vector is ``boards.malformed``."""
        try:
            return bytes(self._doc.get_update(vector))
        except ValueError:
            raise BadInputError("boards.malformed") from None

    def vector(self) -> bytes:
        """Return the state vector."""
        return bytes(self._doc.get_state())

    def notes(self) -> list[NoteState]:
        """Return the notes that are not gone, in order of column, position and id."""
        return notes_in(self._doc)

    def _fitting(self, update: bytes) -> Shape:
        shape = read_update(update)
        if not shape.roots <= ROOTS:
            raise BadInputError("boards.malformed")
        if not shape.fits(self._clocks):
            raise BadInputError("boards.out_of_order")
        return shape

    def _remember(self, update: bytes, shape: Shape) -> None:
        shape.advance(self._clocks)
        self._accepted.append(update)
        if len(self._accepted) > _SNAPSHOT_AFTER:
            self._accepted = [self.state()]

    def _rebuild(self) -> None:
        self._doc: Doc[Any] = Doc()
        self._clocks: dict[int, int] = {}
        for update in self._accepted:
            self._doc.apply_update(update)
            read_update(update).advance(self._clocks)
        self._changes: list[_Change] = []
        # An observer lives as long as the object it was asked of.
        self._observed = {root: self._doc.get(root, type=Map) for root in ROOTS}
        for root, tree in self._observed.items():
            tree.observe_deep(partial(_keep, self._changes, root))


def _keep(changes: list["_Change"], root: str, events: Iterable[Any]) -> None:
    # Events may only be read while the transaction that caused them is open.
    for event in events:
        keys = getattr(event, "keys", None) or {}
        changes.append((root, list(event.path), {key: str(change["action"]) for key, change in keys.items()}))


_SNAPSHOT_AFTER = 300
_Change = tuple[str, list[Any], dict[str, str]]


def notes_of_updates(updates: Iterable[bytes]) -> list[NoteState]:
    """Return the notes a log of updates amounts to; O(updates), deterministic.

    Examples
    --------
    >>> notes_of_updates([new_note("n1", "gap", "発信がばらばら")])[0].text
    '発信がばらばら'
    """
    doc: Doc[Any] = Doc()
    for update in updates:
        doc.apply_update(update)
    return notes_in(doc)


def notes_in(doc: Doc[Any]) -> list[NoteState]:
    """Return a document's notes that are not gone, in order of column, position and id."""
    raw: Mapping[str, Any] = doc.get("notes", type=Map).to_py() or {}
    alive = {key: note for key, note in raw.items() if isinstance(note, dict) and not note.get("gone")}
    links: dict[str, list[str]] = {}
    for key in sorted(doc.get("links", type=Map).to_py() or {}):
        start, _arrow, end = key.partition(">")
        if end in alive:
            links.setdefault(start, []).append(end)
    found = [note_state(key, note, tuple(links.get(key, ()))) for key, note in alive.items()]
    return sorted(found, key=lambda note: (note.column, note.position, note.note_id))


def new_note(
    note_id: str, column: str, text: str, *, author_key: str = "", position: float = 0.0, created_ms: float = 0.0
) -> bytes:
    """Return the update that adds one note to any board, whatever it already holds."""
    doc: Doc[Any] = Doc()
    fields: dict[str, Any] = {"column": column, "position": position, "kind": "note", "created": created_ms}
    if author_key:
        fields["author"] = author_key
    doc.get("notes", type=Map)[note_id] = Map({**fields, "text": Text(text)})
    return bytes(doc.get_update())


def note_state(note_id: str, note: Mapping[str, Any], links: tuple[str, ...]) -> NoteState:
    """Return a note as it stands, from the values of its map and the notes it leads to."""
    return NoteState(
        note_id=note_id,
        column=str(note.get("column", "")),
        text=str(note.get("text", "")),
        kind=str(note.get("kind", "note")),
        position=float(note.get("position") or 0),
        heading_id=str(note.get("heading", "")),
        author_key=str(note.get("author", "")),
        links=links,
        created_ms=float(note.get("created") or 0),
    )


def _check(doc: Doc[Any], changes: Iterable["_Change"], rules: Rules) -> None:
    """Look at what an update changed; raises for anything a board does not allow."""
    with doc.transaction():  # one for all reads: each would open its own
        notes: Map[Any] = doc.get("notes", type=Map)
        for root, path, actions in changes:
            if root == "links" and not path:
                _check_links(actions, doc.get("links", type=Map))
            elif root == "notes" and not path:
                _check_new(actions, notes, rules)
            elif root == "notes" and len(path) == 1:
                note = notes[path[0]]
                _check_changed({key: note[key] for key in actions if key in note}, actions, rules)
            elif root == "notes" and path[1:] == ["text"]:
                _check_text(notes[path[0]]["text"])
            else:
                raise BadInputError("boards.malformed")


def _check_links(actions: Mapping[str, str], links: Map[Any]) -> None:
    for key, action in actions.items():
        start, _arrow, end = key.partition(">")
        if not (start and end) or len(key) > 2 * MAX_ID + 1:
            raise BadInputError("boards.malformed")
        if action != "delete" and links[key] is not True:
            raise BadInputError("boards.malformed")
    if len(links) > MAX_LINKS:
        raise TooMuchError("boards.too_many_notes", limit=MAX_LINKS)


def _check_new(actions: Mapping[str, str], notes: Map[Any], rules: Rules) -> None:
    for note_id, action in actions.items():
        if action != "add" or not 0 < len(note_id) <= MAX_ID or ">" in note_id:
            raise BadInputError("boards.malformed")
        note = notes[note_id]
        if not isinstance(note, Map):
            raise BadInputError("boards.malformed")
        values = dict(note)
        if "text" not in values or "column" not in values:
            raise BadInputError("boards.malformed")
        if (values.get("author") or "") != rules.author_key:
            raise RefusedError("boards.not_yours")
        _check_values(values, rules)
        _check_text(values["text"])
    if len(notes) > MAX_NOTES:
        raise TooMuchError("boards.too_many_notes", limit=MAX_NOTES)


def _check_changed(values: Mapping[str, Any], actions: Mapping[str, str], rules: Rules) -> None:
    if not _FIXED_KEYS.isdisjoint(actions):
        raise RefusedError("boards.not_yours")
    if "delete" in actions.values():
        raise BadInputError("boards.malformed")
    _check_values(values, rules)


def _check_text(text: object) -> None:
    if not isinstance(text, Text):
        raise BadInputError("boards.malformed")
    if len(str(text)) > MAX_TEXT:
        raise TooMuchError("boards.text_too_long", limit=MAX_TEXT)


def _check_values(values: Mapping[str, Any], rules: Rules) -> None:
    for key, value in values.items():
        if key not in _KEYS or not _is_value(key, value, rules):
            raise BadInputError("boards.malformed")


def _is_value(key: str, value: object, rules: Rules) -> bool:
    if key == "column":
        return isinstance(value, str) and value in rules.columns
    if key in ("position", "created"):
        return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
    if key == "kind":
        return value in KINDS
    if key == "gone":
        return isinstance(value, bool)
    if key == "text":
        return isinstance(value, Text)
    return isinstance(value, str) and len(value) <= MAX_ID
