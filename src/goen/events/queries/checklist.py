"""The checklist of an event: what is there, what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from goen.core.runsheet import problems
from goen.events.models import Event
from goen.events.queries.registry import STAGES, ChecklistLine, lines_of, register_checklist_line
from goen.events.queries.sheet import lines_for

_STAGE_TITLES = {
    "prepare": gettext_lazy("開催前"),
    "day": gettext_lazy("当日"),
    "after": gettext_lazy("終了後"),
}


@dataclass(frozen=True)
class Stage:
    """The lines of one part of the life of an event."""

    key: str
    title: str
    lines: Sequence[ChecklistLine]

    @property
    def n_done(self) -> int:
        """How many lines are done."""
        return sum(line.is_done for line in self.lines)


@dataclass(frozen=True)
class Checklist:
    """All stages and the one next thing, or None when nothing is left."""

    stages: Sequence[Stage]
    following: ChecklistLine | None


def checklist(event: Event) -> Checklist:
    """Return what an event has and what comes next; one query per registered line at most."""
    lines = lines_of(event)
    stages = [Stage(key, str(_STAGE_TITLES[key]), [line for line in lines if line.stage == key]) for key in STAGES]
    waiting = [line for line in lines if line.url and not line.is_done and not line.is_optional]
    return Checklist([stage for stage in stages if stage.lines], waiting[0] if waiting else None)


def basics_line(event: Event) -> ChecklistLine:
    """Tell whether place, host and contact are written; no query."""
    missing = [
        label
        for value, label in (
            (event.venue, _("会場")),
            (event.host, _("主催")),
            (event.contact_section, _("問い合わせ先")),
        )
        if not value
    ]
    detail = _("未記入：{names}").format(names=_("、").join(missing)) if missing else _("記入済み")
    return ChecklistLine(10, _("基本情報"), detail, not missing, _("記入する"), "events:edit")


def themes_line(event: Event) -> ChecklistLine:
    """Tell how many themes there are; 1 query."""
    count = event.themes.count()
    detail = ngettext("{n} 件", "{n} 件", count).format(n=count)
    return ChecklistLine(20, _("テーマ"), detail, count > 0, _("テーマを決める"), "events:themes")


def sheet_line(event: Event) -> ChecklistLine:
    """Tell whether the run sheet fits the day; 1 query."""
    found = [
        problem for problem in problems(lines_for(event), event.starts_at, event.ends_at) if problem.code != "short"
    ]
    words = {
        "empty": _("まだありません"),
        "over": _("終了時刻を過ぎています"),
        "no_discussion": _("グループ討議がありません"),
        "no_time": _("0 分の進行があります"),
    }
    detail = words[found[0].code] if found else _("時間内に収まっています")
    return ChecklistLine(30, _("次第"), detail, not found, _("次第を整える"), "events:run-sheet")


def live_line(event: Event) -> ChecklistLine:
    """Tell whether the day has begun; no query."""
    done = event.status in (Event.Status.LIVE, Event.Status.CLOSED)
    return ChecklistLine(110, _("当日の進行"), event.get_status_display(), done, _("当日の画面を開く"), "day:control")


def closed_line(event: Event) -> ChecklistLine | None:
    """Tell that a running day is to be closed; no query."""
    if event.status == Event.Status.LIVE:
        return ChecklistLine(
            190, _("交流会の終了"), _("進行が終わったら閉じます"), False, _("当日の画面を開く"), "day:control"
        )
    return None


def register_own_lines() -> None:
    """Register the lines of this slice."""
    makers = {
        "basics": basics_line,
        "themes": themes_line,
        "sheet": sheet_line,
        "live": live_line,
        "closed": closed_line,
    }
    for key, maker in makers.items():
        register_checklist_line(key, maker)
