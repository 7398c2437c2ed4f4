"""A proposal gets its answer, and the proposer hears of it: from the sheet to the public page, with four people looking."""

from e2e.axe import assert_accessible
from e2e.watch import DESK, PHONE, Watch, open_context
from playwright.sync_api import Page, expect

REASON = "三つの手続から始めます。ほかは国の改修を待ちます。"


def enter(browser, hall, size: dict, session: str = "") -> tuple[Page, Watch]:
    """Open a browser of its own for somebody."""
    context, watch = open_context(browser, hall.address, size)
    watch.allowed_status = frozenset({400})
    if session:
        context.add_cookies([{"name": "sessionid", "value": session, "url": f"http://{hall.address}"}])
    return context.new_page(), watch


def test_a_proposal_gets_its_answer_and_the_proposer_hears_of_it(browser, hall):
    base = f"http://{hall.address}"
    phone, phone_watch = enter(browser, hall, PHONE, hall.stage["guests"][1])
    desk, desk_watch = enter(browser, hall, DESK, hall.stage["organiser"])
    anybody, public_watch = enter(browser, hall, PHONE)

    write(phone, base)
    address = answer(desk, base)
    hear(phone, base)
    publish(desk, base, address)
    read(anybody, base)

    for page, watch in ((phone, phone_watch), (desk, desk_watch), (anybody, public_watch)):
        page.context.close()
        watch.assert_calm()


def write(phone: Page, base: str) -> None:
    """Name the table's proposal on a phone."""
    phone.goto(f"{base}/events/hall/proposal/")
    phone.get_by_label("提言の名称").fill("書かない窓口")
    phone.get_by_label("ひとことで").fill("一度答えれば終わる")
    phone.locator("form#sheet .actions button[value=save]").click()
    expect(phone.get_by_label("提言の名称")).to_have_value("書かない窓口")


def answer(desk: Page, base: str) -> str:
    """Take it in, put a section in charge, refuse to decide without a reason, decide with one."""
    desk.goto(f"{base}/events/hall/tracker/")
    desk.get_by_role("button", name="まとめて受け付ける").click()
    desk.get_by_role("link", name="書かない窓口").click()
    desk.get_by_text("担当と期限を変える").click()
    charge = desk.locator("form[action$='act/charge/']")
    charge.get_by_label("担当部署").fill("デジタル変革課")
    charge.get_by_label("期限").fill("2031-03-31")
    charge.get_by_role("button", name="保存する").click()
    expect(desk.get_by_text("担当と期限を保存しました")).to_be_visible()
    decide(desk, "検討中")
    decide(desk, "一部採択")
    expect(desk.get_by_role("alert")).to_contain_text("理由を書いてください")
    decide(desk, "一部採択", REASON)
    expect(desk.locator(".follow-way [aria-current=step]")).to_have_text("一部採択")
    assert_accessible(desk)
    return desk.url


def decide(desk: Page, status: str, reason: str = "") -> None:
    """Choose the next status and tell it."""
    desk.get_by_label(status, exact=True).check()
    desk.get_by_label("理由・コメント").fill(reason)
    desk.get_by_role("button", name="状態を変えて知らせる").click()


def hear(phone: Page, base: str) -> None:
    """Read on the phone what was decided and why, and see where it stands."""
    phone.goto(f"{base}/events/hall/inbox/")
    expect(phone.locator(".inbox-list li").first).to_contain_text(REASON)
    assert_accessible(phone)
    phone.get_by_role("link", name="一部採択されました").click()
    expect(phone.locator("h1")).to_have_text("書かない窓口")
    expect(phone.get_by_text("2031年3月31日").first).to_be_visible()


def publish(desk: Page, base: str, address: str) -> None:
    """Add a figure for everybody to see, and open the public page."""
    desk.goto(address)
    desk.get_by_text("数値を加える").click()
    form = desk.locator("form[action$='act/figure/']")
    form.get_by_label("名称").fill("滞在時間の減少")
    form.get_by_label("値").fill("37.5")
    form.get_by_label("単位").fill("%")
    form.get_by_label("公開ページにも載せる").check()
    form.get_by_role("button", name="加える").click()
    desk.goto(f"{base}/events/hall/tracker/")
    desk.get_by_role("button", name="公開する").click()
    desk.locator("dialog[open] button[value=go]").click()
    expect(desk.get_by_role("link", name="公開ページを見る")).to_be_visible()


def read(anybody: Page, base: str) -> None:
    """Read the answer without any account."""
    anybody.goto(f"{base}/e/hall/answers/")
    expect(anybody.get_by_text(REASON).first).to_be_visible()
    expect(anybody.get_by_text("37.5%")).to_be_visible()
    assert_accessible(anybody)
