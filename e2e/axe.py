"""Accessibility of the page as it stands now: axe-core, WCAG 2.2 A and AA, and what axe cannot see but a ruler can.

`assert_accessible(page)` belongs after every step of a journey that shows something new. axe finds only a part of
what can be wrong: journeys also walk by keyboard.
"""

import json
from functools import cache
from pathlib import Path
from typing import TypedDict

from playwright.sync_api import Page

_AXE = Path(__file__).resolve().parent.parent / "frontend" / "node_modules" / "axe-core"
_TALLEST_PX = 12_000
_LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Landmark advice is written for whole sites; a projector's screen and a sheet of paper have no navigation to skip.
_LEFT_OUT = ["region", "landmark-unique"]
_RUN = """
async ([levels, leftOut]) => {
  const rules = Object.fromEntries(leftOut.map((rule) => [rule, { enabled: false }]));
  const result = await axe.run(document, { runOnly: levels, rules, resultTypes: ["violations"] });
  return result.violations.map(({ id, help, nodes }) => ({
    rule: id,
    help,
    places: nodes.map((node) => ({ target: String(node.target), html: node.html, why: node.failureSummary })),
  }));
}
"""

# A transition on a page that is not being painted never ends: two seconds are more than any of ours takes.
_REST = """
() => {
  window.scrollTo(0, 0);
  const ends = document.getAnimations().map((animation) => animation.finished.catch(() => 0));
  return Promise.race([Promise.all(ends).then(() => 0), new Promise((done) => window.setTimeout(done, 2000, 0))]);
}
"""


class Place(TypedDict):
    """One element that breaks a rule."""

    target: str
    html: str
    why: str


class Violation(TypedDict):
    """One broken rule and where."""

    rule: str
    help: str
    places: list[Place]


@cache
def _source() -> str:
    locale = json.loads((_AXE / "locales" / "ja.json").read_text(encoding="utf-8"))
    return f"{(_AXE / 'axe.min.js').read_text(encoding='utf-8')};axe.configure({{locale: {json.dumps(locale)}}});0"


def violations(page: Page) -> list[Violation]:
    """Return what breaks a rule on the page. The script comes in through the debugger: the page's policy stays strict."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(_source())
    found: list[Violation] = page.evaluate(_RUN, [_LEVELS, _LEFT_OUT])
    return found


def assert_accessible(page: Page) -> None:
    """Fail with every broken rule, its element and the reason; sideways scrolling of the page counts as broken."""
    size = page.viewport_size
    _unfold(page)
    told = [
        f"{violation['rule']}: {violation['help']}\n"
        + "\n".join(
            f"    {place['target']}\n      {place['html'][:200]}\n      {place['why']}" for place in violation["places"]
        )
        for violation in violations(page)
    ]
    if (spill := _spill(page)) > 0:
        told.append(f"the page is {spill} px wider than the window")
    if size:
        page.set_viewport_size(size)
    assert not told, f"{page.url} at {size['width'] if size else '?'} px:\n" + "\n".join(told)


def assert_width(page: Page) -> None:
    """Fail when the page scrolls sideways."""
    assert _spill(page) <= 0, f"{page.url} at {page.viewport_size}: {_spill(page)} px wider than the window"


def _spill(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def _unfold(page: Page) -> None:
    """Show the whole page at rest: what sticks to the window's foot covers nothing, and colours have stopped moving."""
    page.evaluate(_REST)
    size = page.viewport_size
    height = int(page.evaluate("document.documentElement.scrollHeight"))
    if size and height > size["height"]:
        page.set_viewport_size({"width": size["width"], "height": min(height, _TALLEST_PX)})
