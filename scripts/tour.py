"""`make tour`: take the pictures of docs/tour.md in a real browser, of the demo that `make demo` made.

A student's personal link is made in that demo, as an officer makes it; a plan is ordered and a file tried,
which a worker performs.
"""

import base64
import json
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import numpy as np
from playwright.sync_api import FilePayload, Page, sync_playwright
from werkzeug.serving import make_server

from api.app import create_app
from api.settings import Settings
from models.principal import Role
from scripts.commands.demo import demo_settings
from scripts.demo_log_ins import log_ins_path
from scripts.palette_png import palette_png
from scripts.server.companions import Companion

FOLDER = Path(__file__).parents[1] / "docs" / "tour"
DESK, PHONE, PAPER = (1280, 800), (360, 900), (800, 860)
LONGEST = 120_000  # milliseconds that a plan may take
OPENINGS = """企业名称,岗位名称,招聘人数,月薪下限,月薪上限,工作地点,学历要求,技能要求
无锡澄恺力软件有限公司,测试工程师,2,6000,8000,无锡市锡山区东亭街道,大专,Python、SQL
无锡澄恺力软件有限公司,前端工程师,两三个,7000,9000,无锡市锡山区安镇街道,大专,Vue、CSS
无锡澄恺力软件有限公司,行政助理（限女性）,1,4500,5500,无锡市锡山区,不限,办公软件
无锡澄恺力软件有限公司,仓库管理员,1,6000,5000,无锡市锡山区羊尖镇,高中,
"""
"""A file as a company sends one, with what is wrong in such files."""

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
PIXELS = """async png => {
  const image = new Image();
  image.src = `data:image/png;base64,${png}`;
  await image.decode();
  const { width, height } = image, canvas = new OffscreenCanvas(width, height).getContext("2d");
  canvas.drawImage(image, 0, 0);
  const reader = new FileReader();
  reader.readAsDataURL(new Blob([canvas.getImageData(0, 0, width, height).data]));
  await new Promise(done => { reader.onload = done; });
  return [width, height, reader.result.split(",")[1]];
}"""


class Picture(NamedTuple):
    """A page to take, as whom and in which language, and the way to it from the first page."""

    name: str
    role: Role
    language: str
    way: Callable[[Page], None]
    size: tuple[int, int] = DESK


def main() -> None:
    """Serve the demo to a browser and take one picture after the other."""
    settings = demo_settings()
    accounts = json.loads(log_ins_path(settings.instance).read_text("utf-8"))["accounts"]
    passwords = {each["role"]: each["password"] for each in accounts}
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    FOLDER.mkdir(exist_ok=True)
    with performing(), serving(settings) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for picture in PICTURES:
            context = browser.new_context(
                base_url=site, locale=picture.language.replace("_", "-"), reduced_motion="reduce"
            )
            page = context.new_page()
            page.goto(f"/login?lang={picture.language}")
            page.locator("#login").fill(picture.role.value)
            page.locator("#password").fill(passwords[picture.role])
            page.locator("main button").click()
            width, height = picture.size
            page.set_viewport_size({"width": width, "height": height})
            picture.way(page)
            take(page, FOLDER / f"{picture.name}.png")
            context.close()
        browser.close()


@contextmanager
def performing() -> Iterator[None]:
    """What is ordered on the desk is done."""
    worker = Companion("scripts.server.worker")
    worker.tend()
    try:
        yield
    finally:
        worker.stop()


@contextmanager
def serving(settings: Settings) -> Iterator[str]:
    """The demo on a port of its own; yields its address."""
    server = make_server("127.0.0.1", 0, create_app(settings), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()


def take(page: Page, path: Path) -> None:
    """Keep what the window shows."""
    page.wait_for_load_state("networkidle")
    taken = base64.b64encode(page.screenshot(animations="disabled")).decode()
    page.goto("about:blank")  # a page that lets its picture be drawn
    width, height, pixels = page.evaluate(PIXELS, taken)
    colours = np.frombuffer(base64.b64decode(pixels), np.uint8).reshape(height, width, 4)[:, :, :3]
    path.write_bytes(palette_png(colours))


def at(address: str) -> Callable[[Page], None]:
    """The way to an address."""

    def way(page: Page) -> None:
        page.goto(address)

    return way


def student(page: Page) -> None:
    """The file of the first who was placed."""
    placement(page)
    page.locator("h1 a").click()


def shortlist(page: Page) -> None:
    """The shortlist of the first who looks for work."""
    page.goto("/students?state=seeking")
    page.locator("tbody a[href$='/shortlist']").first.click()


def compared(page: Page) -> None:
    """The first two of it side by side."""
    shortlist(page)
    for tick in page.locator("input[name=with]").all()[:2]:
        tick.check()
    page.locator("button[form=compare], #compare button").first.click()


def plan(page: Page) -> None:
    """A plan for everybody, once it is made."""
    page.goto("/plans")
    page.locator("form.card-form button").click()
    page.locator("main table").first.wait_for(timeout=LONGEST)


def tried(page: Page) -> None:
    """A file with mistakes, as it is read before anything is written."""
    page.goto("/imports")
    page.locator("select[name=kind]").select_option("openings")
    file = FilePayload(name="岗位表.csv", mimeType="text/csv", buffer=OPENINGS.encode("utf-8"))
    page.locator("input[type=file]").set_input_files(file)
    page.locator("main form button").first.click()
    page.locator("main table").first.wait_for(timeout=LONGEST)


def referral(page: Page) -> None:
    """The newest that a company has to answer."""
    page.goto("/referrals?state=sent")
    page.locator("tbody a").first.click()


def letter(page: Page) -> None:
    """The letter that goes with it, as paper shows it."""
    referral(page)
    page.locator("a[href$='/letter']").click()
    page.emulate_media(media="print")


def placement(page: Page) -> None:
    """The newest placement."""
    page.goto("/placements")
    page.locator("tbody a").first.click()


def proposals(page: Page) -> None:
    """What a student to whom something was proposed finds behind the personal link."""
    page.goto("/referrals?state=proposed")
    page.locator("tbody a").first.click()
    page.locator("a[href$='/link']").first.click()
    page.locator("main form button").first.click()
    page.goto(page.locator("code").inner_text())


PICTURES = (
    Picture("morning", Role.OFFICER, "zh_CN", at("/")),
    Picture("morning-en", Role.OFFICER, "en", at("/")),
    Picture("imports", Role.OFFICER, "zh_CN", tried, (1280, 1000)),
    Picture("students", Role.OFFICER, "zh_CN", at("/students?seeking=yes")),
    Picture("student", Role.OFFICER, "zh_CN", student),
    Picture("shortlist", Role.OFFICER, "zh_CN", shortlist),
    Picture("compared", Role.OFFICER, "en", compared),
    Picture("plan", Role.OFFICER, "zh_CN", plan),
    Picture("proposals", Role.OFFICER, "zh_CN", proposals, PHONE),
    Picture("referral", Role.OFFICER, "zh_CN", referral),
    Picture("company", Role.COMPANY, "zh_CN", at("/company/today")),
    Picture("letter", Role.OFFICER, "zh_CN", letter, PAPER),
    Picture("work", Role.STREET_OFFICER, "en", at("/work/services-owed")),
    Picture("placement", Role.OFFICER, "en", placement),
    Picture("report", Role.LEADER, "zh_CN", at("/reports")),
    Picture("administrator", Role.ADMINISTRATOR, "zh_CN", at("/")),
    Picture("audit", Role.AUDITOR, "en", at("/audit")),
)

if __name__ == "__main__":
    main()
