"""Translations fill the same blanks, English is English, and sentences are written in Japanese first."""

import ast
import re
from pathlib import Path

import polib
import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "goen"
SLICES = sorted(path.name for path in SOURCE.iterdir() if (path / "apps.py").exists())
_CALLS = frozenset({"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"})
_TAG = re.compile(r"""\{%\s*(?:trans|translate)\s+(?:"([^"]+)"|'([^']+)')""")
_INNER = re.compile(r"""[\s:=]_\((?:"([^"]+)"|'([^']+)')\)""")
_BLOCK = re.compile(r"\{%\s*blocktrans(?:late)?\b([^%]*)%\}(.*?)\{%\s*endblocktrans(?:late)?\s*%\}", re.DOTALL)
_PLURAL = re.compile(r"\{%\s*plural\s*%\}")
_VARIABLE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_BLANKS = re.compile(r"%\((\w+)\)[sd]|\{(\w+)[^}]*\}")
_JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠〇-〿！-｠]")


def python_sentences(text: str) -> set[str]:
    calls = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call))
    named = (call for call in calls if isinstance(call.func, ast.Name) and call.func.id in _CALLS and call.args)
    first = (call.args[0] for call in named)
    return {arg.value for arg in first if isinstance(arg, ast.Constant) and isinstance(arg.value, str)}


def template_sentences(text: str) -> set[str]:
    plain = {double or single for pattern in (_TAG, _INNER) for double, single in pattern.findall(text)}
    blocks = set()
    for options, body in _BLOCK.findall(text):
        inner = _PLURAL.split(body)[0]
        if "trimmed" in options.split():
            inner = " ".join(line.strip() for line in inner.strip().splitlines())
        blocks.add(_VARIABLE.sub(r"%(\1)s", inner.replace("%", "%%")))
    return plain | blocks


def sentences_of(room: str) -> set[str]:
    found: set[str] = set()
    for path in (SOURCE / room).rglob("*.py"):
        found |= python_sentences(path.read_text(encoding="utf-8"))
    for path in (SOURCE / room).glob("templates/**/*.html"):
        found |= template_sentences(path.read_text(encoding="utf-8"))
    return found


def catalogue(room: str) -> dict[str, polib.POEntry]:
    path = SOURCE / room / "locale" / "en" / "LC_MESSAGES" / "django.po"
    return {entry.msgid: entry for entry in polib.pofile(str(path))} if path.exists() else {}


def blanks(text: str) -> set[str]:
    return {named or braced for named, braced in _BLANKS.findall(text)}


@pytest.mark.parametrize("room", SLICES)
def test_a_translation_fills_the_same_blanks(room):
    wrong = [
        entry.msgid
        for entry in catalogue(room).values()
        if any(blanks(text) != blanks(entry.msgid) for text in ([entry.msgstr, *entry.msgstr_plural.values()]) if text)
    ]

    assert wrong == []


@pytest.mark.parametrize("room", SLICES)
def test_english_is_english(room):
    left = {entry.msgid: entry.msgstr for entry in catalogue(room).values() if len(_JAPANESE.findall(entry.msgstr)) > 8}

    assert left == {}


@pytest.mark.parametrize("room", SLICES)
def test_sentences_are_written_in_japanese_first(room):
    foreign = {text for text in sentences_of(room) if re.search(r"[A-Za-z]{3}", text) and not _JAPANESE.search(text)}

    assert foreign == set()
