"""From ticked boxes to topics, and from every figure back to the texts."""

import json
import re

import numpy as np
import pytest
from tests.factories import carry_pass, make_event, make_organiser, make_participation, sign_in
from tests.listening.conftest import MEETINGS, PEACHES, listen_to, press, read_file, upload

from goen.base.models import AuditEntry, Job
from goen.listening.models import Listening, Output, Run

PAGES = ("", "compare/", "change/", "copies/", "texts/", "files/", "texts/0/", "points/", "homes/")


def address(row, page=""):
    return f"/events/{row.event.slug}/listening/{row.pk}/{page}"


def test_ticked_notes_become_topics_with_the_sum_of_all_texts(desk, event, notes):
    row = listen_to(desk, event, "boards")

    page = desk.get(address(row)).content.decode()

    run = Run.objects.get()
    assert (run.n_texts, run.n_wordings) == (8, 8)
    assert "すべての文の行き先" in page
    assert sum(map(int, re.findall(r"<strong>(\d+) 件</strong>", page))) == 8
    assert "参加 0" not in page


def test_every_page_of_a_result_answers_in_both_languages(desk, event, notes, quotes):
    row = listen_to(desk, event, "boards", "voices")
    for language in ("ja", "en"):
        for page in PAGES:
            assert desk.get(address(row, page), headers={"accept-language": language}).status_code == 200


def test_the_slider_cuts_again_without_a_new_run(desk, event, notes):
    row = listen_to(desk, event, "boards")
    for n_topics in (1, 2, 5, 8, 500):
        part = desk.get(address(row, f"?n={n_topics}&part=1")).content.decode()
        assert part.count("listening-card ") + part.count('listening-card"') == min(n_topics, 8)
    assert Run.objects.count() == 1


def test_the_map_holds_one_point_a_wording_and_its_topic(desk, event, notes):
    row = listen_to(desk, event, "boards")

    points = np.frombuffer(desk.get(address(row, "points/?n=3")).content, "<u2").reshape(-1, 6)
    homes = np.frombuffer(desk.get(address(row, "homes/?n=3")).content, "<u2")

    assert points.shape == (8, 6)
    assert points[:, 5].tolist() == homes.tolist()
    assert set(homes.tolist()) == {0, 1, 2}


def test_a_figure_leads_to_its_texts_and_a_text_to_where_it_was_written(desk, event, notes):
    row = listen_to(desk, event, "boards")
    page = desk.get(address(row, "?n=2")).content.decode()
    link = re.search(r'href="([^"]+texts/\?topic=[^"]+)"><strong>(\d+) 件', page)

    texts = desk.get(link[1].replace("&amp;", "&")).content.decode()
    one = desk.get(re.search(rf'href="({address(row)}texts/\d+/)', texts)[1]).content.decode()

    assert texts.count("listening-text") == int(link[2])
    assert f"/events/hall/boards/{notes[0].board_id}/" in one


def test_shares_and_periods_lead_to_exactly_the_texts_they_count(desk, event):
    row = read_file(desk, event)
    compared = desk.get(address(row, "compare/?by=団体&n=2")).content.decode()
    changed = desk.get(address(row, "change/?period=month&n=2")).content.decode()

    for page in (compared, changed):
        links = [link.replace("&amp;", "&") for link in re.findall(r'href="([^"]+texts/\?[^"]+)"', page)]
        assert links
        for link in links:
            assert "この条件に合う文はありません" not in desk.get(link).content.decode()
    for link in re.findall(r'texts/\?by=[^"]+">(\d+)</a>', compared):
        assert int(link) == 4


def test_a_file_is_read_only_after_its_columns_are_confirmed(desk, event):
    answer = upload(desk, event)
    row = Listening.objects.get()
    page = desk.get(answer.url).content.decode()

    assert answer.url == address(row, "columns/")
    assert not Run.objects.exists()
    assert '<option value="ご意見" selected>' in page
    assert '<option value="投稿日" selected>' in page

    again = desk.post(address(row, "again/"))
    assert again.url == answer.url


def test_a_file_read_in_the_wrong_encoding_is_read_again(desk, event):
    upload(desk, event, "ご意見\n桃を売る\n".encode("euc_jp"))
    row = Listening.objects.get()

    desk.post(address(row, "encoding/"), {"encoding": "euc_jp"})

    row.refresh_from_db()
    assert (row.upload.header, row.upload.samples) == (["ご意見"], [["桃を売る"]])


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "空です"),
        (b"\n\n", "何も書かれていません"),
        ('番号,意見\n1,"桃を\n'.encode(), "途中で切れているか壊れています"),
        (b"PK\x03\x04broken", "途中で切れているか壊れています"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "途中で切れているか壊れています"),
    ],
)
def test_a_bad_file_is_answered_on_the_form_and_leaves_nothing(desk, event, data, says):
    answer = upload(desk, event, data)

    assert answer.status_code == 200
    assert says in answer.content.decode()
    assert not Listening.objects.exists()


def test_a_column_that_is_not_text_is_refused_with_its_name(desk, event):
    upload(desk, event)
    row = Listening.objects.get()

    answer = desk.post(address(row, "columns/"), {"text": "番号"})

    assert "「番号」の列には文章がほとんどありません" in answer.content.decode()
    assert not Run.objects.exists()


def test_nothing_ticked_is_a_sentence_not_a_run(desk, event):
    answer = desk.post("/events/hall/listening/new/", {"title": "空"})
    assert "まとめる文を選ぶか、ファイルを選んでください" in answer.content.decode()

    row = listen_to(desk, event, "boards")
    page = desk.get(address(row)).content.decode()

    assert Job.objects.get().state == Job.State.FAILED
    assert "文が 1 件もありません" in page


def test_odd_texts_are_all_accounted_for(desk, event):
    odd = ["", "　", "👍🎉", "\x01\x02", "はい。", "あ" * 20_000, "The bus is late", "同じ", "同じ", "DX推進𠮷", "=1+1"]
    rows = "".join(f'"{text}"\n' for text in odd)
    row = read_file(desk, event, "ご意見\n" + rows, id="", when="", attributes=[])

    page = desk.get(address(row)).content.decode()

    assert Run.objects.get().n_texts + rows.count('"　"') >= 9
    total = int(re.search(r'state=&amp;n=\d+">合計</a></th><td class="number">(\d+)', page)[1])
    assert total == Run.objects.get().n_texts


def test_characters_no_database_keeps_are_left_out(desk, event):
    data = "ご意\x00見,番号\n桃を\x07売る\x00,a\x00\n会議が長い,b\n".encode()

    row = read_file(desk, event, data, when="", attributes=[])

    assert row.upload.header == ["ご意見", "番号"]
    assert "桃を売る" in desk.get(address(row, "texts/")).content.decode()


def test_personal_data_are_masked_before_anything_is_kept(desk, event):
    row = read_file(desk, event, "ご意見\n電話は024-521-1111へ\n桃を売る\n", id="", when="", attributes=[])

    page = desk.get(address(row, "texts/")).content.decode()

    assert "024-521-1111" not in page
    assert "〔電話番号〕" in page


def test_files_are_made_and_taken_and_told_stale_after_a_change(desk, event, notes):
    row = listen_to(desk, event, "boards")
    press(desk, address(row, "files/make/"))

    page = desk.get(address(row, "files/")).content.decode()
    for output in Output.objects.all():
        answer = desk.get(address(row, f"files/{output.pk}/"))
        assert len(answer.content) == output.size > 0
    topic = re.search(r"topics/(t\d+)/", desk.get(address(row)).content.decode())[1]
    desk.post(address(row, "edit/"), {"kind": "rename", "topic": topic, "label": "桃の話"})

    assert "前の結果のもの" not in page
    assert set(Output.objects.values_list("kind", flat=True)) == {"html", "pdf", "xlsx", "json"}
    assert "前の結果のもの" in desk.get(address(row, "files/")).content.decode()
    data = json.loads(Output.objects.get(kind="json").file.read())
    assert sorted(text["text"] for text in data["texts"]) == sorted(PEACHES + MEETINGS)
    assert AuditEntry.objects.filter(verb="listening.download").count() == 4


def test_a_deleted_listening_is_gone_with_its_files(desk, event, notes, django_capture_on_commit_callbacks):
    row = listen_to(desk, event, "boards")
    archive = Run.objects.get().archive

    with django_capture_on_commit_callbacks(execute=True):
        desk.post(address(row, "delete/"))

    assert not Listening.objects.exists()
    assert not archive.storage.exists(archive.name)


@pytest.mark.parametrize("page", [*PAGES, "columns/", "topics/t0/", "files/1/"])
def test_others_find_no_listening_here(client, desk, event, notes, people, page):
    row = listen_to(desk, event, "boards")
    desk.logout()
    stranger = make_organiser(make_event())

    for visit in (client, carry_pass(client, people[0]), sign_in(client, stranger)):
        assert visit.get(address(row, page)).status_code == 404
    assert client.get(f"/events/{make_event().slug}/listening/{row.pk}/{page}").status_code == 404


def test_writes_of_others_change_nothing(client, desk, event, notes, people):
    row = listen_to(desk, event, "boards")
    desk.logout()
    carry_pass(client, people[0])

    for deed in ("again/", "cancel/", "rename/", "delete/", "edit/", "granularity/", "files/make/", "encoding/"):
        assert (
            client.post(address(row, deed), {"title": "x", "kind": "rename", "topic": "t8", "label": "x"}).status_code
            == 404
        )

    assert (Run.objects.count(), Listening.objects.get().title, Output.objects.count()) == (1, "声", 0)


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_asks_the_same_queries_for_any_number(desk, event, notes, n, django_assert_num_queries):
    for number in range(n):
        listen_to(desk, event, "boards", title=f"声{number}")
    with django_assert_num_queries(7):
        desk.get("/events/hall/listening/")


@pytest.mark.parametrize("n_notes", [3, 8])
def test_a_result_asks_the_same_queries_for_any_number_of_texts(
    desk, event, notes, n_notes, django_assert_max_num_queries
):
    for note in notes[n_notes:]:
        note.delete()
    row = listen_to(desk, event, "boards")
    desk.get(address(row))
    with django_assert_max_num_queries(14):
        desk.get(address(row))


def test_texts_of_past_events_of_the_partnership_can_be_ticked(desk, event, notes, organiser):
    make_participation(event)
    page = desk.get("/events/hall/listening/new/").content.decode()
    assert 'type="hidden" name="events"' in page
