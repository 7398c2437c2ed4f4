"""The Fukushima day from an empty event to the evening report, in a real browser, with four phones.

One phone loses its network in the middle of writing; the server is killed and started again under everybody.
"""

import os
import re
from pathlib import Path

import pytest
from e2e.roster_file import office_roster, people
from e2e.watch import DESK, PHONE, Watch, open_context
from playwright.sync_api import Browser, Page, expect
from tests.serving import Server

PASSWORD = "goen-demo-2025"  # noqa: S105 - the example's, printed by `make run`
COLUMNS = ("現状分析", "あるべき姿", "ギャップ", "解決策・提言")
LONG_MS = 30_000
expect.set_options(timeout=15_000)


class Day:
    """The event under way: an organiser's desk, phones, and what went wrong anywhere."""

    def __init__(self, server: Server, browser: Browser) -> None:
        self.server = server
        self.browser = browser
        self.base = f"http://{server.address}"
        self.watches: list[Watch] = []
        self.desk = self.page(DESK)
        self.event = ""
        self.code = ""
        self.phones: dict[str, Page] = {}

    def page(self, size: dict) -> Page:
        """Open a browser of its own."""
        context, watch = open_context(self.browser, self.server.address, size, accept_downloads=True)
        watch.allowed_status |= {502, 503}
        self.watches.append(watch)
        page = context.new_page()
        page.set_default_timeout(LONG_MS)
        return page

    def go(self, path: str = "") -> Page:
        """Open a page of the event on the organiser's desk."""
        self.desk.goto(f"{self.base}{self.event}{path}")
        return self.desk

    def press(self, name: str, page: Page | None = None, *, sure: bool = False) -> None:
        """Press a button; with ``sure`` say yes to the question that follows."""
        page = page or self.desk
        page.get_by_role("button", name=name).first.click()
        if sure:
            page.locator("dialog[open] button[value=go]").click()

    def join(self, name: str) -> Page:
        """Join with the code on the wall, on a phone of its own."""
        phone = self.page(PHONE)
        phone.goto(f"{self.base}/j/{self.code}/")
        phone.get_by_label("お名前").fill(name)
        self.press("参加する", phone)
        expect(phone.locator("h1")).to_contain_text(name.split(maxsplit=1)[0])
        self.phones[name] = phone
        return phone

    def picture(self, page: Page, name: str) -> None:
        """Keep a picture for the documents, where somebody asked for them."""
        folder = os.environ.get("GOEN_PICTURES")
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.wait_for_timeout(400)
            page.screenshot(path=Path(folder) / f"{name}.png")


@pytest.fixture
def day(tmp_path, browser) -> Day:
    server = Server(tmp_path).prepare_example().start()
    yield Day(server, browser)
    server.stop()


def test_the_whole_day(day: Day):
    for act in (
        plan,
        roster,
        groups,
        morning,
        no_shows,
        boards,
        offline_and_back,
        killed_and_back,
        proposal,
        pitches,
        evening,
    ):
        act(day)
    report(day)
    ties(day)

    for watch in day.watches:
        watch.assert_calm()


def plan(day: Day) -> None:
    """Sign in, plan an event from the template, see its run sheet, print it, take the .ics."""
    desk = day.go("/accounts/login/")
    desk.fill("[name=username]", "demo")
    desk.fill("[name=password]", PASSWORD)
    desk.press("[name=password]", "Enter")
    day.go("/events/new/")
    desk.get_by_label("名称").fill("若手交流会（春）")
    desk.get_by_label("開催日").fill("2027-04-20")
    desk.get_by_label("会場").fill("杉妻会館")
    desk.get_by_label("連携協定").select_option(label="地域デジタル連携協定（例）")
    day.press("計画を作る")
    desk.wait_for_url(re.compile(r"/events/(?!new)[^/]+/"))
    day.event = re.search(r"/events/[^/]+", desk.url).group(0)
    assert day.go("/run-sheet/").get_by_label("内容").count() > 8
    day.picture(desk, "run-sheet")
    expect(day.go("/run-sheet/print/").get_by_text("令和9年4月20日").first).to_be_visible()
    calendar = desk.request.get(f"{day.base}{day.event}/calendar.ics")
    assert "BEGIN:VEVENT" in calendar.text()


def roster(day: Day) -> None:
    """Import an office's Excel file, undo it, import it again; nobody's name is altered."""
    for attempt in ("undone", "kept"):
        desk = day.go("/roster/import/")
        desk.set_input_files(
            "input[type=file]",
            {"name": "参加者名簿.xlsx", "mimeType": "application/vnd.ms-excel", "buffer": office_roster()},
        )
        day.press("内容を確かめる")
        expect(desk.get_by_role("button", name="30 人を取り込む")).to_be_enabled()
        day.picture(desk, "roster-preview")
        day.press("30 人を取り込む")
        expect(desk.get_by_role("link", name="名簿を見る")).to_be_visible()
        if attempt == "undone":
            day.press("取り込みを取り消す", sure=True)
            expect(desk.get_by_text("この取り込みは取り消しました")).to_be_visible()
    text = day.go("/roster/").inner_text("main")
    assert all(person["name"] in text for person in people())


def carry_by_keyboard(desk: Page, before: str) -> None:
    """Hold somebody over the next table, see the price, think better of it; then put them there and take it back."""
    points, target = desk.locator(".grouping-points"), desk.locator(".grouping-table[data-target=true]")
    person = desk.locator(".grouping-table").first.locator(".grouping-person").first
    number = person.get_attribute("data-person")
    person.focus()
    desk.keyboard.press("Alt+ArrowRight")
    expect(target.locator(".grouping-price")).to_be_visible()
    expect(points).to_have_text(before)
    desk.keyboard.press("Escape")
    expect(target).to_have_count(0)
    expect(points).to_have_text(before)
    desk.keyboard.press("Alt+ArrowRight")
    desk.keyboard.press("Alt+ArrowRight")
    desk.keyboard.press("Enter")
    expect(desk.locator(".grouping-table").nth(2).locator(f"[data-person='{number}']")).to_be_focused()
    desk.keyboard.press("Control+z")
    expect(desk.locator(".grouping-table").first.locator(f"[data-person='{number}']")).to_be_visible()
    expect(points).to_have_text(before)


def groups(day: Day) -> None:
    """Make groups, see why, move somebody by button and back, publish; print and export."""
    desk = day.go("/groups/")
    desk.get_by_label("グループ数").fill("4")
    day.press("グループ案を作る")
    expect(desk.get_by_role("button", name="この案を公開する")).to_be_visible(timeout=LONG_MS)
    cards = desk.locator(".grouping-person")
    expect(cards).to_have_count(30)
    before = desk.locator(".grouping-points").inner_text()
    carry_by_keyboard(desk, before)
    cards.first.click()
    expect(desk.locator(".grouping-reasons")).to_contain_text("初めて会う人")
    expect(desk.locator(".grouping-best")).to_contain_text(re.compile("最もよい席|同じ評価|良くなります"))
    day.picture(desk, "groups")
    desk.locator(".grouping-options button").first.click()
    expect(desk.locator(".grouping-bar")).to_contain_text("保存しました")
    desk.locator(".grouping-bar").get_by_role("button", name="元に戻す").click()
    expect(desk.locator(".grouping-points")).to_have_text(before)
    expect(desk.locator(".grouping-bar")).to_contain_text("保存しました")
    day.press("この案を公開する", sure=True)
    expect(desk.get_by_text("グループを公開しました")).to_be_visible()
    expect(day.go("/groups/1/seating/").get_by_text("Aグループ").first).to_be_visible()
    expect(day.go("/groups/1/cards/").get_by_text("髙橋 美咲")).to_be_visible()
    workbook = desk.request.get(f"{day.base}{day.event}/groups/1/groups.xlsx")
    assert workbook.body()[:2] == b"PK"


def morning(day: Day) -> None:
    """Open the day; four people join with the code on the wall, and see their table."""
    desk = day.go("/control/")
    day.press("開始する")
    expect(desk.get_by_role("button", name=re.compile("^次へ"))).to_be_visible()
    day.code = re.search(r"/j/(\w+)/", day.go("/").content()).group(1)
    rows = groups_of_people(day)
    table = next(iter(rows.values()))
    elsewhere = [name for names in list(rows.values())[1:] for name in names]
    for name in (*table[:3], elsewhere[0]):
        phone = day.join(name)
        expect(phone.get_by_text("あなたのグループ").first).to_be_visible()
    day.picture(day.phones[table[0]], "now")


def no_shows(day: Day) -> None:
    """Two people stay away and one walks in: the organiser chooses how to mend, and the phone shows the new table by itself."""
    phone = day.page(PHONE)
    phone.goto(f"{day.base}/j/{day.code}/new/")
    phone.get_by_label("お名前").fill("飛入 花子")
    day.press("参加する", phone)
    expect(phone.locator("h1")).to_contain_text("飛入")
    expect(phone.get_by_text("あなたのグループ")).to_have_count(0)

    desk = day.go("/groups/1/repair/")
    boxes = desk.locator("input[data-people]")
    for place in (0, 1):
        boxes.nth(place).check()
    day.press("選んだ人を欠席にする")
    expect(desk.locator("main")).to_contain_text("飛入 花子")
    day.picture(desk, "repair")
    day.press("この直し方にする")
    expect(desk.locator("main")).to_contain_text("グループを直しました")

    expect(phone.get_by_text("あなたのグループ").first).to_be_visible()  # nobody reloaded it
    phone.context.close()


def groups_of_people(day: Day) -> dict[str, list[str]]:
    desk = day.go("/groups/1/")
    expect(desk.locator(".grouping-person")).to_have_count(30)
    tables = desk.locator(".grouping-table").all()
    return {
        table.get_attribute("aria-label"): [
            name.evaluate(
                "node => [...node.childNodes].filter((n) => n.nodeType === 3).map((n) => n.data).join('').trim()"
            )
            for name in table.locator(".grouping-name").all()
        ]
        for table in tables
    }


def run_segment(day: Day, words: str) -> None:
    """Jump to the first line of the run sheet that has these words."""
    desk = day.go("/control/")
    row = desk.locator("li", has_text=words).filter(has=desk.get_by_role("button", name=re.compile("ここへ"))).first
    row.get_by_role("button", name=re.compile("ここへ")).click()
    desk.locator("dialog[open] button[value=go]").click()
    expect(desk.locator("main")).to_contain_text(words)


def open_board(phone: Page) -> None:
    phone.get_by_role("link", name="ボード").first.click()
    expect(phone.locator(".board-tabs")).to_be_visible()


def write(phone: Page, column: str, text: str) -> None:
    phone.locator(".board-tabs").get_by_role("button", name=re.compile(column)).click()
    box = phone.locator("section[data-current] textarea[id^=board-new]")
    box.fill(text)
    phone.locator("section[data-current] .board-add").click()
    expect(phone.locator("section[data-current]")).to_contain_text(text)


def shows(phone: Page, column: str, text: str) -> None:
    phone.locator(".board-tabs").get_by_role("button", name=re.compile(column)).click()
    expect(phone.locator("section[data-current]")).to_contain_text(text, timeout=LONG_MS)


def boards(day: Day) -> None:
    """Three people of one table write at the same board and see each other's notes at once."""
    run_segment(day, "討議")
    first, second, third, other = day.phones.values()
    for phone in (first, second, third, other):
        open_board(phone)
    for column, phone in zip(COLUMNS, (first, second, third, first), strict=True):
        write(phone, column, f"{column}の付箋")
    for phone in (first, second, third):
        for column in COLUMNS:
            shows(phone, column, f"{column}の付箋")
    expect(other.locator(".board-columns")).not_to_contain_text("現状分析の付箋")
    day.picture(first, "board-phone")


def offline_and_back(day: Day) -> None:
    """Take a phone's network away: it goes on writing, says how much is unsent, and sends it when it is back."""
    first, second, *_rest = day.phones.values()
    second.context.set_offline(True)
    write(second, "現状分析", "電波がないときに書いた付箋")
    expect(second.locator(".board-unsent")).to_contain_text("未送信 1 件")
    write(second, "ギャップ", "つづけて書いた付箋")
    expect(second.locator(".board-unsent")).to_contain_text("未送信 2 件")
    day.picture(second, "board-offline")
    write(first, "現状分析", "そのあいだに書かれた付箋")
    second.context.set_offline(False)
    shows(first, "現状分析", "電波がないときに書いた付箋")
    shows(first, "ギャップ", "つづけて書いた付箋")
    shows(second, "現状分析", "そのあいだに書かれた付箋")
    expect(second.locator(".board-unsent")).to_have_count(0)


def killed_and_back(day: Day) -> None:
    """Kill the server: what was acknowledged is there, what is written meanwhile arrives."""
    first, second, *_rest = day.phones.values()
    for watch in day.watches:
        watch.may_lose_server = True
    day.server.kill()
    write(first, "解決策・提言", "サーバーが止まっているときの付箋")
    day.server.start()
    shows(second, "解決策・提言", "サーバーが止まっているときの付箋")
    shows(second, "現状分析", "電波がないときに書いた付箋")


def proposal(day: Day) -> None:
    """Fill the sheet by tapping notes, without retyping."""
    first = next(iter(day.phones.values()))
    first.get_by_role("link", name="提言").first.click()
    first.locator(".proposal-notes button").first.click()
    expect(first.locator(".proposal-item")).to_have_count(1)
    first.locator("[name=title]").fill("書かない・待たない・迷わない窓口")
    day.press("保存する", first)
    expect(first.locator("[data-saved]")).to_contain_text("保存")
    day.picture(first, "proposal")


def pitches(day: Day) -> None:
    """Pitches run in order; the others score, and nobody scores their own group."""
    run_segment(day, "発表（")
    desk = day.go("/pitches/")
    day.press("発表を始める")
    expect(desk.get_by_role("button", name=re.compile("発表を終える"))).to_be_visible()
    first, _second, _third, other = day.phones.values()
    other.goto(f"{day.base}{day.event}/score/")
    other.locator("main a[href*='/score/']").first.click()
    expect(other.locator(".score-scale").first).to_be_visible()
    for scale in other.locator(".score-scale").all():
        scale.locator("label").nth(3).click()
    day.picture(other, "score")
    expect(other.locator("[data-saved]")).to_contain_text("保存しました")
    score_offline(other)
    day.press("採点を保存する", other)
    expect(other.get_by_text(re.compile("保存しました|採点済み")).first).to_be_visible()
    pitch = re.search(r"start:(\d+)|end:(\d+)", desk.content())
    own = first.request.get(f"{day.base}{day.event}/score/{pitch.group(1) or pitch.group(2)}/")
    assert own.status == 404
    day.press("発表を終える")


def score_offline(phone: Page) -> None:
    """Change a score without a line and leave the page: it is kept, and sent when the page is opened again."""
    address = phone.url
    choice = phone.locator(".score-scale").first.locator("label").nth(1)
    phone.context.set_offline(True)
    choice.click()
    expect(phone.locator("[data-saved]")).to_contain_text("未送信の採点が 1 件")
    phone.goto("about:blank")
    phone.context.set_offline(False)
    with phone.expect_response(lambda answer: answer.request.method == "POST" and answer.ok):
        phone.goto(address)
    expect(phone.locator(".score-scale").first.locator("input").nth(1)).to_be_checked()


def evening(day: Day) -> None:
    """Guests leave their voice with a consent per quote; the organiser closes the day."""
    run_segment(day, "振り返り")
    consents = ("氏名を添えて公開してよい", "公開しない")
    for phone, consent in zip(day.phones.values(), consents, strict=False):
        phone.goto(f"{day.base}{day.event}/voice/")
        phone.get_by_label("5 とても満足").check(force=True)
        phone.locator("[name=text_learnt]").fill(f"ご縁ができました（{consent}）。")
        phone.locator(".voice-question").first.get_by_label(consent).check(force=True)
        day.press("送る", phone)
        phone.wait_for_url(re.compile("/thanks/"))
    day.go("/control/")
    day.press("交流会を終了する", sure=True)
    expect(day.go("/").locator("main")).to_contain_text("終了")


def report(day: Day) -> None:
    """Find all documents, made by closing the day, within a minute; only what was consented to is in them."""
    desk = day.go("/reports/")
    expect(desk.get_by_role("link", name="まとめて保存（ZIP）").first).to_be_visible(timeout=60_000)
    day.picture(desk, "reports")
    for kind in ("PDF", "Word", "PowerPoint", "Excel"):
        expect(desk.get_by_role("link", name=re.compile(kind)).first).to_be_visible()
    data = desk.get_by_role("link", name=re.compile("JSON")).first.get_attribute("href")
    text = desk.request.get(f"{day.base}{data}").text()
    assert "ご縁ができました（氏名を添えて公開してよい）。" in text
    assert "ご縁ができました（公開しない）。" not in text


def ties(day: Day) -> None:
    """Read in the ledger who met."""
    text = day.go("/ties/").inner_text("main")
    assert "91" in text  # 29 people, two absent and one walked in: one table of 8 and three of 7, 28 + 3 × 21 pairs
    assert "飛入 花子" in text
