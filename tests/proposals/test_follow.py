"""Every proposal gets an answer, the right people give it, and those who made it hear of every change."""

import re
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests.factories import (
    carry_pass,
    make_board,
    make_event,
    make_groups,
    make_member,
    make_note,
    make_organisation,
    make_organiser,
    make_participation,
    make_themes,
    make_user,
    run_segment,
    sign_in,
)

from goen.accounts.models import Role
from goen.base import jobs
from goen.base.actors import Actor
from goen.core.errors import BadInputError, GoenError, RefusedError
from goen.events.access import get_member
from goen.events.models import Event, EventMember
from goen.events.queries import checklist
from goen.events.services import close_event
from goen.inbox.models import Message
from goen.proposals import access, phases, queries, services
from goen.proposals.models import Evidence, FollowUp, Proposal, Step
from goen.proposals.services import Charge, Figure

pytestmark = pytest.mark.django_db
ADDRESS = "/events/fukushima/proposals/{}/follow/"


@pytest.fixture
def event():
    return make_event(slug="fukushima")


@pytest.fixture
def organiser(event):
    return get_member(Actor(user_id=make_organiser(event).pk), event.slug)


@pytest.fixture
def people(event):
    return [make_participation(event, f"提案 {k}") for k in range(3)]


@pytest.fixture
def proposal(event, people, organiser):
    """Write the sheet of a group of two; the third person sits elsewhere."""
    groups = make_groups(event, [people[:2], people[2:]], themes=make_themes(event, 2))
    make_note(make_board(event, groups[0]), "紙の申請が多い", "as_is", note_id="n1")
    services.open_missing_sheets(event=event)
    run_segment(event)
    sheet = Proposal.objects.get(group=groups[0])
    services.take_note(member=organiser, proposal=sheet, note_id="n1", part="as_is")
    services.add_sentence(member=organiser, proposal=sheet, part="solution", text="窓口を一つにする")
    Proposal.objects.filter(pk=sheet.pk).update(title="つながる窓口")
    return queries.proposal_of(event, sheet.pk)


@pytest.fixture
def follow_up(organiser, proposal):
    return services.receive(member=organiser, proposal=proposal)


def move(member, follow_up, to, reason=""):
    follow_up.refresh_from_db()
    return services.set_status(member=member, follow_up=follow_up, to=to, reason=reason, seen=follow_up.version)


def told(person):
    return list(Message.objects.filter(person=person.person).order_by("id").values_list("code", flat=True))


def member_with(event, role):
    return get_member(Actor(user_id=make_member(event, role).pk), event.slug)


def test_closing_the_day_receives_what_was_written_and_tells_those_who_made_it(event, organiser, proposal, people):
    close_event(member=get_member(Actor(user_id=organiser.user_id), event.slug))

    assert [row.proposal for row in FollowUp.objects.all()] == [proposal]  # the other group wrote nothing
    assert told(people[0]) == told(people[1]) == ["proposals.received"]
    assert told(people[2]) == []


def test_a_proposal_is_received_once(organiser, proposal, follow_up, event):
    services.receive(member=organiser, proposal=proposal)

    assert services.receive_all(member=organiser, event=event) == 0
    assert FollowUp.objects.count() == 1


def test_every_change_is_kept_and_told(organiser, follow_up, people):
    move(organiser, follow_up, "considering")
    services.add_note(member=organiser, follow_up=follow_up, text="3 課で話し合っています")
    move(organiser, follow_up, "adopted")

    codes = ["proposals.received", "proposals.now_considering", "proposals.noted", "proposals.now_adopted"]
    assert told(people[0]) == codes
    assert list(Step.objects.order_by("id").values_list("code", flat=True)) == codes
    assert Message.objects.filter(user_id=organiser.user_id).count() == 0  # who does it is not told
    assert Message.objects.filter(note="3 課で話し合っています", person=people[0].person).exists()


def test_a_proposal_goes_only_the_ways_there_are(organiser, follow_up):
    gone = set()
    for now in phases.TRANSITIONS:
        for to in phases.TRANSITIONS:
            FollowUp.objects.update(status=now)
            with suppress(BadInputError):
                gone.add((now, move(organiser, follow_up, to, "理由").status))

    assert gone == {(now, to) for now, ways in phases.TRANSITIONS.items() for to in ways}


def test_a_refusal_says_why_or_is_not_kept(organiser, follow_up):
    move(organiser, follow_up, "considering")

    with pytest.raises(BadInputError, match=r"proposals\.reason_missing"):
        move(organiser, follow_up, "declined", "  ")

    follow_up.refresh_from_db()
    assert follow_up.status == "considering"
    assert move(organiser, follow_up, "declined", "法令の改正を待つため").answered_at is not None


def test_two_people_do_not_decide_over_each_other(organiser, follow_up):
    seen = follow_up.version
    move(organiser, follow_up, "considering")

    with pytest.raises(GoenError, match=r"base\.conflict"):
        services.set_status(member=organiser, follow_up=follow_up, to="considering", reason="", seen=seen)


def test_a_decision_maker_decides_an_observer_does_not(client, event, organiser, proposal, follow_up):
    move(organiser, follow_up, "considering")
    follow_up.refresh_from_db()
    sent = {"to": "adopted", "reason": "", "seen": follow_up.version}
    address = ADDRESS.format(proposal.pk) + "act/status/"
    observer, chief = make_member(event, Role.OBSERVER), make_member(event, Role.DECISION_MAKER)

    refused = sign_in(client, observer).post(address, sent)
    allowed = sign_in(client, chief).post(address, sent)

    follow_up.refresh_from_db()
    assert (refused.status_code, allowed.status_code, follow_up.status) == (404, 302, "adopted")


def test_whoever_is_in_charge_reports_but_does_not_decide(event, organiser, follow_up):
    owner = make_user(display_name="担当 一郎")
    EventMember.objects.create(event=event, user=owner, role=Role.OBSERVER)
    services.set_charge(member=organiser, follow_up=follow_up, charge=Charge(owner=owner))
    member = get_member(Actor(user_id=owner.pk), event.slug)
    follow_up = queries.follow_up_of(follow_up.proposal)

    assert access.ways_on(member, follow_up) == ["considering"]
    FollowUp.objects.update(status="considering")
    follow_up.refresh_from_db()
    assert access.ways_on(member, follow_up) == []
    with pytest.raises(RefusedError, match=r"proposals\.not_yours_to_decide"):
        access.check_way(member, follow_up, "adopted")
    assert Message.objects.filter(user=owner, code="proposals.yours").count() == 1


def test_a_due_date_that_passes_is_told_once_to_whoever_answers(event, organiser, follow_up, people):
    owner = make_member(event, Role.DECISION_MAKER)
    yesterday = timezone.localdate() - timedelta(days=1)
    services.set_charge(member=organiser, follow_up=follow_up, charge=Charge(owner=owner, due_on=yesterday))
    jobs.Job.objects.filter(name="proposals.remind").update(not_before=timezone.now())

    jobs.run_waiting()

    assert Message.objects.filter(code="proposals.overdue", user=owner).count() == 1
    assert "proposals.overdue" not in told(people[0])


def test_a_date_that_was_moved_or_an_answer_that_came_needs_no_reminder(organiser, follow_up):
    due = date(2025, 3, 1)
    services.set_charge(member=organiser, follow_up=follow_up, charge=Charge(due_on=due))

    assert services.remind(follow_up_id=follow_up.pk, due="2025-02-01") is False
    FollowUp.objects.update(status="declined")
    assert services.remind(follow_up_id=follow_up.pk, due=due.isoformat()) is False


def test_overdue_proposals_stand_on_the_checklist_of_the_event(event, organiser, follow_up):
    Event.objects.update(status="closed")
    FollowUp.objects.update(due_on=date(2025, 3, 1))
    event.refresh_from_db()

    lines = {line.title: line for stage in checklist(event).stages for line in stage.lines}

    assert lines["提言への回答"].detail == "期限切れ 1 件、回答待ち 1 件"
    assert not lines["提言への回答"].is_done


def test_evidence_is_checked_by_its_content_and_leaves_with_its_file(organiser, follow_up, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with pytest.raises(BadInputError):
        services.add_file(member=organiser, follow_up=follow_up, title="", name="plan.pdf", content=b"no pdf")
    row = services.add_file(
        member=organiser, follow_up=follow_up, title="計画", name="計画.pdf", content=b"%PDF-1.7 test"
    )
    services.add_figure(
        member=organiser, follow_up=follow_up, title="待ち時間", figure=Figure(Decimal("1234.50"), "分")
    )

    assert Evidence.objects.get(kind="figure").shown_value == "1,234.5"
    assert row.file.read() == b"%PDF-1.7 test"
    services.remove_evidence(member=organiser, follow_up=follow_up, evidence_id=row.pk)
    assert not Evidence.objects.filter(kind="file").exists()


def test_a_file_goes_through_the_door_as_a_download(client, organiser, proposal, follow_up, people, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    row = services.add_file(member=organiser, follow_up=follow_up, title="", name="案.txt", content="案".encode())
    address = f"{ADDRESS.format(proposal.pk)}file/{row.pk}/"

    assert client.get(address).status_code == 404
    answer = carry_pass(client, people[2]).get(address)
    assert answer.content.decode() == "案"
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_a_milestone_is_reached_and_taken_back(organiser, follow_up):
    row = services.add_milestone(member=organiser, follow_up=follow_up, title="試行", due_on=date(2025, 6, 1))
    for _twice in range(2):
        services.finish_milestone(member=organiser, follow_up=follow_up, milestone_id=row.pk)
    row.refresh_from_db()

    assert row.done_on == timezone.localdate()
    assert Step.objects.filter(code="proposals.milestone_done").count() == 1
    services.reopen_milestone(member=organiser, follow_up=follow_up, milestone_id=row.pk)
    row.refresh_from_db()
    assert row.done_on is None


def test_every_sentence_shows_where_it_came_from(proposal):
    origin = queries.origin_of(proposal)

    assert [(each.note, each.is_unchanged) for each in origin.sentences["as_is"]] == [("紙の申請が多い", True)]
    assert [each.note for each in origin.sentences["solution"]] == [""]
    assert (origin.n_from_notes, origin.n_sentences) == (1, 2)


def test_a_bad_form_is_shown_again_with_what_was_typed(client, event, organiser, proposal, follow_up):
    client = sign_in(client, make_member(event, Role.DECISION_MAKER))
    address = ADDRESS.format(proposal.pk) + "act/"

    link = client.post(f"{address}link/", {"title": "資料", "url": "javascript:alert(1)"})
    reason = client.post(f"{address}status/", {"to": "adopted", "reason": "", "seen": follow_up.version})
    upload = client.post(f"{address}file/", {"file": SimpleUploadedFile("a.exe", b"MZ")})

    assert [answer.status_code for answer in (link, reason, upload)] == [400, 400, 400]
    assert "資料" in link.content.decode()
    assert "その状態へ進めません" in reason.content.decode()
    assert "a.exe" in upload.content.decode()


def test_who_may_be_put_in_charge_and_receive_comes_from_the_event_only(event, organiser, follow_up):
    stranger, elsewhere = make_user(), make_organisation("無関係の団体")

    assert stranger not in queries.possible_owners(event)
    assert elsewhere not in queries.possible_receivers(event)


def test_no_two_fields_of_the_page_share_an_id(client, event, proposal, follow_up):
    page = sign_in(client, make_organiser(event)).get(ADDRESS.format(proposal.pk)).content.decode()

    ids = re.findall(r'\sid="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids))
