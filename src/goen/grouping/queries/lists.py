"""From names in a file to people of the roster."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from goen.core.rosters.seatings import SeatLine
from goen.core.text.names import match_key, organisation_key
from goen.grouping.queries.problems import Roll


@dataclass(frozen=True)
class ListProblem:
    """A row of a file that cannot be used: where, what it says, and a code for why."""

    sheet: str
    row: int
    value: str
    code: str


class NameIndex:
    """People of a roster by the name as anybody might type it."""

    def __init__(self, roll: Roll) -> None:
        self._by_name: dict[str, list[int]] = defaultdict(list)
        self._bodies = [organisation_key(person.organisation.name) for person in roll.people]
        self._labels = [organisation_key(person.organisation.label) for person in roll.people]
        for place, person in enumerate(roll.people):
            self._by_name[match_key(person.name)].append(place)

    def find(self, name: str, organisation: str = "") -> list[int]:
        """Return the places of everybody who may be meant; the organisation only decides between namesakes."""
        found = self._by_name.get(match_key(name), [])
        if len(found) < 2 or not organisation:  # noqa: PLR2004 - nobody to tell apart
            return found
        body = organisation_key(organisation)
        return [place for place in found if body in (self._bodies[place], self._labels[place])] or found


def people_of_list(lines: Iterable[SeatLine], roll: Roll) -> tuple[list[tuple[SeatLine, int]], list[ListProblem]]:
    """Return every line with its person's place in the roll, and the rows that cannot be used; no query."""
    index, found, problems = NameIndex(roll), [], []
    seen: set[tuple[int, int]] = set()
    for line in lines:
        places = index.find(line.name, line.organisation)
        code = ""
        if not places:
            code = "unknown"
        elif len(places) > 1:
            code = "ambiguous"
        elif not line.group:
            code = "no_group"
        elif (line.round, places[0]) in seen:
            code = "twice"
        if code:
            problems.append(ListProblem(line.sheet, line.row, line.name, code))
        else:
            seen.add((line.round, places[0]))
            found.append((line, places[0]))
    return found, problems
