"""Answers are kept once, durably, apart from whoever gave them; the door asks every time."""

import io
import json

import numpy as np
import pytest
from django.test import Client
from tests.factories import carry_pass, make_event, make_groups, make_member, make_participation, sign_in
from tests.opinions.conftest import cast, make_consultation, visitor_at, voter_of

from goen.accounts.models import Role
from goen.base.actors import Actor
from goen.base.durable import _DjangoSql, writer
from goen.base.live import news
from goen.core.errors import BadInputError, RefusedError, TooMuchError
from goen.opinions import access, queries, services
from goen.opinions.models import Ballot, Consultation, Drawing, Statement, Vote

pytestmark = pytest.mark.django_db


def test_a_second_answer_replaces_the_first(row, person):
    key = voter_of(row, person).ballot_key
    cast(row, key, 1)
    cast(row, key, -1)

    assert list(Vote.objects.values_list("value", flat=True)) == [-1]
    assert Ballot.objects.count() == 1


def test_two_answers_to_one_statement_in_one_batch_keep_the_later(row):
    statement = row.statements.first()
    votes = [services.NewVote(row.pk, "k" * 64, statement.pk, value) for value in (1, 0)]

    assert services.cast_votes(_DjangoSql(), votes) == [True, True]
    assert Vote.objects.get().value == 0


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"value": 2}, "opinions.no_such_answer"),
        ({"statement_id": 999_999}, "opinions.statement_gone"),
        ({"consultation_id": 999_999}, "base.refused"),
        ({"ballot_key": ""}, "base.refused"),
    ],
)
def test_what_is_no_answer_is_refused_by_itself(row, change, code):
    fields = {"consultation_id": row.pk, "ballot_key": "k" * 64, "statement_id": row.statements.first().pk, "value": 1}

    with pytest.raises((BadInputError, RefusedError)) as refused:
        writer.write(services.cast_votes, services.NewVote(**{**fields, **change}))

    assert refused.value.code == code
    assert not Vote.objects.exists()


def test_a_closed_consultation_takes_no_answer_and_opens_again(row, member, person):
    key = voter_of(row, person).ballot_key
    services.close_consultation(member=member, consultation=row)
    with pytest.raises(RefusedError) as refused:
        cast(row, key, 1)
    services.open_consultation(member=member, consultation=row)
    cast(row, key, 1)

    assert refused.value.code == "opinions.closed"
    assert Vote.objects.count() == 1


def test_no_table_holds_who_answered(row, person):
    cast(row, voter_of(row, person).ballot_key, 1, 0, -1)

    rows = [*Ballot.objects.values(), *Vote.objects.values()]
    assert {name for row in rows for name in row} == {
        "id", "consultation_id", "key", "number", "ballot_id", "statement_id", "value", "cast_at",
    }  # fmt: skip
    moment = Vote.objects.first().cast_at
    assert (moment.minute % 10, moment.second, moment.microsecond) == (0, 0, 0)


def test_the_same_person_has_unlike_keys_in_two_consultations(row, public, event, organiser, person):
    other = make_consultation(event, organiser, ["別の問い"])

    assert voter_of(row, person).ballot_key != voter_of(other, person).ballot_key
    assert visitor_at(public, "t").ballot_key == visitor_at(public, "t").ballot_key


@pytest.mark.parametrize(
    ("audience", "who", "may"),
    [
        ("event", "participant", True),
        ("event", "stranger", False),
        ("event", "visitor", False),
        ("event", "elsewhere", False),
        ("public", "participant", None),
        ("public", "visitor", True),
        ("public", "stranger", None),
        ("group", "participant", True),
        ("group", "neighbour", False),
        ("group", "visitor", False),
        ("nothing:1", "participant", False),
    ],
)
def test_a_consultation_is_open_to_exactly_those_it_was_opened_to(event, organiser, person, audience, who, may):
    neighbour = make_participation(event)
    group = make_groups(event, [[person], [neighbour]])[0]
    row = make_consultation(event, organiser, ["意見"])
    Consultation.objects.update(audience=f"group:{group.pk}" if audience == "group" else audience)
    passes = {"participant": person, "neighbour": neighbour, "elsewhere": make_participation(make_event())}
    held = passes.get(who)
    actor = Actor(passes={held.event_id: held.guest_pass.token}) if held else Actor()

    try:
        found = access.get_consultation_to_answer(actor, row.code, "token" if who == "visitor" else "")
        answer = True if found.may_answer else None
    except RefusedError as error:
        answer = error.code != "base.refused"

    assert answer is may


def test_a_slice_above_brings_its_own_audience(event, organiser):
    row = make_consultation(event, organiser, ["意見"])
    Consultation.objects.update(audience="made-up-kind:7")
    access.register_audience("made-up-kind", lambda actor, key: f"fellow:{key}" if actor.user_id == 5 else None)

    assert access.get_consultation_to_answer(Actor(user_id=5), row.code, "").may_answer
    with pytest.raises(RefusedError):
        access.get_consultation_to_answer(Actor(user_id=6), row.code, "")


def test_a_draft_is_there_for_those_who_run_it_only(event, organiser, person):
    draft = make_consultation(event, organiser, ["意見"], is_open=False)

    with pytest.raises(RefusedError):
        voter_of(draft, person)
    assert access.get_consultation_to_answer(Actor(user_id=organiser.pk), draft.code, "").is_organiser


def test_the_page_asks_takes_the_answer_and_asks_the_next_without_scripts(client, row, person):
    carry_pass(client, person)
    first = client.get(f"/opinions/{row.code}/")
    statement = first.context["asked"]

    second = client.post(f"/opinions/{row.code}/", {"statement": statement.id, "value": "1"}, follow=True)

    assert second.context["asked"].id != statement.id
    assert second.context["progress"].n_answered == 1
    assert Vote.objects.get().statement_id == statement.id


def test_a_resident_answers_with_nothing_but_a_cookie(client, public):
    client.get(f"/opinions/{public.code}/")
    for _time in range(2):
        asked = client.get(f"/opinions/{public.code}/").context["asked"]
        assert client.post(f"/opinions/{public.code}/", {"statement": asked.id, "value": "-1"}).status_code == 302

    assert client.get(f"/opinions/{public.code}/").context["asked"] is None
    assert (Ballot.objects.count(), Vote.objects.count()) == (1, 2)


def test_a_browser_without_cookies_does_not_vote_again_and_again(public):
    answer = {"statement": public.statements.first().pk, "value": "1"}

    assert Client().post(f"/opinions/{public.code}/", answer).status_code == 400
    assert not Vote.objects.exists()


def test_a_forged_cookie_is_nobody(client, public):
    client.cookies["goen_visitor"] = "somebody:forged"

    assert client.post(f"/opinions/{public.code}/", {"statement": "1", "value": "1"}).status_code == 400


def test_the_next_person_on_a_shared_device_has_a_ballot_of_their_own(client, public):
    for _person in range(2):
        asked = client.get(f"/opinions/{public.code}/").context["asked"]
        client.post(f"/opinions/{public.code}/", {"statement": asked.id, "value": "1"})
        client.post(f"/opinions/{public.code}/next-person/")

    assert Ballot.objects.count() == 2


def test_withdrawing_takes_every_answer_away(client, row, person):
    carry_pass(client, person)
    key = voter_of(row, person).ballot_key
    cast(row, key, 1, 1, 1)

    for _press in range(2):
        assert client.post(f"/opinions/{row.code}/withdraw/", follow=True).status_code == 200

    assert (Ballot.objects.count(), Vote.objects.count()) == (0, 0)


def test_everybody_is_asked_every_statement_once(row, person):
    key = voter_of(row, person).ballot_key
    seen = []
    while (found := queries.next_statements(row, key)[0]) and len(seen) < 10:
        seen.append(found[0].id)
        writer.write(services.cast_votes, services.NewVote(row.pk, key, found[0].id, 1))

    assert sorted(seen) == sorted(row.statements.values_list("pk", flat=True))


def test_what_the_phone_has_in_hand_is_not_sent_again(row):
    first, _progress = queries.next_statements(row, "a" * 64, n=2)
    more, _progress = queries.next_statements(row, "a" * 64, without=frozenset(one.id for one in first))

    assert len(more) == 1
    assert more[0].id not in {one.id for one in first}


def test_a_new_statement_is_shown_early_although_the_model_does_not_know_it(event, organiser, member):
    row = make_consultation(event, organiser, [f"意見{k}" for k in range(12)])
    for k in range(12):
        cast(row, f"{k:064x}", *[1 if (k + s) % 3 else -1 for s in range(12)])
    services.draw_landscape(consultation_id=row.pk)
    [new] = services.add_statements(member=member, consultation=row, texts=["新しい意見"])

    asked = [queries.next_statements(row, access.ballot_key(row.pk, str(k)), n=3)[0] for k in range(20)]

    share = sum(new.pk in {one.id for one in three} for three in asked) / len(asked)
    assert share >= 0.5  # three draws with a chance of 0.3 each, or more


def test_many_new_ballots_from_one_address_are_stopped_and_old_ones_go_on():
    keeper = access.Doorkeeper(most=2)
    for key in ("a", "b", "a"):
        keeper.admit("10.0.0.1", key)

    with pytest.raises(TooMuchError):
        keeper.admit("10.0.0.1", "c")
    keeper.admit("10.0.0.2", "c")


@pytest.mark.parametrize("n_statements", [3, 60])
def test_asking_costs_the_same_for_few_and_many(
    client, event, organiser, person, django_assert_max_num_queries, n_statements
):
    row = make_consultation(event, organiser, [f"意見{k}" for k in range(n_statements)])
    carry_pass(client, person)

    with django_assert_max_num_queries(14):
        assert client.get(f"/opinions/{row.code}/").status_code == 200


def test_the_tab_leads_to_the_one_consultation_and_lists_several(client, event, organiser, row, person):
    carry_pass(client, person)
    assert client.get("/events/fukushima/opinions/mine/").url == f"/opinions/{row.code}/"

    make_consultation(event, organiser, ["ほか"], title="もう一つ")

    page = client.get("/events/fukushima/opinions/mine/").content.decode()
    assert "もう一つ" in page
    assert "窓口" in page


def test_the_face_for_other_sites_is_for_public_consultations_only(client, row, public):
    shown = client.get(f"/opinions/{public.code}/embed/")

    assert "frame-ancestors *" in shown.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in shown.headers
    assert client.get(f"/opinions/{row.code}/embed/").status_code == 404


ORGANISER_PAGES = ("", "change/", "notes/", "import/", "landscape/", "screen/", "export/votes/", "export/json/")


@pytest.mark.parametrize("page", ORGANISER_PAGES)
@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.ORGANISER, 200),
        (Role.CO_ORGANISER, 200),
        (Role.FACILITATOR, 404),
        (Role.DECISION_MAKER, 404),
        (Role.OBSERVER, 404),
        (Role.PARTICIPANT, 404),
        (None, 404),
    ],
)
def test_only_those_who_run_the_event_see_its_pages(client, event, row, role, status, page):
    if role:
        sign_in(client, make_member(event, role))

    assert client.get(f"/events/fukushima/opinions/{row.pk}/{page}").status_code == status


@pytest.mark.parametrize("results", ["organisers", "voters", "everybody"])
@pytest.mark.parametrize("n_answers", [0, 3])
def test_results_are_seen_by_whom_the_organiser_chose(client, event, organiser, person, results, n_answers):
    row = make_consultation(event, organiser, ["一", "二", "三"], results=results)
    cast(row, voter_of(row, person).ballot_key, *[1] * n_answers)
    carry_pass(client, person)

    is_open = results == "everybody" or (results == "voters" and n_answers == 3)
    for page in ("map/", "map.json"):
        assert client.get(f"/opinions/{row.code}/{page}").status_code == (200 if is_open else 404)


def test_drawing_follows_the_votes_and_tells_the_screens(row, django_capture_on_commit_callbacks):
    heard = []
    stop = news.listen(lambda topic, kind, data: heard.append((topic, kind, data)))
    try:
        with django_capture_on_commit_callbacks(execute=True):
            for k in range(5):
                cast(row, f"{k:064x}", 1, -1, 0)
            services.ask_drawings(consultation_ids=[row.pk])
    finally:
        stop()

    drawing = Drawing.objects.get()
    assert (drawing.n_people, drawing.n_votes) == (5, 15)
    drawn = [(topic, data) for topic, kind, data in heard if kind == "opinions.drawn" and topic == row.topic]
    assert drawn[-1][1]["n_votes"] == 15
    assert "key" not in json.dumps(drawn)


def test_a_landscape_behind_its_votes_is_found_after_a_crash(row):
    cast(row, "k" * 64, 1)
    assert queries.lagging_consultations() == [row.pk]

    services.draw_landscape(consultation_id=row.pk)

    assert queries.lagging_consultations() == []
    assert Statement.objects.count() == 3


def test_a_model_kept_by_an_earlier_version_asks_on_without_it(row):
    cast(row, "a" * 64, 1)
    services.draw_landscape(consultation_id=row.pk)
    earlier = io.BytesIO()
    np.savez_compressed(earlier, mean=np.zeros((3, 3)), level=np.array(1.0))
    Drawing.objects.update(model=earlier.getvalue(), serial=10**6)

    assert len(queries.next_statements(row, "b" * 64)[0]) == 3
