"""Times of a run sheet: who starts when, and whether the day fits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

RECEPTION = "reception"
SOCIAL = "social"
_WORK = frozenset({"discussion"})
LONGEST_MIN = 12 * 60


@dataclass(frozen=True)
class Line:
    """One line of a run sheet.

    Parameters
    ----------
    kind : str
        What happens (``Segment.Kind``); it decides what is open while the line runs.
    title : str
        What the run sheet says.
    minutes : int
        Planned length, in minutes.
    note, person_in_charge : str
        For the staff only.
    round_number : int
        Round of grouping that sits together, from 1.
    """

    kind: str
    title: str
    minutes: int
    note: str = ""
    person_in_charge: str = ""
    round_number: int = 1


@dataclass(frozen=True)
class Span:
    """Planned beginning and end of a line."""

    start: datetime
    end: datetime


@dataclass(frozen=True)
class Problem:
    """Something the planner should look at, as a code and a number of minutes (0 where it means nothing)."""

    code: str
    minutes: int = 0


def planned_spans(lines: Sequence[Line], starts_at: datetime) -> list[Span]:
    """Return when each line begins and ends.

    Parameters
    ----------
    lines : sequence of Line
        In order; left unchanged.
    starts_at : datetime
        Announced beginning of the event. Lines of reception at the head of the sheet end there, all else follows.

    Returns
    -------
    list of Span
        One per line, each beginning where the one before ends.

    Notes
    -----
    O(n), exact, no clock.

    Examples
    --------
    >>> sheet = [Line("reception", "受付", 30), Line("opening", "開会", 10)]
    >>> [span.start.strftime("%H:%M") for span in planned_spans(sheet, datetime(2025, 1, 30, 13, 30))]
    ['13:00', '13:30']
    """
    head = lines[: _head(lines)]
    moment = starts_at - timedelta(minutes=sum(line.minutes for line in head))
    spans = []
    for line in lines:
        end = moment + timedelta(minutes=line.minutes)
        spans.append(Span(moment, end))
        moment = end
    return spans


def main_minutes(lines: Sequence[Line]) -> int:
    """Return the minutes between the announced beginning and end: without reception at the head and socials at the foot.

    Parameters
    ----------
    lines : sequence of Line
        In order; left unchanged.

    Returns
    -------
    int
        Minutes, at least 0.

    Examples
    --------
    >>> main_minutes([Line("reception", "受付", 30), Line("talk", "説明", 20), Line("social", "懇親会", 90)])
    20
    """
    return sum(line.minutes for line in lines[_head(lines) : len(lines) - _foot(lines)])


def problems(lines: Sequence[Line], starts_at: datetime, ends_at: datetime) -> list[Problem]:
    """Return what does not fit, gravest first; an empty list means that the sheet can be published.

    Parameters
    ----------
    lines : sequence of Line
        In order; left unchanged.
    starts_at, ends_at : datetime
        Announced beginning and end.

    Returns
    -------
    list of Problem
        Codes ``empty``, ``over`` (minutes past the end), ``short`` (minutes left), ``no_discussion`` (boards would never
        open), ``no_time`` (a line of 0 minutes).

    Examples
    --------
    >>> start = datetime(2025, 1, 30, 13, 30)
    >>> problems([Line("discussion", "討議", 70)], start, start + timedelta(hours=1))
    [Problem(code='over', minutes=10)]
    """
    if not lines:
        return [Problem("empty")]
    spare = round((ends_at - starts_at).total_seconds() / 60) - main_minutes(lines)
    found = []
    if spare < 0:
        found.append(Problem("over", -spare))
    if not any(line.kind in _WORK for line in lines):
        found.append(Problem("no_discussion"))
    if any(line.minutes <= 0 for line in lines):
        found.append(Problem("no_time"))
    if spare > 0:
        found.append(Problem("short", spare))
    return found


def expected_end(lines: Sequence[Line], at: int, left_s: int, now: datetime) -> datetime:
    """Return when the main part ends if everything from here on takes its planned time.

    Parameters
    ----------
    lines : sequence of Line
        In order; left unchanged.
    at : int
        Index of the running line.
    left_s : int
        Seconds left of it; negative when it runs over (then it is taken to end now).
    now : datetime
        The present moment, given by the caller.

    Returns
    -------
    datetime
        End of the last line that is not a social.

    Examples
    --------
    >>> sheet = [Line("discussion", "討議", 30), Line("pitch", "発表", 20), Line("social", "懇親会", 90)]
    >>> expected_end(sheet, 0, 600, datetime(2025, 1, 30, 15, 0)).strftime("%H:%M")
    '15:30'
    """
    rest = lines[at + 1 : len(lines) - _foot(lines)]
    return now + timedelta(seconds=max(0, left_s), minutes=sum(line.minutes for line in rest))


def _head(lines: Sequence[Line]) -> int:
    count = 0
    while count < len(lines) and lines[count].kind == RECEPTION:
        count += 1
    return count


def _foot(lines: Sequence[Line]) -> int:
    count = 0
    limit = len(lines) - _head(lines)
    while count < limit and lines[-1 - count].kind == SOCIAL:
        count += 1
    return count
