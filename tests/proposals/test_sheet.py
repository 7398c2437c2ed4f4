"""A sheet is filled from notes, keeps its reasons, and never loses anybody's words."""

from contextlib import suppress

import pytest
from tests.factories import (
    carry_pass,
    make_board,
    make_event,
    make_groups,
    make_member,
    make_note,
    make_organiser,
    make_participation,
    make_themes,
    run_segment,
    sign_in,
)

from goen.accounts.models import Role
from goen.base.actors import Actor
from goen.core.errors import BadInputError, GoenError, RefusedError
from goen.events.access import get_member
from goen.events.models import Segment
from goen.grouping.models import Plan
from goen.grouping.signals import plan_published
from goen.proposals import access, queries, services
from goen.proposals.models import Item, Proposal
from goen.proposals.services import Change

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return make_event(slug="fukushima")


@pytest.fixture
def day(event):
    """Two groups of two; the first with a board; the discussion runs."""
    people = [make_participation(event, f"参加 {k}") for k in range(4)]
    groups = make_groups(event, [people[:2], people[2:]], themes=make_themes(event, 2))
    board = make_board(event, groups[0])
    note = make_note(board, "紙の申請が多い", "as_is")
    services.open_missing_sheets(event=event)
    run_segment(event, Segment.Kind.DISCUSSION)
    return {"people": people, "groups": groups, "board": board, "note": note}


def sheet_of(group):
    return queries.proposal_of_group(group.pk)


def actor_of(participation):
    return Actor(passes={participation.event_id: participation.guest_pass.token})


def member_of(participation):
    return get_member(actor_of(participation), participation.event.slug)


def texts(proposal, part="as_is"):
    return list(Item.objects.filter(proposal=proposal, part=part).order_by("position").values_list("text", flat=True))


def test_publishing_a_plan_opens_one_sheet_per_group(event):
    groups = make_groups(event, [[make_participation(event)], [make_participation(event)]])

    plan_published.send(Plan, plan=groups[0].plan)
    plan_published.send(Plan, plan=groups[0].plan)

    assert list(Proposal.objects.values_list("group_id", flat=True)) == [group.pk for group in groups]


def test_a_new_plan_takes_written_sheets_along_and_drops_empty_ones(event, day):
    written = sheet_of(day["groups"][0])
    services.add_sentence(member=member_of(day["people"][0]), proposal=written, part="ask", text="続けたい")
    Plan.objects.update(state=Plan.State.RETIRED)

    renewed = make_groups(event, [day["people"][:2]], themes=[day["groups"][0].theme])
    services.open_sheets(plan=renewed[0].plan)

    assert [proposal.pk for proposal in queries.proposals_of(event)] == [written.pk]
    assert Proposal.objects.count() == 1


def test_a_taken_note_keeps_its_words_and_its_source(day):
    proposal = sheet_of(day["groups"][0])

    services.take_note(member=member_of(day["people"][0]), proposal=proposal, note_id=day["note"].note_id, part="as_is")

    item = Item.objects.get()
    assert (item.text, item.source_id, item.source_text) == ("紙の申請が多い", day["note"].note_id, "紙の申請が多い")


def test_a_note_taken_twice_is_there_once_and_moves_to_the_new_part(day):
    proposal, member = sheet_of(day["groups"][0]), member_of(day["people"][0])

    for part in ("as_is", "as_is", "gap"):
        services.take_note(member=member, proposal=proposal, note_id=day["note"].note_id, part=part)

    assert (texts(proposal, "as_is"), texts(proposal, "gap")) == ([], ["紙の申請が多い"])


def test_the_reason_stays_when_the_note_is_edited_away_on_the_board(day):
    proposal, member = sheet_of(day["groups"][0]), member_of(day["people"][0])
    services.take_note(member=member, proposal=proposal, note_id=day["note"].note_id, part="as_is")

    day["note"].delete()

    assert Item.objects.get().source_text == "紙の申請が多い"


def test_a_note_of_another_table_cannot_be_taken(day):
    other = sheet_of(day["groups"][1])

    with pytest.raises(BadInputError) as caught:
        services.take_note(
            member=member_of(day["people"][2]), proposal=other, note_id=day["note"].note_id, part="as_is"
        )

    assert caught.value.code == "proposals.no_such_note"


def test_words_changed_by_two_people_are_never_overwritten_unseen(day):
    proposal = sheet_of(day["groups"][0])
    first, second = member_of(day["people"][0]), member_of(day["people"][1])

    services.save_words(member=first, proposal=proposal, changes=[Change("title", "甲案", "")])
    clash = services.save_words(
        member=second, proposal=proposal, changes=[Change("title", "乙案", ""), Change("summary", "要約", "")]
    )

    proposal.refresh_from_db()
    assert (clash, proposal.title, proposal.summary) == ({"title": "甲案"}, "甲案", "要約")


def test_the_same_words_saved_twice_are_no_clash(day):
    proposal, member = sheet_of(day["groups"][0]), member_of(day["people"][0])
    change = Change("title", "一行目\r\n二行目", "")

    services.save_words(member=member, proposal=proposal, changes=[change])

    assert services.save_words(member=member, proposal=proposal, changes=[change]) == {}


def test_moving_keeps_every_sentence(day):
    proposal, member = sheet_of(day["groups"][0]), member_of(day["people"][0])
    for text in ("一", "二", "三"):
        services.add_sentence(member=member, proposal=proposal, part="as_is", text=text)
    last = Item.objects.get(text="三")

    services.move_item(member=member, proposal=proposal, item_id=last.pk, step=-1)
    services.move_item(member=member, proposal=proposal, item_id=last.pk, step=-1)
    services.move_item(member=member, proposal=proposal, item_id=last.pk, step=-1)

    assert texts(proposal) == ["三", "一", "二"]


def test_a_full_part_says_so_and_a_long_sentence_too(day):
    proposal, member = sheet_of(day["groups"][0]), member_of(day["people"][0])
    for number in range(12):
        services.add_sentence(member=member, proposal=proposal, part="gap", text=f"{number}")

    with pytest.raises(GoenError) as full:
        services.add_sentence(member=member, proposal=proposal, part="gap", text="あふれる")
    with pytest.raises(GoenError) as long:
        services.add_sentence(member=member, proposal=proposal, part="ask", text="長" * 401)

    assert (full.value.code, long.value.code) == ("proposals.part_full", "proposals.too_long")


def test_a_guest_writes_the_own_table_only(day):
    own, other = (sheet_of(group) for group in day["groups"])
    actor = actor_of(day["people"][0])

    assert access.get_proposal_to_write(actor, "fukushima", own.pk)[1] == own
    with pytest.raises(RefusedError):
        access.get_proposal_to_write(actor, "fukushima", other.pk)


def test_nobody_writes_once_the_event_is_closed(event, day):
    event.status = event.Status.CLOSED
    event.save()

    with pytest.raises(RefusedError):
        access.get_proposal_to_write(actor_of(day["people"][0]), "fukushima", sheet_of(day["groups"][0]).pk)


WRITING_SEGMENTS = set(Segment.Kind.values) - {"reception", "opening"}


@pytest.mark.parametrize("kind", Segment.Kind.values)
def test_accounts_write_as_their_role_and_the_running_segment_say(event, day, kind):
    proposal, may_write = sheet_of(day["groups"][0]), set()
    run_segment(event, kind)

    for role in Role:
        actor = Actor(user_id=make_member(event, role).pk)
        with suppress(RefusedError):
            access.get_proposal_to_write(actor, "fukushima", proposal.pk)
            may_write.add(role)

    always, while_open = {Role.ORGANISER, Role.CO_ORGANISER}, {Role.FACILITATOR}
    assert may_write == always | (while_open if kind in WRITING_SEGMENTS else set())


def test_an_organiser_corrects_a_slip_after_the_day(event, day):
    event.status = event.Status.CLOSED
    event.save()

    actor = Actor(user_id=make_organiser(event).pk)

    assert access.get_proposal_to_write(actor, "fukushima", sheet_of(day["groups"][0]).pk)[0].is_organiser


def test_one_press_saves_every_field_and_does_what_the_button_says(client, day):
    proposal = sheet_of(day["groups"][0])
    carry_pass(client, day["people"][0])
    address = f"/events/fukushima/proposals/{proposal.pk}/"

    sent = {"title": "新しい提言", "seen-title": "", "do": f"take:{day['note'].note_id}:as_is"}
    response = client.post(address, sent)

    proposal.refresh_from_db()
    assert (response.status_code, proposal.title, texts(proposal)) == (302, "新しい提言", ["紙の申請が多い"])


def test_a_clash_gives_back_both_versions_without_javascript(client, day):
    proposal = sheet_of(day["groups"][0])
    services.save_words(member=member_of(day["people"][1]), proposal=proposal, changes=[Change("title", "先の案", "")])
    carry_pass(client, day["people"][0])

    response = client.post(
        f"/events/fukushima/proposals/{proposal.pk}/", {"title": "後の案", "seen-title": "", "do": "save"}
    )

    page = response.content.decode()
    assert response.status_code == 409
    assert "後の案</textarea>" in page
    assert "「先の案」" in page
    assert 'name="seen-title" value="先の案"' in page


def test_autosave_answers_json_and_adds_no_half_written_sentence(client, day):
    proposal = sheet_of(day["groups"][0])
    carry_pass(client, day["people"][0])

    response = client.post(
        f"/events/fukushima/proposals/{proposal.pk}/",
        {"summary": "ひとこと", "seen-summary": "", "new-gap": "書きか", "do": "autosave"},
        headers={"accept": "application/json"},
    )

    proposal.refresh_from_db()
    assert (response.json()["conflicts"], proposal.summary, Item.objects.count()) == ({}, "ひとこと", 0)


@pytest.mark.parametrize("n_groups", [3, 30])
def test_the_list_costs_the_same_for_three_and_thirty_groups(client, event, django_assert_num_queries, n_groups):
    make_groups(event, [[make_participation(event)] for _n in range(n_groups)])
    services.open_missing_sheets(event=event)
    sign_in(client, make_organiser(event))

    with django_assert_num_queries(10):
        assert client.get("/events/fukushima/proposals/").status_code == 200


@pytest.mark.parametrize("n_notes", [3, 30])
def test_a_sheet_costs_the_same_for_three_and_thirty_notes(client, day, django_assert_num_queries, n_notes):
    for number in range(n_notes):
        make_note(day["board"], f"付箋 {number}")
    carry_pass(client, day["people"][0])

    with django_assert_num_queries(10):
        assert client.get(f"/events/fukushima/proposals/{sheet_of(day['groups'][0]).pk}/").status_code == 200


@pytest.mark.parametrize("page", ["slides/", "print/", "version/"])
def test_every_view_of_a_sheet_answers(client, day, page):
    carry_pass(client, day["people"][3])

    response = client.get(f"/events/fukushima/proposals/{sheet_of(day['groups'][0]).pk}/{page}")

    assert response.status_code == 200


def test_a_stranger_and_a_wrong_number_get_the_same_answer(client, day):
    stranger = client.get(f"/events/fukushima/proposals/{sheet_of(day['groups'][0]).pk}/")
    carry_pass(client, day["people"][0])
    nothing = client.get("/events/fukushima/proposals/999999/")

    assert (stranger.status_code, nothing.status_code) == (404, 404)
