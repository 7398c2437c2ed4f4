"""Notes kept as a log grows are those of the whole log, however it is cut."""

from hypothesis import given
from hypothesis import strategies as st
from pycrdt import Doc, Map, Text

from goen.core.notes.board import NoteState, new_note, notes_of_updates
from goen.core.notes.fold import Fold

NAMES = ("n1", "n2", "n3", "n4")
ACTS = st.one_of(
    st.tuples(st.just("gone"), st.sampled_from(NAMES), st.booleans()),
    st.tuples(st.just("text"), st.sampled_from(NAMES), st.text(max_size=5)),
    st.tuples(st.just("position"), st.sampled_from(NAMES), st.floats(0, 9)),
    st.tuples(st.just("link"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
    st.tuples(st.just("unlink"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
    st.tuples(st.just("new"), st.sampled_from(NAMES), st.just("")),
)


def log_of(acts):
    """Return the updates of a wall on which these things were done, in order."""
    doc, log = Doc(), []
    notes, links = doc.get("notes", type=Map), doc.get("links", type=Map)
    for act, name, value in acts:
        before = doc.get_state()
        if act == "new" and name not in notes:
            notes[name] = Map({"column": "gap", "position": 0.0, "text": Text("文")})
        elif act == "text" and name in notes:
            notes[name]["text"] += value
        elif act in ("gone", "position") and name in notes:
            notes[name][act] = value
        elif act == "link":
            links[f"{name}>{value}"] = True
        elif act == "unlink" and f"{name}>{value}" in links:
            del links[f"{name}>{value}"]
        log.append(doc.get_update(before))
    return log


@given(st.lists(ACTS, max_size=30), st.data())
def test_states_are_those_of_the_whole_log_after_every_part(acts, data):
    log, fold, at = log_of([("new", name, "") for name in NAMES] + acts), Fold(), 0
    while at < len(log):
        end = data.draw(st.integers(at + 1, len(log)))
        before = fold.states
        changed = fold.add(log[at:end])
        at = end

        wanted = {state.note_id: state for state in notes_of_updates(log[:end])}
        assert fold.states == wanted
        assert changed == [wanted[name] for name in sorted(wanted) if wanted[name] != before.get(name)]


def test_a_note_that_goes_takes_the_links_to_it_along():
    log = log_of([("new", "n1", ""), ("new", "n2", ""), ("link", "n1", "n2")])
    fold = Fold()
    fold.add(log)
    linked = fold.states["n1"]

    doc = Doc()
    for update in log:
        doc.apply_update(update)
    before = doc.get_state()
    doc.get("notes", type=Map)["n2"]["gone"] = True
    changed = fold.add([doc.get_update(before)])

    assert linked.links == ("n2",)
    assert [(state.note_id, state.links) for state in changed] == [("n1", ())]


def test_a_state_holds_every_value_of_its_note():
    fold = Fold()

    changed = fold.add([new_note("n1", "gap", "発信", author_key="p1", position=2.0, created_ms=5.0)])

    assert changed == [NoteState("n1", "gap", "発信", position=2.0, author_key="p1", created_ms=5.0)]
