"""A full hall asks, votes and answers: phones, moderator and projector at once, also while the line is away."""

from collections.abc import Iterator

import pytest
from e2e.axe import assert_accessible
from e2e.watch import DESK, PHONE, open_context
from playwright.sync_api import Browser, Page, expect
from tests.serving import Server


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve a running event of its own: this journey changes it."""
    server = Server(tmp_path_factory.mktemp("asking"), n_guests=3).prepare().start()
    yield server
    server.stop()


class Screens:
    """Open screens of a hall, each in a browser of its own."""

    def __init__(self, browser: Browser, server: Server) -> None:
        self.browser, self.server = browser, server
        self.pages: list[Page] = []
        self.watches = []

    def open(self, path: str, session: str, size: dict[str, int]) -> Page:
        """Open a page as somebody."""
        context, watch = open_context(self.browser, self.server.address, size)
        context.add_cookies([{"name": "sessionid", "value": session, "url": f"http://{self.server.address}"}])
        page = context.new_page()
        page.goto(f"http://{self.server.address}/events/hall/{path}/")
        self.pages.append(page)
        self.watches.append(watch)
        return page

    def close(self) -> None:
        """Look at every page once more and go."""
        for page in self.pages:
            assert_accessible(page)
            page.context.close()
        for watch in self.watches:
            watch.assert_calm()


def ask_while_the_line_is_away(page: Page, text: str) -> None:
    """Ask without a line: the words stay, and pressing again asks once."""
    page.context.set_offline(True)
    page.locator("#id_text").fill(text)
    page.get_by_role("button", name="質問を送る").click()
    expect(page.get_by_text("書いた文はそのまま残っています")).to_be_visible()
    page.context.set_offline(False)
    page.get_by_role("button", name="質問を送る").click()


def vote_while_the_line_is_away(page: Page) -> None:
    """Vote without a line and reload nothing: it shows, is counted as unsent, and goes by itself."""
    page.context.set_offline(True)
    page.get_by_role("button", name="聞きたい").click()
    expect(page.locator("[data-unsent]")).to_contain_text("未送信 1 件")
    page.context.set_offline(False)
    expect(page.locator("[data-unsent]")).to_be_hidden(timeout=20_000)


def answer_while_the_line_is_away(page: Page) -> None:
    """Answer a poll without a line: it says that it is kept, and goes by itself."""
    page.get_by_label("会津").check(timeout=10_000)
    page.context.set_offline(True)
    page.get_by_role("button", name="回答する").click()
    expect(page.get_by_text("まだ送れていません")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text("回答済みです").first).to_be_visible(timeout=20_000)


def test_a_question_rises_and_a_poll_tells_its_result_the_moment_it_closes(browser: Browser, asking: Server):
    screens, stage = Screens(browser, asking), asking.stage
    one, two = (screens.open("questions", session, PHONE) for session in stage["guests"][:2])
    desk = screens.open("questions/moderate", stage["organiser"], DESK)
    wall = screens.open("screen", stage["organiser"], DESK)
    expect(one.locator("[data-link-state]")).to_have_text("接続済み")

    ask_while_the_line_is_away(one, "来年も開きますか")
    expect(two.locator(".question > p", has_text="来年も開きますか")).to_have_count(1, timeout=10_000)
    vote_while_the_line_is_away(two)
    expect(one.locator("[data-votes]")).to_have_text("1")
    desk.get_by_role("button", name="投影する").click()
    expect(wall.get_by_role("heading", name="来年も開きますか")).to_be_visible()

    desk.goto(f"http://{asking.address}/events/hall/polls/")
    desk.get_by_label("問い").fill("次回の会場は")
    desk.get_by_label("選択肢").fill("会津\n浜通り")
    desk.get_by_role("button", name="作る", exact=True).click()
    desk.get_by_role("button", name="始める").click()
    expect(wall.get_by_role("heading", name="次回の会場は")).to_be_visible()
    one.get_by_label("会津").check(timeout=10_000)
    one.get_by_role("button", name="回答する").click()
    expect(one.get_by_text("回答済みです").first).to_be_visible()
    answer_while_the_line_is_away(two)
    expect(wall.locator("[data-poll-people]")).to_have_text("2")
    expect(one.get_by_text("100%")).to_have_count(0)
    desk.get_by_role("button", name="締め切って結果を出す").click()
    for page in (one, wall):
        expect(page.get_by_text("2 人（100%）")).to_be_visible()
    screens.close()
