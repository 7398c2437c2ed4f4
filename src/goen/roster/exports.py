"""The roster as bytes: Excel and CSV that no spreadsheet takes for formulas."""

import csv
import io
from collections.abc import Mapping, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from goen.core.text.encoding import encode_cp932
from goen.roster.models import Consent, Participation

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def table(
    rows: Sequence[Participation],
    consents: Mapping[str, frozenset[int]],
    links: Mapping[int, str] | None = None,
) -> list[list[str]]:
    """Return header and rows as text, in the order given; with personal links when asked for; no query."""
    n_wishes = max((len(row.preferences.all()) for row in rows), default=0)
    wishes = [_("第%(rank)d希望") % {"rank": rank} for rank in range(1, n_wishes + 1)]
    header = [_("団体"), _("部署"), _("役職"), _("氏名"), _("フリガナ"), _("メール"), *wishes, _("経験年数等")]
    header += [_("進行役"), _("状態"), _("受付時刻"), *(str(purpose.label) for purpose in Consent.Purpose), _("備考")]
    header += [_("個人リンク")] if links is not None else []
    return [header, *(_cells(row, n_wishes, consents, links) for row in rows)]


def to_csv(cells: Sequence[Sequence[str]], *, encoding: str = "utf-8") -> bytes:
    """Return a CSV for Excel: UTF-8 with BOM, or CP932 with 〓 for what it cannot hold."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([_guarded(cell) for cell in row] for row in cells)
    text = out.getvalue()
    return encode_cp932(text) if encoding == "cp932" else text.encode("utf-8-sig")


def to_xlsx(cells: Sequence[Sequence[str]], *, title: str) -> bytes:
    """Return a workbook of one sheet for A4 landscape; every cell is text, whatever it begins with."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(_("名簿"))
    head = book.add_format({"bold": True, "bg_color": "#EDEDED", "border": 1, "text_wrap": True})
    body = book.add_format({"border": 1, "valign": "top", "text_wrap": True})
    for number, row in enumerate(cells):
        for column, cell in enumerate(row):
            sheet.write_string(number, column, cell, head if number == 0 else body)
    for column in range(len(cells[0])):
        longest = max(_width(row[column]) for row in cells)
        sheet.set_column(column, column, min(40, max(6, longest + 2)))
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 0)
    sheet.set_header(f"&L{title.replace('&', '&&')}&R&P / &N")
    book.close()
    return out.getvalue()


def _cells(
    row: Participation, n_wishes: int, consents: Mapping[str, frozenset[int]], links: Mapping[int, str] | None
) -> list[str]:
    wishes = [str(wish.theme.number) for wish in row.preferences.all()]
    moment = timezone.localtime(row.checked_in_at).strftime("%H:%M") if row.checked_in_at else ""
    cells = [row.organisation.name, row.department, row.title, row.name, row.kana, row.person.mail]
    cells += [*wishes, *[""] * (n_wishes - len(wishes)), row.seniority, "○" if row.is_facilitator else ""]
    cells += [str(row.get_state_display()), moment]
    cells += ["○" if row.pk in consents[purpose.value] else "" for purpose in Consent.Purpose]
    return [*cells, row.note, *([links.get(row.pk, "")] if links is not None else [])]


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_DANGEROUS) else cell


def _width(text: str) -> int:
    return sum(2 if ord(letter) > 0x2E80 else 1 for letter in text)  # noqa: PLR2004 - where wide characters begin
