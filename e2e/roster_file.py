"""A roster as an office sends it: title rows above the header, full-width digits, a note below."""

import io
import json
from pathlib import Path

EXAMPLE = Path(__file__).parents[1] / "examples" / "fukushima-2025" / "example.json"
_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")
_HEADER = ["No.", "氏　名", "フリガナ", "所属", "部署", "役職", "第１希望", "第２希望", "第３希望", "第４希望"]


def people() -> list[dict]:
    return json.loads(EXAMPLE.read_text(encoding="utf-8"))["people"]


def office_roster() -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.append(["若手交流会　参加者名簿"])
    sheet.append(["令和８年１１月２４日現在"])
    sheet.append([])
    sheet.append(_HEADER)
    for number, person in enumerate(people(), start=1):
        wishes = [str(wish).translate(_DIGITS) for wish in person["wishes"]]
        keys = ("name", "kana", "organisation", "department", "title")
        sheet.append([str(number).translate(_DIGITS), *(person[key] for key in keys), *wishes])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
