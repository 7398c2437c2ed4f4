"""The reception: two tablets, a moment without Wi-Fi, a browser without scripts, a guest at the wall."""

from e2e.watch import DESK, PHONE, Watch, open_context
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.serving import Server

DESK_PAGE = "/events/hall/check-in/"


def tablet(browser: Browser, server: Server, **options) -> tuple[BrowserContext, Page, Watch]:
    """Open the reception's list as an organiser."""
    context, watch = open_context(browser, server.address, DESK, **options)
    context.add_cookies([{"name": "sessionid", "value": server.stage["organiser"], "url": f"http://{server.address}"}])
    page = context.new_page()
    page.goto(f"http://{server.address}{DESK_PAGE}")
    return context, page, watch


def line(page: Page, person: int):
    return page.locator(f"#p{person}")


def test_taps_without_wifi_arrive_once_it_is_back_and_show_on_the_other_tablet(browser, hall):
    person = hall.stage["participations"][0]
    here, page, watch = tablet(browser, hall)
    there, other, other_watch = tablet(browser, hall)
    here.set_offline(True)
    line(page, person).get_by_role("button", name="受付する").click()
    expect(line(page, person)).to_have_attribute("data-in", "1")
    expect(page.get_by_text("送信待ち 1 件")).to_be_visible()
    expect(line(other, person)).to_have_attribute("data-in", "0")
    here.set_offline(False)
    expect(page.get_by_text("すべて送信済み")).to_be_visible(timeout=15_000)
    expect(line(other, person)).to_have_attribute("data-in", "1", timeout=15_000)
    page.reload()
    expect(line(page, person)).to_have_attribute("data-in", "1")
    watch.assert_calm()
    other_watch.assert_calm()
    here.close()
    there.close()


def test_without_scripts_each_tap_is_a_form(browser, hall):
    person = hall.stage["participations"][1]
    context, page, _watch = tablet(browser, hall, java_script_enabled=False)
    line(page, person).get_by_role("button", name="受付する").click()
    expect(line(page, person)).to_have_attribute("data-in", "1")
    line(page, person).get_by_role("button", name="取り消す").click()
    expect(line(page, person)).to_have_attribute("data-in", "0")
    context.close()


def test_a_walk_in_enters_by_the_code_on_the_wall(browser, hall):
    context, page, _watch = tablet(browser, hall)
    page.goto(f"http://{hall.address}/events/hall/roster/registration/")
    code = page.locator("main strong").first.inner_text().strip()
    context.close()
    context, watch = open_context(browser, hall.address, PHONE)
    phone = context.new_page()
    phone.goto(f"http://{hall.address}/j/{code.lower()}/")
    phone.get_by_label("お名前").fill("飛入 太郎")
    phone.get_by_role("button", name="参加する").click()
    phone.get_by_role("link", name="名簿にない方は、こちらから").click()
    phone.get_by_role("button", name="参加する").click()
    expect(phone).to_have_url(f"http://{hall.address}/events/hall/now/")
    watch.assert_calm()
    context.close()
