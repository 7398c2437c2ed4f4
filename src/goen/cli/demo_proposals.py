"""What went on after the example's past days: milestones and evidence of proposals, and ties that last."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from goen.accounts.models import Role
from goen.base.actors import Actor
from goen.cli.demo_time import Calendar, living_at
from goen.events.access import Member, get_member
from goen.events.models import Event, PartnershipMember
from goen.proposals import services as proposals
from goen.proposals.models import FollowUp
from goen.roster.models import Participation
from goen.ties import queries
from goen.ties import services as ties
from goen.ties.models import Introduction, Meeting, Pairing
from goen.ties.services.keeping import CardFields

CHIEF = "chief"
_N_MONTHS = 4
# What people can tell about and look for: dealt out by turns, so that some look for what others offer.
_TAGS = (
    "データ活用", "広報", "窓口改革", "移住支援", "生成AI", "観光", "RPA", "県産品", "地域の見守り", "GIS", "やさしい日本語", "人材育成",
)  # fmt: skip
_NOTE = "担当課と 2 回打ち合わせ、試行の範囲を決めました。次は参加してくださる市町村を募ります。"


def go_on(past: list[Event], organiser: Any, password: str) -> None:
    """Let the years after each past day pass, and show the answers to the public."""
    _chief(past[-1], password)
    actor = Actor(user_id=organiser.pk)
    for event in past:
        member = get_member(actor, event.slug)
        with living_at(event.starts_at + timedelta(days=200)) as calendar:
            for follow_up in FollowUp.objects.filter(proposal__event=event, status__in=("under_way", "done")):
                calendar.move_to(calendar.at + timedelta(days=1))
                _show_work(member, follow_up)
            proposals.publish_answers(member=member)
    partnership = past[-1].partnership
    assert partnership is not None  # noqa: S101 - every event of the example has one
    proposals.publish_partnership(actor=actor, partnership=partnership)
    _keep_in_touch(past[-1], get_member(actor, past[-1].slug))


def _chief(event: Event, password: str) -> None:
    """Give a decision-maker an account."""
    from goen.accounts.models import User

    chief = User.objects.create_user(username=CHIEF, password=password, display_name="須賀川 進")
    PartnershipMember.objects.create(partnership_id=event.partnership_id or 0, user=chief, role=Role.DECISION_MAKER)


def _show_work(member: Member, follow_up: FollowUp) -> None:
    day = follow_up.proposal.event.starts_at.date()
    common: dict[str, Any] = {"member": member, "follow_up": follow_up}
    first = proposals.add_milestone(**common, title="試行を始める", due_on=day + timedelta(days=150))
    proposals.add_milestone(**common, title="結果をまとめて公表する", due_on=day + timedelta(days=700))
    proposals.finish_milestone(**common, milestone_id=first.pk)
    proposals.add_note(**common, text=_NOTE)
    figure = proposals.Figure(Decimal("37.5"), "%", day + timedelta(days=180), "試行の記録（架空の数値）")
    proposals.add_figure(**common, title="手続にかかる時間の減少", figure=figure, is_public=True)
    plan = "試行計画（例）\n1 対象 2 期間 3 測り方\n".encode()
    proposals.add_file(**common, title="試行計画", name="試行計画.txt", content=plan, is_public=True)


def _keep_in_touch(event: Event, member: Member) -> None:
    rows = list(Participation.objects.filter(event=event).select_related("person").order_by("id"))
    agreed = queries.consenting([row.person_id for row in rows])
    rows = [row for row in rows if row.person_id in agreed]
    with living_at(event.starts_at + timedelta(days=1)) as calendar:
        _write_cards(rows)
        _wish(rows)
        ties.introduce(event=event, by=member.key)
        _answer(calendar)
        for month in range(_N_MONTHS):
            _pair(event, member, calendar, month)


def _write_cards(rows: list[Participation]) -> None:
    for place, row in enumerate(rows):
        tags = [_TAGS[(place * 5 + k) % len(_TAGS)] for k in range(4)]
        fields = CardFields(
            contact=f"内線 {2400 + place}",
            offers=tags[:2],
            asks=tags[2:],
            wants_introductions=_most(place, 5),
            wants_pairings=_most(place, 6),
        )
        ties.save_card(person_id=row.person_id, fields=fields, by=f"pass:{row.guest_pass_id}")


def _wish(rows: list[Participation]) -> None:
    """Let most table mates of different organisations want to keep in touch, some on one side only."""
    keys = {row.person_id: f"pass:{row.guest_pass_id}" for row in rows}
    met = Meeting.objects.filter(event=rows[0].event, low__in=keys, high__in=keys).order_by("low_id", "high_id")
    for place, (low, high) in enumerate(met.values_list("low_id", "high_id")):
        if place % 3:
            ties.set_wish(person_id=low, about_id=high, shares_contact=place % 4 != 0, by=keys[low])
        if place % 2:
            ties.set_wish(person_id=high, about_id=low, shares_contact=True, by=keys[high])


def _answer(calendar: Calendar) -> None:
    """Let introductions be accepted by both, by one, or not at all."""
    for place, row in enumerate(Introduction.objects.order_by("id")):
        calendar.move_to(calendar.at + timedelta(hours=3))
        for person_id in (row.low_id, row.high_id)[: 2 if place % 3 else 1]:
            ties.answer_introduction(introduction=row, person_id=person_id, accepts=True, by=f"person:{person_id}")
        row.refresh_from_db()
        if row.state == Introduction.State.ACCEPTED and place % 2:
            ties.say_introduced_met(introduction=row, person_id=row.low_id, has_met=True, by=f"person:{row.low_id}")


def _pair(event: Event, member: Member, calendar: Calendar, number: int) -> None:
    first = ties.month_of((event.starts_at + timedelta(days=31 * (number + 1))).date())
    calendar.move_to(datetime.combine(first, event.starts_at.timetz()))
    made = ties.make_round(event=event, month=first, by=member.key)
    calendar.move_to(ties.third_wednesday(first) + timedelta(hours=2))
    for place, pair in enumerate(Pairing.objects.filter(round=made)):
        if _most(place, 4):
            word: dict[str, Any] = {"person_id": pair.low_id, "has_met": _most(place, 5), "by": f"person:{pair.low_id}"}
            ties.say_paired_met(pairing=pair, **word)


def _most(place: int, each: int) -> bool:
    """Tell whether it is not every third, fourth … one's turn to be left out."""
    return place % each != each - 1
