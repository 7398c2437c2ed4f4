"""The story of a board is what was done to it, and going back lands exactly where it was."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Doc, Map, Text

from goen.core.notes.board import BoardDoc, Rules, notes_of_updates
from goen.core.notes.history import states_at, steps_of, taking_back

COLUMNS = ("as_is", "gap", "solution")
ACTS = st.lists(
    st.tuples(
        st.sampled_from(["add", "write", "move", "remove", "restore", "link", "unlink"]),
        st.integers(0, 4),
        st.integers(0, 4),
        st.text("ご縁𠮷a", min_size=1, max_size=6),
    ),
    max_size=14,
)


class Wall:
    """A board as people change it; keeps the log."""

    def __init__(self):
        self.doc: Doc[Any] = Doc()
        self.log: list[tuple[int, bytes]] = []
        self.notes = self.doc.get("notes", type=Map)
        self.links = self.doc.get("links", type=Map)

    def act(self, verb, one, other, words):
        before = self.doc.get_state()
        with self.doc.transaction():
            self._do(verb, f"n{one}", f"n{other}", words)
        if self.doc.get_state() != before or verb == "unlink":
            self.log.append((len(self.log) + 1, bytes(self.doc.get_update(before))))

    def _do(self, verb, one, other, words):
        if verb == "add" and one not in self.notes:
            fields = {"column": "gap", "position": 1.0, "kind": "note", "created": 0.0, "text": Text(words)}
            self.notes[one] = Map(fields)
        elif verb == "link" and one in self.notes and other in self.notes and one != other:
            self.links[f"{one}>{other}"] = True
        elif verb == "unlink" and f"{one}>{other}" in self.links:
            del self.links[f"{one}>{other}"]
        elif one in self.notes:
            self._change(verb, self.notes[one], words)

    def _change(self, verb, note, words):
        if verb == "write":
            note["text"].clear()
            note["text"] += words
        elif verb == "move":
            note["column"] = COLUMNS[len(words) % 3]
        elif verb in ("remove", "restore"):
            note["gone"] = verb == "remove"


def wall_of(acts):
    wall = Wall()
    for act in acts:
        wall.act(*act)
    return wall


@settings(max_examples=40)
@given(ACTS, st.integers(0, 14))
def test_the_whole_board_stands_as_it_stood(acts, moment):
    wall = wall_of(acts)
    at = min(moment, len(wall.log))
    wanted = states_at(wall.log, at)

    back = taking_back(wall.log, wanted)
    board = BoardDoc(update for _number, update in wall.log)
    board.accept(back, Rules(COLUMNS, ""))

    assert board.notes() == wanted == notes_of_updates(update for number, update in wall.log if number <= at)


@settings(max_examples=40)
@given(ACTS)
def test_taking_one_note_back_leaves_the_others_alone(acts):
    wall = wall_of([*acts, ("add", 0, 0, "はじめ"), ("write", 0, 0, "あと")])
    wanted = states_at(wall.log, len(wall.log) - 1)
    others = [state for state in states_at(wall.log, len(wall.log)) if state.note_id != "n0"]

    back = taking_back(wall.log, wanted, ["n0"])
    after = notes_of_updates([*(update for _number, update in wall.log), back])

    assert [state for state in after if state.note_id != "n0"] == others


@settings(max_examples=40)
@given(ACTS)
def test_the_story_names_every_note_that_changed(acts):
    wall = wall_of(acts)
    told = {change.note_id for step in steps_of(wall.log) for change in step.changes}
    assert {state.note_id for state in states_at(wall.log, len(wall.log))} <= told


def test_the_story_in_words():
    wall = wall_of(
        [
            ("add", 0, 0, "課題"),
            ("add", 1, 0, "案"),
            ("link", 0, 1, "-"),
            ("write", 1, 0, "提案"),
            ("move", 1, 0, "ab"),
            ("remove", 0, 0, "-"),
            ("restore", 0, 0, "-"),
        ]
    )
    whats = [change.what for step in steps_of(wall.log) for change in step.changes]
    assert whats == ["added", "added", "linked", "written", "moved", "removed", "restored"]
