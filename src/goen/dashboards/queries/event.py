"""One event in figures: while it runs, and after it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from goen.boards.models import Board, Dot
from goen.dashboards.queries.links import link
from goen.dashboards.queries.minutes import Minutes, Written, current_boards, minutes_of, written
from goen.dashboards.queries.shapes import Cell, Chart, Series, Stat
from goen.events.access import Member
from goen.events.models import Event
from goen.grouping.models import Seat
from goen.pitches.queries import pitches_of, rater_counts
from goen.proposals.queries import proposals_of
from goen.roster.queries import head_counts
from goen.roster.queries.people import HeadCount
from goen.ties import queries as ties
from goen.voices.queries import Figures, figures_of


@dataclass(frozen=True)
class EventFigures:
    """Everything the page shows."""

    stats: Sequence[Stat]
    charts: Sequence[Chart]
    minutes: Minutes


def event_figures(member: Member) -> EventFigures:
    """Return an event in figures; 13 queries, however many people, tables and notes."""
    event = member.event
    counts = head_counts(event)
    boards = current_boards(event)
    notes = written(boards)
    minutes = minutes_of(event, boards, notes)
    voices = figures_of(event)
    charts = [
        _people_chart(member, counts),
        _minutes_chart(member, minutes),
        _table_chart(member, boards, notes),
        _dots_chart(member, boards),
        _raters_chart(member),
        _satisfaction_chart(member, voices),
    ]
    stats = [*_stats(member, counts, notes, minutes), *_after_stats(member, voices)]
    return EventFigures(stats, [chart for chart in charts if not chart.is_empty], minutes)


def chart_of(figures: EventFigures, key: str) -> Chart | None:
    """Return one chart by its key; no query."""
    return next((chart for chart in figures.charts if chart.key == key), None)


def _stats(member: Member, counts: Sequence[HeadCount], notes: Sequence[Written], minutes: Minutes) -> list[Stat]:
    n_here, n_expected = sum(one.n_checked_in for one in counts), sum(one.n_expected for one in counts)
    n_people = Seat.objects.filter(group__board__in=[row.board.pk for row in minutes.tables]).count()
    per_head = f"{len(notes) / n_people:.1f}" if n_people else "―"
    is_live = member.event.status == Event.Status.LIVE
    silent = _("{n} テーブルが {limit} 分以上静かです").format(n=len(minutes.silent), limit=5)
    return [
        Stat(
            _("受付済み"), str(n_here), _("人"), _("参加予定 {n} 人のうち").format(n=n_expected), link(member, "roster")
        ),
        Stat(_("付箋"), str(len(notes)), _("枚"), _("一人あたり {n} 枚").format(n=per_head), link(member, "boards")),
        Stat(
            _("テーブル"),
            str(len(minutes.tables)),
            _("卓"),
            silent if is_live and minutes.silent else "",
            link(member, "boards"),
        ),
    ]


def _after_stats(member: Member, voices: Figures) -> list[Stat]:
    ledger = ties.figures(member.event)
    proposals = [proposal for proposal in proposals_of(member.event) if proposal.title]
    mean = "―" if voices.rating_mean is None else f"{voices.rating_mean:.1f}"
    return [
        Stat(_("提言"), str(len(proposals)), _("件"), "", link(member, "proposals")),
        Stat(
            _("満足度の平均"),
            mean,
            _("点"),
            _("回答 {n} 人・5 点満点").format(n=voices.n_rated),
            link(member, "voices"),
        ),
        Stat(
            _("新しく会った組"),
            f"{ledger.n_first:,}",
            _("組"),
            _("団体をこえた同席 {n} 組").format(n=ledger.n_cross),
            link(member, "ties"),
        ),
    ]


def _people_chart(member: Member, counts: Sequence[HeadCount]) -> Chart:
    href = link(member, "roster")
    here = [Cell(one.n_checked_in, href) for one in counts]
    missing = [Cell(one.n_missing, href) for one in counts]
    return Chart(
        key="people",
        title=_("団体ごとの参加者"),
        kind="stack",
        unit=_("人"),
        label_title=_("団体"),
        labels=[one.organisation.label for one in counts],
        series=[
            Series(_("受付済み"), here),
            *([Series(_("まだの方"), missing)] if any(c.value for c in missing) else []),
        ],
        definition=_(
            "参加予定の方（取り消し・欠席・キャンセル待ちを除く）を、受付を済ませたかどうかで分けた人数です。"
        ),
        **_common(member, "people", _("名簿と受付")),
    )


def _minutes_chart(member: Member, minutes: Minutes) -> Chart:
    href = link(member, "boards")
    return Chart(
        key="minutes",
        title=_("{n} 分ごとの付箋").format(n=minutes.width_min),
        kind="line",
        unit=_("枚"),
        label_title=_("時刻"),
        labels=minutes.labels,
        series=[Series(_("全テーブル"), [Cell(total, href) for total in minutes.totals])],
        definition=_("書かれた時刻ごとの付箋の枚数です。見出しの付箋は数えません。"),
        **_common(member, "minutes", _("付箋ボード")),
    )


def _table_chart(member: Member, boards: Sequence[Board], notes: Sequence[Written]) -> Chart:
    counted = Counter((note.board_id, note.column) for note in notes)
    titles = {str(column["key"]): str(column["title"]) for board in boards for column in board.columns}
    hrefs = {board.pk: reverse("boards:board", args=(member.event.slug, board.pk)) for board in boards}
    return Chart(
        key="tables",
        title=_("テーブルごとの付箋"),
        kind="stack",
        unit=_("枚"),
        label_title=_("テーブル"),
        labels=[board.group.label if board.group else board.title for board in boards],
        series=[
            Series(title, [Cell(counted[board.pk, key], hrefs[board.pk]) for board in boards])
            for key, title in list(titles.items())[:5]
        ],
        definition=_("公開中のグループの付箋を、書かれた欄ごとに数えたものです。"),
        **_common(member, "tables", _("付箋ボード")),
    )


def _dots_chart(member: Member, boards: Sequence[Board]) -> Chart:
    shown = [board for board in boards if board.shows_dots]
    rows = Dot.objects.filter(board__in=[board.pk for board in shown]).order_by().values("board_id")
    n_dots = dict(rows.annotate(n=Count("id")).values_list("board_id", "n"))
    return Chart(
        key="dots",
        title=_("テーブルごとの投票"),
        kind="bars",
        unit=_("票"),
        label_title=_("テーブル"),
        labels=[board.group.label if board.group else board.title for board in shown],
        series=[
            Series(
                _("票"),
                [
                    Cell(n_dots.get(board.pk, 0), reverse("boards:board", args=(member.event.slug, board.pk)))
                    for board in shown
                ],
            )
        ],
        definition=_(
            "付箋に貼られた票（一人あたりの票数はボードごと）です。投票中で結果を伏せているボードは含みません。"
        ),
        **_common(member, "dots", _("付箋ボードの投票")),
    )


def _raters_chart(member: Member) -> Chart:
    counts: Mapping[int, int] = rater_counts(member.event)
    pitches = pitches_of(member.event)
    href = link(member, "pitches")
    return Chart(
        key="raters",
        title=_("発表ごとの採点者"),
        kind="bars",
        unit=_("人"),
        label_title=_("発表"),
        labels=[pitch.group.label for pitch in pitches],
        series=[Series(_("採点した人"), [Cell(counts.get(pitch.pk, 0), href) for pitch in pitches])],
        definition=_("一つ以上の観点に点を付けた人の数です。自分のグループは採点できません。"),
        **_common(member, "raters", _("発表の採点")),
    )


def _satisfaction_chart(member: Member, voices: Figures) -> Chart:
    href = link(member, "voices")
    ratings = sorted(voices.satisfaction) if voices.n_rated else []
    return Chart(
        key="satisfaction",
        title=_("満足度"),
        kind="bars",
        unit=_("人"),
        label_title=_("評価（5 点がとても満足）"),
        labels=[_("{n} 点").format(n=rating) for rating in ratings],
        series=[Series(_("回答"), [Cell(voices.satisfaction[rating], href) for rating in ratings])],
        definition=_("終了後のアンケートで選ばれた評価（1〜5）の人数です。答えなかった方は含みません。"),
        **_common(member, "satisfaction", _("参加者の声")),
    )


def _common(member: Member, key: str, source: str) -> dict[str, Any]:
    event = member.event
    moment = event.closed_at or timezone.now()
    return {
        "source": _("{title}の{source}").format(title=event.title, source=source),
        "as_of": f"{timezone.localtime(moment):%Y-%m-%d %H:%M}",
        "updated": f"{timezone.localtime():%Y-%m-%d %H:%M}",
        "data_url": reverse("dashboards:event-data", args=(event.slug, key)),
    }
