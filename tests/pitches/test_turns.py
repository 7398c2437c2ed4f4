"""Turns run one at a time, scores go where they may, and results are fair."""

from contextlib import suppress

import pytest
from tests.factories import (
    carry_pass,
    make_event,
    make_groups,
    make_member,
    make_organiser,
    make_participation,
    run_segment,
    sign_in,
)

from goen.accounts.models import Role
from goen.base.actors import Actor
from goen.core.errors import BadInputError, GoenError, RefusedError
from goen.events.access import get_member
from goen.events.models import Event, Segment
from goen.pitches import access, queries, services
from goen.pitches.models import Criterion, Pitch, Score

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return make_event(slug="fukushima")


@pytest.fixture
def people(event):
    return [make_participation(event, f"参加 {k}") for k in range(4)]


@pytest.fixture
def pitches(event, people):
    """Two groups of two, both waiting, the presentations' segment running."""
    make_groups(event, [people[:2], people[2:]])
    services.open_missing_pitches(event=event)
    run_segment(event, Segment.Kind.PITCH)
    return queries.pitches_of(event)


@pytest.fixture
def organiser(event):
    return get_member(Actor(user_id=make_organiser(event).pk), "fukushima")


def guest(participation):
    return Actor(passes={participation.event_id: participation.guest_pass.token})


def values_of(event, value=4):
    return {criterion.pk: value for criterion in queries.criteria_of(event)}


def give(event, pitch, participation, value=4):
    member, same = access.get_pitch_to_score(guest(participation), "fukushima", pitch.pk)
    services.score_pitch(member=member, pitch=same, values=values_of(event, value))


def test_a_published_plan_gives_every_group_its_turn_and_the_event_its_rubric(event, pitches):
    assert [pitch.position for pitch in pitches] == [1, 2]
    assert [criterion.title for criterion in queries.criteria_of(event)] == [
        "現状の捉え方",
        "実現可能性",
        "新しさ",
        "伝わりやすさ",
    ]


def test_starting_a_turn_ends_the_one_that_runs(event, pitches, organiser):
    services.start_pitch(member=organiser, pitch_id=pitches[0].pk)
    services.start_pitch(member=organiser, pitch_id=pitches[1].pk)

    assert list(Pitch.objects.order_by("position").values_list("state", flat=True)) == ["done", "running"]
    assert queries.current_pitch(event).pitch == pitches[1]


def test_starting_twice_does_not_restart_the_clock(pitches, organiser):
    first = services.start_pitch(member=organiser, pitch_id=pitches[0].pk).started_at

    assert services.start_pitch(member=organiser, pitch_id=pitches[0].pk).started_at == first


def test_every_screen_hears_of_start_and_end(pitches, organiser, django_capture_on_commit_callbacks):
    from goen.base import live  # noqa: PLC0415 - only here

    heard = []
    stop = live.listen(lambda topic, kind, data: heard.append((topic, kind, data["pitch"])))
    with django_capture_on_commit_callbacks(execute=True):
        services.start_pitch(member=organiser, pitch_id=pitches[0].pk)
        services.end_pitch(member=organiser, pitch_id=pitches[0].pk)
        services.end_pitch(member=organiser, pitch_id=pitches[0].pk)
    stop()

    topic = organiser.event.topic
    assert heard == [(topic, "pitches.started", pitches[0].pk), (topic, "pitches.ended", pitches[0].pk)]


def test_the_same_seed_draws_the_same_order(event, people, organiser):
    make_groups(event, [[row] for row in people])
    services.open_missing_pitches(event=event)

    orders = []
    for seed in (7, 8, 7):
        services.shuffle_pitches(member=organiser, seed=seed)
        orders.append([pitch.group.number for pitch in queries.pitches_of(event)])

    assert orders[0] == orders[2]
    assert sorted(orders[1]) == [1, 2, 3, 4]


def test_moving_and_dragging_give_the_order_asked_for(event, pitches, organiser):
    services.move_pitch(member=organiser, pitch_id=pitches[1].pk, step=-1)
    moved = [pitch.pk for pitch in queries.pitches_of(event)]
    services.order_pitches(member=organiser, pitch_ids=[pitches[0].pk, pitches[1].pk])

    assert moved == [pitches[1].pk, pitches[0].pk]
    assert [pitch.pk for pitch in queries.pitches_of(event)] == [pitches[0].pk, pitches[1].pk]


def test_nobody_scores_the_own_group(pitches, people, organiser):
    services.start_pitch(member=organiser, pitch_id=pitches[0].pk)

    with pytest.raises(RefusedError) as caught:
        access.get_pitch_to_score(guest(people[0]), "fukushima", pitches[0].pk)

    assert caught.value.code == "pitches.own_group"


def test_nobody_scores_the_own_group_over_http(client, event, pitches, people, organiser):
    services.start_pitch(member=organiser, pitch_id=pitches[0].pk)
    carry_pass(client, people[0])
    criterion = Criterion.objects.first()

    response = client.post(f"/events/fukushima/score/{pitches[0].pk}/", {f"criterion-{criterion.pk}": "5"})

    assert (response.status_code, Score.objects.count()) == (404, 0)


def test_a_turn_is_scored_only_once_it_began(pitches, people):
    with pytest.raises(BadInputError) as caught:
        access.get_pitch_to_score(guest(people[0]), "fukushima", pitches[1].pk)

    assert caught.value.code == "pitches.not_started"


def test_scores_may_be_changed_until_closed_and_stay_after(event, pitches, people, organiser):
    services.start_pitch(member=organiser, pitch_id=pitches[1].pk)
    give(event, pitches[1], people[0], 2)
    give(event, pitches[1], people[0], 5)
    services.close_scoring(member=organiser)

    with pytest.raises(BadInputError) as caught:
        give(event, pitches[1], people[0], 1)

    assert caught.value.code == "pitches.closed"
    assert set(Score.objects.values_list("value", flat=True)) == {5}
    assert Score.objects.count() == 4


@pytest.mark.parametrize("value", [0, 6, -1])
def test_a_value_outside_the_scale_is_refused(event, pitches, people, organiser, value):
    services.start_pitch(member=organiser, pitch_id=pitches[1].pk)

    with pytest.raises(BadInputError):
        give(event, pitches[1], people[0], value)

    assert not Score.objects.exists()


def test_an_account_scores_beside_the_guests(event, pitches, organiser):
    services.start_pitch(member=organiser, pitch_id=pitches[0].pk)
    chief = Actor(user_id=make_member(event, Role.DECISION_MAKER).pk)

    member, pitch = access.get_pitch_to_score(chief, "fukushima", pitches[0].pk)
    services.score_pitch(member=member, pitch=pitch, values=values_of(event))

    assert set(Score.objects.values_list("rater_id", "rater_user_id")) == {(None, chief.user_id)}


def test_the_rubric_is_fixed_by_the_first_score(event, pitches, people, organiser):
    services.save_rubric(member=organiser, lines=[("分かりやすさ", ""), ("", "")])
    services.start_pitch(member=organiser, pitch_id=pitches[1].pk)
    give(event, pitches[1], people[0])

    with pytest.raises(GoenError) as caught:
        services.save_rubric(member=organiser, lines=[("別の観点", "")])

    assert caught.value.code == "pitches.rubric_in_use"
    assert [criterion.title for criterion in queries.criteria_of(event)] == ["分かりやすさ"]


def test_guests_see_results_only_after_the_organiser_reveals_them(event, pitches, people, organiser):
    services.start_pitch(member=organiser, pitch_id=pitches[1].pk)
    give(event, pitches[1], people[0], 4)

    with pytest.raises(RefusedError):
        access.get_results_to_see(guest(people[2]), "fukushima")
    services.reveal_results(member=organiser)

    access.get_results_to_see(guest(people[2]), "fukushima")
    overall = queries.results_of(event).overall.results
    assert [(pitch.pk, result.raw_mean, result.n_ratings) for pitch, result in overall] == [(pitches[1].pk, 4.0, 1)]


# Which role may score a begun pitch of another group, in which phase: everything not named here is refused.
SCORING_SEGMENTS = {Segment.Kind.PITCH, Segment.Kind.REFLECTION}


@pytest.mark.parametrize("kind", Segment.Kind.values)
def test_scoring_is_open_to_everybody_exactly_while_pitches_and_reflection_run(event, pitches, organiser, kind):
    services.start_pitch(member=organiser, pitch_id=pitches[0].pk)
    run_segment(event, kind)
    may_score = set()

    for role in Role:
        actor = Actor(user_id=make_member(event, role).pk)
        with suppress(RefusedError):
            access.get_pitch_to_score(actor, "fukushima", pitches[0].pk)
            may_score.add(role)

    assert may_score == (set(Role) if kind in SCORING_SEGMENTS else set())


@pytest.mark.parametrize("status", [status.value for status in Event.Status if status != Event.Status.LIVE])
def test_scoring_is_shut_outside_the_live_day(event, pitches, people, organiser, status):
    services.start_pitch(member=organiser, pitch_id=pitches[1].pk)
    Event.objects.update(status=status)

    with pytest.raises(RefusedError):
        access.get_pitch_to_score(guest(people[0]), "fukushima", pitches[1].pk)


@pytest.mark.parametrize("role", [role.value for role in Role])
def test_only_organisers_run_pitches(event, pitches, role):
    actor = Actor(user_id=make_member(event, role).pk)

    try:
        access.get_pitches_to_manage(actor, "fukushima")
        may = True
    except RefusedError:
        may = False

    assert may == (role in {Role.ORGANISER, Role.CO_ORGANISER})


@pytest.mark.parametrize("n_groups", [3, 30])
def test_lists_cost_the_same_for_three_and_thirty_groups(client, event, django_assert_num_queries, n_groups):
    make_groups(event, [[make_participation(event)] for _n in range(n_groups)])
    services.open_missing_pitches(event=event)
    sign_in(client, make_organiser(event))

    with django_assert_num_queries(12):
        assert client.get("/events/fukushima/pitches/").status_code == 200
    with django_assert_num_queries(8):
        assert client.get("/events/fukushima/score/").status_code == 200
    with django_assert_num_queries(8):
        assert client.get("/events/fukushima/pitches/results/").status_code == 200


@pytest.mark.parametrize(
    "do",
    ["start:{0}", "end:{0}", "reset:{0}", "up:{1}", "down:{0}", "shuffle", "minutes", "close", "reopen", "reveal", "?"],
)
def test_every_button_of_the_organiser_answers(client, event, pitches, do):
    sign_in(client, make_organiser(event))

    sent = {"do": do.format(*(pitch.pk for pitch in pitches)), "seed": "３", "minutes": "7"}
    response = client.post("/events/fukushima/pitches/arrange/", sent, follow=True)

    assert response.status_code == 200


def test_the_phone_scores_and_comes_back_to_the_list(client, event, pitches, people, organiser):
    services.start_pitch(member=organiser, pitch_id=pitches[1].pk)
    carry_pass(client, people[0])
    sent = {f"criterion-{criterion.pk}": "3" for criterion in queries.criteria_of(event)}

    shown = client.get(f"/events/fukushima/score/{pitches[1].pk}/")
    response = client.post(f"/events/fukushima/score/{pitches[1].pk}/", sent, follow=True)

    assert shown.status_code == 200
    assert "採点済み" in response.content.decode()
    assert Score.objects.filter(value=3).count() == 4
