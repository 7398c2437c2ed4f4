"""Only what people let be read is read; what they take back is shown no more."""

import pytest
from tests.factories import (
    make_asked,
    make_board,
    make_event,
    make_groups,
    make_note,
    make_participation,
    make_partnership,
)
from tests.listening.conftest import listen_to, press

from goen.core.progress import SILENT
from goen.events.access import get_member
from goen.events.models import EventMember
from goen.listening import queries, services
from goen.listening.access import events_to_listen_in
from goen.listening.models import Run
from goen.listening.queries.sources import texts_of_events
from goen.opinions.models import Statement

pytestmark = pytest.mark.django_db


def test_a_named_note_carries_its_organisation_and_a_number_for_its_author(event, notes, people):
    texts = texts_of_events([event], ["boards"])

    assert [text.attributes["団体"] for text in texts[:2]] == ["福島県", "みらいシステム"]
    assert {text.author for text in texts} == {str(person.person_id) for person in people}


def test_an_anonymous_board_says_neither_who_nor_from_where(event, people):
    board = make_board(event, make_groups(event, [people])[0], is_anonymous=True)
    make_note(board, "無記名の付箋", author=people[0])

    text = texts_of_events([event], ["boards"])[0]

    assert (text.author, text.attributes["団体"]) == ("", "")


def test_voices_without_consent_are_read_only_when_the_result_stays_inside(event, quotes):
    published = texts_of_events([event], ["voices"])
    every = texts_of_events([event], ["voices", "voices_all"])

    assert [text.text for text in published] == ["桃の話が心に残った"]
    assert len(every) == 2


def test_an_internal_result_says_so_on_every_page_and_file(desk, event, notes, quotes):
    row = listen_to(desk, event, "voices_all", "boards")
    press(desk, f"/events/hall/listening/{row.pk}/files/make/")

    page = desk.get(f"/events/hall/listening/{row.pk}/").content.decode()
    outputs = queries.outputs_of(Run.objects.get())

    assert "この結果を外部へ出さないでください" in page
    assert all("部内限り" in output.file_name for output in outputs)
    html = next(output for output in outputs if output.kind == "html").file.read().decode()
    assert "部内限り" in html


@pytest.mark.parametrize("how", ["withdrawn", "consent", "note"])
def test_what_is_taken_back_is_counted_but_shown_no_more(desk, event, notes, quotes, how):
    row = listen_to(desk, event, "boards", "voices")
    words = "桃の味を動画で伝える" if how == "note" else "桃の話が心に残った"
    assert words in desk.get(f"/events/hall/listening/{row.pk}/texts/").content.decode()

    if how == "withdrawn":
        quotes[0].voice.delete()
    elif how == "consent":
        quotes[0].publication = "none"
        quotes[0].save()
    else:
        notes[3].delete()

    for page in ("", "?n=1", "?n=9", "texts/", "topics/t0/", "topics/t16/", "copies/"):
        assert words not in desk.get(f"/events/hall/listening/{row.pk}/{page}").content.decode(), page
    assert "取り下げられた文があります" in desk.get(f"/events/hall/listening/{row.pk}/").content.decode()
    press(desk, f"/events/hall/listening/{row.pk}/files/make/")
    run = Run.objects.get()
    assert run.n_texts == 9
    for output in queries.outputs_of(run):
        if output.kind in ("html", "json"):
            assert words not in output.file.read().decode()


def test_only_published_statements_of_a_consultation_are_read(event):
    asked = make_asked(event)
    accepted = asked.statements.get()
    Statement.objects.create(consultation=asked, number=99, text="確認待ちの意見")

    texts = texts_of_events([event], ["statements"])

    assert [(text.text, text.author) for text in texts] == [(accepted.text, "")]
    assert queries.gone([texts[0].id, "s:1:99999"], ["statements"]) == {"s:1:99999"}
    assert queries.place_of_origin("hall", texts[0].id) == f"/events/hall/opinions/{asked.pk}/"


def test_events_of_the_partnership_are_offered_only_to_who_organises_them(event, actor, organiser):
    partnership = make_partnership()
    mine, others = make_event(partnership=partnership), make_event(partnership=partnership)
    event.partnership = partnership
    event.save()
    EventMember.objects.create(event=mine, user=organiser, role="organiser")

    offered = events_to_listen_in(actor, get_member(actor, "hall"))

    assert [one.pk for one in offered] == [event.pk, mine.pk]
    assert others not in offered


def test_two_events_are_told_apart(event, notes, actor, organiser):
    last_year = make_event(title="昨年", starts_at=event.starts_at.replace(year=2024))
    board = make_board(last_year, make_groups(last_year, [[make_participation(last_year)]])[0])
    make_note(board, "昨年の桃の話")
    member = get_member(actor, "hall")
    row = services.create_listening(
        member=member, title="二年", kinds=["boards"], events=[event, last_year], masks_personal_data=True
    )
    services.start_run(member=member, listening=row)
    services.compute_run(run=queries.run_of(Run.objects.get().pk), progress=SILENT)

    result = queries.result_of(row, Run.objects.get())

    assert {text.attributes["交流会"] for text in result.found.texts} == {event.title, "昨年"}
    assert len({text.when for text in result.found.texts}) == 2
