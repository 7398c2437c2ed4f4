"""A partnership over the years: charts, headline, and the one page that says what came of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean, median
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from goen.base.actors import Actor
from goen.dashboards.queries.indicators import Line, indicators_of
from goen.dashboards.queries.ledger import EventRow, Ledger, ledger_of, year_label
from goen.dashboards.queries.shapes import Cell, Chart, Series, Stat, fold_series
from goen.events.models import Event, Partnership
from goen.events.queries import PartnershipPart, register_partnership_part
from goen.proposals.models import FollowUp
from goen.proposals.queries import follow_ups_of_partnership
from goen.voices.queries import PublicQuote, quotable

N_QUOTES = 3
Count = Callable[[Sequence[EventRow]], float | None]


@dataclass(frozen=True)
class Years:
    """The page of the years."""

    ledger: Ledger
    stats: Sequence[Stat]
    charts: Sequence[Chart]


@dataclass(frozen=True)
class Results:
    """The page of results: what a governor reads in a minute."""

    ledger: Ledger
    sentence: str
    stats: Sequence[Stat]
    follow_ups: Sequence[FollowUp]
    indicators: Sequence[Line]
    quotes: Sequence[PublicQuote]
    n_overdue: int
    following: Event | None


def years_page(partnership: Partnership) -> Years:
    """Return a partnership over the years; 7 queries, however many events."""
    ledger = ledger_of(partnership)
    makers = (
        _people_chart,
        _returning_chart,
        _pairs_chart,
        _stages_chart,
        _days_chart,
        _notes_chart,
        _satisfaction_chart,
    )
    charts = [maker(partnership, ledger) for maker in makers] if ledger.rows else []
    return Years(ledger, stats_of(partnership, ledger), [chart for chart in charts if not chart.is_empty])


def results_page(partnership: Partnership) -> Results:
    """Return what a partnership produced, on one page; 14 queries, however many events."""
    ledger = ledger_of(partnership)
    follow_ups = list(follow_ups_of_partnership(partnership))
    order = {status: place for place, status in enumerate(("done", "under_way", "adopted", "partly", "considering"))}
    follow_ups.sort(key=lambda one: (order.get(one.status, len(order)), -one.proposal.event.starts_at.timestamp()))
    coming = Event.objects.filter(partnership=partnership).exclude(status=Event.Status.CLOSED).order_by("starts_at")
    return Results(
        ledger=ledger,
        sentence=sentence_of(ledger),
        stats=stats_of(partnership, ledger),
        follow_ups=follow_ups,
        indicators=indicators_of(partnership),
        quotes=quotable(ledger.rows[-1].event)[:N_QUOTES] if ledger.rows else [],
        n_overdue=sum(one.is_overdue() for one in follow_ups),
        following=coming.first(),
    )


def sentence_of(ledger: Ledger) -> str:
    """Return in one sentence what came of it; empty before the first event was held; no query."""
    if not ledger.rows:
        return ""
    words = _(
        "{years}から{n_events}回の交流会に、{n_organisations}団体の{n_people}人が参加しました。"
        "団体をこえて{n_pairs}組が出会い、{n_proposals}件の提言のうち{n_moving}件が採択され、動いています。"
    )
    return words.format(
        years=year_label(ledger.years[0]),
        n_events=len(ledger.rows),
        n_organisations=len(ledger.organisations),
        n_people=ledger.n_distinct_people,
        n_pairs=ledger.n_distinct_pairs,
        n_proposals=ledger.n_proposals,
        n_moving=ledger.n_moving,
    )


def stats_of(partnership: Partnership, ledger: Ledger) -> list[Stat]:
    """Return the headline figures, each leading to its rows; no query."""
    page = reverse("dashboards:years", args=(partnership.slug,))
    proposals = reverse("proposals:partnership", args=(partnership.slug,))
    days = ledger.median_days
    attended = sum(row.n_people for row in ledger.rows)
    return [
        Stat(
            _("参加した人"),
            f"{ledger.n_distinct_people:,}",
            _("人"),
            _("のべ {n} 人").format(n=attended),
            f"{page}#rows",
        ),
        Stat(
            _("団体をこえた出会い"),
            f"{ledger.n_distinct_pairs:,}",
            _("組"),
            _("{n} 団体から").format(n=len(ledger.organisations)),
            f"{page}#rows",
        ),
        Stat(
            _("動いている提言"),
            f"{ledger.n_moving}",
            _("件"),
            _("受け付けた {n} 件のうち").format(n=ledger.n_proposals),
            proposals,
        ),
        Stat(
            _("回答までの日数"),
            "―" if days is None else f"{days:.0f}",
            _("日"),
            _("受付から回答までの中央値"),
            proposals,
        ),
    ]


def _people_chart(partnership: Partnership, ledger: Ledger) -> Chart:
    series = [Series(name, _cells(ledger, _heads_of(name))) for name in ledger.organisations]
    return _chart(
        partnership,
        ledger,
        key="people",
        title=_("団体ごとの参加者"),
        kind="stack",
        unit=_("人"),
        series=fold_series(series),
        definition=_("受付を済ませた人の数です。同じ人が二回参加すると二回数えます。"),
        source=_("名簿と受付"),
    )


def _returning_chart(partnership: Partnership, ledger: Ledger) -> Chart:
    again = _cells(ledger, lambda rows: sum(row.n_returning for row in rows))
    new = _cells(ledger, lambda rows: sum(row.n_people - row.n_returning for row in rows))
    return _chart(
        partnership,
        ledger,
        key="returning",
        title=_("はじめての人と、また来た人"),
        kind="stack",
        unit=_("人"),
        series=[Series(_("はじめて"), new), Series(_("二回目以上"), again)],
        definition=_("受付を済ませた人を、この協定の前の交流会にも参加したかどうかで分けた人数です。"),
        source=_("名簿と受付"),
    )


def _pairs_chart(partnership: Partnership, ledger: Ledger) -> Chart:
    first = _cells(ledger, lambda rows: sum(row.n_first_pairs for row in rows))
    again = _cells(ledger, lambda rows: sum(row.n_again_pairs for row in rows))
    return _chart(
        partnership,
        ledger,
        key="ties",
        title=_("団体をこえた出会い"),
        kind="stack",
        unit=_("組"),
        series=[Series(_("はじめて会った組"), first), Series(_("前にも会った組"), again)],
        definition=_(
            "同じグループになった二人のうち、所属団体が異なる組の数です。一つの交流会では一組を一回だけ数えます。"
        ),
        source=_("ご縁の記録"),
    )


def _stages_chart(partnership: Partnership, ledger: Ledger) -> Chart:
    labels = {
        "done": _("完了"),
        "under_way": _("実施中"),
        "adopted": _("採択（一部を含む）"),
        "waiting": _("受付・検討中"),
        "declined": _("見送り"),
    }
    series = [Series(label, _cells(ledger, _at_stage(stage))) for stage, label in labels.items()]
    return _chart(
        partnership,
        ledger,
        key="proposals",
        title=_("提言はいまどこにあるか"),
        kind="stack",
        unit=_("件"),
        series=series,
        definition=_("提言が出された年度ごとに、いまの状態を数えた件数です。"),
        source=_("提言の行方"),
    )


def _days_chart(partnership: Partnership, ledger: Ledger) -> Chart:
    def days(rows: Sequence[EventRow]) -> float | None:
        every = [one for row in rows for one in row.days_to_answer]
        return round(median(every), 1) if every else None

    return _chart(
        partnership,
        ledger,
        key="days",
        title=_("回答までの日数"),
        kind="bars",
        unit=_("日"),
        series=[Series(_("中央値"), _cells(ledger, days))],
        definition=_(
            "提言を受け付けてから、採択・一部採択・見送りの回答までの日数の中央値です。回答前の提言は含みません。"
        ),
        source=_("提言の行方"),
        adds_up=False,
    )


def _notes_chart(partnership: Partnership, ledger: Ledger) -> Chart:
    return _chart(
        partnership,
        ledger,
        key="notes",
        title=_("書かれた付箋"),
        kind="bars",
        unit=_("枚"),
        series=[Series(_("付箋"), _cells(ledger, lambda rows: sum(row.n_notes for row in rows)))],
        definition=_("付箋ボードに書かれた付箋の枚数です。見出しの付箋は数えません。"),
        source=_("付箋ボード"),
    )


def _satisfaction_chart(partnership: Partnership, ledger: Ledger) -> Chart:
    def mean(rows: Sequence[EventRow]) -> float | None:
        known = [row.satisfaction for row in rows if row.satisfaction is not None]
        return round(fmean(known), 2) if known else None

    return _chart(
        partnership,
        ledger,
        key="satisfaction",
        title=_("満足度の平均"),
        kind="line",
        unit=_("点"),
        series=[Series(_("満足度"), _cells(ledger, mean))],
        definition=_(
            "終了後のアンケートの評価（1〜5）の平均です。年度に複数の交流会があるときは、交流会ごとの平均の平均です。"
        ),
        source=_("参加者の声"),
        adds_up=False,
    )


def _heads_of(name: str) -> Count:
    return lambda rows: sum(row.people.get(name, 0) for row in rows)


def _at_stage(stage: str) -> Count:
    return lambda rows: sum(row.stages.get(stage, 0) for row in rows)


def _cells(ledger: Ledger, count: Count) -> list[Cell]:
    return [Cell(count(ledger.of(year)), f"#rows-{year}") for year in ledger.years]


def _chart(partnership: Partnership, ledger: Ledger, *, source: str, **fields: Any) -> Chart:
    last = ledger.rows[-1].event
    return Chart(
        label_title=_("年度"),
        labels=[year_label(year) for year in ledger.years],
        source=_("{name}の{source}").format(name=partnership.name, source=source),
        as_of=f"{timezone.localtime():%Y-%m-%d}",
        updated=f"{timezone.localtime(last.closed_at or last.changed_at):%Y-%m-%d}",
        data_url=reverse("dashboards:years-data", args=(partnership.slug, fields["key"])),
        **fields,
    )


def results_part(partnership: Partnership, _actor: Actor) -> PartnershipPart | None:
    """Return what stands on top of a partnership's page once an event was held; 7 queries."""
    ledger = ledger_of(partnership)
    if not ledger.rows:
        return None
    context = {"sentence": sentence_of(ledger), "stats": stats_of(partnership, ledger), "slug": partnership.slug}
    return PartnershipPart(10, "dashboards/part.html", context)


def register_own_part() -> None:
    """Register the part of this slice."""
    register_partnership_part("dashboards", results_part)
