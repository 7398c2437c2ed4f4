"""`goen demo`: a partnership over three years, two finished events and today's ready one, all of it made up.

Everything goes through the services a person's clicks go through, so the example is also the longest test of them.
"""

import argparse
import json
import sys
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import django

DEMO_USER = "demo"
DEMO_PASSWORD = "goen-demo-2025"  # noqa: S105 - printed on the screen of whoever runs the example
# In a checkout the examples lie at its top, in an installation beside the other shared files.
_PLACES = (Path(__file__).parents[3], Path(sys.prefix) / "share" / "goen")
EXAMPLE = (
    next((place for place in _PLACES if (place / "examples").is_dir()), _PLACES[0]) / "examples" / "fukushima-2025"
)
JST = ZoneInfo("Asia/Tokyo")
MORNING = time(9, 30)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take whether to leave a filled database alone."""
    parser.add_argument(
        "--if-empty", action="store_true", help="データがあれば何もしない / do nothing when there is data"
    )


def run(arguments: argparse.Namespace) -> int:
    """Load the example, once."""
    django.setup()
    from goen.events.models import Event

    if Event.objects.exists():
        if not arguments.if_empty:
            print("すでに交流会があります。例は読み込みません。/ There are events already; the example is not loaded.")
        return 0
    print("例の交流会を読み込んでいます… / loading the example event …")
    load(read_example(), today=datetime.now(tz=JST).date())
    print(f"読み込みました。主催者のサインイン / loaded; organiser's sign-in: {DEMO_USER} / {DEMO_PASSWORD}")
    return 0


def read_example() -> dict[str, Any]:
    """Return the example: this year's people and plan, and under ``years`` what happened in the years before."""
    parts = [json.loads((EXAMPLE / name).read_text(encoding="utf-8")) for name in ("example.json", "years.json")]
    return {**parts[0], **parts[1]}


def load(example: dict[str, Any], today: date) -> None:
    """Make the example's organiser, partnership and three events."""
    from goen.base.actors import Actor
    from goen.cli import demo_listening, demo_opinions, demo_prelude, demo_proposals, demo_public, demo_year
    from goen.cli.demo_hall import prepare_polls
    from goen.cli.demo_indicators import take_in_indicators
    from goen.cli.demo_time import living_at

    organiser = _organiser()
    partnership = _partnership(example, organiser)
    past = []
    for year in example["years"]:
        day = today - timedelta(days=364 * year["ago"])
        with living_at(datetime.combine(day, MORNING, JST) - timedelta(days=40)) as calendar:
            event = _event(example, partnership, organiser, (day, today.year - year["ago"]))
            demo_year.hold(event, organiser, example, year, calendar)
            past.append(event)
    demo_listening.listen(past, organiser)
    this_year = _event(example, partnership, organiser, (today, today.year))
    invited = demo_year.invite(this_year, organiser, example["people"])
    demo_prelude.prepare(this_year, Actor(user_id=organiser.pk), invited)
    demo_opinions.consult(this_year, organiser)
    prepare_polls(this_year, Actor(user_id=organiser.pk))
    demo_proposals.go_on(past, organiser, DEMO_PASSWORD)
    take_in_indicators(partnership, Actor(user_id=organiser.pk), example, EXAMPLE / "indicators")
    demo_public.tell(partnership, organiser, EXAMPLE)


def _organiser() -> Any:
    from goen.accounts.models import User

    user = User.objects.filter(username=DEMO_USER).first()
    return user or User.objects.create_user(
        username=DEMO_USER, password=DEMO_PASSWORD, display_name="安積 花子", is_staff=True
    )


def _partnership(example: dict[str, Any], organiser: Any) -> Any:
    from goen.accounts.models import Organisation, Role
    from goen.events.models import Partnership, PartnershipMember

    partnership = Partnership.objects.create(**example["partnership"])
    for fields in example["organisations"]:
        organisation, _made = Organisation.objects.get_or_create(name=fields["name"], defaults=fields)
        partnership.organisations.add(organisation)
    PartnershipMember.objects.create(partnership=partnership, user=organiser, role=Role.ORGANISER)
    return partnership


def _event(example: dict[str, Any], partnership: Any, organiser: Any, when: tuple[date, int]) -> Any:
    from goen.accounts.models import Role
    from goen.events.models import Clock, Event, EventMember, Segment, Theme

    day, year = when
    fields = dict(example["event"])
    start, end = (datetime.strptime(fields.pop(key), "%H:%M").time() for key in ("start", "end"))  # noqa: DTZ007
    event = Event.objects.create(
        **{**fields, "title": f"{fields['title']} {year}"},
        slug=f"exchange-{year}",
        partnership=partnership,
        starts_at=datetime.combine(day, start, JST),
        ends_at=datetime.combine(day, end, JST),
        status=Event.Status.REGISTRATION,
        template_key="young-staff",
    )
    EventMember.objects.create(event=event, user=organiser, role=Role.ORGANISER)
    Clock.objects.create(event=event)
    Theme.objects.bulk_create(
        Theme(event=event, number=number, title=title) for number, title in enumerate(example["themes"], start=1)
    )
    Segment.objects.bulk_create(
        Segment(event=event, position=place, kind=kind, title=title, minutes=minutes, person_in_charge=charge)
        for place, (kind, title, minutes, charge) in enumerate(example["segments"], start=1)
    )
    return event
