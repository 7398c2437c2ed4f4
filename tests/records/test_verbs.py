"""Every act that is written down has a name that a reader of the log understands."""

import ast
from pathlib import Path

import goen
from goen.records.phases import VERBS

SOURCE = Path(goen.__file__).parent


def written_verbs() -> dict[str, str]:
    """Return each verb that is spelled out in a call of ``audit.record``, with the file it stands in."""
    found = {}
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and ast.unparse(node.func) == "audit.record" and len(node.args) > 1):
                continue
            if isinstance(node.args[1], ast.Constant):
                found[str(node.args[1].value)] = str(path.relative_to(SOURCE))
    return found


def test_every_verb_of_the_log_has_a_name():
    """Verbs that are put together at run time are held to the same by ``tests/conftest.py``."""
    verbs = written_verbs()

    assert len(verbs) > 150
    assert not {verb: path for verb, path in verbs.items() if verb not in VERBS}
