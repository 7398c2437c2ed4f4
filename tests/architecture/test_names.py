"""Every error has a sentence, every sentence its English, every setting its line in the guide."""

import ast
import re
from pathlib import Path

import polib
import pytest

from goen.base import messages
from goen.settings import KEYS, SLICES

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "goen"
ERRORS = {"GoenError", "BadInputError", "InfeasibleError", "RefusedError", "TooMuchError"}
TRANSLATE = re.compile(r"{%-?\s*(?:translate|trans)\s+(\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')")
BLOCK = re.compile(r"{%\s*blocktrans(?:late)?\b[^%]*%}(.*?){%\s*endblocktrans(?:late)?\s*%}", re.DOTALL)
VARIABLE = re.compile(r"{{\s*(\w+)\s*}}")
JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")


def called(tree, names):
    """First arguments of calls by one of these names that are plain texts."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        first = node.args[0]
        if name in names and isinstance(first, ast.Constant) and isinstance(first.value, str):
            yield first.value


def codes_raised():
    return {code for path in SOURCE.rglob("*.py") for code in called(ast.parse(path.read_text()), ERRORS)}


def messages_in(folder):
    """Msgids used by the templates and code of one folder."""
    found = set()
    for path in folder.rglob("*.py"):
        found.update(called(ast.parse(path.read_text()), {"_", "gettext", "gettext_lazy", "gettext_noop"}))
    for path in folder.rglob("*.html"):
        text = path.read_text()
        found.update(match[1:-1] for match in TRANSLATE.findall(text))
        found.update(VARIABLE.sub(r"%(\1)s", body.replace("%", "%%")) for body in BLOCK.findall(text))
    return {text for text in found if JAPANESE.search(text)}


def test_every_error_code_has_a_sentence():
    assert sorted(codes_raised() - messages.codes()) == []


@pytest.mark.parametrize("room", ["base", *SLICES])
def test_every_sentence_is_in_the_english_catalogue(room):
    folder = SOURCE / room
    path = folder / "locale" / "en" / "LC_MESSAGES" / "django.po"
    catalogue = polib.pofile(str(path)) if path.exists() else []
    english = {entry.msgid for entry in catalogue if entry.msgstr and "fuzzy" not in entry.flags}

    assert sorted(messages_in(folder) - english) == []


def test_every_setting_is_in_the_operators_guide():
    guide = (ROOT / "docs" / "guide" / "settings.md").read_text()

    assert [key.name for key in KEYS if f"`{key.name}`" not in guide] == []
