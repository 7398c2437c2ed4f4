"""Eyes on a browser: no request may leave the host, no script may fail, no policy may be broken."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, Request, Route

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Chromium itself asks for its maker's hosts; what a page asks for is caught by the watch below.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
# What Chromium says of every request while the server a journey has killed is not there.
_GONE = ("ERR_CONNECTION_REFUSED", "ERR_CONNECTION_RESET", "ERR_EMPTY_RESPONSE", "ERR_INCOMPLETE_CHUNKED_ENCODING")


def launch(playwright: Playwright) -> Browser:
    """Start Debian's Chromium; nothing is downloaded."""
    return playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)


@dataclass
class Watch:
    """What went wrong in one browser context; `assert_calm` at the end of a journey."""

    host: str
    allowed_status: frozenset[int] = frozenset({404})
    may_lose_server: bool = False
    troubles: list[str] = field(default_factory=list)

    def guard(self, route: Route, request: Request) -> None:
        """Let a request of our own pass; stop and remember any other."""
        parts = urlsplit(request.url)
        if parts.scheme in ("data", "blob") or parts.netloc == self.host:
            route.continue_()
        else:
            self.troubles.append(f"left the host: {request.url}")
            route.abort()

    def follow(self, page: Page) -> None:
        """Remember the errors of a page."""
        page.on("pageerror", lambda error: self.troubles.append(f"script error at {page.url}: {error}"))
        page.on("console", lambda message: self._hear(page, message))

    def _hear(self, page: Page, message: ConsoleMessage) -> None:
        expected = any(f"status of {status}" in message.text for status in self.allowed_status)
        offline = "ERR_INTERNET_DISCONNECTED" in message.text or "WebSocket connection" in message.text
        gone = self.may_lose_server and any(name in message.text for name in _GONE)
        if message.type == "error" and not (expected or offline or gone):
            self.troubles.append(f"console at {page.url}: {message.text}")

    def assert_calm(self) -> None:
        """Fail with everything that went wrong."""
        assert not self.troubles, "\n".join(self.troubles)


def open_context(browser: Browser, host: str, size: dict[str, int], **options: object) -> tuple[BrowserContext, Watch]:
    """Return a fresh browser context of a size, as a phone or a desk has it, with eyes on it."""
    context = browser.new_context(
        viewport=size,
        locale=str(options.pop("locale", "ja-JP")),
        timezone_id="Asia/Tokyo",
        has_touch=size == PHONE,
        **options,
    )
    watch = Watch(host)
    context.route("**/*", watch.guard)
    context.on("page", watch.follow)
    return context, watch
