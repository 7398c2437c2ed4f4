"""What organisers and the reception do on their pages."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories import (
    carry_pass,
    make_event,
    make_organiser,
    make_participation,
    make_roster,
    make_themes,
    make_user,
    sign_in,
)
from tests.roster import files

from goen.base.models import AuditEntry
from goen.core.rosters.reading import read_workbook
from goen.roster.models import Consent, Participation, RosterImport

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return make_event(slug="exchange")


@pytest.fixture
def desk(client, event):
    return sign_in(client, make_organiser(event))


def path(rest=""):
    return f"/events/exchange/roster/{rest}"


def text(page):
    return page.content.decode()


@pytest.mark.parametrize("n_people", [3, 30])
@pytest.mark.parametrize(
    ("page", "n_queries"),
    [
        (path(), 11),
        ("/events/exchange/check-in/", 8),
        ("/events/exchange/check-in/paper/", 8),
        ("/events/exchange/check-in/cards/", 6),
    ],
)
def test_pages_cost_the_same_for_any_number_of_people(
    desk, event, page, n_queries, n_people, django_assert_num_queries
):
    themes = make_themes(event)
    make_roster(event, n_people)
    make_participation(event, preferences=themes)
    desk.get(page)
    with django_assert_num_queries(n_queries):
        assert desk.get(page).status_code == 200


def test_the_list_finds_people_by_kana_kanji_and_organisation(desk, event):
    make_participation(event, "髙橋 花子", "福島県", kana="タカハシ ハナコ")
    make_participation(event, "伊藤 凛", "みらい", kana="イトウ リン")
    for asked in ("たかはし", "高橋", "福島県", "ﾀｶﾊｼ"):
        page = text(desk.get(path(), {"q": asked}))
        assert "髙橋 花子" in page
        assert "伊藤 凛" not in page


def test_one_person_is_added_by_form(desk, event):
    theme = make_themes(event)[2]
    desk.post(path("add/"), {"name": "𠮷田 凜", "organisation": "福島県", "wish1": theme.pk, "kana": "ヨシダリン"})
    row = Participation.objects.get()
    assert (row.name, row.preferences.get().theme) == ("𠮷田 凜", theme)


def test_somebody_already_listed_is_answered_on_the_form(desk, event):
    make_participation(event, "髙橋 花子", "福島県")
    page = desk.post(path("add/"), {"name": "高橋花子", "organisation": "福島県"})
    assert "すでに名簿にいます" in text(page)
    assert Participation.objects.count() == 1


def test_the_same_theme_twice_is_answered_on_the_form(desk, event):
    theme = make_themes(event)[0].pk
    page = desk.post(path("add/"), {"name": "髙橋", "wish1": theme, "wish2": theme})
    assert "同じテーマを二度選んでいます" in text(page)


def test_editing_changes_the_role_of_the_pass(desk, event):
    row = make_participation(event, "髙橋 花子", "福島県")
    desk.post(path(f"{row.pk}/"), {"name": "髙橋 花子", "organisation": "福島県", "is_facilitator": "on"})
    row.refresh_from_db()
    assert (row.is_facilitator, row.guest_pass.role) == (True, "facilitator")


def test_more_wishes_than_the_form_asks_for_survive_editing(desk, event):
    row = make_participation(event, "髙橋 花子", "福島県", preferences=make_themes(event, 5))
    page = desk.get(path(f"{row.pk}/"))
    desk.post(path(f"{row.pk}/"), {**page.context["form"].initial, "is_facilitator": "", "title": "主査"})
    assert row.preferences.count() == 5


@pytest.mark.parametrize(("verb", "state"), [("cancel", "cancelled"), ("no-show", "no_show"), ("restore", "expected")])
def test_a_seat_is_given_back_and_taken_again(desk, event, verb, state):
    row = make_participation(event, state="expected" if verb != "restore" else "cancelled")
    desk.post(path(f"{row.pk}/{verb}/"))
    row.refresh_from_db()
    assert row.state == state


def test_a_new_personal_link_ends_the_old_one(desk, event, client):
    row = make_participation(event)
    desk.post(path(f"{row.pk}/renew-link/"))
    assert client.get(f"/p/{row.guest_pass.token}/").status_code == 404


def test_consents_on_paper_are_noted(desk, event):
    row = make_participation(event)
    desk.post(path(f"{row.pk}/consents/"), {"consent_photo": "on"})
    desk.post(path(f"{row.pk}/consents/"), {})
    assert [(c.purpose, c.is_given) for c in Consent.objects.order_by("id")] == [("photo", True), ("photo", False)]


def upload(desk, data, name="名簿.xlsx"):
    return desk.post(path("import/"), {"file": SimpleUploadedFile(name, data)}, follow=True)


def test_a_file_is_looked_at_confirmed_and_taken_back(desk, event):
    make_themes(event)
    page = upload(desk, files.xlsx())
    assert "髙橋　花子" in text(page)
    assert Participation.objects.count() == 0
    row = RosterImport.objects.get()
    done = desk.post(path(f"import/{row.pk}/confirm/"), follow=True)
    assert "取り込みました" in text(done)
    assert Participation.objects.count() == 3
    back = desk.post(path(f"import/{row.pk}/undo/"), follow=True)
    assert "取り込む前の状態" in text(back)
    assert Participation.objects.count() == 0


def test_a_second_upload_says_that_nothing_changes(desk, event):
    make_themes(event)
    upload(desk, files.xlsx())
    desk.post(path(f"import/{RosterImport.objects.get().pk}/confirm/"))
    page = upload(desk, files.xlsx())
    assert "変わるところはありません" in text(page)


def test_columns_corrected_by_hand_are_read_again_at_once(desk, event):
    page = upload(desk, "だれ,どこ\n髙橋 花子,福島県\n".encode(), "a.csv")
    assert "「氏名」の列がわかりません" in text(page)
    row = RosterImport.objects.get()
    form = {"sheet": 0, "header": 0, "organisation": ""}
    desk.post(path(f"import/{row.pk}/"), form)
    page = desk.post(path(f"import/{row.pk}/"), {**form, "column0": "name", "column1": "organisation"}, follow=True)
    assert "1 人を取り込む" in text(page)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7 ...", "PDF ファイルは名簿として読めません"),
        (b" ", "ファイルに何も書かれていません"),
        (b"PK\x03\x04 broken", "ファイルが壊れているか"),
        (b"x" * (11 * 1024 * 1024), "ファイルが大きすぎます"),
        (("氏名\n" + "髙橋\n" * 6000).encode(), "表が大きすぎます"),
    ],
    ids=["pdf", "blank", "zip", "large", "rows"],
)
def test_a_file_that_cannot_be_read_is_answered_with_a_sentence(desk, data, said):
    page = upload(desk, data)
    assert page.status_code == 200
    assert said in text(page)
    assert not RosterImport.objects.exists()


def test_an_empty_upload_and_no_file_at_all_are_answered(desk):
    assert "ファイルに何も書かれていません" in text(upload(desk, b""))
    assert desk.post(path("import/")).status_code == 200


def test_rows_with_problems_are_listed_with_their_sentences(desk, event):
    rows = [(1, "福島県", "", "", "", "", "9", "", "abc@", ""), (2, "", "", "", "伊藤 凛", "x", "9", "", "abc@", "")]
    page = text(upload(desk, files.xlsx(rows)))
    for said in (
        "氏名がありません",
        "所属がありません",
        "第1希望「9」に当たるテーマがありません",
        "メールアドレス「abc@」の形",
        "かなではありません",
    ):
        assert said in page


def test_a_broken_byte_is_named_by_its_line(desk):
    data = "氏名,所属\n".encode("cp932") + b"\x8d\x82\x81\x20,ken\n" + "伊藤,県\n".encode("cp932")
    assert "2 行目に、文字コードの壊れたところがあります" in text(upload(desk, data, "a.csv"))


def test_the_excel_file_comes_back_in_unchanged(desk, event):
    themes = make_themes(event)
    make_participation(
        event, "𠮷田 凜", "福島県", kana="ヨシダリン", department="=総務課", preferences=themes[1:3], note="+1"
    )
    data = desk.get(path("export/xlsx/")).content
    sheet = read_workbook(data).sheets[0]
    assert not sheet.formulas
    assert sheet.rows[1][:5] == ("福島県", "=総務課", "", "𠮷田 凜", "ヨシダリン")
    page = text(upload(desk, data))
    assert "変わるところはありません" in page


def test_csv_is_safe_for_spreadsheets_and_reads_back(desk, event):
    make_participation(event, "髙橋 花子", "福島県", note="=1+1", department="-課")
    data = desk.get(path("export/utf-8/")).content
    assert data.startswith(b"\xef\xbb\xbf")
    assert "'=1+1" in data.decode("utf-8-sig")
    assert read_workbook(data).sheets[0].rows[1][1] == "-課"


def test_cp932_names_the_letters_it_cannot_hold_first(desk, event):
    make_participation(event, "𠮷田 凜", "福島県")
    page = desk.get(path("export/cp932/"))
    assert "<span>𠮷</span>" in text(page)
    data = desk.get(path("export/cp932/"), {"replace": "1"}).content
    assert "〓田 凜" in data.decode("cp932")


def test_taking_the_list_out_is_logged_and_links_only_on_request(desk, event):
    row = make_participation(event)
    assert row.guest_pass.token not in str(read_workbook(desk.get(path("export/xlsx/")).content))
    assert row.guest_pass.token in str(read_workbook(desk.get(path("export/xlsx/"), {"links": "1"}).content))
    logged = AuditEntry.objects.filter(verb="roster.export").order_by("id")
    assert [entry.details["with_links"] for entry in logged] == [False, True]


def test_terms_and_seats_are_set(desk, event):
    body = make_participation(event, organisation="福島県").organisation
    desk.post(
        path("registration/"),
        {"capacity": "30", "has_waitlist": "on", "closes_at": "2025-01-20T17:00", "message": "ご案内"},
    )
    desk.post(path("registration/quota/"), {"organisation": body.pk, "seats": "10"})
    event.refresh_from_db()
    assert (event.capacity, event.admission.is_walk_in_allowed, event.quotas.get().seats) == (30, False, 10)
    assert "ご案内" in text(desk.get(path("registration/")))
    desk.post(path("registration/quota/"), {"organisation": body.pk, "seats": ""})
    assert not event.quotas.exists()


def tap(desk, row, verb, **options):
    return desk.post(f"/events/exchange/check-in/{row.pk}/{verb}/", **options)


def test_a_double_tap_checks_in_once(desk, event):
    row = make_participation(event)
    tap(desk, row, "in")
    row.refresh_from_db()
    first = row.checked_in_at
    tap(desk, row, "in")
    row.refresh_from_db()
    assert (first is not None, row.checked_in_at) == (True, first)
    assert AuditEntry.objects.filter(verb="roster.check_in").count() == 1
    tap(desk, row, "out")
    row.refresh_from_db()
    assert row.checked_in_at is None


def test_a_script_hears_the_new_counts(desk, event):
    row = make_participation(event)
    answer = tap(desk, row, "in", headers={"accept": "application/json"}).json()
    assert (answer["is_in"], answer["counts"]) == (True, {str(row.organisation_id): [1, 1]})


def test_somebody_marked_absent_who_comes_is_expected_again(desk, event):
    row = make_participation(event, state="no_show")
    tap(desk, row, "in")
    row.refresh_from_db()
    assert row.state == "expected"


def test_a_cancelled_person_cannot_be_checked_in(desk, event):
    row = make_participation(event, state="cancelled")
    assert tap(desk, row, "in").status_code == 400


def test_the_desk_narrows_by_kana_row_and_by_who_is_missing(desk, event):
    make_participation(event, "阿部 俊", kana="アベ シュン", checked_in_at=event.starts_at)
    make_participation(event, "加藤 直", kana="カトウ ナオ")
    page = text(desk.get("/events/exchange/check-in/", {"row": "カ"}))
    assert ("加藤 直" in page, "阿部 俊" in page) == (True, False)
    page = text(desk.get("/events/exchange/check-in/", {"show": "waiting"}))
    assert ("加藤 直" in page, "阿部 俊" in page) == (True, False)


def test_paper_and_cards_name_everybody_expected(desk, event):
    make_participation(event, "髙橋 花子")
    make_participation(event, "欠席 者", state="cancelled")
    for page in ("paper", "cards"):
        shown = text(desk.get(f"/events/exchange/check-in/{page}/"))
        assert ("髙橋 花子" in shown, "欠席 者" in shown) == (True, False)


READS = {
    "manage": (path(), path("add/"), path("{row}/"), path("import/"), path("import/{file}/"), path("registration/"),
               path("registration/poster/"), path("export/xlsx/"), path("export/utf-8/"), "/events/exchange/check-in/cards/"),
    "check_in": ("/events/exchange/check-in/", "/events/exchange/check-in/paper/", "/events/exchange/check-in/{row}/"),
}  # fmt: skip
WRITES = {
    "manage": (path("add/"), path("{row}/"), path("{row}/consents/"), path("{row}/cancel/"), path("{row}/restore/"), path("{row}/no-show/"),
               path("{row}/renew-link/"), path("import/"), path("import/{file}/"), path("import/{file}/confirm/"), path("import/{file}/undo/"),
               path("registration/"), path("registration/quota/")),
    "check_in": ("/events/exchange/check-in/{row}/in/", "/events/exchange/check-in/{row}/out/"),
}  # fmt: skip
DEEDS_OF = {
    "organiser": {"manage", "check_in"}, "co_organiser": {"manage", "check_in"}, "facilitator": {"check_in"}, "operator": {"manage", "check_in"},
    "participant": set(), "observer": set(), "decision_maker": set(), "stranger": set(), "nobody": set(), "other organiser": set(),
}  # fmt: skip


def become(client, event, who):
    if who == "operator":
        return sign_in(client, make_user(is_staff=True))
    if who == "stranger":
        return sign_in(client, make_user())
    if who == "other organiser":
        return sign_in(client, make_organiser(make_event()))
    if who == "nobody":
        return client
    row = make_participation(event)
    type(row.guest_pass).objects.filter(pk=row.guest_pass_id).update(role=who)
    return carry_pass(client, row)


@pytest.mark.parametrize("who", DEEDS_OF)
def test_who_may_do_what(client, event, who):
    row = make_participation(event)
    file = RosterImport.objects.create(
        event=event, file_name="a", sha256="", table={"kind": "text", "sheets": [{"name": "", "rows": [["氏名"]], "formulas": []}]},
        mapping={"sheet": 0, "header": 0, "columns": ["name"]},
    )  # fmt: skip
    browser = become(client, event, who)
    for verb, table in (("get", READS), ("post", WRITES)):
        for deed, pages in table.items():
            answers = {getattr(browser, verb)(page.format(row=row.pk, file=file.pk)).status_code for page in pages}
            if deed in DEEDS_OF[who]:
                assert not answers & {403, 404, 500}, (verb, deed)
            else:
                assert answers == {404}, (verb, deed)


def test_ids_of_another_event_are_refused(desk, event):
    row = make_participation(make_event())
    for page in (path(f"{row.pk}/"), f"/events/exchange/check-in/{row.pk}/"):
        assert desk.get(page).status_code == 404
    assert tap(desk, row, "in").status_code == 404


def test_an_upload_that_is_no_file_is_answered(desk):
    assert desk.post(path("import/"), {"file": "text"}).status_code == 200
    assert desk.post(path("import/"), {"file": io.BytesIO(b"")}).status_code == 200
