"""Lists of proposals: filtered, exported, seen by the right people; the public reads them by consent only."""

import io
from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.factories import (
    make_event,
    make_member,
    make_organisation,
    make_participation,
    make_partnership,
    make_user,
    sign_in,
)

from goen.accounts.models import Role
from goen.base.actors import Actor
from goen.core.errors import RefusedError
from goen.events.access import get_member
from goen.events.models import PartnershipMember
from goen.grouping.models import Group, Plan
from goen.proposals import queries, services
from goen.proposals.models import Evidence, FollowUp, Proposal
from goen.roster.services import set_consent

pytestmark = pytest.mark.django_db


@pytest.fixture
def partnership():
    return make_partnership(slug="pact")


@pytest.fixture
def event(partnership):
    return make_event(slug="fukushima", partnership=partnership)


@pytest.fixture
def organiser(event):
    return get_member(Actor(user_id=make_member(event).pk), event.slug)


def make_rows(event, n, **fields):
    received = timezone.now() - timedelta(days=30)
    plan = Plan.objects.create(event=event, number=1, state=Plan.State.PUBLISHED)
    groups = Group.objects.bulk_create(Group(plan=plan, number=k) for k in range(1, n + 1))
    proposals = Proposal.objects.bulk_create(
        Proposal(event=event, group=group, title=f"提言その{group.number}") for group in groups
    )
    return FollowUp.objects.bulk_create(
        FollowUp(proposal=proposal, received_at=received, **fields) for proposal in proposals
    )


def test_filters_keep_what_was_asked_for_and_nonsense_filters_nothing(event):
    first, second, third = make_rows(event, 3)
    body = make_organisation("受け取る市")
    FollowUp.objects.filter(pk=first.pk).update(status="adopted", receiver=body)
    FollowUp.objects.filter(pk=second.pk).update(due_on=date(2025, 3, 1))
    rows = queries.follow_ups_of_event(event)

    def kept(**asked):
        return [row.pk for row in queries.tracked(rows.all(), asked).rows]

    assert kept(status="adopted") == [first.pk]
    assert kept(receiver=str(body.pk)) == [first.pk]
    assert kept(overdue="1") == [second.pk]
    assert kept(q="その3") == [third.pk]
    assert kept(year="2024") == []
    assert kept(status="?", receiver="x", year="y")[0] == second.pk  # overdue first
    assert queries.tracked(rows.all(), {}).n_overdue == 1


def test_days_to_the_answer_are_the_median(event):
    rows = make_rows(event, 3)
    for row, days in zip(rows, (2, 10, 4), strict=True):
        FollowUp.objects.filter(pk=row.pk).update(answered_at=row.received_at + timedelta(days=days))

    assert queries.tracked(queries.follow_ups_of_event(event), {}).days == pytest.approx(4)


def test_the_list_leaves_as_excel_and_csv_with_the_same_filter(client, event, organiser):
    import openpyxl

    first, _second = make_rows(event, 2)
    Proposal.objects.filter(pk=first.proposal_id).update(title="=1+1")
    FollowUp.objects.filter(pk=first.pk).update(status="declined", reason="予算がないため")
    make_member(event, Role.OBSERVER, user := make_user())
    sign_in(client, user)

    book = openpyxl.load_workbook(
        io.BytesIO(client.get("/events/fukushima/tracker/export.xlsx?status=declined").content)
    )
    text = client.get("/events/fukushima/tracker/export.csv?status=declined").content.decode("utf-8-sig")

    rows = list(book.active.iter_rows(values_only=True))
    assert [row[6:8] for row in rows[2:]] == [("見送り", "予算がないため")]
    assert text.count("\r\n") == 2
    assert "'=1+1" in text


def test_an_account_sees_the_proposals_of_its_own_events_only(client, event):
    make_rows(event, 1)
    other = make_event()
    make_rows(other, 1)
    Proposal.objects.filter(event=other).update(title="よその提言")
    user = make_user()
    PartnershipMember.objects.create(partnership=event.partnership, user=user, role=Role.OBSERVER)

    page = sign_in(client, user).get("/proposals/").content.decode()

    assert "提言その1" in page
    assert "よその提言" not in page


@pytest.mark.parametrize("address", ["/events/fukushima/tracker/", "/partnerships/pact/proposals/", "/proposals/"])
def test_lists_ask_as_many_queries_for_three_as_for_three_hundred(client, event, address, django_assert_num_queries):
    user = make_member(event)
    PartnershipMember.objects.create(partnership=event.partnership, user=user, role=Role.ORGANISER)
    sign_in(client, user)
    make_rows(event, 3)
    with _count() as few:
        client.get(address)
    Proposal.objects.all().delete()
    event.plans.all().delete()
    make_rows(event, 300)

    with django_assert_num_queries(len(few)):
        client.get(address)
    assert len(few) <= 12


def _count():
    from django.db import connection  # noqa: PLC0415 - only here
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - only here

    return CaptureQueriesContext(connection)


def test_nothing_is_public_before_it_is_published_and_nothing_after_it_was_taken_back(client, event, organiser):
    make_rows(event, 1)

    before = client.get("/e/fukushima/answers/").status_code
    services.publish_answers(member=organiser)
    shown = client.get("/e/fukushima/answers/")
    services.withdraw_answers(member=organiser)
    after = client.get("/e/fukushima/answers/").status_code

    assert (before, shown.status_code, after) == (404, 200, 404)
    assert "提言その1" in shown.content.decode()


def test_the_public_page_says_when_an_answer_is_late(client, event, organiser):
    make_rows(event, 1)
    services.publish_answers(member=organiser)

    pages = {}
    for days in (1, -1):
        FollowUp.objects.update(due_on=timezone.localdate() + timedelta(days=days))
        pages[days] = client.get("/e/fukushima/answers/").content.decode()

    assert "期限を過ぎています" not in pages[1]
    assert "期限を過ぎています" in pages[-1]


def test_the_public_page_names_nobody_who_did_not_agree_wherever_they_are_mentioned(event, organiser):
    shy, glad = make_participation(event, "内堀 秘子"), make_participation(event, "公開 太郎")
    set_consent(participation=glad, purpose="name", is_given=True, by="test")
    row = make_rows(event, 1)[0]
    words = f"{shy.name}さんと{glad.name}さんの案"
    Proposal.objects.update(title=words[:80], summary=words)
    FollowUp.objects.update(reason=words, section=words)
    row.milestones.create(title=words)
    row.evidence.create(kind="figure", title=words, is_public=True, source=words)
    row.proposal.items.create(part="solution", position=0, text=words, source_id="n", source_text=words)
    row.refresh_from_db()
    services.add_note(member=organiser, follow_up=row, text=words)
    services.publish_answers(member=organiser)

    _event, answers = queries.event_answers("fukushima")

    assert "内堀" not in repr(answers)
    assert repr(answers).count("公開 太郎") >= 9


def test_withheld_proposals_and_inner_evidence_stay_inside(client, event, organiser, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    kept, shown = make_rows(event, 2)
    services.withhold(member=organiser, follow_up=kept, is_withheld=True)
    inner = services.add_file(member=organiser, follow_up=shown, title="内部", name="a.txt", content=b"a")
    outer = services.add_file(
        member=organiser, follow_up=shown, title="公表", name="b.txt", content=b"b", is_public=True
    )
    services.publish_answers(member=organiser)

    page = client.get("/e/fukushima/answers/").content.decode()

    assert kept.proposal.title not in page
    assert "公表" in page
    assert "内部" not in page
    assert client.get(f"/e/fukushima/answers/file/{inner.pk}/").status_code == 404
    assert client.get(f"/e/fukushima/answers/file/{outer.pk}/").status_code == 200


def test_a_partnership_shows_all_its_years(client, event, partnership, organiser):
    later = make_event(partnership=partnership, starts_at=event.starts_at + timedelta(days=364), title="二年目")
    make_rows(event, 1)
    make_rows(later, 1)
    services.publish_partnership(actor=Actor(user_id=organiser.user_id), partnership=partnership)

    _partnership, answers = queries.partnership_answers("pact")

    assert [answer.event.title for answer in answers] == ["二年目", event.title]
    with pytest.raises(RefusedError):
        queries.event_answers("fukushima")  # an event has a page of its own only when it is published itself


def test_public_evidence_of_a_withdrawn_page_is_refused(event, organiser):
    row = make_rows(event, 1)[0]
    evidence = Evidence.objects.create(follow_up=row, kind="file", title="x", is_public=True)

    with pytest.raises(RefusedError):
        queries.public_evidence("fukushima", evidence.pk)
