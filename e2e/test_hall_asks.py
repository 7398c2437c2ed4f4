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


def test_a_question_rises_and_a_poll_tells_its_result_the_moment_it_closes(browser: Browser, asking: Server):
    watches = []

    def screen(path: str, session: str, size: dict[str, int]) -> Page:
        context, watch = open_context(browser, asking.address, size)
        context.add_cookies([{"name": "sessionid", "value": session, "url": f"http://{asking.address}"}])
        watches.append(watch)
        page = context.new_page()
        page.goto(f"http://{asking.address}/events/hall/{path}/")
        return page

    one = screen("questions", asking.stage["guests"][0], PHONE)
    two = screen("questions", asking.stage["guests"][1], PHONE)
    desk = screen("questions/moderate", asking.stage["organiser"], DESK)
    wall = screen("screen", asking.stage["organiser"], DESK)
    expect(one.locator("[data-link-state]")).to_have_text("接続済み")

    # The line is away: the words stay, and pressing again asks once.
    one.context.set_offline(True)
    one.locator("#id_text").fill("来年も開きますか")
    one.get_by_role("button", name="質問を送る").click()
    expect(one.get_by_text("書いた文はそのまま残っています")).to_be_visible()
    one.context.set_offline(False)
    one.get_by_role("button", name="質問を送る").click()
    expect(two.locator(".question > p", has_text="来年も開きますか")).to_have_count(1, timeout=10_000)

    two.get_by_role("button", name="聞きたい").click()
    expect(one.locator("[data-votes]")).to_have_text("1")
    desk.get_by_role("button", name="投影する").click()
    expect(wall.get_by_role("heading", name="来年も開きますか")).to_be_visible()

    desk.goto(f"http://{asking.address}/events/hall/polls/")
    desk.get_by_label("問い").fill("次回の会場は")
    desk.get_by_label("選択肢").fill("会津\n浜通り")
    desk.get_by_role("button", name="作る", exact=True).click()
    desk.get_by_role("button", name="始める").click()
    expect(wall.get_by_role("heading", name="次回の会場は")).to_be_visible()
    for page, choice in ((one, "会津"), (two, "会津")):
        page.get_by_label(choice).check(timeout=10_000)
        page.get_by_role("button", name="回答する").click()
        expect(page.get_by_text("回答済みです").first).to_be_visible()
    expect(wall.locator("[data-poll-people]")).to_have_text("2")
    expect(one.get_by_text("100%")).to_have_count(0)
    desk.get_by_role("button", name="締め切って結果を出す").click()
    expect(one.get_by_text("2 人（100%）")).to_be_visible()
    expect(wall.get_by_text("2 人（100%）")).to_be_visible()
    for page in (one, desk, wall):
        assert_accessible(page)
    for page in (one, two, desk, wall):
        page.context.close()
    for watch in watches:
        watch.assert_calm()
