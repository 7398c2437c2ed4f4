"""The live day: who may do what, what each screen shows, how many questions it asks."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.factories import make_event, make_member, make_participation, make_segment, make_user, run_segment, sign_in

from goen.accounts.models import Role
from goen.base import live
from goen.base.http import PASSES
from goen.boards.models import Board, Note
from goen.day import queries
from goen.day.models import HelpCall, Screen
from goen.events.access import Member
from goen.events.models import Clock, Event, Segment
from goen.grouping.models import Group, Plan, Seat

pytestmark = pytest.mark.django_db
SEES_SCREEN = {Role.ORGANISER, Role.CO_ORGANISER, Role.FACILITATOR, Role.DECISION_MAKER, Role.OBSERVER}
RUNS = {Role.ORGANISER, Role.CO_ORGANISER}


def url(name, *args):
    return reverse(f"day:{name}", args=("hall", *args))


def seated(event, n_tables=2, per_table=4):
    """Publish groups of people at tables, each table with its board."""
    plan = Plan.objects.create(event=event, number=1, state=Plan.State.PUBLISHED)
    tables = []
    for number in range(1, n_tables + 1):
        group = Group.objects.create(plan=plan, number=number)
        people = [make_participation(event, f"参加 {number}{k}", kana=f"サンカ {number}{k}") for k in range(per_table)]
        for person in people:
            Seat.objects.create(plan=plan, group=group, participation=person)
        Board.objects.create(event=event, group=group, title=group.label, columns=[])
        tables.append((group, people))
    return tables


def as_guest(client, participation):
    session = client.session
    session[PASSES] = {str(participation.event_id): participation.guest_pass.token}
    session.save()
    return client


@pytest.fixture
def hall():
    event = make_event(slug="hall", title="若手交流会")
    make_segment(event, Segment.Kind.RECEPTION)
    make_segment(event, Segment.Kind.DISCUSSION, minutes=30)
    make_segment(event, Segment.Kind.PITCH)
    return event


@pytest.fixture
def organiser(client, hall):
    sign_in(client, make_member(hall))
    return client


@pytest.mark.parametrize("role", [*Role, None])
def test_screens_open_for_those_they_are_meant_for(client, hall, role):
    sign_in(client, make_member(hall, role) if role else make_user())

    found = {name: client.get(url(name)).status_code == 200 for name in ("control", "screen", "now", "state")}

    is_in = role is not None
    assert found == {"control": role in RUNS, "screen": role in SEES_SCREEN, "now": is_in, "state": is_in}


VERBS = (
    "start-day",
    "next",
    "previous",
    "start",
    "extend",
    "shorten",
    "pause",
    "resume",
    "broadcast",
    "close",
    "reopen",
)


@pytest.mark.parametrize("verb", [*VERBS, "screen", "answer"])
@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.DECISION_MAKER, Role.OBSERVER, Role.PARTICIPANT, None])
def test_nobody_but_organisers_runs_the_day(client, hall, role, verb):
    run_segment(hall)
    before = Clock.objects.values().get()
    sign_in(client, make_member(hall, role) if role else make_user())

    answer = client.post(url("act", verb), {"minutes": 5, "message": "x", "mode": "seats", "call": 1, "segment": ""})

    assert (answer.status_code, Clock.objects.values().get(), Screen.objects.exists()) == (404, before, False)


@pytest.mark.parametrize("status", list(Event.Status))
@pytest.mark.parametrize("is_facilitator", [True, False])
def test_help_can_be_called_while_the_event_is_live(client, hall, status, is_facilitator):
    run_segment(hall)
    Event.objects.update(status=status)
    as_guest(client, make_participation(hall, is_facilitator=is_facilitator))

    client.post(url("help"), {"do": "call"})

    assert HelpCall.objects.exists() == (status == Event.Status.LIVE)


def test_an_organiser_has_nobody_to_call(organiser, hall):
    run_segment(hall)
    assert organiser.post(url("help"), {"do": "call"}).status_code == 404


def test_a_call_is_one_however_often_it_is_pressed_and_can_be_taken_back(client, hall):
    run_segment(hall)
    (group, people), _other = seated(hall)
    as_guest(client, people[0])

    for _n in range(3):
        client.post(url("help"), {"do": "call"})
    assert HelpCall.objects.get().group == group
    client.post(url("help"), {"do": "cancel"})
    assert HelpCall.objects.get().closed_at is not None


def test_a_call_shows_in_the_control_room_until_it_is_answered(organiser, hall):
    run_segment(hall)
    (group, people), _other = seated(hall)
    call = HelpCall.objects.create(event=hall, group=group, participation=people[0], called_at=timezone.now())
    assert people[0].name in organiser.get(url("control")).content.decode()

    organiser.post(url("act", "answer"), {"call": call.pk})

    call.refresh_from_db()
    assert call.answered_by is not None
    assert people[0].name not in organiser.get(url("control")).content.decode()


def test_a_call_of_another_event_cannot_be_answered(organiser, hall):
    other = run_segment(make_event())
    person = make_participation(other)
    call = HelpCall.objects.create(event=other, participation=person, called_at=timezone.now())

    assert organiser.post(url("act", "answer"), {"call": call.pk}).status_code == 404
    call.refresh_from_db()
    assert call.closed_at is None


def test_calls_and_answers_are_told_without_names(client, hall, django_capture_on_commit_callbacks):
    run_segment(hall)
    (group, people), _other = seated(hall)
    heard = []
    stop = live.listen(lambda topic, kind, data: heard.append((topic, kind, data)))
    with django_capture_on_commit_callbacks(execute=True):
        as_guest(client, people[0]).post(url("help"), {"do": "call"})
    stop()
    assert (hall.topic, "day.help_called", {"group": group.pk}) in heard


@pytest.mark.parametrize(
    ("verb", "data"),
    [
        ("extend", {"minutes": ""}),
        ("extend", {"minutes": "0"}),
        ("extend", {"minutes": "100000"}),
        ("broadcast", {"message": "あ" * 201}),
        ("start", {"segment": "9999"}),
        ("start", {"segment": "x"}),
        ("screen", {"mode": "disco"}),
        ("answer", {"call": ""}),
        ("dance", {}),
    ],
)
def test_a_wrong_value_is_answered_and_changes_nothing(organiser, hall, verb, data):
    run_segment(hall)
    before = Clock.objects.values().get()
    answer = organiser.post(url("act", verb), data, headers={"accept": "application/json"})
    assert (answer.status_code, Clock.objects.values().get()) == (400, before)
    assert answer.json()["message"]


def test_the_whole_day_runs_by_plain_forms(organiser, hall):
    def now():
        return Clock.objects.select_related("segment").get()

    organiser.post(url("act", "start-day"))
    assert now().segment.kind == "reception"
    organiser.post(url("act", "next"), {"segment": now().segment_id})
    organiser.post(url("act", "extend"), {"minutes": 5})
    assert now().ends_at - now().started_at == timedelta(minutes=35)
    organiser.post(url("act", "pause"))
    assert now().paused_left_s is not None
    organiser.post(url("act", "resume"))
    organiser.post(url("act", "broadcast"), {"message": "あと少しです"})
    assert "あと少しです" in organiser.get(url("screen")).content.decode()
    organiser.post(url("act", "broadcast"), {"message": "残り", "clear": "1"})
    assert now().message == ""
    organiser.post(url("act", "previous"), {"segment": now().segment_id})
    assert now().segment.kind == "reception"
    organiser.post(url("act", "close"))
    hall.refresh_from_db()
    assert hall.status == Event.Status.CLOSED
    assert "ありがとうございました" in organiser.get(url("screen")).content.decode()


@pytest.mark.parametrize(
    ("kind", "status", "is_seated", "mode"),
    [
        (None, "registration", False, "welcome"),
        ("reception", "live", False, "welcome"),
        ("reception", "live", True, "seats"),
        ("icebreak", "live", True, "seats"),
        ("icebreak", "live", False, "timer"),
        ("discussion", "live", True, "timer"),
        ("pitch", "live", True, "timer"),
        ("closing", "closed", True, "thanks"),
    ],
)
def test_the_projector_follows_the_day(hall, kind, status, is_seated, mode):
    if is_seated:
        seated(hall)
    if kind:
        run_segment(hall, kind)
    Event.objects.update(status=status)
    event = Event.objects.select_related("clock__segment").get()
    assert queries.screen(event).mode == mode


@pytest.mark.parametrize("mode", ["welcome", "seats", "timer"])
def test_the_organiser_chooses_what_the_projector_shows(organiser, hall, mode):
    seated(hall)
    event = run_segment(hall)
    organiser.post(url("act", "screen"), {"mode": mode})
    assert queries.screen(event).mode == mode


@pytest.mark.parametrize(
    ("left_s", "state", "text"),
    [(1500, "running", "25:00"), (60, "ending", "1:00"), (1, "ending", "0:01"), (-75, "over", "+1:1")],
)
def test_the_clock_says_its_state_in_words_and_figures(hall, left_s, state, text):
    run_segment(hall)
    Clock.objects.update(ends_at=timezone.now() + timedelta(seconds=left_s))
    face = queries.screen(Event.objects.select_related("clock__segment").get()).face
    assert face.state == state
    assert face.text.startswith(text)
    assert bool(face.note) == (state != "running")


def test_a_guest_sees_their_own_table_and_what_is_open(client, hall):
    (group, people), (_other, strangers) = seated(hall)
    run_segment(hall)
    text = as_guest(client, people[0]).get(url("now")).content.decode()
    assert all(person.name in text for person in people)
    assert not any(person.name in text for person in strangers)
    assert f"{group.label}グループ" in text
    assert "ボードを開く" in text


def test_before_groups_are_published_nobody_sees_a_draft(client, hall):
    (_group, people), _other = seated(hall)
    Plan.objects.update(state=Plan.State.DRAFT)
    run_segment(hall)
    text = as_guest(client, people[0]).get(url("now")).content.decode()
    assert people[1].name not in text
    assert "グループが決まると" in text


def test_a_facilitator_sees_who_has_not_written_unless_the_board_is_anonymous(client, hall):
    (group, people), _other = seated(hall)
    people[0].is_facilitator = True
    people[0].save()
    event = run_segment(hall)
    board = Board.objects.get(group=group)
    Note.objects.create(board=board, note_id="a", column="x", text="案", author=people[1], created_at=timezone.now())
    member = Member(event=event, role=Role.FACILITATOR, pass_id=people[0].guest_pass_id)

    named = queries.now(member, people[0]).watch
    board.is_anonymous = True
    board.save()
    hidden = queries.now(member, people[0]).watch

    assert (named.n_notes, named.n_recent, list(named.quiet)) == (1, 1, people[2:])
    assert (hidden.n_notes, list(hidden.quiet)) == (1, [])
    assert queries.now(member, people[1]).watch is None


def test_a_table_is_silent_only_after_there_was_time_to_write(hall):
    seated(hall)
    event = run_segment(hall)
    assert not any(table.is_silent for table in queries.tables(event, []))
    Clock.objects.update(started_at=timezone.now() - timedelta(minutes=10))
    event = Event.objects.select_related("clock__segment").get()
    board = Board.objects.first()
    Note.objects.create(board=board, note_id="a", column="x", text="案", created_at=timezone.now())
    assert [table.is_silent for table in queries.tables(event, [])] == [False, True]


def test_the_second_round_shows_the_second_tables(client, hall):
    (group, people), _other = seated(hall)
    later = Group.objects.create(plan=group.plan, number=2, round_number=2, name="夜の卓")
    Seat.objects.create(plan=group.plan, group=later, participation=people[0], round_number=2)
    make_segment(hall, "talk", round_number=2)
    run_segment(hall, "talk")
    text = as_guest(client, people[0]).get(url("now")).content.decode()
    assert "夜の卓" in text
    assert people[1].name not in text


@pytest.mark.parametrize("n_tables", [1, 10])
def test_the_control_room_asks_the_same_however_large_the_hall(organiser, hall, django_assert_num_queries, n_tables):
    seated(hall, n_tables, 3)
    run_segment(hall)
    with django_assert_num_queries(20):
        organiser.get(url("control"))


@pytest.mark.parametrize("per_table", [3, 30])
def test_the_projector_asks_the_same_however_many_people(organiser, hall, django_assert_num_queries, per_table):
    seated(hall, 2, per_table)
    run_segment(hall, "reception")
    with django_assert_num_queries(12):
        organiser.get(url("screen"))


@pytest.mark.parametrize("per_table", [3, 30])
def test_a_phone_asks_the_same_however_large_the_table(client, hall, django_assert_num_queries, per_table):
    (_group, people), _other = seated(hall, 2, per_table)
    run_segment(hall)
    as_guest(client, people[0])
    with django_assert_num_queries(11):
        client.get(url("now"), {"part": "1"})
