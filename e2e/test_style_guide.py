"""Every part, seen by axe and walked by keyboard, on a phone and on a desk, in both languages."""

import pytest
from e2e.axe import assert_accessible
from e2e.watch import DESK, PHONE, open_context
from playwright.sync_api import expect

SHELLS = ("", "guest/", "screen/", "print/", "error/")


@pytest.fixture(params=[PHONE, DESK], ids=["390", "1440"])
def page(request, browser, style_guide):
    context, watch = open_context(browser, style_guide.address, request.param)
    yield context.new_page()
    watch.assert_calm()
    context.close()


@pytest.fixture
def guide(style_guide):
    return f"http://{style_guide.address}/styleguide/"


@pytest.mark.parametrize("shell", SHELLS)
def test_every_shell_is_accessible_and_keeps_to_its_width(page, guide, shell):
    page.goto(guide + shell)

    assert_accessible(page)


def test_the_page_says_its_language_and_changes_it(page, guide):
    page.goto(guide)
    page.get_by_role("button", name="English").click()

    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("link", name="Organiser sign-in")).to_be_visible()
    assert_accessible(page)


def test_the_first_tab_leads_past_the_header(page, guide):
    page.goto(guide + "error/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"


def test_deleting_asks_first_and_escape_means_no(page, guide):
    page.goto(guide)
    delete = page.get_by_role("button", name="削除する")
    delete.focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="この付箋を削除しますか").wait_for()
    assert page.evaluate("document.activeElement.textContent") == "やめる"
    page.keyboard.press("Escape")

    assert page.locator("dialog[open]").count() == 0
    assert page.url == guide
    assert page.evaluate("document.activeElement.textContent").strip() == "削除する"


def test_a_table_sorts_by_reading_from_the_keyboard(page, guide):
    page.goto(guide)
    head = page.get_by_role("button", name="氏名")
    head.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")

    names = page.locator("table tbody th").all_inner_texts()
    assert names == ["ヨシダ アオイ 𠮷田 葵", "タカハシ マコト 髙橋 誠", "エンノ ユイ 縁野 結"]


def test_refused_fields_say_why_where_the_eye_and_the_screen_reader_are(page, guide):
    page.goto(guide)
    field = page.locator("#id_refused-name")

    assert field.get_attribute("aria-invalid") == "true"
    told = [page.locator(f"[id='{name}']").inner_text() for name in field.get_attribute("aria-describedby").split()]
    assert told == ["名札に印刷します。例：縁野 結", "入力または選択してください。"]
