"""A year in the life: the officer asks before the day, somebody answers on the phone, a figure comes in, the governor reads."""

import pytest
from e2e.watch import DESK, PHONE, open_context
from playwright.sync_api import expect
from tests.serving import Server

CSV = "調査年,県,全国\r\n2024年,18.9,25.6\r\n2025年,20.3,25.3\r\n".encode("cp932")


@pytest.fixture
def server(tmp_path):
    server = Server(tmp_path).prepare_example().start()
    yield server
    server.stop()


def test_a_year_in_the_life(server, browser):
    base = f"http://{server.address}"
    context, watch = open_context(browser, server.address, DESK)
    desk = context.new_page()
    desk.goto(f"{base}/accounts/login/")
    desk.fill("[name=username]", "demo")
    desk.fill("[name=password]", "goen-demo-2025")
    desk.press("[name=password]", "Enter")
    desk.goto(f"{base}/partnerships/renkei-example/results/")
    expect(desk.locator(".results-sentence")).to_contain_text("2回の交流会")
    expect(desk.locator("main")).to_contain_text("浜・中・会津めぐりカード")

    desk.get_by_role("link", name="年ごとの数字").first.click()
    expect(desk.locator(".chart-place canvas").first).to_be_visible()
    desk.get_by_text("表で見る").first.click()
    desk.locator("details[open] td a").first.click()
    expect(desk.locator("tr:target")).to_be_visible()

    desk.goto(f"{base}/partnerships/renkei-example/indicators/new/")
    desk.set_input_files("input[type=file]", {"name": "魅力度.csv", "mimeType": "text/csv", "buffer": CSV})
    desk.get_by_role("button", name="内容を確かめる").click()
    expect(desk.locator("main")).to_contain_text("4 件の数値を読み取れます")
    words = {"name": "魅力度の新しい調査", "definition": "平均点", "source": "調査", "unit": "点"}
    for name, text in words.items():
        desk.fill(f"[name={name}]", text)
    desk.get_by_role("button", name="取り込む", exact=True).click()
    expect(desk.locator("h1")).to_contain_text("魅力度の新しい調査")
    expect(desk.locator("main")).to_contain_text("魅力度.csv の 2 行目")

    desk.goto(f"{base}/partnerships/renkei-example/")
    answer_before_the_day(server, browser, desk)
    watch.assert_calm()


def answer_before_the_day(server, browser, desk):
    """Answer a question of the ready event on a phone, and read the answer on the desk."""
    base = f"http://{server.address}"
    slug = desk.locator("a[href*='/events/exchange-']").first.get_attribute("href").split("/")[2]
    desk.goto(f"{base}/events/{slug}/")
    code = desk.content().split("/j/")[1][:6]
    context, phone_watch = open_context(browser, server.address, PHONE)
    phone = context.new_page()
    phone.goto(f"{base}/j/{code}/")
    phone.get_by_label("お名前").fill("石井 楓")
    phone.get_by_role("button", name="参加する").first.click()
    phone.goto(f"{base}/events/{slug}/before/")
    phone.locator("textarea").first.fill("会議が多くて考える時間がない")
    phone.get_by_role("button", name="答えを保存する").click()
    expect(phone.locator("main")).to_contain_text("答えを保存しました")
    desk.goto(f"{base}/events/{slug}/prelude/")
    desk.get_by_role("link", name="もったいない").click()
    expect(desk.locator("main")).to_contain_text("会議が多くて考える時間がない")
    phone_watch.assert_calm()
