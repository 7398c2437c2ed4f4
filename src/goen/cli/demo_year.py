"""One year of the example: people invited, and for past years the whole day held by its run sheet."""

from datetime import datetime, timedelta
from itertools import accumulate
from typing import Any

from goen.base import jobs
from goen.base.actors import Actor
from goen.cli.demo_evening import Day, fill_sheets, pitch, speak
from goen.cli.demo_follow import answer
from goen.cli.demo_hall import ask_the_hall
from goen.cli.demo_tables import TableWork
from goen.cli.demo_time import Calendar
from goen.core.progress import SILENT
from goen.events.access import get_member
from goen.events.models import Segment
from goen.events.services import close_event, start_day, start_segment
from goen.grouping.models import Plan
from goen.grouping.queries import PlanSettings
from goen.grouping.services import make_plan, publish_plan, solve_plan
from goen.roster.services import add_person, check_in, set_consent
from goen.roster.services.people import Profile


def invite(event: Any, organiser: Any, people: list[dict[str, Any]]) -> list[Any]:
    """Put the people on the roster with their wishes and consents."""
    themes = {theme.number: theme.pk for theme in event.themes.all()}
    invited = []
    for person in people:
        fields = {key: person[key] for key in ("name", "kana", "organisation", "department", "title", "seniority")}
        profile = Profile(
            **fields, is_facilitator=person["is_facilitator"], wishes=tuple(themes[n] for n in person["wishes"])
        )
        row = add_person(event=event, profile=profile, by=f"user:{organiser.pk}")
        for purpose, is_given in person["consents"].items():
            set_consent(participation=row, purpose=purpose, is_given=is_given, by=f"user:{organiser.pk}")
        invited.append(row)
    return invited


def hold(event: Any, organiser: Any, example: dict[str, Any], year: dict[str, Any], calendar: Calendar) -> None:
    """Hold a whole day by its run sheet: groups, boards, dots, proposals, pitches, voices, close."""
    actor = Actor(user_id=organiser.pk)
    past = [example["former_people"][place] for place in year["former"]]
    rows = invite(event, organiser, [example["people"][place] for place in year["people"]] + past)
    member = get_member(actor, event.slug)
    plan = _groups(member, event)
    calendar.move_to(event.starts_at - timedelta(minutes=25))
    for row in rows:
        calendar.move_to(calendar.at + timedelta(seconds=50))
        check_in(participation=row, by=member.key)
    calendar.move_to(event.starts_at)
    start_day(member=member)
    day = Day(event, actor, rows, year, calendar)
    table_work = TableWork(day, plan)
    for segment, starts_at in _timetable(event):
        calendar.move_to(starts_at)
        start_segment(member=get_member(actor, event.slug), segment_id=segment.pk)
        if segment.kind == Segment.Kind.DISCUSSION:
            table_work.discuss()
        elif segment.kind == Segment.Kind.SUMMARY:
            table_work.vote()
            fill_sheets(day)
        elif segment.kind == Segment.Kind.PITCH:
            pitch(day)
        elif segment.kind == Segment.Kind.REFLECTION:
            ask_the_hall(day)
            speak(day)
    calendar.move_to(event.ends_at)
    close_event(member=get_member(actor, event.slug))
    answer(day)


def _timetable(event: Any) -> list[tuple[Segment, datetime]]:
    segments = list(event.segments.all())
    minutes = accumulate((segment.minutes for segment in segments), initial=0)
    return [(segment, event.starts_at + timedelta(minutes=m)) for segment, m in zip(segments, minutes, strict=False)]


def _groups(member: Any, event: Any) -> Plan:
    themes = list(event.themes.all())
    settings = PlanSettings(n_groups=len(themes), theme_ids=tuple(theme.pk for theme in themes))
    plan, job = make_plan(member=member, settings=settings)
    jobs.cancel(job)  # solved right here instead
    solve_plan(plan=plan, progress=SILENT)
    plan = Plan.objects.select_related("event").get(pk=plan.pk)
    publish_plan(member=member, plan=plan)
    return plan
