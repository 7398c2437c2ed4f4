"""The year after in a browser: a community opened in one press, a resident by QR code, a page put out and taken along."""

import re
from collections.abc import Iterator

import pytest
from e2e.axe import assert_accessible
from e2e.watch import DESK, PHONE, open_context
from playwright.sync_api import Browser, Page, expect
from tests.serving import Server


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve an event of its own: this journey changes it."""
    server = Server(tmp_path_factory.mktemp("after"), n_guests=2).prepare().start()
    yield server
    server.stop()


def enter(browser: Browser, office: Server, session: str, size: dict[str, int]) -> tuple[Page, object, object]:
    context, watch = open_context(browser, office.address, size)
    if session:
        context.add_cookies([{"name": "sessionid", "value": session, "url": f"http://{office.address}"}])
    return context.new_page(), context, watch


def test_a_community_goes_on_and_a_page_goes_out(browser, office):
    base, slug = f"http://{office.address}", office.stage["slug"]
    desk, desk_context, desk_watch = enter(browser, office, office.stage["organiser"], DESK)
    phone, phone_context, phone_watch = enter(browser, office, office.stage["guests"][0], PHONE)
    resident, resident_context, resident_watch = enter(browser, office, "", PHONE)

    community = open_and_write(desk, phone, base, slug)
    answer_as_resident(desk, resident, base, community)
    phone.goto(f"{base}{community}notices/")
    expect(phone.get_by_text("あなたの投稿にコメントがつきました")).to_be_visible()
    put_a_page_out(desk, resident, base, slug)

    for context, watch in (
        (desk_context, desk_watch),
        (phone_context, phone_watch),
        (resident_context, resident_watch),
    ):
        context.close()
        watch.assert_calm()


def open_and_write(desk: Page, phone: Page, base: str, slug: str) -> str:
    """Open the community in one press; a participant comes in by the pass of the day and writes."""
    desk.goto(f"{base}/events/{slug}/community/")
    desk.get_by_role("button", name="コミュニティを開いて招待する").click()
    community = re.sub(r"https?://[^/]+", "", desk.url)
    phone.goto(base + community)
    phone.get_by_role("button", name="参加する").click()
    phone.get_by_label("本文").fill("また集まりましょう")
    phone.get_by_role("button", name="投稿する").click()
    expect(phone.get_by_text("投稿しました。")).to_be_visible()
    return community


def answer_as_resident(desk: Page, resident: Page, base: str, community: str) -> None:
    """Follow the link on the sheet without an account, answer, delete, and take the deletion back."""
    desk.goto(f"{base}{community}invitation/")
    link = desk.locator("[data-copy]").first.get_attribute("data-copy")
    resident.goto(base + re.sub(r"https?://[^/]+", "", link))
    expect(resident.get_by_text("投稿は、参加すると読めます。")).to_be_visible()
    resident.get_by_label("表示する名前").fill("あさがお")
    resident.get_by_role("button", name="参加する").click()
    expect(resident.get_by_text("あなたの個人リンク")).to_be_visible()
    resident.goto(base + community)
    resident.get_by_role("link", name="また集まりましょう").click()
    resident.get_by_label("コメント").fill("わたしも行きます")
    resident.get_by_role("button", name="コメントする").click()
    assert_accessible(resident)
    resident.get_by_role("button", name="削除").click()
    resident.get_by_role("dialog").get_by_role("button").last.click()
    resident.get_by_role("button", name="元に戻す").click()
    expect(resident.get_by_text("わたしも行きます")).to_be_visible()


def put_a_page_out(desk: Page, resident: Page, base: str, slug: str) -> None:
    """Compose the event's page, look at it and publish it; everybody reads it, and its share card is drawn."""
    desk.goto(f"{base}/events/{slug}/showcase/")
    desk.get_by_role("button", name="下書きを作る").click()
    desk.get_by_label("ひとことで").first.fill("一日の出会いから")
    desk.get_by_role("button", name="保存する").click()
    desk.get_by_role("button", name="公開する", exact=True).click()
    desk.get_by_role("dialog").get_by_role("button").last.click()
    expect(desk.get_by_text("公開しました。")).to_be_visible()
    resident.goto(f"{base}/showcase/")
    resident.locator("main a").last.click()
    expect(resident.get_by_text("一日の出会いから")).to_be_visible()
    assert_accessible(resident)
    assert resident.request.get(f"{resident.url}card.png").headers["content-type"] == "image/png"
