"""A plan from its proof to the day: no-shows and walk-ins, mended and published again, and phones that follow by themselves."""

import json
import re
from collections.abc import Iterator

import pytest
from e2e.watch import DESK, PHONE, Watch, open_context
from playwright.sync_api import Browser, Page, expect
from tests.serving import Server

PATIENT_MS = 60_000
_SCENE = """
import json, sys
import django
django.setup()
from datetime import date
from tests.factories import make_organiser, run_segment
from tests.stage import user_session
from goen.cli import demo, demo_year
example = demo.read_example()
organiser = demo._organiser()
event = demo._event(example, demo._partnership(example, organiser), organiser, (date(2026, 4, 20), 2026))
demo_year.invite(event, organiser, example["people"])
run_segment(event)
print(json.dumps({"slug": event.slug, "code": event.join_code, "session": user_session(organiser)}))
"""


class Scene:
    """The organiser's desk and the phones of the example event on its day."""

    def __init__(self, server: Server, browser: Browser, facts: dict[str, str]) -> None:
        self.server, self.browser, self.facts = server, browser, facts
        self.base = f"http://{server.address}"
        self.watches: list[Watch] = []
        self.desk = self._page(DESK)
        self.desk.context.add_cookies([{"name": "sessionid", "value": facts["session"], "url": self.base}])

    def _page(self, size: dict[str, int]) -> Page:
        context, watch = open_context(self.browser, self.server.address, size)
        context.set_default_timeout(PATIENT_MS)
        self.watches.append(watch)
        return context.new_page()

    def go(self, path: str) -> Page:
        """Open a page of the event on the desk."""
        self.desk.goto(f"{self.base}/events/{self.facts['slug']}/groups/{path}")
        return self.desk

    def phone(self, path: str, **fields: str) -> Page:
        """Join on a phone of its own, by the code on the wall, and wait until it hears the event."""
        page = self._page(PHONE)
        page.goto(f"{self.base}/j/{self.facts['code']}/{path}")
        for label, value in fields.items():
            page.get_by_label(label).fill(value)
        page.get_by_role("button", name="参加する").first.click()
        expect(page.locator("[data-link-state]")).to_have_text("接続済み", timeout=PATIENT_MS)
        return page

    def press(self, name: str, *, sure: bool = False) -> None:
        """Press a button on the desk; with ``sure`` say yes to the question that follows."""
        self.desk.get_by_role("button", name=name).first.click()
        if sure:
            self.desk.locator("dialog[open] button[value=go]").click()


@pytest.fixture
def scene(tmp_path, browser) -> Iterator[Scene]:
    server = Server(tmp_path).prepare_empty()
    facts = json.loads(server.run(_SCENE).splitlines()[-1])
    made = Scene(server.start(), browser, facts)
    yield made
    for watch in made.watches:
        watch.assert_calm()
    server.stop()


def test_a_proven_plan_is_mended_on_the_day_and_phones_show_the_new_tables(scene: Scene):
    first_table = plan_and_prove(scene)
    scene.press("この案を公開する", sure=True)
    expect(scene.desk.get_by_text("グループを公開しました")).to_be_visible(timeout=PATIENT_MS)

    new = scene.phone("new/", お名前="飛入 花子", **{"団体（所属先）": "県"})
    expect(new.get_by_text("あなたのグループ")).to_have_count(0)
    stay_away(scene, first_table[:4])
    way, name, before, after = first_who_moves(scene.desk)
    mover = scene.phone("", お名前=name)
    expect(own_table(mover)).to_contain_text(f"{before}グループ")

    way.get_by_role("button", name="この直し方にする").click()
    expect(scene.desk.get_by_text("参加者の画面も変わりました")).to_be_visible(timeout=PATIENT_MS)
    # Nobody reloads a phone.
    expect(own_table(mover)).to_contain_text(f"{after}グループ", timeout=PATIENT_MS)
    expect(own_table(new)).to_be_visible(timeout=PATIENT_MS)
    expect(scene.desk.locator(".grouping-person")).to_have_count(27)
    expect(scene.desk.get_by_text("すべての組合せを調べ")).to_have_count(0)  # that was said of thirty people


def plan_and_prove(scene: Scene) -> list[str]:
    """Make a plan of four tables, have it proven, and return who sits at the first."""
    desk = scene.go("")
    desk.get_by_label("グループ数").fill("4")
    scene.press("グループ案を作る")
    expect(desk.locator(".grouping-person")).to_have_count(30, timeout=PATIENT_MS)
    scene.press("これが最良かどうか証明する")
    expect(desk.get_by_text("すべての組合せを調べ、これより良い案がない")).to_be_visible(timeout=PATIENT_MS)
    expect(desk.get_by_text("これ以上減らせません（証明済み）")).to_be_visible()
    return (
        desk.locator(".grouping-table")
        .first.locator(".grouping-name")
        .evaluate_all(
            "names => names.map((name) => [...name.childNodes].find((node) => node.nodeType === 3 && node.data.trim()).data.trim())"
        )
    )


def stay_away(scene: Scene, names: list[str]) -> None:
    """Note who did not come."""
    desk = scene.go("1/repair/")
    for name in names:
        desk.get_by_role("checkbox", name=re.compile(re.escape(name))).check()
    scene.press("選んだ人を欠席にする")
    expect(desk.get_by_text("席がまだない人")).to_contain_text("飛入 花子")


def first_who_moves(desk: Page) -> tuple:
    """Return the first way on in which somebody changes tables: the way, who, from where, to where."""
    way = desk.locator("#ways ~ ul > li").filter(has=desk.get_by_text("→")).first
    found = re.search(r"(\S+ \S+)：(\w+) → (\w+)", way.inner_text())
    assert found, way.inner_text()
    return way, *found.groups()


def own_table(phone: Page):
    """Return what a phone says of one's own table."""
    return phone.locator("#group-title")
