"""The run sheet's editor in a browser: rows move by hand and by key, everything is kept by itself, deletions come back."""

import re
from collections.abc import Iterator

import pytest
from e2e.watch import DESK, open_context
from playwright.sync_api import Browser, Page, expect
from tests.serving import Server


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve an event of its own: these journeys change it."""
    server = Server(tmp_path_factory.mktemp("office"), n_guests=1).prepare().start()
    yield server
    server.stop()


@pytest.fixture
def page(browser: Browser, office: Server) -> Iterator[Page]:
    """Plan an event from a template, and open its run sheet."""
    context, watch = open_context(browser, office.address, DESK)
    base = f"http://{office.address}"
    context.add_cookies([{"name": "sessionid", "value": office.stage["organiser"], "url": base}])
    watch.allowed_status = frozenset({400, 404})  # a wrong value is refused
    page = context.new_page()
    page.goto(f"{base}/events/new/")
    page.get_by_label(re.compile("住民ワークショップ")).check()
    page.get_by_label(re.compile("^名称")).fill("まちの会")
    page.get_by_label(re.compile("^開催日")).fill("2026-12-03")
    page.get_by_role("button", name="計画を作る").click()
    page.get_by_role("link", name="次第を整える").first.click()
    expect(page.locator("[data-sheet-row]")).to_have_count(9)
    yield page
    context.close()
    watch.assert_calm()


def titles(page: Page) -> list[str]:
    """Return the titles in their order."""
    return page.eval_on_selector_all('[name="title"]', "fields => fields.map((field) => field.value)")


def saved(page: Page) -> None:
    """Wait until everything is kept."""
    expect(page.locator("[data-sheet-state]")).to_contain_text("保存しました", timeout=15_000)


def test_what_is_typed_moved_added_and_deleted_is_kept_without_pressing_save(page):
    first = titles(page)
    minutes = page.locator('[name="minutes"]').nth(2)
    minutes.fill("35")
    expect(page.locator("[data-sheet-over]")).to_contain_text("15 分過ぎています")
    expect(page.locator("[data-sheet-time]").nth(3)).to_have_text("14:15")

    page.locator("[data-sheet-down]").nth(1).click()
    page.locator('[name="title"]').nth(4).press("Alt+ArrowUp")
    moved = [first[0], first[2], first[1], first[4], first[3], *first[5:]]
    assert titles(page) == moved
    saved(page)
    page.locator("[data-sheet-add]").click()
    page.locator('[name="title"]').last.fill("片付け")
    saved(page)

    page.reload()
    assert titles(page) == [*moved, "片付け"]
    assert page.locator('[name="minutes"]').nth(1).input_value() == "35"


def test_a_deleted_row_comes_back_by_one_press(page):
    before = titles(page)
    page.locator("[data-sheet-delete]").nth(3).click()
    saved(page)
    page.get_by_role("button", name="元に戻す", exact=True).click()
    assert titles(page) == before
    page.wait_for_timeout(1_200)
    saved(page)
    page.reload()
    assert titles(page) == before


def test_a_row_is_dragged_by_its_grip(page):
    before = titles(page)
    grip = page.locator("[data-sheet-grip]").nth(1)
    box, target = grip.bounding_box(), page.locator("[data-sheet-row]").nth(3).bounding_box()
    page.mouse.move(box["x"] + 10, box["y"] + 10)
    page.mouse.down()
    for step in range(1, 11):
        page.mouse.move(box["x"] + 10, box["y"] + 10 + (target["y"] + target["height"] - 4 - box["y"] - 10) * step / 10)
    page.mouse.up()

    assert titles(page) == [before[0], before[2], before[3], before[1], *before[4:]]
    saved(page)


def test_a_wrong_value_is_told_at_its_field_and_saved_once_it_is_right(page):
    minutes = page.locator('[name="minutes"]').first
    minutes.fill("")
    expect(page.locator("[data-sheet-row]").first.locator("[data-save-error]")).to_be_visible(timeout=15_000)
    minutes.fill("25")
    saved(page)
    expect(page.locator("[data-save-error]")).to_have_count(0)
