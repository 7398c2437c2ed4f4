"""Every address has its row in the table of rights: a new one without a row fails the build."""

from goen.base.rights import WORDS, rights, routes
from goen.events.phases import DEEDS


def test_every_address_has_a_name_and_a_row():
    missing = []
    for route in routes():
        space, _colon, short = route.name.rpartition(":")
        if route.name not in rights():
            missing.append(
                f"{route.pattern} ({route.name}): add to src/goen/{space or 'base'}/rights.toml the line\n"
                f'    {short} = "<a deed of events/phases.py, or one of: {", ".join(WORDS)}>"'
            )

    assert not missing, "\n".join(["addresses without a row in the table of rights:", *missing])


def test_every_row_has_its_address_and_names_a_deed_or_a_word():
    known = {route.name for route in routes()}
    gone = [name for name in rights() if name not in known and not name.startswith("base:styleguide")]
    unknown = {name: right.to for name, right in rights().items() if right.to not in DEEDS and right.to not in WORDS}

    assert (gone, unknown) == ([], {})
