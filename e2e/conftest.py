"""One server and one browser for a run of journeys."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from e2e.watch import launch
from playwright.sync_api import Browser, sync_playwright
from tests.serving import Server

from goen.cli.setup import compile_languages


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not Path("/usr/bin/chromium").exists():
        pytest.skip("no Chromium here: run ./e2e/browser")
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def style_guide(tmp_path_factory) -> Iterator[Server]:
    """Serve the style guide."""
    compile_languages()
    server = Server(tmp_path_factory.mktemp("style"), n_guests=1, settings={"GOEN_DEBUG": "1"}).prepare().start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def hall(tmp_path_factory) -> Iterator[Server]:
    """Serve a running event with a table of eight guests."""
    compile_languages()
    server = Server(tmp_path_factory.mktemp("hall"), n_guests=8, settings={"STAGE_GOES_ON": "1"}).prepare().start()
    yield server
    server.stop()
