"""Listening: a file from the office to topics, the map and back to the texts; a name given by hand stays."""

import re

from e2e.axe import assert_accessible
from e2e.watch import DESK, PHONE, open_context
from playwright.sync_api import Page, expect

TOPICS = {
    "桃": ["県産の桃を東京で売りたい", "桃をネットで買いたい", "桃の味をもっと広めたい", "駅前で桃を売る店がほしい"],
    "バス": ["バスの本数を増やしてほしい", "夜のバスがなくて困る", "バス停に屋根がほしい", "病院へ行くバスがほしい"],
    "会議": ["会議の資料を紙で配らない", "会議が長すぎて困る", "会議を減らしてほしい", "会議の議事録を早く配る"],
}
ROWS = [(text, ("県民", "企業")[n % 2]) for n, text in enumerate(t for texts in TOPICS.values() for t in texts)]
FILE = "ご意見,立場\r\n" + "".join(f"{text},{who}\r\n" for text, who in ROWS)


def read_file(page: Page, host: str) -> None:
    """Choose a CP932 file, confirm the columns, and wait for the topics."""
    page.goto(f"http://{host}/events/hall/listening/new/")
    page.get_by_label("題名").fill("県民の声")
    file = {"name": "意見.csv", "mimeType": "text/csv", "buffer": FILE.encode("cp932")}
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="話題を見つける").click()
    expect(page.get_by_label("本文の列")).to_have_value("ご意見")
    page.get_by_role("button", name="話題を見つける").click()
    page.locator(".listening-canvas").wait_for(timeout=90_000)


def test_a_file_becomes_topics_a_map_and_the_way_back_to_every_text(browser, hall):
    context, watch = open_context(browser, hall.address, DESK)
    context.add_cookies([{"name": "sessionid", "value": hall.stage["organiser"], "url": f"http://{hall.address}"}])
    page = context.new_page()
    read_file(page, hall.address)

    page.locator("#grain").focus()
    page.locator("#grain").fill("3")
    expect(page.locator(".listening-card")).to_have_count(3)
    expect(page).to_have_url(re.compile(r"\?n=3$"))
    canvas = page.locator(".listening-canvas")
    box = canvas.bounding_box()
    for place in range(60):  # a dot somewhere on the map tells its text
        page.mouse.click(box["x"] + box["width"] * (0.08 + 0.014 * place), box["y"] + box["height"] * 0.5)
        if page.locator(".listening-said-topic").count():
            break
    page.locator(".listening-card strong").first.click()
    assert page.locator(".listening-text").first.inner_text() in FILE
    page.go_back()
    page.locator(".listening-card .card-title a").first.click()
    page.get_by_label("新しい名前").fill("みんなの話題")
    page.get_by_role("button", name="名前を変える").click()
    again = page.get_by_role("button", name="今の文でもう一度")
    with page.expect_navigation():
        again.click()
    expect(again).to_be_enabled(timeout=60_000)  # closed while the new result is made
    expect(page.get_by_role("link", name="みんなの話題")).to_be_visible()
    assert_accessible(page)
    watch.assert_calm()
    context.close()


def test_the_map_fits_a_phone_and_zooms_with_buttons(browser, hall):
    context, watch = open_context(browser, hall.address, PHONE)
    context.add_cookies([{"name": "sessionid", "value": hall.stage["organiser"], "url": f"http://{hall.address}"}])
    page = context.new_page()
    read_file(page, hall.address)

    before = page.locator(".listening-name").first.evaluate("name => name.style.transform")
    page.get_by_role("button", name="拡大").click()
    page.get_by_role("button", name="拡大").click()
    page.wait_for_timeout(100)

    assert page.locator(".listening-canvas").bounding_box()["width"] <= 390
    names = page.locator(".listening-name").evaluate_all("names => names.map(name => name.style.transform)")
    assert before not in names or len(names) != 1
    assert_accessible(page)
    watch.assert_calm()
    context.close()
