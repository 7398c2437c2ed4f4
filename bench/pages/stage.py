"""A partnership with three years of 300 people: rosters, groups, boards, meetings, proposals, voices, indicators."""

import random
from datetime import datetime, timedelta
from itertools import combinations
from typing import Any
from zoneinfo import ZoneInfo

JST = ZoneInfo("Asia/Tokyo")
N_BODIES, TABLE = 12, 8


def fill(n_people: int, n_years: int = 3) -> dict[str, str]:
    """Fill an empty database; returns the slugs of the newest event and of the partnership."""
    from goen.accounts.models import Organisation, Role, User
    from goen.events.models import Partnership, PartnershipMember

    user = User.objects.create_user(username="bench", password="only-for-the-bench")  # noqa: S106 - thrown away
    partnership = Partnership.objects.create(slug="bench", name="計測の協定")
    PartnershipMember.objects.create(partnership=partnership, user=user, role=Role.ORGANISER)
    bodies = [Organisation.objects.create(name=f"団体{k:02}") for k in range(N_BODIES)]
    draw = random.Random(20250130)  # noqa: S311 - the same on every machine
    known: list[Any] = []
    for year in range(n_years):
        known = _hold(partnership, 2025 + year, bodies, known, (n_people, draw))
    _indicators(partnership)
    return {"event": f"bench-{2025 + n_years - 1}", "partnership": "bench"}


def _hold(
    partnership: Any, year: int, bodies: list[Any], known: list[Any], size: tuple[int, random.Random]
) -> list[Any]:
    from goen.core.text.names import person_key
    from goen.events.models import Clock, Event, EventMember, Pass, Segment, Theme
    from goen.roster.models import Participation, Person

    n_people, draw = size
    starts_at = datetime(year, 1, 30, 13, 30, tzinfo=JST)
    event = Event.objects.create(
        partnership=partnership, slug=f"bench-{year}", title=f"交流会 {year}", starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=4), status="closed", closed_at=starts_at + timedelta(hours=4),
    )  # fmt: skip
    EventMember.objects.create(event=event, user=partnership.members.get().user, role="organiser")
    Clock.objects.create(event=event)
    themes = [Theme.objects.create(event=event, number=k, title=f"テーマ{k}") for k in range(1, 5)]
    Segment.objects.create(event=event, position=1, kind="discussion", title="討議", minutes=60)
    people = draw.sample(known, len(known) // 2)
    for k in range(n_people - len(people)):
        body, name = bodies[k % N_BODIES], f"参加 {year}-{k:03}"
        people.append(Person(name=name, organisation=body, match_key=person_key(name, body.name)))
    Person.objects.bulk_create([one for one in people if one.pk is None])
    passes = Pass.objects.bulk_create([Pass(event=event) for _one in people])
    rows = Participation.objects.bulk_create(
        Participation(event=event, person=one, organisation=one.organisation, name=one.name, guest_pass=key,
                      department=f"{k % 5}課", checked_in_at=starts_at)
        for k, (one, key) in enumerate(zip(people, passes, strict=True))
    )  # fmt: skip
    _tables(event, rows, themes)
    return people


def _tables(event: Any, rows: list[Any], themes: list[Any]) -> None:
    from goen.boards.models import Board, Note
    from goen.grouping.models import Group, Plan, Seat
    from goen.proposals.models import FollowUp, Proposal
    from goen.ties.models import Meeting
    from goen.voices.models import Quote, Voice

    plan = Plan.objects.create(event=event, number=1, state="published", published_at=event.starts_at)
    columns = [{"key": key, "title": key} for key in ("as_is", "to_be", "gap", "solution")]
    for number, start in enumerate(range(0, len(rows), TABLE), start=1):
        people = rows[start : start + TABLE]
        group = Group.objects.create(plan=plan, number=number, theme=themes[number % 4])
        Seat.objects.bulk_create([Seat(plan=plan, group=group, participation=row) for row in people])
        board = Board.objects.create(event=event, group=group, title=group.label, columns=columns, voting="closed")
        Note.objects.bulk_create(
            Note(board=board, note_id=f"n{k}", column=columns[k % 4]["key"], text=f"付箋その{k}", author=people[k % len(people)],
                 created_at=event.starts_at + timedelta(minutes=k * 7 % 60))
            for k in range(24)
        )  # fmt: skip
        pairs = combinations(sorted(row.person_id for row in people), 2)
        Meeting.objects.bulk_create(
            Meeting(event=event, group_label=group.label, low_id=low, high_id=high, at=event.starts_at)
            for low, high in pairs
        )
        proposal = Proposal.objects.create(event=event, group=group, theme=group.theme, title=f"提言 {number}")
        FollowUp.objects.create(
            proposal=proposal, received_at=event.starts_at, answered_at=event.starts_at + timedelta(days=number),
            status=("received", "considering", "adopted", "declined", "under_way", "done")[number % 6],
        )  # fmt: skip
    for k, row in enumerate(rows):
        voice = Voice.objects.create(event=event, participation=row, satisfaction=1 + k % 5, wants_again=True)
        Quote.objects.create(voice=voice, question="learnt", text="よい出会いでした。", publication="anonymous")


def _indicators(partnership: Any) -> None:
    from django.utils import timezone

    from goen.core.indicators.fukushima import municipalities
    from goen.dashboards.models import Indicator, IndicatorFile, Value

    for number in range(6):
        indicator = Indicator.objects.create(
            partnership=partnership, name=f"指標 {number}", definition="計測", source="計測", unit="％", updated_at=timezone.now()
        )  # fmt: skip
        file = IndicatorFile.objects.create(partnership=partnership, indicator=indicator, file_name="a.csv", table={})
        Value.objects.bulk_create(
            Value(indicator=indicator, file=file, row=k, start=datetime(2020 + year, 1, 1, tzinfo=JST).date(), grain="year",
                  area=place.name, code=place.code, value=float(k + year))
            for k, place in enumerate(municipalities()) for year in range(5)
        )  # fmt: skip
