"""Voices are kept as said, published as agreed, and withdrawn at will."""

import csv
import io

import openpyxl  # noqa: TID253 - tests read what the product wrote
import pytest
from tests.factories import carry_pass, make_event, make_organiser, make_participation, run_segment, sign_in

from goen.base.actors import Actor
from goen.core.errors import RefusedError
from goen.events.access import get_member
from goen.events.models import Event, Segment
from goen.roster.models import Consent
from goen.voices import access, queries, services
from goen.voices.models import Quote, Voice

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    made = make_event(slug="fukushima")
    return run_segment(made, Segment.Kind.REFLECTION)


@pytest.fixture
def person(event):
    return make_participation(event, "髙橋 誠", "福島県")


def guest(person):
    return Actor(passes={person.event_id: person.guest_pass.token})


def say(person, text="出会いがあった", publication="named", **fields):
    member = get_member(guest(person), person.event.slug)
    answers = {"learnt": (text, publication)}
    given = {"satisfaction": 5, "wants_again": True, **fields}
    return services.save_voice(member=member, participation=person, answers=answers, **given)


def test_the_phone_sends_a_voice_and_sees_what_was_kept(client, event, person):
    carry_pass(client, person)
    sent = {"satisfaction": "4", "wants_again": "no", "text_ties": "県の方と話せた", "publication_ties": "anonymous"}

    page = client.get("/events/fukushima/voice/")
    response = client.post("/events/fukushima/voice/", sent, follow=True)

    voice = Voice.objects.get()
    assert page.status_code == 200
    assert "県の方と話せた" in response.content.decode()
    assert (voice.satisfaction, voice.wants_again) == (4, False)
    assert list(voice.quotes.values_list("question", "text", "publication")) == [
        ("ties", "県の方と話せた", "anonymous")
    ]


def test_who_comes_too_early_is_told_so_among_the_pages_of_their_phone(client, event, person):
    run_segment(event, Segment.Kind.DISCUSSION)
    carry_pass(client, person)

    page = client.get("/events/fukushima/voice/")

    assert page.status_code == 404
    assert "進行に合わせて開きます" in page.content.decode()
    assert 'href="/events/fukushima/now/"' in page.content.decode()


def test_nothing_is_published_unless_somebody_says_so(client, event, person):
    carry_pass(client, person)

    client.post("/events/fukushima/voice/", {"text_learnt": "内緒の話"})

    assert Quote.objects.get().publication == "none"
    assert queries.quotable(event) == []


def test_a_second_voice_replaces_the_first_and_a_blank_removes_it(event, person):
    say(person, "はじめ")
    say(person, "あらため", "anonymous")
    say(person, "  ", "named")

    assert (Voice.objects.count(), Quote.objects.count()) == (1, 0)


@pytest.mark.parametrize(
    ("publication", "consent", "source"),
    [
        ("named", None, "福島県　髙橋 誠"),
        ("named", True, "福島県　髙橋 誠"),
        ("named", False, "福島県"),
        ("anonymous", True, "福島県"),
        ("none", True, None),
    ],
)
def test_a_quote_is_signed_exactly_as_agreed(event, person, publication, consent, source):
    if consent is not None:
        Consent.objects.create(participation=person, purpose=Consent.Purpose.NAME, is_given=consent)
    say(person, publication=publication)

    assert [quote.source for quote in queries.quotable(event)] == ([] if source is None else [source])


def test_withdrawing_the_name_later_takes_it_off_the_quote(event, person):
    Consent.objects.create(participation=person, purpose=Consent.Purpose.NAME, is_given=True)
    say(person)
    Consent.objects.create(participation=person, purpose=Consent.Purpose.NAME, is_given=False)

    assert [quote.source for quote in queries.quotable(event)] == ["福島県"]


def test_a_withdrawn_voice_is_gone(client, event, person):
    say(person)
    carry_pass(client, person)

    for _press in range(2):
        assert client.post("/events/fukushima/voice/withdraw/", follow=True).status_code == 200

    assert not Voice.objects.exists()


def test_figures_count_what_was_said(event, person):
    say(person, satisfaction=4)
    say(make_participation(event), satisfaction=2, wants_again=False)
    say(make_participation(event), satisfaction=None, wants_again=None)

    figures = queries.figures_of(event)

    assert (figures.n_voices, figures.n_people, figures.rating_mean) == (3, 3, 3.0)
    assert (figures.n_satisfied, figures.n_rated, figures.n_again, figures.n_not_again) == (1, 2, 1, 1)


def test_exports_hold_every_answer_and_run_no_formula(client, event, person):
    say(person, "=HYPERLINK(1)", "none")
    sign_in(client, make_organiser(event))

    sheet = client.get("/events/fukushima/voices/export.xlsx")
    rows = list(csv.reader(io.StringIO(client.get("/events/fukushima/voices/export.csv").content.decode("utf-8-sig"))))
    book = openpyxl.load_workbook(io.BytesIO(sheet.content)).active

    assert rows[1][:6] == ["福島県", "髙橋 誠", "5", "はい", "'=HYPERLINK(1)", "公開しない"]
    assert (book["E2"].value, book["E2"].data_type, book["E2"].quotePrefix) == ("=HYPERLINK(1)", "s", True)


WRITING_SEGMENTS = {Segment.Kind.PITCH, Segment.Kind.REFLECTION, Segment.Kind.CLOSING, Segment.Kind.SOCIAL}


@pytest.mark.parametrize("kind", [kind.value for kind in Segment.Kind])
def test_voices_open_from_the_pitches_on(event, person, kind):
    run_segment(event, kind)

    try:
        access.get_voice_to_write(guest(person), "fukushima")
        is_open = True
    except RefusedError:
        is_open = False

    assert is_open == (kind in WRITING_SEGMENTS)


@pytest.mark.parametrize(
    ("status", "is_open"),
    [(Event.Status.PLANNED, False), (Event.Status.REGISTRATION, False), (Event.Status.CLOSED, True)],
)
def test_voices_stay_open_after_the_day(event, person, status, is_open):
    Event.objects.update(status=status)

    if is_open:
        access.get_voice_to_write(guest(person), "fukushima")
    else:
        with pytest.raises(RefusedError):
            access.get_voice_to_write(guest(person), "fukushima")


def test_guests_do_not_read_the_voices_of_others(client, event, person):
    carry_pass(client, person)

    assert client.get("/events/fukushima/voices/").status_code == 404
    assert client.get("/events/fukushima/voices/export.csv").status_code == 404


@pytest.mark.parametrize("n_voices", [3, 30])
def test_the_list_costs_the_same_for_three_and_thirty_voices(client, event, django_assert_num_queries, n_voices):
    for _number in range(n_voices):
        say(make_participation(event))
    sign_in(client, make_organiser(event))

    n_noting = 4  # that an organiser read the voices is itself written down
    with django_assert_num_queries(8 + n_noting):
        assert client.get("/events/fukushima/voices/").status_code == 200
    with django_assert_num_queries(7 + n_noting):
        assert client.get("/events/fukushima/voices/export.xlsx").status_code == 200
