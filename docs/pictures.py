"""`make pictures`: the pictures of the README and the handbook, taken from the example as a person sees it."""

import tempfile
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from e2e.watch import DESK, PHONE, launch, open_context
from playwright.sync_api import BrowserContext, sync_playwright
from tests.serving import Server

from goen.cli.demo import DEMO_PASSWORD, DEMO_USER

FOLDER = Path(__file__).parent / "images"
# Picture, address (a {year} is that of the example's last finished event), what to follow from there, tallest part.
PICTURES = (
    ("home", "/", (), 900),
    ("results", "/partnerships/renkei-example/results/", (), 1100),
    ("figures", "/events/exchange-{last}/figures/", (), 1200),
    ("tracker", "/events/exchange-{last}/tracker/", (), 900),
    ("network", "/events/exchange-{last}/ties/network/", (), 1100),
    (
        "landscape",
        "/events/exchange-{this}/opinions/",
        ("a[href*='/opinions/']:not([href$='/opinions/']):not([href$='/new/'])", "a[href$='/landscape/']"),
        1100,
    ),
    (
        "listening",
        "/events/exchange-{last}/listening/",
        ("a[href*='/listening/']:not([href$='/new/']):not([href$='/listening/'])",),
        1100,
    ),
    ("showcase", "/showcase/", (), 1100),
)
PHONE_PICTURES = (
    ("results-phone", "/partnerships/renkei-example/results/", (), 844),
    ("showcase-phone", "/showcase/", (), 844),
)


def main() -> None:
    """Serve the example and take every picture."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder)).prepare_example().start()
        browser = launch(playwright)
        try:
            for size, pictures in ((DESK, PICTURES), (PHONE, PHONE_PICTURES)):
                context, watch = open_context(browser, server.address, size, device_scale_factor=1)
                _take(context, f"http://{server.address}", pictures)
                watch.assert_calm()
                context.close()
        finally:
            browser.close()
            server.stop()


def _take(context: BrowserContext, host: str, pictures: tuple[tuple[str, str, tuple[str, ...], int], ...]) -> None:
    page = context.new_page()
    page.goto(f"{host}/accounts/login/")
    page.locator("[name=username], [name=login]").first.fill(DEMO_USER)
    page.locator("[name=password]").fill(DEMO_PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_load_state("networkidle")
    year = datetime.now(tz=ZoneInfo("Asia/Tokyo")).year
    for name, address, follow, height in pictures:
        page.goto(host + address.format(this=year, last=year - 1))
        for link in follow:
            page.goto(host + (page.locator(link).first.get_attribute("href") or "/"))
        page.wait_for_timeout(1200)
        width = page.viewport_size["width"] if page.viewport_size else 0
        tall = min(height, page.evaluate("document.documentElement.scrollHeight"))
        page.screenshot(
            path=FOLDER / f"{name}.png", full_page=True, clip={"x": 0, "y": 0, "width": width, "height": tall}
        )


if __name__ == "__main__":
    main()
