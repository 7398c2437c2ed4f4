"""Nobody's name and nobody's words leave the house without their consent, whatever was written where."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.factories import (
    make_board,
    make_event,
    make_groups,
    make_note,
    make_participation,
    make_segment,
    make_themes,
)
from tests.reports.reading import READERS

from goen.accounts.models import Role
from goen.core.text.concealing import conceal, name_pattern
from goen.events.access import Member
from goen.proposals import queries as proposal_queries
from goen.proposals import services as proposal_services
from goen.reports import exports, queries
from goen.roster.models import Consent
from goen.voices import services as voice_services

NAMES = ("髙橋 誠", "𠮷田 優子", "山﨑　拓也", "神 悠斗", "Smith John", "佐藤花子")

person = st.fixed_dictionaries(
    {
        "consent": st.sampled_from([None, True, False]),
        "publication": st.sampled_from(["none", "anonymous", "named"]),
        "is_withdrawn": st.booleans(),
    }
)


def make_day(wishes):
    """Make a small day in which everybody is mentioned everywhere."""
    event = make_event(title="交流会", purpose=f"{NAMES[0]}さんの発案", subtitle=NAMES[1].replace(" ", ""))
    make_segment(event, "talk", title=f"講話（{NAMES[2]}）", person_in_charge=NAMES[3])
    people = [make_participation(event, name, "福島県", kana=f"カナカナ{k}") for k, name in enumerate(NAMES)]
    for row, wish in zip(people, wishes, strict=True):
        if wish["consent"] is not None:
            Consent.objects.create(participation=row, purpose=Consent.Purpose.NAME, is_given=wish["consent"])
        if wish["is_withdrawn"]:
            Consent.objects.create(participation=row, purpose=Consent.Purpose.NAME, is_given=False)
    groups = make_groups(event, [people], themes=make_themes(event, 1))
    proposal_services.open_missing_sheets(event=event)
    proposal = proposal_queries.proposal_of_group(groups[0].pk)
    organiser = Member(event=event, role=Role.ORGANISER, user_id=None)
    board = make_board(event, groups[0])
    for name in NAMES:
        note = make_note(board, f"{name}さんが言うとおり", "as_is")
        proposal_services.take_note(member=organiser, proposal=proposal, note_id=note.note_id, part="as_is")
    for number, (row, wish) in enumerate(zip(people, wishes, strict=True)):
        voice_services.save_voice(
            member=Member(event=event, role=Role.PARTICIPANT, pass_id=row.guest_pass_id),
            participation=row,
            satisfaction=5,
            wants_again=True,
            answers={"learnt": (f"声{number}番です。{NAMES[number - 1]}さんに感謝。", wish["publication"])},
        )
    return event


@pytest.mark.django_db
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(person, min_size=len(NAMES), max_size=len(NAMES)))
def test_no_unconsented_name_or_quote_is_in_any_document(wishes):
    report = queries.day_report(make_day(wishes))
    texts = {kind: READERS[kind](make(report)) for kind, make in exports.MAKERS.items()}

    for number, (name, wish) in enumerate(zip(NAMES, wishes, strict=True)):
        refused = wish["is_withdrawn"] or wish["consent"] is False
        may_sign = wish["publication"] == "named" and not refused
        letters = r"\s*".join(map(re.escape, "".join(name.split())))
        for kind, text in texts.items():
            # A name with a quote's own consent stands there as its signature, and nowhere else.
            allowed = wish["consent"] is True and not wish["is_withdrawn"]
            found = re.search(letters, text) is not None
            assert allowed or may_sign or not found, (kind, name)
            if wish["publication"] == "none":
                assert f"声{number}番" not in text, kind


@pytest.mark.django_db
def test_what_was_consented_to_is_there():
    wishes = [{"consent": True, "publication": "named", "is_withdrawn": False}] * len(NAMES)
    report = queries.day_report(make_day(wishes))

    text = READERS["report_pdf"](exports.MAKERS["report_pdf"](report))

    flat = re.sub(r"\s", "", text)
    assert all("".join(name.split()) in flat for name in NAMES)
    assert all(f"声{number}番です" in flat for number in range(len(NAMES)))


@given(st.text(), st.lists(st.text(min_size=1, max_size=12), max_size=5))
def test_a_concealed_text_holds_no_name(text, names):
    hidden = conceal(text + "".join(names), name_pattern(names))

    for name in names:
        letters = "".join(name.split())
        if len(letters) >= 2 and "●" not in letters:
            assert letters not in hidden
