"""The tables of a past example day: everybody writes at their own, some more than others, and puts dots at the end."""

from collections import defaultdict
from datetime import timedelta
from itertools import zip_longest
from typing import Any

from goen.base.durable import writer
from goen.boards.access import get_board_to_moderate, get_board_to_see
from goen.boards.models import Board, Note
from goen.boards.services import close_voting, open_voting, write_note
from goen.boards.services.dots import NewDot, place_dot, voter_key
from goen.cli.demo_evening import Day
from goen.grouping.models import Plan, Seat

# The first discussion fills the first two columns, the second the others.
_HALVES = (("as_is", "to_be"), ("gap", "solution"))
_MINUTES = (3, 2, 4, 1, 5)


class TableWork:
    """What people write at their tables, in two halves, and which notes they choose."""

    def __init__(self, day: Day, plan: Plan) -> None:
        self._day = day
        self._halves = iter(_HALVES)
        self._boards = list(Board.objects.filter(event=day.event, group__plan=plan).select_related("group"))
        self._people: defaultdict[int, list[Any]] = defaultdict(list)
        for seat in Seat.objects.filter(plan=plan).select_related("participation__guest_pass"):
            self._people[seat.group_id].append(seat.participation)

    def discuss(self) -> None:
        """Write the notes of the next half: the tables side by side, note by note."""
        columns = next(self._halves)
        turns = zip_longest(*(self._notes_to_write(board, columns) for board in self._boards))
        for place, row in enumerate(turns):
            calendar = self._day.calendar
            for told in filter(None, row):
                calendar.move_to(calendar.at + timedelta(seconds=17))
                self._write(place, *told)
            calendar.move_to(calendar.at + timedelta(minutes=_MINUTES[place % len(_MINUTES)]))

    def vote(self) -> None:
        """Let everybody put their dots on the solutions of their table."""
        for board in self._boards:
            at = get_board_to_moderate(self._day.organiser, self._day.event.slug, board.pk)
            open_voting(at=at)
            notes = list(Note.objects.filter(board=board, column="solution").values_list("note_id", flat=True))
            for place, person in enumerate(self._people[board.group_id or 0]):
                voter = voter_key(board.pk, f"pass:{person.guest_pass_id}")
                for number in range(1, 1 + board.dots_per_person - place % 2):
                    dot = NewDot(board.pk, voter, number, notes[(place + number) % len(notes)])
                    writer.write(place_dot, dot)
            close_voting(at=at)

    def _notes_to_write(self, board: Board, columns: tuple[str, ...]) -> list[tuple[Board, str, str]]:
        number = str(board.group.number) if board.group else ""
        texts = self._day.year["notes"][number]
        return [(board, column, text) for column in columns for text in texts.get(column, [])]

    def _write(self, place: int, board: Board, column: str, text: str) -> None:
        people = self._people[board.group_id or 0]
        author = people[place * 2 % len(people)]
        at = get_board_to_see(self._day.actor_of(author), self._day.event.slug, board.pk)
        write_note(at=at, column=column, text=text)
