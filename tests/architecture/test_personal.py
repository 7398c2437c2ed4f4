"""Every row that points at a person says what becomes of it when that person's data is erased."""

from goen.base.personal import WAYS, declared, needed


def test_every_relation_to_a_person_has_its_line():
    missing = [
        f'src/goen/{space}/personal.toml: "{model.__name__}.{field}" = {{ erase = "<{" | ".join(WAYS)}>", title = "…" }}'
        for space, model, field, _about in needed()
        if f"{space}:{model.__name__}.{field}" not in declared()
    ]

    assert not missing, "\n".join(["relations to a person without a line (docs/developer/personal.md):", *missing])


def test_every_line_names_a_relation_and_a_way():
    known = {f"{space}:{model.__name__}.{field}" for space, model, field, _about in needed()}
    wrong = [
        key
        for key, line in declared().items()
        if key not in known or line.get("erase") not in WAYS or not line.get("title")
    ]

    assert wrong == []
