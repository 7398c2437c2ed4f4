"""A file becomes people, once, and can be taken back exactly."""

import io
from time import process_time

import pytest
from tests.factories import make_event, make_member, make_organiser, make_participation, make_themes
from tests.roster import files

from goen.accounts.models import Organisation, Role, User
from goen.base.models import AuditEntry
from goen.core.errors import BadInputError
from goen.events.access import Member
from goen.events.models import Pass
from goen.roster import queries, services
from goen.roster.models import Participation, Person, RosterImport

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    event = make_event()
    make_themes(event, 4)
    return Member(event, Role.ORGANISER, user_id=make_organiser(event).pk)


def taken(member, data):
    row = services.upload_roster(member=member, file_name="名簿.xlsx", data=data)
    return services.apply_import(row=row, by=member.key)


def state_of_everything():
    return [
        list(Participation.objects.order_by("pk").values()),
        list(Person.objects.order_by("pk").values()),
        list(Organisation.objects.order_by("pk").values()),
        list(Pass.objects.order_by("pk").values("pk", "token", "role")),
        list(Participation.preferences.rel.related_model.objects.order_by("participation", "rank")
             .values_list("participation", "rank", "theme")),
    ]  # fmt: skip


def test_names_arrive_as_they_were_written(member):
    taken(member, files.xlsx())
    rows = {row.name: row for row in queries.expected(member.event)}
    assert set(rows) == {"髙橋　花子", "𠮷田 一郎", "山﨑　葵"}
    aoi = rows["山﨑　葵"]
    assert (aoi.kana, aoi.organisation.name, aoi.department, aoi.person.mail) == (
        "ﾔﾏｻﾞｷ ｱｵｲ", "㈱みらいシステム", "第３開発部", "aoi@example.jp",
    )  # fmt: skip
    assert [wish.theme.number for wish in rows["𠮷田 一郎"].preferences.all()] == [2, 1]


def test_a_second_upload_of_the_same_file_changes_nothing_and_says_so(member):
    taken(member, files.xlsx())
    before = state_of_everything()
    again = taken(member, files.xlsx())
    assert again.counts == {"new": 0, "updated": 0, "same": 3, "skipped": 0}
    assert state_of_everything() == before


def test_confirming_twice_is_once(member):
    row = services.upload_roster(member=member, file_name="a.xlsx", data=files.xlsx())
    services.apply_import(row=row, by=member.key)
    services.apply_import(row=row, by=member.key)
    assert Participation.objects.count() == 3


def test_undo_restores_exactly_what_was(member):
    make_participation(member.event, "髙橋 花子", "福島県", department="旧課", mail="old@example.jp",
                               preferences=member.event.themes.filter(number=3))  # fmt: skip
    make_participation(make_event(), "𠮷田 一郎", "福島県")
    before = state_of_everything()
    row = taken(member, files.xlsx())
    # Another mail address: another person of the same name.
    assert row.counts == {"new": 3, "updated": 0, "same": 0, "skipped": 0}
    services.undo_import(row=row, by=member.key)
    assert state_of_everything() == before


def test_undo_of_an_update_brings_the_old_values_back(member):
    make_participation(member.event, "髙橋 花子", "福島県", department="旧課", title="主事",
                       preferences=member.event.themes.filter(number=3))  # fmt: skip
    before = state_of_everything()
    row = taken(member, files.xlsx())
    assert row.counts == {"new": 2, "updated": 1, "same": 0, "skipped": 0}
    assert Participation.objects.get(name="髙橋 花子").department == "企画調整部 デジタル変革課"
    services.undo_import(row=row, by=member.key)
    assert state_of_everything() == before


def test_undo_twice_is_once(member):
    row = taken(member, files.xlsx())
    services.undo_import(row=row, by=member.key)
    services.undo_import(row=row, by=member.key)
    assert Participation.objects.count() == 0


@pytest.mark.parametrize("deed", ["check_in", "consent", "edit", "claim"])
def test_undo_is_refused_once_people_have_built_on_it(member, deed):
    row = taken(member, files.xlsx())
    person = Participation.objects.get(name="髙橋　花子")
    if deed == "check_in":
        services.check_in(participation=person, by="user:1")
    elif deed == "consent":
        services.set_consent(participation=person, purpose="photo", is_given=True, by="pass:1")
    elif deed == "claim":
        services.claim_pass(participation=person, by="pass:1")
    else:
        services.mark_no_show(participation=person, by="user:1")
    with pytest.raises(BadInputError) as refusal:
        services.undo_import(row=row, by=member.key)
    assert refusal.value.params == {"n": 1, "names": "髙橋　花子"}
    assert Participation.objects.count() == 3


def test_a_cancelled_person_is_not_brought_back_by_an_old_list(member):
    taken(member, files.xlsx())
    services.cancel(participation=Participation.objects.get(name="髙橋　花子"), by=member.key)
    assert taken(member, files.xlsx()).counts == {"new": 0, "updated": 0, "same": 2, "skipped": 1}
    assert Participation.objects.get(name="髙橋　花子").state == "cancelled"


@pytest.mark.parametrize("is_theirs", [True, False])
def test_people_of_last_year_are_the_same_people_where_the_organiser_ran_it(member, is_theirs):
    last = make_participation(make_event(), "髙橋 花子", "福島県", kana="たかはしはなこ")
    if is_theirs:
        make_member(last.event, user=User.objects.get(pk=member.user_id))
    taken(member, files.xlsx())
    person = Participation.objects.get(event=member.event, name="髙橋　花子").person
    assert (person == last.person) == is_theirs


def test_a_short_name_means_the_same_organisation(member):
    body = Organisation.objects.create(name="福島県中央計算センター", short_name="FCC")
    taken(member, files.csv([(1, "ＦＣＣ", "", "", "佐藤 蓮", "", "", "", "", "")], encoding="utf-8"))
    assert Participation.objects.get().organisation == body


def test_a_thousand_rows_take_less_than_two_seconds(member):
    data = files.many(1_000)
    start = process_time()
    row = taken(member, data)
    spent = process_time() - start
    assert row.counts["new"] == 1_000
    assert spent < 2
    services.undo_import(row=row, by=member.key)
    assert Participation.objects.count() == 0


def test_the_audit_log_names_the_file_and_the_counts(member):
    row = taken(member, files.xlsx())
    entry = AuditEntry.objects.get(verb="roster.apply_import")
    assert (entry.details["sha256"], entry.details["counts"]["new"]) == (row.sha256, 3)


def test_a_mapping_corrected_by_hand_is_used(member):
    data = files.csv([("髙橋 花子", "福島県")], header=("だれ", "どこ"), encoding="utf-8")
    row = services.upload_roster(member=member, file_name="a.csv", data=data)
    with pytest.raises(BadInputError):
        services.apply_import(row=row, by=member.key)
    services.remap_import(row=row, sheet=0, header=1, columns=[])
    services.remap_import(row=row, sheet=0, header=1, columns=["name", "organisation"])
    assert services.apply_import(row=RosterImport.objects.get(), by=member.key).counts["new"] == 1


def test_rows_without_an_organisation_take_the_one_chosen_for_the_file(member):
    data = files.csv([("髙橋 花子", "タカハシハナコ")], header=("氏名", "フリガナ"), encoding="utf-8")
    row = services.upload_roster(member=member, file_name="a.csv", data=data)
    services.remap_import(row=row, sheet=0, header=1, columns=["name", "kana"], organisation="福島県")
    services.apply_import(row=row, by=member.key)
    assert Participation.objects.get().organisation.name == "福島県"


def test_the_sheet_that_looks_like_a_roster_is_chosen_and_another_may_be(member):
    import openpyxl

    book = openpyxl.Workbook()
    book.active.title = "ご案内"
    book.active.append(["参加者の皆様へ"])
    for title, name in (("名簿", "髙橋 花子"), ("控え", "伊藤 凛")):
        sheet = book.create_sheet(title)
        sheet.append(["氏名", "所属", "部署"] if title == "名簿" else ["氏名", "所属"])
        sheet.append([name, "福島県"])
    out = io.BytesIO()
    book.save(out)
    row = services.upload_roster(member=member, file_name="a.xlsx", data=out.getvalue())
    assert [change.entry.name for change in queries.preview(row).changes] == ["髙橋 花子"]
    services.remap_import(row=row, sheet=2, header=0, columns=[])
    assert [change.entry.name for change in queries.preview(row).changes] == ["伊藤 凛"]


@pytest.mark.parametrize("n_people", [3, 30])
def test_a_preview_costs_the_same_for_any_number_of_people(member, n_people, django_assert_num_queries):
    row = services.upload_roster(member=member, file_name="a.xlsx", data=files.many(n_people))
    make_participation(member.event, preferences=member.event.themes.all())
    with django_assert_num_queries(4):
        queries.preview(row)
