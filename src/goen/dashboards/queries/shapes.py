"""Figures as every dashboard page shows them: a chart, its table and its file are made of the same cells."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext as _

Text = str | Promise
N_COLOURS = 5


@dataclass(frozen=True)
class Cell:
    """One figure; None where there is none. ``href`` leads to the rows behind it, where the reader may see them."""

    value: float | None
    href: str = ""

    @property
    def text(self) -> str:
        """The figure as a table writes it."""
        return figure_text(self.value)


@dataclass(frozen=True)
class Series:
    """One line, or one part of every bar."""

    name: str
    cells: Sequence[Cell]


@dataclass(frozen=True)
class Chart:
    """One figure with everything a reader needs to judge it.

    Parameters
    ----------
    key : str
        Name in the address of its data file.
    title, unit, label_title : str
        What is shown, in what, by what ("年度").
    kind : str
        ``"line"`` (over time), ``"bars"`` (compared), ``"stack"`` (parts of a whole, compared).
    labels : sequence of str
        The points of the axis, in their natural order, or by size where there is none.
    series : sequence of Series
        At most five: colour is never the only difference, and more cannot be told apart.
    definition, source : str
        How it was counted, and from what.
    as_of, updated : str
        The day the figures stand for, and when they were last changed.
    adds_up : bool
        Whether the sum over the labels means something: people do, shares do not.
    """

    key: str
    title: str
    kind: str
    unit: str
    label_title: str
    labels: Sequence[str]
    series: Sequence[Series]
    definition: str = ""
    source: str = ""
    as_of: str = ""
    updated: str = ""
    data_url: str = ""
    adds_up: bool = True
    summary: str = field(default="", compare=False)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw: no figure, or nothing but zeros."""
        return not any(cell.value for one in self.series for cell in one.cells)

    @property
    def rows(self) -> list[tuple[str, list[Cell]]]:
        """The table: a row per label with its cells, series by series."""
        return [(label, [one.cells[place] for one in self.series]) for place, label in enumerate(self.labels)]

    @property
    def props(self) -> dict[str, object]:
        """What the browser draws from."""
        return {
            "kind": self.kind,
            "title": self.title,
            "unit": self.unit,
            "labels": list(self.labels),
            "summary": self.words,
            "series": [
                {
                    "name": one.name,
                    "values": [cell.value for cell in one.cells],
                    "hrefs": [cell.href for cell in one.cells],
                }
                for one in self.series
            ],
        }

    @property
    def words(self) -> str:
        """The chart in a sentence or two, for those who do not see it."""
        return self.summary or " ".join(filter(None, (_series_words(one, self) for one in self.series)))


@dataclass(frozen=True)
class Stat:
    """One headline figure; ``note`` says what it is compared with."""

    label: str
    value: str
    unit: str = ""
    note: str = ""
    href: str = ""


def figure_text(value: float | None) -> str:
    """Return a figure with thousands and without needless decimals; a dash where there is none.

    >>> figure_text(1234.50), figure_text(3.0), figure_text(None)
    ('1,234.5', '3', '―')
    """
    if value is None:
        return "―"
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def fold_series(series: Sequence[Series]) -> list[Series]:
    """Return at most five series: the four largest as they are, in their order, and the rest added up as その他."""
    if len(series) <= N_COLOURS:
        return list(series)
    by_size = sorted(series, key=lambda one: -sum(cell.value or 0 for cell in one.cells))
    kept = {id(one) for one in by_size[: N_COLOURS - 1]}
    rest = [one for one in series if id(one) not in kept]
    sums = [Cell(sum(cell.value or 0 for cell in column)) for column in zip(*(one.cells for one in rest), strict=True)]
    return [*(one for one in series if id(one) in kept), Series(_("その他"), sums)]


def _series_words(one: Series, chart: Chart) -> str:
    known = [(label, cell.value) for label, cell in zip(chart.labels, one.cells, strict=True) if cell.value is not None]
    if not known:
        return ""
    name = one.name or chart.title
    if chart.kind == "line" and len(known) > 1:
        (first_at, first), (last_at, last) = known[0], known[-1]
        words = _("{name}：{first_at}の {first}{unit} から{last_at}の {last}{unit} へ。")
        return words.format(
            name=name,
            first_at=first_at,
            first=figure_text(first),
            last_at=last_at,
            last=figure_text(last),
            unit=chart.unit,
        )
    top_at, top = max(known, key=lambda pair: pair[1])
    if len(known) == 1:
        return _("{name}：{at}は {value}{unit}。").format(name=name, at=top_at, value=figure_text(top), unit=chart.unit)
    if not chart.adds_up:
        low_at, low = min(known, key=lambda pair: pair[1])
        words = _("{name}：最も大きいのは{top_at}の {top}{unit}、最も小さいのは{low_at}の {low}{unit}。")
        given = {"top_at": top_at, "top": figure_text(top), "low_at": low_at, "low": figure_text(low)}
        return words.format(name=name, unit=chart.unit, **given)
    total = figure_text(sum(value for _label, value in known))
    return _("{name}：合計 {total}{unit}、最も多いのは{at}の {value}{unit}。").format(
        name=name, total=total, at=top_at, value=figure_text(top), unit=chart.unit
    )
