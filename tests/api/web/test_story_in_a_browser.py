"""The whole story through the pages: from a workbook to somebody who is still at work after three months."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from openpyxl import Workbook
from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy import Engine

from api.app import create_app
from api.extensions import MARKET, VAULT
from api.registry_files.columns import RegistryKind
from api.services.imports.uploads import Uploads
from api.services.perform_job import Performer
from api.settings import Settings
from models.principal import Role
from tests.api.web.real_browser import Words, hand_over, serving, words_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.xdist_group("story"),
    pytest.mark.parametrize("databases", ["sqlite"], indirect=True),
]

BEGINNING = datetime(2026, 3, 2, 1, tzinfo=UTC)
THREE_MONTHS = timedelta(days=95)
PHONE = {"width": 360, "height": 740}
STUDENT, COMPANY, TITLE = "赵小满", "云朵机械有限公司", "会计"
BOOKS = {
    RegistryKind.STUDENTS: {
        "姓名": STUDENT,
        "身份证号": "320205200609019013",
        "手机号": "13900001111",
        "居住地": "无锡市锡山区东亭街道",
        "困难类别": "低保",
        "就业状态": "求职中",
        "学历": "大专",
        "毕业状态": "毕业",
        "毕业院校": "锡山试验学院",
        "专业": "大数据与会计",
        "毕业时间": "2025-06",
        "技能": "Excel、会计核算",
        "求职意向": "会计",
    },
    RegistryKind.COMPANIES: {
        "企业名称": COMPANY,
        "统一社会信用代码": "91320205MA27X8K5G1",
        "所在地": "无锡市锡山区",
        "加入时间": "2026-01-05",
    },
    RegistryKind.OPENINGS: {
        "公司名称": COMPANY,
        "岗位名称": TITLE,
        "招聘人数": "2",
        "工作地点": "无锡市锡山区",
        "薪资": "5000-6000",
        "学历要求": "大专",
        "技能要求": "会计核算",
        "经验要求": "不限",
        "有效期至": "2026-12-31",
    },
}


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """The spring of a year; time goes on as it does."""
    with time_machine.travel(BEGINNING, tick=True) as clock:
        yield clock


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_from_a_workbook_to_three_months_at_work(
    browser: Browser,
    clock: time_machine.Traveller,
    production: Settings,
    engine: Engine,
    language: str,
) -> None:
    lin = hand_over(production, engine, "lin", Role.OFFICER)
    app = create_app(production)
    words = words_in(language)
    worker = worker_of(app, engine)
    with serving(app) as site:
        page, firm = browser.new_page(), browser.new_page()
        phone = browser.new_page(viewport=PHONE, has_touch=True, is_mobile=True)
        page.goto(f"{site}/login?lang={language}")
        lin.begin(page, words)
        for kind, row in BOOKS.items():
            import_book(page, words, worker, kind, workbook(production.instance / f"{kind}.xlsx", row))
        shortlist = choose(page, words)
        say_yes(phone, f"{give_link(page, words)}?lang={language}", words)
        page.goto(shortlist)
        send(page, words)

        yun = hand_over(production, engine, "yun", Role.COMPANY, company=COMPANY)
        firm.goto(f"{site}/login?lang={language}")
        yun.enter(firm, words, yun.password)
        yun.choose_password(firm, words)
        hire(firm, words)

        clock.shift(THREE_MONTHS)
        page.goto(f"{site}/")
        lin.log_in(page, words)
        ask_again(page, words)
        see_report(page, words)

        candidate = firm.url
        firm.goto(f"{site}/login")
        yun.enter(firm, words)
        firm.goto(candidate)
        expect(firm.get_by_role("main")).to_contain_text(STUDENT)
        take_back(phone, f"{give_link(page, words)}?lang={language}", words)
        firm.reload()
        expect(firm.get_by_role("main")).to_contain_text(TITLE)
        expect(firm.get_by_role("main")).not_to_contain_text(STUDENT)
        for each in (page, firm, phone):
            each.close()


def workbook(path: Path, row: dict[str, str]) -> Path:
    """A file of one row, as officers keep them."""
    book = Workbook()
    book.active.append(list(row))
    book.active.append(list(row.values()))
    book.save(path)
    return path


def worker_of(app: Flask, engine: Engine) -> Performer:
    """The worker, which does what it is told by the test, when it is told."""
    vault = app.extensions[VAULT]
    uploads = Uploads(app.config["UPLOADS"], vault)
    return Performer(engine, vault, app.extensions[MARKET], uploads, "320205", {})


def import_book(page: Page, words: Words, worker: Performer, kind: RegistryKind, file: Path) -> None:
    """The officer tries a file, sees what it would do, and lets it in."""
    way(page, words("Import")).click()
    page.get_by_label(words("What it lists")).select_option(kind.value)
    page.get_by_label(words("File (drop it here, or choose)")).set_input_files(file)
    for button in (words("Try it"), words("Import it")):
        press(page, button)
        expect(page.get_by_role("heading", level=1)).to_have_text(words("The file is being read"))
        worker.perform(page.url.rpartition("/")[2])
        expect(page.locator(".counted .created dd")).to_have_text("1")


def choose(page: Page, words: Words) -> str:
    """The officer keeps the student's shortlist, approves and proposes; returns the list's address."""
    way(page, words("Students")).click()
    page.get_by_role("link", name=STUDENT).click()
    page.get_by_role("main").get_by_role("link", name=words("Shortlist"), exact=True).click()
    press(page, words("Keep the first %(number)s and work on them", number=20))
    press(page, words("Approve"))
    tick = page.get_by_role("listitem").filter(has_text=TITLE).get_by_label(words("Propose"), exact=True)
    tick.check()
    press(page, words("Propose the ticked ones"))
    expect(page.get_by_role("status").filter(has_text=words("Proposed: %(count)s", count=1))).to_be_visible()
    return page.url


def give_link(page: Page, words: Words) -> str:
    """The officer makes the student's personal link."""
    way(page, words("Students")).click()
    page.get_by_role("link", name=STUDENT).click()
    page.get_by_role("link", name=words("Personal link"), exact=True).click()
    press(page, words("Make a link"))
    return page.locator("code").inner_text()


def say_yes(phone: Page, link: str, words: Words) -> None:
    """The student agrees, with a thumb."""
    phone.goto(link)
    phone.get_by_role("article", name=COMPANY).get_by_role("link", name=words("Yes"), exact=True).tap()
    phone.get_by_role("button", name=words("Yes, tell this company")).tap()
    expect(phone.get_by_role("status")).to_have_text(words("You said yes. You can take it back at any time."))


def send(page: Page, words: Words) -> None:
    """The officer sends the student to the company."""
    page.get_by_role("link", name=words("Referral: %(state)s", state="")).click()
    press(page, words("Send to the company"))
    told = page.get_by_role("region", name=words("What the company is told"))
    expect(told).to_contain_text(STUDENT)


def hire(page: Page, words: Words) -> None:
    """The company finds the candidate on its first page, invites, offers and hires."""
    way(page, words("Today")).click()
    page.get_by_role("link", name=TITLE).click()
    page.get_by_label(words("Day and time")).fill("2026-03-05T09:30")
    page.get_by_label(words("Place"), exact=True).fill("东亭街道1号二楼")
    press(page, words("Invite to an interview"))
    press(page, words("Offer the post"))
    page.locator("summary").filter(has_text=words("Report the hire")).click()
    press(page, words("Report the hire"))
    expect(page.get_by_role("status").filter(has_text=words("The hire is kept. Thank you!"))).to_be_visible()


def ask_again(page: Page, words: Words) -> None:
    """The morning's list names who is to be asked; they are still there."""
    page.get_by_role("link", name=words("Still employed? To be asked after 3, 6 and 12 months")).click()
    row = page.get_by_role("row").filter(has_text=STUDENT)
    row.get_by_role("button", name=words("Still there after %(months)s months", months=3)).click()
    expect(page.get_by_role("status").filter(has_text=words("What you found is on record."))).to_be_visible()


def see_report(page: Page, words: Words) -> None:
    """The morning counts who was placed; the report, which withholds so few, how well it is known."""
    way(page, words("Today")).click()
    placed = page.locator(".figures div").filter(has_text=words("Placed in work in %(year)s", year=2026))
    expect(placed.get_by_role("definition")).to_have_text("1")
    way(page, words("Report")).click()
    for known, figure in (("labour contract", "0"), ("still employed at 3 months", "＊")):
        expect(page.get_by_role("row", name=f"{words(known)} {figure}", exact=True)).to_be_visible()


def take_back(phone: Page, link: str, words: Words) -> None:
    """The student takes the consent back."""
    phone.goto(link)
    phone.get_by_role("button", name=words("Take it back")).tap()
    expect(phone.get_by_role("status")).to_have_text(
        words("Taken back. From now on the company is told nothing more.")
    )


def way(page: Page, name: str) -> Locator:
    """A part of the desk, at the top of every page."""
    return page.locator("nav.ways").get_by_role("link", name=name, exact=True)


def press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()
