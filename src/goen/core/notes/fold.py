"""The notes of a log, kept as the log grows: only what an update touches is looked at again."""

from collections.abc import Iterable, Mapping
from typing import Any

from pycrdt import Doc, Map

from goen.core.notes.board import NoteState, note_state


class Fold:
    """A board's notes after every update so far.

    Attributes
    ----------
    states : mapping of str to NoteState
        Notes that are not gone, by id; left unchanged by the next ``add``, which builds upon it.

    Notes
    -----
    ``add`` costs O(bytes + notes touched), however large the board; the same log in any parts gives the same states.

    Examples
    --------
    >>> from goen.core.notes.board import new_note
    >>> fold = Fold()
    >>> [state.text for state in fold.add([new_note("n1", "gap", "発信がばらばら")])]
    ['発信がばらばら']
    """

    def __init__(self) -> None:
        self.states: Mapping[str, NoteState] = {}
        self._doc: Doc[Any] = Doc()
        self._notes: Map[Any] = self._doc.get("notes", type=Map)
        self._arrows: Map[Any] = self._doc.get("links", type=Map)
        self._links: dict[str, set[str]] = {}
        self._backs: dict[str, set[str]] = {}
        self._touched: set[str] = set()
        self._notes.observe_deep(self._on_notes)
        self._arrows.observe_deep(self._on_links)

    def add(self, updates: Iterable[bytes]) -> list[NoteState]:
        """Take the next updates of the log; returns the notes that now stand differently, in order of their ids."""
        before = self.states
        for update in updates:
            self._doc.apply_update(update)
        touched, self._touched = self._touched, set()
        # A note that came or went changes the links that others show.
        touched |= {start for end in touched for start in self._backs.get(end, ())}
        states = dict(before)
        with self._doc.transaction():
            alive = {note_id: note for note_id in touched if (note := self._alive(note_id)) is not None}
            for note_id in touched:
                states.pop(note_id, None)
            for note_id, note in alive.items():
                ends = (end for end in self._links.get(note_id, ()) if end in states or end in alive)
                states[note_id] = note_state(note_id, note, tuple(sorted(ends)))
        self.states = states
        return [states[note_id] for note_id in sorted(alive) if states[note_id] != before.get(note_id)]

    def _alive(self, note_id: str) -> dict[str, Any] | None:
        note = self._notes.get(note_id)
        if not isinstance(note, Map):
            return None
        values = note.to_py() or {}
        return None if values.get("gone") else values

    def _on_notes(self, events: list[Any]) -> None:
        for event in events:
            path = event.path
            self._touched.update([str(path[0])] if path else map(str, event.keys))

    def _on_links(self, events: list[Any]) -> None:
        for event in events:
            for key, change in event.keys.items():
                start, _arrow, end = str(key).partition(">")
                keep = set.discard if change["action"] == "delete" else set.add
                keep(self._links.setdefault(start, set()), end)
                keep(self._backs.setdefault(end, set()), start)
                self._touched.add(start)
