"""One year of the example: people invited, and for last year the whole day held."""

from typing import Any

from goen.base import jobs
from goen.base.actors import Actor
from goen.boards.access import get_board_to_see
from goen.boards.models import Board
from goen.boards.services import write_note
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


def hold(event: Any, organiser: Any, people: list[dict[str, Any]], example: dict[str, Any]) -> None:
    """Hold a whole day: groups, boards, proposals, pitches, voices, close."""
    from goen.cli.demo_evening import wind_up

    actor = Actor(user_id=organiser.pk)
    rows = invite(event, organiser, people)
    member = get_member(actor, event.slug)
    for row in rows:
        check_in(participation=row, by=member.key)
    plan = _groups(member, event)
    start_day(member=member)
    _run(actor, event, Segment.Kind.DISCUSSION)
    for number, columns in example["past_notes"].items():
        board = Board.objects.get(event=event, group__plan=plan, group__number=int(number))
        at = get_board_to_see(actor, event.slug, board.pk)
        for column, texts in columns.items():
            for text in texts:
                write_note(at=at, column=column, text=text)
    wind_up(event, actor, rows, example)
    close_event(member=get_member(actor, event.slug))


def _groups(member: Any, event: Any) -> Plan:
    themes = list(event.themes.all())
    settings = PlanSettings(n_groups=len(themes), theme_ids=tuple(theme.pk for theme in themes))
    plan, job = make_plan(member=member, settings=settings)
    jobs.cancel(job)  # solved right here instead
    solve_plan(plan=plan, progress=SILENT)
    plan = Plan.objects.select_related("event").get(pk=plan.pk)
    publish_plan(member=member, plan=plan)
    return plan


def _run(actor: Actor, event: Any, kind: str) -> None:
    segment = event.segments.filter(kind=kind).first()
    start_segment(member=get_member(actor, event.slug), segment_id=segment.pk)
