"""What happened on a board, told from its log, and the update that takes a note or the whole board back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from pycrdt import Doc, Map, Text

from goen.core.notes.board import NoteState, notes_in

What = Literal["added", "written", "moved", "ordered", "sorted", "removed", "restored", "linked", "unlinked"]


@dataclass(frozen=True)
class Change:
    """One thing that one update did to one note; ``before`` and ``after`` are words, columns or the other note's words."""

    note_id: str
    what: What
    text: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Step:
    """One update of the log and what it did; never empty."""

    sequence: int
    changes: tuple[Change, ...]


def steps_of(updates: Iterable[tuple[int, bytes]]) -> list[Step]:
    """Tell the story of a board.

    Parameters
    ----------
    updates : iterable of (int, bytes)
        Sequence and update, in order of the log.

    Returns
    -------
    list of Step
        In order; updates that changed nothing anybody can see are left out.

    Notes
    -----
    O(changes): only the notes an update touches are looked at. Deterministic.
    """
    doc: Doc[Any] = Doc()
    touched: set[str] = set()
    links: dict[str, str] = {}
    notes: Map[Any] = doc.get("notes", type=Map)
    arrows: Map[Any] = doc.get("links", type=Map)
    watching = notes.observe_deep(lambda events: touched.update(_ids(events)))
    linking = arrows.observe_deep(lambda events: links.update(_actions(events)))
    known: dict[str, Mapping[str, Any]] = {}
    steps = []
    for sequence, update in updates:
        touched.clear()
        links.clear()
        doc.apply_update(update)
        changes = [change for note_id in sorted(touched) for change in _changes(note_id, known, notes)]
        changes += [_link_change(key, action, known) for key, action in sorted(links.items())]
        if changes:
            steps.append(Step(sequence, tuple(changes)))
    notes.unobserve(watching)
    arrows.unobserve(linking)
    return steps


def states_at(updates: Iterable[tuple[int, bytes]], sequence: int) -> list[NoteState]:
    """Return the notes as they stood after an update of the log; O(updates)."""
    doc: Doc[Any] = Doc()
    for number, update in updates:
        if number <= sequence:
            doc.apply_update(update)
    return notes_in(doc)


def taking_back(
    updates: Iterable[tuple[int, bytes]], wanted: Sequence[NoteState], note_ids: Iterable[str] | None = None
) -> bytes:
    """Return the update that makes notes stand as ``wanted`` says, written on top of everything: nothing is forgotten.

    Parameters
    ----------
    updates : iterable of (int, bytes)
        The whole log.
    wanted : sequence of NoteState
        How notes shall stand.
    note_ids : iterable of str or None
        The notes to take back; a note that is not in ``wanted`` is removed. None means the whole board with its links.

    Returns
    -------
    bytes
        An update; applying it twice is applying it once.
    """
    doc: Doc[Any] = Doc()
    for _number, update in updates:
        doc.apply_update(update)
    vector = doc.get_state()
    notes: Map[Any] = doc.get("notes", type=Map)
    target = {state.note_id: state for state in wanted}
    with doc.transaction():
        for note_id in list(notes.keys()) if note_ids is None else note_ids:
            if note_id in notes:
                _put_back(notes[note_id], target.get(note_id))
        if note_ids is None:
            _put_links_back(doc.get("links", type=Map), wanted)
    return bytes(doc.get_update(vector))


def _put_back(note: Map[Any], state: NoteState | None) -> None:
    if state is None:
        _set(note, "gone", True)
        return
    if note.get("gone"):
        note["gone"] = False
    fields = {"column": state.column, "position": state.position, "kind": state.kind, "heading": state.heading_id}
    for key, value in fields.items():
        _set(note, key, value)
    text: Text = note["text"]
    if str(text) != state.text:
        text.clear()
        text += state.text


def _set(note: Map[Any], key: str, value: object) -> None:
    if (note.get(key) or "") != (value or ""):
        note[key] = value


def _put_links_back(links: Map[Any], wanted: Sequence[NoteState]) -> None:
    target = {f"{state.note_id}>{end}" for state in wanted for end in state.links}
    for key in set(links.keys()) - target:
        del links[key]
    for key in sorted(target - set(links.keys())):
        links[key] = True


def _ids(events: Iterable[Any]) -> Iterable[str]:
    for event in events:
        path = list(event.path)
        yield from [str(path[0])] if path else [str(key) for key in event.keys]


def _actions(events: Iterable[Any]) -> Iterable[tuple[str, str]]:
    for event in events:
        yield from ((str(key), str(change["action"])) for key, change in event.keys.items())


def _changes(note_id: str, known: dict[str, Mapping[str, Any]], notes: Map[Any]) -> list[Change]:
    note = notes[note_id]
    now: dict[str, Any] = {**note.to_py(), "text": str(note["text"])}
    before, known[note_id] = known.get(note_id), now
    base = Change(note_id, "added", now["text"], after=str(now.get("column", "")))
    if before is None:
        return [base]
    if bool(before.get("gone")) != bool(now.get("gone")):
        return [replace(base, what="removed" if now.get("gone") else "restored")]
    found = []
    if before["text"] != now["text"]:
        found.append(replace(base, what="written", before=before["text"], after=now["text"]))
    if before.get("column") != now.get("column"):
        found.append(replace(base, what="moved", before=str(before.get("column", ""))))
    elif before.get("position") != now.get("position"):
        found.append(replace(base, what="ordered"))
    if (before.get("kind"), before.get("heading") or "") != (now.get("kind"), now.get("heading") or ""):
        found.append(replace(base, what="sorted", after=str(now.get("kind", ""))))
    return found


def _link_change(key: str, action: str, known: Mapping[str, Mapping[str, Any]]) -> Change:
    start, _arrow, end = key.partition(">")
    words = [str(known.get(note_id, {}).get("text", "")) for note_id in (start, end)]
    return Change(start, "unlinked" if action == "delete" else "linked", words[0], after=words[1])
