"""What a board's document accepts, refuses and shows, whatever bytes arrive."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Doc, Map

from goen.core.errors import BadInputError, GoenError
from goen.core.notes.board import BoardDoc, Rules, new_note, notes_of_updates
from goen.core.notes.wire import read_update

RULES = Rules(("as_is", "gap"), "p1")
texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)
notes = st.lists(st.tuples(st.sampled_from(["as_is", "gap"]), texts), min_size=1, max_size=12)


def updates_of(written):
    return [
        new_note(f"n{k}", column, text, author_key="p1", position=float(k)) for k, (column, text) in enumerate(written)
    ]


@given(st.binary(max_size=300))
@settings(deadline=None)
def test_whatever_bytes_arrive_reading_ends_with_a_shape_or_one_refusal(data):
    with contextlib.suppress(BadInputError):
        read_update(data)


@given(notes)
@settings(deadline=None, max_examples=40)
def test_every_note_written_is_shown_once_in_order(written):
    board = BoardDoc()
    for update in updates_of(written):
        board.accept(update, RULES)
    shown = board.notes()
    assert sorted(note.text for note in shown) == sorted(text for _column, text in written)
    assert [(note.column, note.position) for note in shown] == sorted((note.column, note.position) for note in shown)


@given(notes, st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=40)
def test_the_order_of_receipt_does_not_change_what_is_shown(written, random):
    updates = updates_of(written)
    shuffled = random.sample(updates, len(updates))
    assert notes_of_updates(updates) == notes_of_updates(shuffled)


@given(notes, st.data())
@settings(deadline=None, max_examples=60)
def test_a_damaged_update_never_changes_the_board(written, data):
    board = BoardDoc(updates_of(written))
    before = board.state()
    good = new_note("late", "gap", "後から", author_key="p2")
    at = data.draw(st.integers(0, 10_000)) % len(good)  # its length varies with the client number
    damaged = good[:at] + bytes([data.draw(st.integers(0, 255))]) + good[at + 1 :]
    try:
        board.accept(damaged, RULES)
    except GoenError:
        assert BoardDoc([before]).notes() == board.notes()
    else:  # whatever was accepted obeys the rules
        assert all(note.author_key in ("p1", "") for note in board.notes() if note.note_id == "late")


def test_an_update_that_leans_on_something_unknown_is_refused_as_out_of_order():
    doc = Doc()
    tree = doc.get("notes", type=Map)
    tree["n1"] = Map({"column": "gap"})
    before = doc.get_state()
    tree["n1"]["column"] = "as_is"
    with pytest.raises(BadInputError) as refused:
        BoardDoc().accept(bytes(doc.get_update(before)), RULES)
    assert refused.value.code == "boards.out_of_order"


def test_nobody_changes_an_author_or_removes_a_note():
    board = BoardDoc([new_note("n1", "gap", "文", author_key="p2")])
    doc = Doc()
    doc.apply_update(board.state())
    for change in (lambda tree: tree["n1"].update({"author": "p1"}), lambda tree: tree.pop("n1")):
        before = doc.get_state()
        change(doc.get("notes", type=Map))
        with pytest.raises(GoenError):
            board.accept(bytes(doc.get_update(before)), RULES)
    assert [(note.note_id, note.author_key) for note in board.notes()] == [("n1", "p2")]
