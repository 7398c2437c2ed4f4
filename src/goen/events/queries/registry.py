"""What slices above tell the pages of an event: lines of the checklist and yearly figures; registered in ``apps.py``."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

from goen.base.actors import Actor
from goen.events.models import Event, Partnership

Text = str | Promise
STAGES = ("prepare", "day", "after")


@dataclass(frozen=True)
class ChecklistLine:
    """One thing to do for an event.

    Parameters
    ----------
    order : int
        Lines stand in ascending order: 10–90 before the day, 110–190 on the day, 210–290 after it.
    title : str
        What is to be had ("名簿").
    detail : str
        Where it stands ("30 人"), or what is missing.
    is_done : bool
        Whether nothing is left to do.
    action : str
        What the link says ("取り込む").
    url_name : str
        Page of the action, reversed with the event's slug; a line whose page does not exist has no link.
    is_optional : bool
        Never proposed as the next thing.
    """

    order: int
    title: Text
    detail: Text
    is_done: bool
    action: Text
    url_name: str
    is_optional: bool = False
    url: str = field(default="", compare=False)

    @property
    def stage(self) -> str:
        """Which part of the life of an event the line belongs to."""
        return STAGES[min(self.order // 100, len(STAGES) - 1)]


@dataclass(frozen=True)
class Figure:
    """A yearly figure of a partnership: label, unit, and the number per event."""

    key: str
    label: Text
    unit: Text
    count: Callable[[Sequence[int]], Mapping[int, int]]


@dataclass(frozen=True)
class PartnershipPart:
    """A part of a partnership's page: its place in ascending order, its template, and what that template gets as ``part``.

    Orders below 100 stand above the years, the others below them.
    """

    order: int
    template: str
    context: Mapping[str, object]


LineMaker = Callable[[Event], ChecklistLine | None]
_makers: dict[str, LineMaker] = {}
_figures: dict[str, Figure] = {}
PartMaker = Callable[[Partnership, Actor], PartnershipPart | None]
_parts: dict[str, PartMaker] = {}


def register_checklist_line(key: str, maker: LineMaker) -> None:
    """Add a line to every event's checklist; ``maker(event)`` asks at most one query."""
    _makers[key] = maker


def register_figure(figure: Figure) -> None:
    """Add a figure to the years of a partnership; ``count(event ids)`` asks one query, however many events."""
    _figures[figure.key] = figure


def register_partnership_part(key: str, maker: PartMaker) -> None:
    """Add a part to every partnership's page; ``maker(partnership, actor)`` asks a fixed number of queries."""
    _parts[key] = maker


def partnership_parts(partnership: Partnership, actor: Actor) -> list[PartnershipPart]:
    """Return the parts slices above show on a partnership's page, in order; their queries only."""
    made = [part for maker in _parts.values() if (part := maker(partnership, actor)) is not None]
    return sorted(made, key=lambda part: part.order)


def figures() -> list[Figure]:
    """Return the registered figures, in order of registration; no query."""
    return list(_figures.values())


def lines_of(event: Event) -> list[ChecklistLine]:
    """Return the checklist of an event in order; one query per registered line at most."""
    made = [line for maker in _makers.values() if (line := maker(event)) is not None]
    return [_with_url(line, event) for line in sorted(made, key=lambda line: line.order)]


def _with_url(line: ChecklistLine, event: Event) -> ChecklistLine:
    try:
        url = reverse(line.url_name, args=(event.slug,)) if line.url_name else ""
    except NoReverseMatch:  # the slice has no such page in this installation
        url = ""
    return ChecklistLine(**{**vars(line), "url": url})
