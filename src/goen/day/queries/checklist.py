"""Lines of an event's checklist that know the slices below, and the yearly figures of a partnership."""

from collections.abc import Mapping, Sequence

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from goen.boards.models import Board, Note
from goen.events.models import Event
from goen.events.queries import ChecklistLine, Figure, register_checklist_line, register_figure
from goen.grouping.models import Group, Plan
from goen.pitches.models import Pitch
from goen.roster.models import Participation
from goen.ties.models import Meeting
from goen.voices.models import Voice

_EXPECTED = Q(state=Participation.State.EXPECTED)


def roster_line(event: Event) -> ChecklistLine:
    """Tell how many people are on the list; 1 query."""
    count = Participation.objects.filter(_EXPECTED, event=event).count()
    detail = ngettext("{n} 人", "{n} 人", count).format(n=count)
    return ChecklistLine(
        40, _("名簿"), detail, count > 0, _("名簿を取り込む"), "roster:list" if count else "roster:import"
    )


def groups_line(event: Event) -> ChecklistLine:
    """Tell whether groups are published; 1 query."""
    published = Q(plan__state=Plan.State.PUBLISHED)
    counts = Group.objects.filter(plan__event=event).aggregate(shown=Count("id", filter=published), drawn=Count("id"))
    if counts["shown"]:
        detail = ngettext("{n} グループを公開中", "{n} グループを公開中", counts["shown"]).format(n=counts["shown"])
    else:
        detail = _("案があります。まだ公開していません") if counts["drawn"] else _("まだ分けていません")
    return ChecklistLine(50, _("グループ分け"), detail, counts["shown"] > 0, _("グループを分ける"), "grouping:plans")


def facilitators_line(event: Event) -> ChecklistLine:
    """Tell how many facilitators there are; 1 query."""
    count = Participation.objects.filter(_EXPECTED, event=event, is_facilitator=True).count()
    detail = ngettext("{n} 人", "{n} 人", count).format(n=count)
    return ChecklistLine(45, _("進行役"), detail, count > 0, _("名簿で決める"), "roster:list", is_optional=True)


def boards_line(event: Event) -> ChecklistLine:
    """Tell whether the tables have their boards; 1 query."""
    count = Board.objects.filter(event=event).count()
    detail = ngettext("{n} 枚", "{n} 枚", count).format(n=count)
    return ChecklistLine(60, _("付箋ボード"), detail, count > 0, _("ボードを用意する"), "boards:list")


def check_in_line(event: Event) -> ChecklistLine:
    """Tell how many people are here; 1 query."""
    here = Q(checked_in_at__isnull=False)
    counts = Participation.objects.filter(_EXPECTED, event=event).aggregate(
        n=Count("id"), here=Count("id", filter=here)
    )
    detail = _("{here} / {n} 人が到着").format(**counts)
    is_done = counts["here"] > 0
    return ChecklistLine(105, _("受付"), detail, is_done, _("受付を開く"), "roster:check-in", is_optional=True)


def pitches_line(event: Event) -> ChecklistLine:
    """Tell whether the order of presentations is set; 1 query."""
    count = Pitch.objects.filter(event=event).count()
    detail = ngettext("{n} 件", "{n} 件", count).format(n=count)
    return ChecklistLine(120, _("発表の順番"), detail, count > 0, _("順番を決める"), "pitches:list", is_optional=True)


def voices_line(event: Event) -> ChecklistLine:
    """Tell how many left their voice; 1 query."""
    count = Voice.objects.filter(event=event).count()
    detail = ngettext("{n} 人", "{n} 人", count).format(n=count)
    return ChecklistLine(210, _("参加者の声"), detail, count > 0, _("声を見る"), "voices:list", is_optional=True)


def reports_line(event: Event) -> ChecklistLine | None:
    """Lead to the documents once the day is over; no query."""
    if event.status != Event.Status.CLOSED:
        return None
    return ChecklistLine(220, _("報告書"), _("終了後すぐに作れます"), False, _("報告書を作る"), "reports:list")


def people_per_event(event_ids: Sequence[int]) -> Mapping[int, int]:
    """Return how many took part, per event; 1 query."""
    rows = Participation.objects.filter(event_id__in=event_ids, checked_in_at__isnull=False)
    return _per_event(rows.order_by().values("event_id").annotate(n=Count("id")).values_list("event_id", "n"))


def notes_per_event(event_ids: Sequence[int]) -> Mapping[int, int]:
    """Return how many notes were written, per event; 1 query."""
    rows = Note.objects.filter(board__event_id__in=event_ids).exclude(kind="heading").order_by()
    return _per_event(rows.values("board__event_id").annotate(n=Count("id")).values_list("board__event_id", "n"))


def ties_per_event(event_ids: Sequence[int]) -> Mapping[int, int]:
    """Return how many pairs of different organisations met, per event; 1 query."""
    rows = Meeting.objects.filter(event_id__in=event_ids).exclude(low__organisation=F("high__organisation")).order_by()
    return _per_event(rows.values("event_id").annotate(n=Count("id")).values_list("event_id", "n"))


def register_lines() -> None:
    """Register the lines and figures of this slice."""
    makers = (
        roster_line, facilitators_line, groups_line, boards_line, check_in_line, pitches_line, voices_line, reports_line,
    )  # fmt: skip
    for maker in makers:
        register_checklist_line(maker.__name__, maker)
    register_figure(Figure("people", gettext_lazy("参加者"), gettext_lazy("人"), people_per_event))
    register_figure(Figure("notes", gettext_lazy("付箋"), gettext_lazy("枚"), notes_per_event))
    register_figure(Figure("ties", gettext_lazy("団体をまたぐ出会い"), gettext_lazy("組"), ties_per_event))


def _per_event(rows: object) -> dict[int, int]:
    return dict(rows)  # type: ignore[call-overload, no-any-return] # pairs of numbers
