"""What is read, seen and answered before the day; answers become first notes and feed grouping without retyping."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.factories import (
    carry_pass,
    make_event,
    make_groups,
    make_organiser,
    make_participation,
    make_roster,
    make_themes,
    run_segment,
    sign_in,
)

from goen.base import jobs
from goen.base.actors import Actor
from goen.boards.models import Board, Note
from goen.boards.services import open_boards
from goen.events.access import get_member
from goen.events.models import Event, Segment
from goen.events.services import start_segment
from goen.prelude import services
from goen.prelude.models import Answer, Attendance, Material, Question, Visit
from goen.roster.models import Participation

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return make_event(slug="day", status=Event.Status.REGISTRATION)


@pytest.fixture
def desk(client, event):
    return sign_in(client, make_organiser(event))


@pytest.fixture
def person(event):
    return make_participation(event, "髙橋 誠", "県")


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def add(client, kind, **fields):
    return client.post(reverse("prelude:add", args=("day", kind)), fields)


def ask(event, text="地域の困りごとは？", feeds="as_is"):
    return Question.objects.create(event=event, text=text, feeds=feeds)


def member_of(person):
    return get_member(Actor(passes={person.event_id: person.guest_pass.token}), person.event.slug)


def answer(person, **texts):
    given = {int(key[1:]): text for key, text in texts.items()}
    return services.save_answers(member=member_of(person), participation=person, texts=given)


def test_a_material_is_read_by_those_of_the_event_only(client, desk, event, person):
    add(desk, "material", title="県の計画", file=SimpleUploadedFile("計画.pdf", b"%PDF-1.7 text"))
    add(desk, "material", title="統計", url="https://example.jp/stat")
    files, link = Material.objects.all()
    carry_pass(client, person)
    sign_out = client.logout
    page = client.get(reverse("prelude:mine", args=("day",))).content.decode()
    got = client.get(reverse("prelude:material", args=("day", files.pk)))

    assert "県の計画" in page
    assert (got.headers["Content-Type"], got.headers["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert client.get(reverse("prelude:material", args=("day", link.pk))).url == "https://example.jp/stat"
    sign_out()
    assert client.get(reverse("prelude:material", args=("day", files.pk))).status_code == 404


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "なし"},
        {"title": "両方", "url": "https://example.jp", "file": ("a.pdf", b"%PDF-1.7")},
        {"title": "偽物", "file": ("a.pdf", b"MZ")},
        {"title": "", "url": "https://example.jp"},
        {"title": "悪い", "url": "javascript:alert(1)"},
    ],
)
def test_bad_materials_are_answered_with_a_sentence(desk, fields):
    if "file" in fields:
        fields = {**fields, "file": SimpleUploadedFile(*fields["file"])}

    assert add(desk, "material", **fields).status_code == 400
    assert not Material.objects.exists()


def test_a_visit_knows_who_goes_and_who_was_there(client, desk, event, person):
    other, third = make_participation(event, "別の人", "社"), make_participation(event, "三人目", "社")
    add(desk, "visit", title="ショールーム見学", starts_at="2025-01-09T14:00", place="郡山駅前")
    visit = Visit.objects.get()
    for who, said in ((person, "yes"), (other, "yes"), (third, "no")):
        client.logout()
        carry_pass(client, who)
        client.post(reverse("prelude:going", args=("day", visit.pk)), {"going": said})
    client.logout()
    desk = sign_in(client, make_organiser(event))

    desk.post(reverse("prelude:visit", args=("day", visit.pk)), {"present": [person.pk, 999_999]})

    states = dict(Attendance.objects.values_list("participation__name", "state"))
    assert states == {"髙橋 誠": "attended", "別の人": "absent", "三人目": "not_going"}
    client.logout()
    carry_pass(client, person)
    assert client.post(reverse("prelude:going", args=("day", visit.pk)), {"going": "no"}).status_code == 400


def test_answers_are_given_and_changed_on_the_phone(client, event, person):
    question = ask(event)
    carry_pass(client, person)
    page = reverse("prelude:mine", args=("day",))

    client.post(page, {f"question_{question.pk}": "人手が足りない"})
    assert "人手が足りない" in client.get(page).content.decode()
    client.post(page, {f"question_{question.pk}": " "})

    assert not Answer.objects.exists()


def test_experience_and_wishes_stand_on_the_roster_where_grouping_reads_them(client, event, person):
    first, second, *_rest = make_themes(event)
    years, _wishes = ask(event, "何年目ですか", "seniority"), ask(event, "話したいテーマ", "wishes")
    carry_pass(client, person)

    client.post(
        reverse("prelude:mine", args=("day",)),
        {f"question_{years.pk}": "3年", "wish_1": second.pk, "wish_2": first.pk, "wish_3": ""},
    )

    row = Participation.objects.get(pk=person.pk)
    assert row.seniority == "3年"
    assert list(row.preferences.values_list("theme_id", flat=True)) == [second.pk, first.pk]


def test_too_long_an_answer_is_refused_with_its_question(client, event, person):
    question = ask(event)
    carry_pass(client, person)

    refused = client.post(reverse("prelude:mine", args=("day",)), {f"question_{question.pk}": "長" * 201})

    assert refused.status_code == 400
    assert not Answer.objects.exists()


def seated(event, person):
    other = make_participation(event, "別の人", "社")
    groups = make_groups(event, [[person], [other]])
    open_boards(plan=groups[0].plan)
    return other, dict(Board.objects.values_list("group__number", "pk"))


@pytest.mark.parametrize("naming", [Event.Naming.NAMED, Event.Naming.ANONYMOUS])
def test_answers_become_first_notes_of_the_right_table_once(event, person, naming):
    Event.objects.update(naming=naming)
    event.refresh_from_db()
    question = ask(event, feeds="gap")
    other, boards = seated(event, person)
    answer(person, **{f"q{question.pk}": "人手が足りない"})
    answer(other, **{f"q{question.pk}": "予算が足りない"})
    run_segment(event, Segment.Kind.DISCUSSION)

    written = [services.put_on_boards(event_id=event.pk) for _again in range(2)]

    notes = {note.board_id: note for note in Note.objects.all()}
    assert written == [2, 0]
    assert (notes[boards[1]].text, notes[boards[1]].column) == ("人手が足りない", "gap")
    assert notes[boards[2]].text == "予算が足りない"
    is_named = naming == Event.Naming.NAMED
    assert (notes[boards[1]].author_id == person.pk) is is_named


def test_the_first_discussion_puts_the_answers_on_the_boards(event, person, django_capture_on_commit_callbacks):
    question = ask(event)
    seated(event, person)
    answer(person, **{f"q{question.pk}": "人手が足りない"})
    run_segment(event, Segment.Kind.OPENING)
    segment = event.segments.create(position=9, kind=Segment.Kind.DISCUSSION, title="討議", minutes=30)

    with django_capture_on_commit_callbacks(execute=True):
        start_segment(member=get_member(Actor(user_id=make_organiser(event).pk), "day"), segment_id=segment.pk)
    jobs.run_waiting()

    assert Note.objects.get().text == "人手が足りない"


def test_what_stands_on_a_board_is_changed_there(event, person):
    question = ask(event)
    seated(event, person)
    answer(person, **{f"q{question.pk}": "はじめ"})
    run_segment(event, Segment.Kind.DISCUSSION)
    services.put_on_boards(event_id=event.pk)

    answer(person, **{f"q{question.pk}": "あとから"})

    assert Answer.objects.get().text == "はじめ"


def test_answers_wait_while_boards_are_closed(event, person):
    question = ask(event)
    seated(event, person)
    answer(person, **{f"q{question.pk}": "人手"})

    assert services.put_on_boards(event_id=event.pk) == 0
    assert Answer.objects.get().noted_at is None


def test_wishes_are_asked_once(desk):
    add(desk, "question", text="テーマの希望", feeds="wishes")

    assert add(desk, "question", text="もう一度", feeds="wishes").status_code == 400
    assert add(desk, "question", text="どこへ", feeds="moon").status_code == 400
    assert add(desk, "unknown", text="").status_code == 400
    assert Question.objects.count() == 1


def test_removing_takes_answers_along_and_leaves_notes(client, desk, event, person):
    question = ask(event)
    answer(person, **{f"q{question.pk}": "人手"})

    for _twice in range(2):
        desk.post(reverse("prelude:remove", args=("day", "question", question.pk)))

    assert not Question.objects.exists()
    assert not Answer.objects.exists()


@pytest.mark.parametrize("n", [3, 300])
def test_pages_ask_the_same_for_three_and_three_hundred_people(
    desk, event, django_assert_num_queries, django_assert_max_num_queries, n
):
    question = ask(event)
    visit = Visit.objects.create(event=event, title="見学", starts_at=event.starts_at)
    people = make_roster(event, n)
    Answer.objects.bulk_create(Answer(question=question, participation=one, text="答え") for one in people)
    Attendance.objects.bulk_create(Attendance(visit=visit, participation=one, state="going") for one in people)

    with django_assert_num_queries(8):
        assert desk.get(reverse("prelude:prepare", args=("day",))).status_code == 200
    # Reading personal data is noted in the audit log; PostgreSQL asks one more to do so.
    with django_assert_max_num_queries(12):
        assert desk.get(reverse("prelude:visit", args=("day", visit.pk))).status_code == 200
    with django_assert_max_num_queries(11):
        assert desk.get(reverse("prelude:answers", args=("day", question.pk))).status_code == 200
