"""Indicators over time and places, each figure with the file and row it came from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from goen.core.indicators import Period
from goen.core.indicators.fukushima import find
from goen.dashboards.models import Aim, Indicator, Value
from goen.dashboards.models import IndicatorFile as IndicatorFile  # noqa: PLC0414 - services and exports name the type
from goen.dashboards.queries.shapes import N_COLOURS, Cell, Chart, Series, figure_text
from goen.dashboards.queries.tiles import TileMap, tile_map
from goen.events.models import Partnership
from goen.proposals.models import Proposal

_FEWEST_TILES = 6
_MOST_ROWS = 200


@dataclass(frozen=True)
class Headline:
    """The newest figure of an indicator and what it was before: of its longest line, or the median of many places."""

    name: str
    period: str
    value: float
    before: float | None

    @property
    def text(self) -> str:
        """The figure as written."""
        return figure_text(self.value)

    @property
    def change(self) -> str:
        """The change since the period before, with its sign; empty where there was none."""
        if self.before is None:
            return ""
        difference = self.value - self.before
        return "±0" if difference == 0 else f"{'+' if difference > 0 else '−'}{figure_text(abs(difference))}"


@dataclass(frozen=True)
class Line:
    """One indicator in the list: its newest figure and how many proposals want to move it."""

    indicator: Indicator
    headline: Headline | None
    n_aims: int

    @property
    def is_better(self) -> bool | None:
        """Whether the last change went the wanted way; None where nobody said, or nothing changed."""
        head, wanted = self.headline, self.indicator.wanted
        if head is None or head.before is None or head.value == head.before or wanted == Indicator.Wanted.OPEN:
            return None
        return (head.value > head.before) == (wanted == Indicator.Wanted.UP)


@dataclass(frozen=True)
class IndicatorPage:
    """Everything the page of an indicator shows."""

    indicator: Indicator
    chart: Chart | None
    tiles: TileMap | None
    ranking: Chart | None
    values: Sequence[Value]
    n_values: int
    periods: Sequence[tuple[str, str]]
    series: Sequence[str]
    period: str
    one_series: str
    aims: Sequence[Aim]
    n_left_out: int


def indicators_of(partnership: Partnership) -> list[Line]:
    """Return a partnership's indicators with their newest figures; 3 queries."""
    indicators = list(Indicator.objects.filter(partnership=partnership))
    values: dict[int, list[Value]] = {indicator.pk: [] for indicator in indicators}
    for value in Value.objects.filter(indicator__partnership=partnership, value__isnull=False):
        values[value.indicator_id].append(value)
    aims = dict(
        Aim.objects.filter(indicator__partnership=partnership)
        .order_by()
        .values_list("indicator_id")
        .annotate(n=Count("id"))
    )
    return [Line(one, headline(values[one.pk]), aims.get(one.pk, 0)) for one in indicators]


def headline(values: Sequence[Value]) -> Headline | None:
    """Return the newest figure of the line with the most periods (the first of equals); no query."""
    lines = _lines(values)
    if not lines:
        return None
    if len(lines) > N_COLOURS:
        return _median_headline(lines)
    name, longest = max(lines.items(), key=lambda pair: len(pair[1]))
    known = [(at, value.value) for at, value in sorted(longest.items()) if value.value is not None]
    (at, last), before = known[-1], known[-2][1] if len(known) > 1 else None
    return Headline(name, at.label, last, before)


def _median_headline(lines: Mapping[str, Mapping[Period, Value]]) -> Headline:
    """Return the median over all places: one of them would stand for none of the others."""
    periods = sorted({at for line in lines.values() for at in line})[-2:]
    columns = [[line[at].value for line in lines.values() if at in line] for at in periods]
    medians = [median(value for value in column if value is not None) for column in columns if any(column)]
    name = _("{n} 地域の中央値").format(n=len(lines))
    return Headline(name, periods[-1].label, medians[-1], medians[0] if len(medians) > 1 else None)


def indicator_page(indicator: Indicator, *, period: str = "", series: str = "") -> IndicatorPage:
    """Return an indicator with its charts, for one period (its first day) and series where asked; 3 queries."""
    values = list(Value.objects.filter(indicator=indicator).select_related("file"))
    names = list(dict.fromkeys(value.series for value in values))
    one = series if series in names else next(iter(names), "")
    shown = [value for value in values if value.series == one]
    periods = sorted({_period(value) for value in shown}, reverse=True)
    chosen = next((at for at in periods if f"{at.start}" == period), periods[0] if periods else None)
    at_once = [value for value in shown if chosen and _period(value) == chosen]
    tiles = tile_map(at_once, indicator.unit) if _n_tiles(at_once) >= _FEWEST_TILES else None
    chart, n_left_out = (None, 0) if tiles else _over_time(indicator, values)
    rows = at_once if tiles else values
    return IndicatorPage(
        indicator=indicator,
        chart=chart,
        tiles=tiles,
        ranking=_ranking(indicator, at_once, chosen) if tiles and chosen else None,
        values=rows[:_MOST_ROWS],
        n_values=len(values),
        periods=[(f"{at.start}", at.label) for at in periods] if tiles else [],
        series=names if tiles and len(names) > 1 else [],
        period=f"{chosen.start}" if chosen else "",
        one_series=one,
        aims=aims_of(indicator),
        n_left_out=n_left_out,
    )


def all_values(indicator: Indicator) -> QuerySet[Value]:
    """Return every figure with its file, in order of time; 1 query."""
    return Value.objects.filter(indicator=indicator).select_related("file")


def aims_of(indicator: Indicator) -> list[Aim]:
    """Return the proposals that want to move an indicator, with their events; 1 query."""
    return list(Aim.objects.filter(indicator=indicator).select_related("proposal__event", "proposal__group"))


def proposals_to_link(indicator: Indicator) -> QuerySet[Proposal]:
    """Return the named proposals of the partnership, newest event first; 1 query."""
    rows = Proposal.objects.filter(event__partnership=indicator.partnership_id).exclude(title="")
    return rows.select_related("event").order_by("-event__starts_at", "group__number")


def chart_of_indicator(indicator: Indicator, values: Sequence[Value]) -> Chart | None:
    """Return an indicator over time, for a page that shows several; no query."""
    return _over_time(indicator, values)[0]


def values_by_indicator(partnership: Partnership) -> Mapping[int, list[Value]]:
    """Return all figures of a partnership by indicator; 1 query."""
    found: dict[int, list[Value]] = {}
    for value in Value.objects.filter(indicator__partnership=partnership):
        found.setdefault(value.indicator_id, []).append(value)
    return found


def _over_time(indicator: Indicator, values: Sequence[Value]) -> tuple[Chart | None, int]:
    lines = _lines(values)
    kept = dict(list(lines.items())[:N_COLOURS])
    periods = sorted({at for line in kept.values() for at in line})
    if not periods:
        return None, 0
    href = reverse("dashboards:indicator", args=(indicator.partnership.slug, indicator.pk))
    series = [
        Series(
            name or indicator.name,
            [Cell(line[at].value, f"{href}#row-{line[at].pk}") if at in line else Cell(None) for at in periods],
        )
        for name, line in kept.items()
    ]
    kind = "line" if len(periods) > 1 else "bars"
    labels = [at.label for at in periods]
    key = f"indicator-{indicator.pk}"
    chart = _chart(indicator, key=key, title=indicator.name, kind=kind, labels=labels, series=series)
    return chart, len(lines) - len(kept)


def _ranking(indicator: Indicator, values: Sequence[Value], period: Period) -> Chart:
    known = sorted((value for value in values if value.value is not None), key=lambda value: -(value.value or 0))[:10]
    cells = [Cell(value.value, f"#row-{value.pk}") for value in known]
    title = _("{period}の上位 {n} 地域").format(period=period.label, n=len(known))
    labels = [value.area or value.code for value in known]
    series = [Series(indicator.name, cells)]
    return _chart(indicator, key=f"ranking-{indicator.pk}", title=title, kind="bars", labels=labels, series=series)


def _chart(
    indicator: Indicator, *, key: str, title: str, kind: str, labels: Sequence[str], series: Sequence[Series]
) -> Chart:
    return Chart(
        key=key,
        title=title,
        kind=kind,
        unit=indicator.unit,
        label_title=_("時点") if kind == "line" else _("地域"),
        labels=labels,
        series=series,
        definition=indicator.definition,
        source=indicator.source,
        as_of=f"{indicator.as_of}" if indicator.as_of else _("各時点"),
        updated=f"{timezone.localtime(indicator.updated_at):%Y-%m-%d}",
        adds_up=False,
        data_url=reverse("dashboards:indicator-data", args=(indicator.partnership.slug, indicator.pk)),
    )


def _lines(values: Sequence[Value]) -> dict[str, dict[Period, Value]]:
    """Return the figures by line (series and place), lines in order of their first row."""
    lines: dict[str, dict[Period, Value]] = {}
    for value in sorted(values, key=lambda value: (value.row, value.pk)):
        name = " ".join(part for part in (value.area, value.series) if part)
        lines.setdefault(name, {})[_period(value)] = value
    return {name: line for name, line in lines.items() if any(value.value is not None for value in line.values())}


def _period(value: Value) -> Period:
    return Period(value.start, value.grain)


def _n_tiles(values: Sequence[Value]) -> int:
    return sum(find(value.area, value.code) is not None for value in values if value.value is not None)
