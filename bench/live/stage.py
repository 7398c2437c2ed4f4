"""Tables full of people, with sessions, for load: run once in the server's own database."""

from typing import Any

from django.db import transaction
from tests.factories import make_event, make_member, make_participation, run_segment
from tests.stage import guest_session, user_session

from goen.boards.services import open_boards
from goen.grouping.models import Group, Plan, Seat
from goen.questions.models import Poll


@transaction.atomic
def set_hall(n_tables: int, n_people: int) -> dict[str, Any]:
    """Make a running event with tables of people; returns boards, and per table the people's sessions and keys."""
    event = run_segment(make_event(slug="hall"))
    plan = Plan.objects.create(event=event, number=1, state=Plan.State.PUBLISHED)
    tables = []
    for number in range(1, n_tables + 1):
        group = Group.objects.create(plan=plan, number=number)
        people = [make_participation(event, f"参加 {number}-{k}") for k in range(n_people)]
        Seat.objects.bulk_create(Seat(plan=plan, group=group, participation=person) for person in people)
        tables.append([(guest_session(person), f"p{person.pk}") for person in people])
    boards = [board.pk for board in open_boards(plan=plan)]
    for board in boards:
        type(plan.event.boards.get(pk=board)).objects.filter(pk=board).update(voting="open")
    poll = Poll.objects.create(event=event, prompt="次回は", options=["会場", "オンライン"], state=Poll.State.OPEN)
    return {"boards": boards, "tables": tables, "poll": poll.pk, "organiser": user_session(make_member(event))}
