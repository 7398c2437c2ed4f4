"""The board in a real browser: the network drops, the tab is killed, the server dies; no note is lost, none doubled."""

import asyncio
import threading

import pytest
from e2e.axe import assert_accessible
from e2e.watch import CHROMIUM, DESK, FLAGS, PHONE
from playwright.sync_api import expect
from tests.boards.screens import Screen
from tests.serving import Server


@pytest.fixture
def server(tmp_path):
    server = Server(tmp_path, n_guests=4).prepare().start()
    yield server
    server.stop()


def open_phone(browser, server, session, size=PHONE, state=None):
    context = browser.new_context(viewport=size, locale="ja-JP", storage_state=state)
    context.add_cookies([{"name": "sessionid", "value": session, "url": f"http://{server.address}"}])
    page = context.new_page()
    page.goto(board_url(server))
    return context, page


def own_phone(browser, server, folder):
    """Open a phone that keeps what it has when it is killed."""
    options = {"executable_path": CHROMIUM, "args": FLAGS, "viewport": PHONE, "locale": "ja-JP"}
    context = browser.browser_type.launch_persistent_context(str(folder), **options)
    context.add_cookies([{"name": "sessionid", "value": server.stage["guests"][0], "url": f"http://{server.address}"}])
    page = context.new_page()
    page.goto(board_url(server))
    return context, page


def board_url(server):
    return f"http://{server.address}/events/hall/boards/{server.stage['boards'][0]}/"


def write(page, text):
    page.locator(".board-column[data-current] .board-composer textarea").fill(text)
    page.locator(".board-column[data-current] .board-composer button").click()


def kept_texts(server):
    """Return what the server holds, asked by a fresh screen."""

    async def ask():
        async with Screen(server.address, server.stage["guests"][3], server.stage["boards"][0]) as screen:
            await screen.ready()
            return screen.texts()

    found = []
    thread = threading.Thread(target=lambda: found.append(asyncio.run(ask())))
    thread.start()
    thread.join()
    return found[0]


def test_two_phones_see_each_other_write(browser, server):
    one_context, one = open_phone(browser, server, server.stage["guests"][0])
    two_context, two = open_phone(browser, server, server.stage["guests"][1])
    write(one, "県産品の良さが届いていない")
    expect(two.locator(".board-text", has_text="県産品の良さが届いていない")).to_be_visible()
    expect(one.locator(".board-line")).to_have_text("保存済み")
    assert_accessible(one)
    one_context.close()
    two_context.close()


def test_offline_killed_reopened_nothing_is_lost_or_doubled(browser, server, tmp_path):
    context, page = own_phone(browser, server, tmp_path / "phone")
    write(page, "電波のあるうちに")
    expect(page.locator(".board-line")).to_have_text("保存済み")

    server.kill()  # the whole venue is gone, in the middle of the day
    expect(page.locator(".board-line")).to_have_text("再接続中")
    for number in range(5):
        write(page, f"電波なし {number}")
    expect(page.locator(".board-unsent strong")).to_have_text("未送信 5 件")
    page.wait_for_timeout(300)
    context.close()  # the phone's tab is killed

    server.start()
    again, page = own_phone(browser, server, tmp_path / "phone")
    expect(page.locator(".board-text")).to_have_count(6)
    expect(page.locator(".board-line")).to_have_text("保存済み")
    expect(page.locator(".board-unsent")).to_have_count(0)
    assert kept_texts(server) == sorted(["電波のあるうちに", *(f"電波なし {n}" for n in range(5))])
    again.close()


def test_the_line_comes_back_by_itself(browser, server):
    context, page = open_phone(browser, server, server.stage["guests"][0])
    write(page, "はじめ")
    expect(page.locator(".board-line")).to_have_text("保存済み")
    server.kill()
    write(page, "とぎれた間に")
    expect(page.locator(".board-unsent strong")).to_have_text("未送信 1 件")
    server.start()
    expect(page.locator(".board-unsent")).to_have_count(0, timeout=20_000)
    assert kept_texts(server) == ["とぎれた間に", "はじめ"]
    context.close()


def test_where_sockets_are_stripped_the_board_works(browser, server):
    context = browser.new_context(viewport=PHONE, locale="ja-JP")
    context.add_cookies([{"name": "sessionid", "value": server.stage["guests"][0], "url": f"http://{server.address}"}])
    # A proxy that strips the upgrade: the constructor fails as it does behind one.
    context.add_init_script(
        "window.WebSocket = class { constructor() { setTimeout(() => this.onclose && this.onclose({}), 20); } send() {} close() {} };"
    )
    page = context.new_page()
    page.goto(board_url(server))
    write(page, "POSTで届く")
    expect(page.locator(".board-line")).to_have_text("保存済み", timeout=20_000)
    expect(page.locator(".board-unsent-mark")).to_have_count(0)
    assert kept_texts(server) == ["POSTで届く"]
    context.close()


def test_every_drag_has_a_key_and_a_button(browser, server):
    context, page = open_phone(browser, server, server.stage["guests"][0], DESK)
    box = page.locator('[data-column="as_is"] .board-composer textarea')
    for text in ("一つめ", "二つめ"):
        box.fill(text)
        box.press("Control+Enter")
    first = page.locator('[data-column="as_is"] .note').first
    first.focus()
    first.press("Alt+ArrowDown")
    expect(page.locator('[data-column="as_is"] .board-text')).to_have_text(["二つめ", "一つめ"])
    page.locator('[data-column="as_is"] .note').last.press("Alt+ArrowRight")
    expect(page.locator('[data-column="to_be"] .board-text')).to_have_text(["一つめ"])
    page.locator('[data-column="as_is"] .board-more').click()
    page.get_by_role("button", name="解決策・提言へ移す").click()
    expect(page.locator('[data-column="solution"] .board-text')).to_have_text(["二つめ"])
    page.get_by_role("button", name="元に戻す").first.click()
    expect(page.locator('[data-column="as_is"] .board-text')).to_have_text(["二つめ"])
    assert_accessible(page)
    context.close()


def test_a_page_without_scripts_still_writes(browser, server):
    context = browser.new_context(viewport=PHONE, java_script_enabled=False, locale="ja-JP")
    context.add_cookies([{"name": "sessionid", "value": server.stage["guests"][0], "url": f"http://{server.address}"}])
    page = context.new_page()
    page.goto(board_url(server))
    page.locator("textarea").first.fill("スクリプトなしで")
    page.get_by_role("button", name="付箋を追加する").click()
    expect(page.locator(".note", has_text="スクリプトなしで")).to_be_visible()
    assert kept_texts(server) == ["スクリプトなしで"]
    context.close()


def test_a_frozen_board_says_so_and_keeps_what_waits(browser, server):
    desk_context, desk = open_phone(browser, server, server.stage["organiser"], DESK)
    context, page = open_phone(browser, server, server.stage["guests"][0])
    write(page, "締切の前")
    expect(page.locator(".board-line")).to_have_text("保存済み")
    desk.get_by_role("button", name="書き込みを締め切る").click()
    expect(page.locator(".board-notice", has_text="締め切られています")).to_be_visible()
    expect(page.locator(".board-composer")).to_have_count(0)
    desk.get_by_role("button", name="書き込みを再開する").click()
    expect(page.locator(".board-column[data-current] .board-composer")).to_be_visible()
    desk.get_by_role("button", name="投票を始める").click()
    expect(page.locator(".board-voting")).to_contain_text("残り 3 票")
    context.set_offline(True)
    page.get_by_role("button", name="票を入れる").first.click()
    page.locator(".board-sign").first.click()
    expect(page.locator(".board-voting")).to_contain_text("残り 2 票")
    expect(page.locator(".board-unsent strong")).to_have_text("未送信 2 件")
    context.set_offline(False)
    expect(page.locator(".board-unsent")).to_have_count(0, timeout=20_000)
    expect(page.locator(".board-sign").first).to_contain_text("1")
    desk.get_by_role("button", name="投票を締め切る").click()
    expect(page.locator(".board-count")).to_have_text("1 票")
    context.close()
    desk_context.close()
