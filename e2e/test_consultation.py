"""A resident answers by thumb and by key, also without a network; the organiser watches the map fill and decides."""

import re

import pytest
from e2e.axe import assert_accessible
from e2e.watch import DESK, PHONE, open_context
from playwright.sync_api import expect
from tests.serving import Server


@pytest.fixture
def server(tmp_path):
    server = Server(tmp_path, n_guests=1).prepare().start()
    yield server
    server.stop()


def page_of(context, server, path):
    page = context.new_page()
    page.goto(f"http://{server.address}{path}")
    return page


def answer_without_network(context, phone, server):
    """Answer two statements offline, close the tab, come back and answer the last; returns the new tab."""
    context.set_offline(True)
    phone.keyboard.press("2")
    phone.keyboard.press("3")
    expect(phone.locator("[data-ask-unsent]")).to_contain_text("未送信の回答が 2 件")
    phone.close()  # the tab is closed with answers on board
    context.set_offline(False)
    phone = page_of(context, server, "/opinions/hallcode/")
    expect(phone.locator("[data-ask-progress]")).to_have_text("5 件のうち 4 件に回答しました")
    phone.keyboard.press("1")
    expect(phone.locator("[data-ask-done]")).to_be_visible()
    return phone


def add_and_be_refused(phone, desk):
    """Add a statement that the organiser does not show, and read why."""
    phone.get_by_role("link", name="自分の意見を追加する").click()
    phone.locator("textarea").fill("バスを増やしてほしい")
    phone.get_by_role("button", name="送る").click()
    expect(phone.locator(".badge", has_text="確認待ち")).to_be_visible()
    desk.reload()
    desk.locator("#pending input[name=reason]").fill("同じ趣旨の意見があるためです。")
    desk.locator("#pending").get_by_role("button", name="不掲載にする").click()
    expect(desk.locator("#statements")).not_to_contain_text("バスを増やしてほしい")
    phone.reload()
    expect(phone.locator(".guest-main")).to_contain_text("同じ趣旨の意見があるためです。")


def test_a_resident_answers_and_the_organiser_sees_the_map_fill_and_decides(browser, server):
    desk_context, desk_watch = open_context(browser, server.address, DESK)
    desk_context.add_cookies(
        [{"name": "sessionid", "value": server.stage["organiser"], "url": f"http://{server.address}"}]
    )
    landscape = page_of(desk_context, server, "/events/hall/opinions/1/landscape/")
    expect(landscape.locator("[data-link-state][data-state=live]")).to_be_visible()
    context, watch = open_context(browser, server.address, PHONE)
    watch.allowed_status = frozenset({404, 409})
    phone = page_of(context, server, "/opinions/hallcode/")
    statement = phone.locator("[data-ask-text]")
    first = statement.inner_text()

    phone.keyboard.press("1")
    expect(statement).not_to_have_text(first)
    phone.get_by_role("button", name=re.compile("反対")).click()
    expect(phone.locator("[data-ask-progress]")).to_have_text("5 件のうち 2 件に回答しました")
    # No reload: the landscape hears of the votes.
    expect(landscape.locator(".opinions-verdict")).to_contain_text("1 人 ・ 意見 5 件 ・ 2 票", timeout=15_000)

    phone = answer_without_network(context, phone, server)
    assert_accessible(phone)
    expect(landscape.locator(".opinions-verdict")).to_contain_text("5 票", timeout=15_000)

    add_and_be_refused(phone, page_of(desk_context, server, "/events/hall/opinions/1/"))
    watch.assert_calm()
    desk_watch.assert_calm()
    context.close()
    desk_context.close()
