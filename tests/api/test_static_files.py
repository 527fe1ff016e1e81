"""Style sheets and scripts are those that were vendored, compressed, and named by what is in them."""

import re
from hashlib import sha256
from pathlib import Path

import pytest

from api.app import create_app
from api.settings import Settings

ROOT = Path(__file__).parents[2]
VENDORED = sorted((ROOT / "api" / "web" / "static" / "vendor").iterdir())


@pytest.mark.parametrize("file", VENDORED, ids=lambda file: file.name)
def test_what_is_vendored_is_what_the_notice_names(file: Path) -> None:
    told = re.search(
        rf"^{re.escape(file.name)}\s(?:.|\n)*?([0-9a-f]{{64}})", (ROOT / "NOTICE").read_text(), re.M
    )
    assert told is not None
    assert sha256(file.read_bytes()).hexdigest() == told[1]


def test_a_style_sheet_is_compressed_and_kept_and_a_page_is_neither(production: Settings) -> None:
    client = create_app(production).test_client()
    page = client.get("/login", headers={"Accept-Encoding": "gzip, deflate"})
    assert "Content-Encoding" not in page.headers
    assert page.headers["Cache-Control"] == "no-store"
    address = re.search(r'href="(/static/vendor/bootstrap[^"]*)"', page.text)
    assert address is not None
    sheet = client.get(address[1], headers={"Accept-Encoding": "gzip, deflate"})
    assert sheet.headers["Content-Encoding"] == "deflate"
    assert "max-age=31536000" in sheet.headers["Cache-Control"]
    assert len(sheet.data) < 50_000


def test_a_first_view_is_light(production: Settings) -> None:
    client = create_app(production).test_client()
    page = client.get("/login").text
    files = re.findall(r'(?:href|src)="(/static/[^"]*)"', page)
    sent = [client.get(each, headers={"Accept-Encoding": "gzip, deflate"}).data for each in {*files}]
    assert len(sent) >= 4
    assert len(page.encode()) + sum(map(len, sent)) < 200_000
