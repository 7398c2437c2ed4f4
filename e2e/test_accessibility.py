"""What a ruler and a keyboard find and axe does not: reflow, text spacing, zoom, focus that is seen, no trap."""

import pytest
from e2e.watch import DESK, open_context

NARROW = {"width": 320, "height": 640}
ZOOMED = {"width": 720, "height": 450}  # 1440 × 900 at 200 %
ORGANISER = (
    "",
    "run-sheet/",
    "roster/",
    "groups/",
    "control/",
    "boards/",
    "proposals/",
    "voices/",
    "reports/",
    "opinions/",
)
GUEST = ("now/", "proposal/", "voice/", "me/")
# WCAG 1.4.12, as its text says it.
SPACING = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }
"""
# Text of a control that no longer fits into it: cut off where it cannot be scrolled to.
CUT_OFF = """
() => [...document.querySelectorAll("button, a.button, .badge, th, label")]
  .filter((one) => !one.closest(".visually-hidden"))
  .filter((one) => one.offsetParent && getComputedStyle(one).overflow === "hidden"
    && (one.scrollWidth > one.clientWidth + 2 || one.scrollHeight > one.clientHeight + 2))
  .map((one) => one.outerHTML.slice(0, 120))
"""
FOCUSED = """
() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  one.scrollIntoView({ block: "nearest" });
  const box = one.getBoundingClientRect(), style = getComputedStyle(one);
  const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 2);
  const y = Math.min(Math.max(box.top + box.height / 2, 1), innerHeight - 2);
  const top = document.elementFromPoint(x, y);
  const isHidden = box.width < 3 || box.height < 3;  // a file field under its label, a radio under its face
  return {
    html: one.outerHTML.slice(0, 120),
    isSeen: isHidden || style.outlineStyle !== "none" || style.boxShadow !== "none",
    isCovered: !isHidden && box.height < innerHeight && top && !one.contains(top) && !top.contains(one)
      && !top.closest("label")?.contains(one) && getComputedStyle(top).position === "fixed",
  };
}
"""


def pages(browser, hall, size):
    """Yield every page of the list, opened by who sees it."""
    for role, paths in (("organiser", ORGANISER), ("guest", GUEST)):
        context, watch = open_context(browser, hall.address, size)
        session = hall.stage["organiser"] if role == "organiser" else hall.stage["guests"][0]
        context.add_cookies([{"name": "sessionid", "value": session, "url": f"http://{hall.address}"}])
        page = context.new_page()
        for path in paths:
            answer = page.goto(f"http://{hall.address}/events/hall/{path}")
            if answer.ok:
                yield path, page
        page.close()
        context.close()
        watch.allowed_status = frozenset({404, 409})
        watch.assert_calm()


def sideways_px(page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.mark.parametrize("size", [NARROW, ZOOMED], ids=["320", "200-percent"])
def test_pages_reflow_without_sideways_scrolling(browser, hall, size):
    wide = [(path, sideways_px(page)) for path, page in pages(browser, hall, size) if sideways_px(page) > 0]

    assert wide == []


def test_wider_text_spacing_cuts_nothing_off(browser, hall):
    cut = []
    for path, page in pages(browser, hall, DESK):
        # The debugger's style sheet stands outside the page's policy, as a reader's own does.
        page.evaluate(
            "css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.adoptedStyleSheets = [sheet]; }",
            SPACING,
        )
        cut += [(path, html) for html in page.evaluate(CUT_OFF)]
        if sideways_px(page) > 0:
            cut.append((path, "scrolls sideways"))

    assert cut == []


def test_the_keyboard_gets_everywhere_and_back_and_is_seen_where_it_is(browser, hall):
    troubles = []
    for path, page in pages(browser, hall, DESK):
        n_stops = page.evaluate(
            "document.querySelectorAll('a[href], button:not([disabled]), input:not([type=hidden]), select, textarea').length"
        )
        for _stop in range(min(n_stops, 60)):
            page.keyboard.press("Tab")
            at = page.evaluate(FOCUSED)
            if at and not at["isSeen"]:
                troubles.append((path, "no focus mark", at["html"]))
            if at and at["isCovered"]:
                troubles.append((path, "covered", at["html"]))
        here = page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        page.keyboard.press("Shift+Tab")
        if n_stops > 3 and page.evaluate("document.activeElement.outerHTML.slice(0, 200)") == here:
            troubles.append((path, "a trap", here))

    assert troubles == []


def test_who_wants_no_motion_gets_none(browser, hall):
    context, watch = open_context(browser, hall.address, DESK, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"http://{hall.address}/")

    moving = page.evaluate(
        "[...document.querySelectorAll('*')].filter(one => parseFloat(getComputedStyle(one).transitionDuration) > 0.01"
        " || parseFloat(getComputedStyle(one).animationDuration) > 0.01).length"
    )

    page.close()
    context.close()
    assert moving == 0
    watch.assert_calm()
