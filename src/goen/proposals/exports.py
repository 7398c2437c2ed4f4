"""The list of proposals as tables."""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from goen.base.documents.delimited import write_csv
from goen.base.documents.workbook import Cell, Sheet, write_workbook
from goen.proposals.models import FollowUp
from goen.proposals.queries import title_of


def tracker_table(rows: Sequence[FollowUp]) -> tuple[list[str], list[list[Cell]]]:
    """Return header and one row per proposal, in the given order."""
    header = [
        _("交流会"), _("開催日"), _("テーマ"), _("グループ"), _("提言"), _("ひとことで"), _("状態"), _("理由"), _("受け取る団体"), _("担当部署"),
        _("担当者"), _("期限"), _("期限切れ"), _("受付日"), _("回答日"), _("完了日"),
    ]  # fmt: skip
    return header, [_row(row) for row in rows]


def tracker_csv(rows: Sequence[FollowUp]) -> bytes:
    """Return the table as CSV with a UTF-8 mark."""
    header, cells = tracker_table(rows)
    words = {True: _("はい"), False: ""}
    texts = [[words[cell] if isinstance(cell, bool) else _iso(cell) for cell in row] for row in cells]
    return write_csv(header, texts).content


def tracker_workbook(rows: Sequence[FollowUp]) -> bytes:
    """Return the table as an Excel workbook."""
    header, cells = tracker_table(rows)
    note = _("{day} 現在").format(day=timezone.localdate().strftime("%Y/%m/%d"))
    return write_workbook([Sheet(_("提言の行方"), header, cells, note=note)], title=_("提言の行方"))


def _row(row: FollowUp) -> list[Cell]:
    proposal = row.proposal
    return [
        proposal.event.title,
        timezone.localdate(proposal.event.starts_at),
        proposal.theme.title if proposal.theme else "",
        proposal.group.label if proposal.group else "",
        title_of(proposal),
        proposal.summary,
        str(row.get_status_display()),
        row.reason,
        row.receiver.name if row.receiver else "",
        row.section,
        row.in_charge,
        row.due_on,
        row.is_overdue(),
        _day(row.received_at),
        _day(row.answered_at),
        _day(row.finished_at),
    ]


def _day(moment: object) -> date | None:
    return timezone.localdate(moment) if moment else None  # type: ignore[arg-type] # a moment of the row


def _iso(cell: Cell) -> object:
    return cell.isoformat() if isinstance(cell, date) else cell
