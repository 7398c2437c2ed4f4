"""Which cells of an .xlsx hold a formula, and whether its cells fit into memory: seen before anything is unfolded."""

import re
import zipfile
from xml.etree import ElementTree as ET

from goen.core.errors import TooMuchError

_CELL = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*?(?<!/)>\s*(<f[\s/>])?')
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def formula_cells(
    archive: zipfile.ZipFile, *, max_rows: int, max_columns: int
) -> dict[str, frozenset[tuple[int, int]]]:
    """Return sheet name → (row, column) from 0 of its formula cells.

    Raises
    ------
    TooMuchError
        ``roster.too_many_rows`` when a filled cell lies beyond the limits: readers allocate the whole rectangle.

    Notes
    -----
    O(bytes of the sheets); reads the XML as text, so that a damaged sheet is left to the reader that names it.
    """
    found = {}
    for name, path in _sheet_paths(archive).items():
        cells = set()
        for letters, digits, formula in _CELL.findall(archive.read(path)):
            row, column = int(digits) - 1, _column(letters)
            if row >= max_rows or column >= max_columns:
                raise TooMuchError("roster.too_many_rows", rows=row + 1, limit=max_rows)
            if formula:
                cells.add((row, column))
        found[name] = frozenset(cells)
    return found


def _sheet_paths(archive: zipfile.ZipFile) -> dict[str, str]:
    try:
        book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 - expat bounds entity growth
        relations = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 - as above
    except ET.ParseError as error:
        raise ValueError("workbook.xml") from error
    targets = {rel.get("Id", ""): rel.get("Target", "") for rel in relations}
    paths = {}
    for sheet in book.iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(_REL, ""), "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if path in archive.namelist():
            paths[sheet.get("name", "")] = path
    return paths


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
