"""Every template keeps the content policy and the plain rules of the design, whoever wrote it."""

import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "goen"
TEMPLATES = sorted(SOURCE.glob("*/templates/**/*.html"))
FORBIDDEN = {
    "an inline style": re.compile(r"""\sstyle\s*=\s*["'{]"""),
    "a style element": re.compile(r"<style\b"),
    "an inline handler": re.compile(r"\son[a-z]+\s*=\s*[\"']"),
    "a script of its own": re.compile(r"<script\b(?![^>]*(?:type=\"application/(?:ld\+)?json\"|\bsrc=))"),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
    "another host": re.compile(r"""(?:src|href|action)\s*=\s*["'](?:https?:)?//"""),
    "an English msgid": re.compile(r"""\{%\s*trans(?:late)?\s+["'][ -~]*[A-Za-z]{2}[ -~]*["']"""),
}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_template_holds_nothing_the_policy_would_stop(template):
    text = template.read_text(encoding="utf-8")

    assert [name for name, pattern in FORBIDDEN.items() if pattern.search(text)] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_template_stays_short(template):
    assert len(template.read_text(encoding="utf-8").splitlines()) <= 400
