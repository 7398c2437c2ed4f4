"""Kept, shown, erased, disposed of, frozen, redacted: what the law asks of an event."""

import io
import json
import zipfile
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.factories import (
    carry_pass,
    make_board,
    make_event,
    make_groups,
    make_member,
    make_note,
    make_organiser,
    make_participation,
    sign_in,
)

from goen.accounts.models import Role
from goen.base import audit, jobs
from goen.base.bundles.graph import own_tables
from goen.base.models import AuditEntry
from goen.boards.models import Note
from goen.cli import archive as archive_command
from goen.core.errors import BadInputError
from goen.events.access import Member
from goen.events.models import Event
from goen.records import queries, services
from goen.records.exports.archive import archive_zip, check_archive
from goen.records.exports.certificate import certificate_pdf
from goen.records.exports.redacted import Redaction, hider
from goen.records.models import Archive, Retention
from goen.records.queries.personal import ERASED
from goen.roster.models import Consent, Participation, Person, RosterImport
from goen.voices.models import Quote, Voice

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    event = make_event(slug="town", title="まちの交流会")
    people = [make_participation(event, f"縁野 花{n}", kana=f"エンノ ハナ{n}", consents=["name"]) for n in "子代恵"]
    board = make_board(event, make_groups(event, [people])[0])
    make_note(board, "窓口が遠い", author=people[0])
    make_note(board, "夜も開けてほしい")
    voice = Voice.objects.create(event=event, participation=people[0], satisfaction=5)
    Quote.objects.create(voice=voice, question="learnt", text="はじめて会えた")
    return event


@pytest.fixture
def organiser(event):
    return make_organiser(event)


@pytest.fixture
def member(event, organiser):
    return Member(event=event, role=Role.ORGANISER, user_id=organiser.pk)


def somebody(event):
    """Return the participant who wrote a note and a voice."""
    return Voice.objects.get(event=event).participation


def everything_stored():
    """Return every text of every table of Goen, as one."""
    return "\n".join(str(row) for table in own_tables() for row in table.objects.values())


def test_a_guest_sees_and_takes_everything_kept_about_them(client, event):
    row = somebody(event)
    carry_pass(client, row)
    page = client.get(reverse("records:mine", args=[event.slug])).content.decode()
    taken = json.loads(client.get(reverse("records:mine-file", args=[event.slug])).content)
    titles = {section["title"] for section in taken["sections"]}
    assert row.name in page
    assert {"名簿", "参加者の声", "書いた付箋", "同意の記録", "席"} <= titles
    others = Participation.objects.exclude(pk=row.pk).values_list("name", flat=True)
    assert [name for name in others if name in page or name in str(taken)] == []


def test_erased_means_the_name_is_nowhere_in_the_database(client, event):
    row = somebody(event)
    name, note = row.name, Note.objects.get(author=row)
    RosterImport.objects.create(event=event, file_name="名簿.xlsx", sha256="0" * 64, table={"sheets": [[[name]]]})
    carry_pass(client, row)

    assert client.post(reverse("records:mine-erase", args=[event.slug])).status_code == 302

    note.refresh_from_db()
    row.refresh_from_db()
    assert (note.author, row.name, row.state) == (None, ERASED, Participation.State.EXPECTED)
    assert name not in everything_stored()
    assert client.get(reverse("roster:me", args=[event.slug])).status_code == 404
    assert not Voice.objects.filter(participation=row).exists()
    assert dict(Consent.objects.filter(participation=row).order_by("id").values_list("purpose", "is_given")) == {
        "name": False
    }


def test_somebody_who_took_part_elsewhere_stays_there(event):
    row = somebody(event)
    other = make_participation(make_event(), row.name, row.organisation, person=row.person)
    services.erase(participation=row, by="user:1")
    other.refresh_from_db()
    assert (other.name, other.person.name) == (row.name, row.name)
    assert Participation.objects.get(pk=row.pk).person.name == ERASED


def test_erasing_twice_is_once(event):
    row = somebody(event)
    services.erase(participation=row, by="user:1")
    assert services.erase(participation=row, by="user:1") == {}
    assert AuditEntry.objects.filter(verb="records.erase").count() == 1


def test_nobody_is_disposed_of_before_a_period_or_while_it_is_held(event, member):
    with pytest.raises(BadInputError, match="no_period"):
        services.dispose(event=event, by=member.key, certify=certificate_pdf)
    keep(member, is_on_hold=True)
    with pytest.raises(BadInputError, match="on_hold"):
        services.dispose(event=event, by=member.key, certify=certificate_pdf)
    assert not Participation.objects.filter(event=event, name=ERASED).exists()


def test_the_timer_disposes_of_what_is_due_and_writes_a_certificate(client, event, member, organiser):
    keep(member, keep_until=timezone.localdate() - timedelta(days=1), is_automatic=True)
    later = make_event()
    make_participation(later, "残る 人")
    names = list(Participation.objects.filter(event=event).values_list("name", flat=True))

    jobs.enqueue("records.dispose_due")
    jobs.run_waiting()

    retention = Retention.objects.get(event=event)
    stored = everything_stored()
    assert retention.disposed_at is not None
    assert [name for name in names if name in stored] == []
    assert Person.objects.filter(name="残る 人").exists()
    pdf = sign_in(client, organiser).get(reverse("records:certificate", args=[event.slug]))
    assert pdf.content.startswith(b"%PDF")
    assert AuditEntry.objects.get(verb="records.dispose").details["counts"]["roster_participation"] == len(names)
    assert audit.first_broken_entry() is None


def test_only_an_organiser_disposes(client, event):
    sign_in(client, make_member(event, Role.CO_ORGANISER))
    assert client.post(reverse("records:dispose", args=[event.slug])).status_code == 404
    assert client.get(reverse("records:overview", args=[event.slug])).status_code == 200


def test_a_frozen_event_proves_itself_and_a_changed_one_does_not(event, member, tmp_path, capsys):
    with pytest.raises(BadInputError, match="not_closed"):
        services.freeze(event=event, by=member.key, pack=archive_zip)
    Event.objects.filter(pk=event.pk).update(status=Event.Status.CLOSED)
    event.refresh_from_db()

    frozen = services.freeze(event=event, by=member.key, pack=archive_zip)

    content = Archive.objects.get(pk=frozen.pk).file.read()
    names = set(zipfile.ZipFile(io.BytesIO(content)).namelist())
    assert {"01_report.pdf", "02_report.json", "audit.csv", "event.zip", "tables/boards_note.csv"} <= names
    assert check_archive(content)["audit_hash"] == frozen.chain_head
    file = tmp_path / "frozen.zip"
    file.write_bytes(content)
    assert archive_command.run(type("Arguments", (), {"file": file})()) == 0
    assert "一致します" in capsys.readouterr().out
    with pytest.raises(BadInputError, match="bad_archive"):
        check_archive(changed(content))


def test_hidden_words_are_not_in_the_redacted_record(client, event, organiser):
    note = Note.objects.filter(board__event=event).first()
    row = Participation.objects.filter(event=event).first()
    Note.objects.filter(pk=note.pk).update(text=f"{row.name.split()[0]}さんと{row.name}の秘密計画")
    form = {"ground": "個人情報", "words": "秘密計画\n窓口", "hides_departments": "on"}
    answer = sign_in(client, organiser).post(reverse("records:redact", args=[event.slug]), form)
    assert answer.content.startswith(b"%PDF")
    hide = hider(Participation.objects.filter(event=event).select_related("person"), ["秘密計画"])
    assert hide(f"{row.name.split()[0]}さんと{row.name}の秘密計画") == "■■■さんと■■■の■■■"
    assert AuditEntry.objects.filter(verb="records.redact").exists()
    assert Redaction(ground="x").hides_voices


def test_the_log_is_read_filtered_proved_and_taken_along(client, event, organiser, member):
    keep(member)
    sign_in(client, organiser)
    page = client.get(reverse("records:log", args=[event.slug]), {"verb": "records.set_retention"}).content.decode()
    assert page.count("保存期限を決めた") >= 1
    assert "採点を閉じた" not in page.partition("<tbody>")[2]
    client.post(reverse("records:log-verify", args=[event.slug]))
    assert "保たれています" in client.get(reverse("records:log", args=[event.slug])).content.decode()
    AuditEntry.objects.filter(verb="records.set_retention").update(actor="user:999")
    client.post(reverse("records:log-verify", args=[event.slug]))
    assert "切れています" in client.get(reverse("records:log", args=[event.slug])).content.decode()
    assert client.get(reverse("records:log-csv", args=[event.slug])).content.startswith(b"\xef\xbb\xbf")


def test_reading_personal_data_and_taking_files_is_noted_with_the_event(client, event, organiser):
    sign_in(client, organiser)
    client.get(reverse("roster:list", args=[event.slug]))
    client.get(reverse("roster:list", args=[event.slug]))
    client.get(reverse("voices:export", args=[event.slug, "csv"]))
    noted = AuditEntry.objects.filter(actor=f"user:{organiser.pk}").values_list("verb", "event_id")
    assert list(noted) == [("roster.read", event.pk), ("voices.download", event.pk)]


def test_a_thousand_people_call_for_the_register(client, event, organiser, monkeypatch):
    monkeypatch.setattr(queries, "REGISTER_FROM", 3)
    page = sign_in(client, organiser).get(reverse("records:overview", args=[event.slug])).content.decode()
    assert "個人情報ファイル簿" in page
    monkeypatch.setattr(queries, "REGISTER_FROM", 4)
    assert "個人情報ファイル簿" not in client.get(reverse("records:overview", args=[event.slug])).content.decode()


def keep(member, **wanted):
    plain = {"keep_until": date(2030, 3, 31), "is_automatic": False, "is_on_hold": False, "reason": "文書管理規程"}
    return services.set_retention(member=member, **{**plain, **wanted})


def changed(content):
    source, target = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        for name in source.namelist():
            file.writestr(name, source.read(name) + (b" " if name == "audit.csv" else b""))
    return target.getvalue()
