"""Every page there is, found by walking the address table: seen by everybody who may see it, on a phone and on a desk.

A new page is looked at here without being named. Addresses that need more than the event's slug are found by following
the links of the pages that lead to them.
"""

from collections import deque
from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

import pytest
from e2e.axe import assert_accessible, assert_width
from e2e.watch import DESK, PHONE, Watch, open_context
from playwright.sync_api import Browser, BrowserContext, Error, Page, Response
from tests.serving import Server

N_AT_MOST = 150
STARTS = {
    "organiser": ["/", "/events/{slug}/", "/accounts/profile/"],
    "guest": [
        "/",
        "/communities/",
        "/events/{slug}/now/",
        "/events/{slug}/proposal/",
        "/events/{slug}/score/",
        "/events/{slug}/voice/",
    ],
    "nobody": [
        "/",
        "/accounts/login/",
        "/nothing-here/",
        "/join/?code=ZZZZZZ",
        "/opinions/hallcode/",
        "/opinions/hallcode/embed/",
        "/showcase/",
        "/showcase/hall/embed/",
    ],
}
# Documents are opened by other programs; logging out would end the walk.
LEFT_OUT = (".ics", ".csv", ".xlsx", ".pdf", ".docx", ".pptx", ".json", ".zip", "/logout/", "/static/", "/media/")


def pattern_of(address: str) -> str:
    """Return the shape of an address, so that thirty people's pages count as one."""
    path = urlsplit(address).path
    return "/".join("#" if part.isdigit() else part for part in path.split("/"))


def _links(page: Page) -> list[str]:
    found: list[str] = page.eval_on_selector_all("a[href]:not([download])", "links => links.map((link) => link.href)")
    return found


def _is_ours(address: str, host: str) -> bool:
    parts = urlsplit(address)
    return parts.netloc == host and not any(part in parts.path for part in LEFT_OUT)


def _open(page: Page, address: str) -> Response | None:
    """Open an address; a download is no page."""
    try:
        return page.goto(address)
    except Error as error:
        if "Download is starting" in error.message:
            return None
        raise


def walk(context: BrowserContext, server: Server, starts: list[str], look: Callable[[Page], None]) -> list[str]:
    """Open every page that can be reached, look at each, and return what broke, page by page."""
    base, page, troubles = f"http://{server.address}", context.new_page(), []
    waiting = deque(urljoin(base, start.format(slug=server.stage["slug"])) for start in starts)
    seen: set[str] = set()
    while waiting and len(seen) < N_AT_MOST:
        address = waiting.popleft()
        if pattern_of(address) in seen:
            continue
        seen.add(pattern_of(address))
        answer = _open(page, address)
        if answer is None or "text/html" not in answer.headers.get("content-type", ""):
            continue
        if answer.status >= 500:
            troubles.append(f"{address} answered {answer.status}\n{server.log()[-2000:]}")
            continue
        try:
            look(page)
        except AssertionError as broken:
            troubles.append(str(broken))
        waiting.extend(link for link in _links(page) if _is_ours(link, server.address))
    return troubles


def on_a_phone_and_a_desk(page: Page) -> None:
    """Hold a page to every rule at both widths, without loading it twice."""
    assert_accessible(page)
    page.set_viewport_size(DESK)
    assert_accessible(page)
    page.set_viewport_size(PHONE)


def _enter(context: BrowserContext, server: Server, role: str) -> None:
    session = {"organiser": server.stage["organiser"], "guest": server.stage["guests"][0]}.get(role)
    if session:
        context.add_cookies([{"name": "sessionid", "value": session, "url": f"http://{server.address}"}])


@pytest.mark.parametrize("role", list(STARTS))
def test_every_page_is_accessible_keeps_its_width_and_stays_on_the_host(browser, hall, role):
    _walk_calmly(browser, hall, role, "ja-JP", on_a_phone_and_a_desk)


@pytest.mark.parametrize("role", list(STARTS))
def test_every_page_keeps_its_width_in_english(browser, hall, role):
    # Names and roles of the parts are the same as in Japanese; the lengths of the words are not.
    _walk_calmly(browser, hall, role, "en-GB", assert_width)


def _walk_calmly(browser: Browser, hall: Server, role: str, locale: str, look: Callable[[Page], None]) -> None:
    context, watch = open_context(browser, hall.address, PHONE, locale=locale)
    watch.allowed_status = frozenset({400, 404, 409})  # refusals are pages too
    _enter(context, hall, role)

    troubles = walk(context, hall, STARTS[role], look)

    _close(context)
    assert not troubles, f"{len(troubles)} pages:\n\n" + "\n\n".join(troubles)
    watch.assert_calm()


def _close(context: BrowserContext) -> None:
    for page in context.pages:
        page.close()
    context.close()


def test_the_watch_notices_a_request_that_leaves(browser, hall):
    context, watch = open_context(browser, hall.address, DESK)
    page = context.new_page()
    page.goto(f"http://{hall.address}/")
    page.evaluate("new Image().src = 'http://192.0.2.1/x.png'")
    page.wait_for_timeout(200)
    context.close()

    with pytest.raises(AssertionError):
        Watch.assert_calm(watch)
