"""A file made to harm ends its own process, not the server."""

import random
from pathlib import Path

import pytest
from tests.roster import files

from goen.core.errors import BadInputError
from goen.core.rosters.plain import sheet_of, to_plain
from goen.core.rosters.reading import read_workbook
from goen.roster.services.reading import read_table

OFFICE_XLS = Path(__file__).parents[1] / "core" / "rosters" / "office.xls"


@pytest.mark.parametrize("data", [files.xlsx(), OFFICE_XLS.read_bytes(), files.csv()], ids=["xlsx", "xls", "csv"])
def test_the_child_reads_what_we_would_read(data):
    table = read_table(data)
    assert table == to_plain(read_workbook(data))
    assert sheet_of(table, 0) == read_workbook(data).sheets[0]


def test_a_refusal_crosses_the_process_with_its_words():
    with pytest.raises(BadInputError) as refusal:
        read_table(b"PK not a zip")
    assert refusal.value.code == "roster.broken_file"


def test_damaged_old_excel_files_never_take_the_server_down():
    dice = random.Random(2)  # noqa: S311 - damage, not secrets
    whole = OFFICE_XLS.read_bytes()
    for _n in range(12):
        damaged = bytearray(whole)
        for _k in range(12):
            damaged[dice.randrange(8, len(damaged))] = dice.randrange(256)
        try:
            read_table(bytes(damaged))
        except BadInputError as refusal:
            assert refusal.code.startswith("roster.")  # noqa: PT017 - both ends are fine, a crash is not
