"""A file on the desk: tried, its columns mapped, confirmed, and undone."""

import csv
import io
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any, NamedTuple

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import Engine, func, select

from api.app import create_app
from api.extensions import MARKET
from api.services.imports.uploads import Uploads
from api.services.perform_job import Performer
from models.column_mapping import ColumnMapping
from models.engine import make_engine, make_session
from models.student import Student
from models.vault import Vault
from tests.api.services.registry_desk import id_number
from tests.api.web.conftest import Desk
from tests.api.web.invented import form_token


class Wizard(NamedTuple):
    """The desk's pages, and the worker that is told of nothing: tests call it."""

    app: Flask
    client: FlaskClient
    performer: Performer

    def count(self, table: Any) -> int:
        with make_session(self.performer.engine, self.performer.vault, read_only=True) as session:
            return session.scalars(select(func.count()).select_from(table)).one()

    def try_out(self, *lines: dict[str, str], kind: str = "students", content: bytes | None = None) -> str:
        """Drop a file and let the worker try it; the address of the import."""
        content = _csv(lines) if content is None else content
        return self.go("/imports", {"kind": kind, "file": (BytesIO(content), "名单.csv")}, "/imports")

    def go(self, address: str, told: dict[str, Any], stood: str) -> str:
        """Send a form and let the worker do what it orders; where that leads."""
        token = form_token(self.client.get(stood).text)
        answer = self.client.post(address, data={"csrf_token": token, "back": stood} | told)
        assert answer.status_code == 303
        where: str = answer.headers["Location"]
        ref = where.rpartition("/")[2]
        if ref != "imports":
            self.performer.perform(ref)
        return where

    def page(self, address: str) -> str:
        answer = self.client.get(address)
        assert answer.status_code == 200
        return answer.text


def _csv(lines: tuple[dict[str, str], ...]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(dict.fromkeys(header for line in lines for header in line)))
    writer.writeheader()
    writer.writerows(lines)
    return text.getvalue().encode()


def line(number: int, **told: str) -> dict[str, str]:
    return {"姓名": "云小星", "身份证号": id_number(number), "困难类别": "低保"} | told


@pytest.fixture
def engine_of(desk: Desk) -> Iterator[Engine]:
    engine = make_engine(desk.settings.database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def wizard(desk: Desk, engine_of: Engine) -> Wizard:
    app = create_app(desk.settings)
    vault = Vault(desk.settings.keys)
    uploads = Uploads(app.config["UPLOADS"], vault)
    performer = Performer(engine_of, vault, app.extensions[MARKET], uploads, "320205", {})
    client = app.test_client()
    client.get("/imports?lang=en")
    return Wizard(app, client, performer)


def counts(page: str) -> dict[str, int]:
    return {
        code: int(count) for code, count in re.findall(r'<div class="(\w+)"><dt>[^<]*</dt><dd>(\d+)', page)
    }


def test_a_trial_writes_nothing_and_confirming_it_does(wizard: Wizard) -> None:
    before = wizard.count(Student)
    where = wizard.try_out(line(700), line(701), line(702, 身份证号="123"))
    page = wizard.page(where)
    assert "What the import would do" in page
    assert (counts(page)["created"], counts(page)["rejected"]) == (2, 1)
    assert wizard.count(Student) == before
    applied = wizard.go(f"{where}/confirm", {}, where)
    page = wizard.page(applied)
    assert "Imported: students" in page
    assert counts(page)["created"] == 2
    assert wizard.count(Student) == before + 2
    assert applied.rpartition("/")[2]
    assert "2 new, 0 changed, 1 rejected" in wizard.page("/imports")


def test_two_clicks_import_a_file_once(wizard: Wizard) -> None:
    where = wizard.try_out(line(713))
    told = {"csrf_token": form_token(wizard.page(where)), "back": where}
    first, second = (wizard.client.post(f"{where}/confirm", data=told) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    wizard.performer.perform(first.headers["Location"].rpartition("/")[2])
    assert wizard.client.post(f"{where}/confirm", data=told).headers["Location"] == first.headers["Location"]


def test_an_import_that_was_called_off_is_ordered_anew(wizard: Wizard) -> None:
    where = wizard.try_out(line(711))
    told = {"csrf_token": form_token(wizard.page(where)), "back": where}
    first = wizard.client.post(f"{where}/confirm", data=told).headers["Location"]
    wizard.client.post(f"{first}/cancel", data=told)
    assert wizard.client.post(f"{where}/confirm", data=told).headers["Location"] != first


def test_until_a_worker_has_come_the_page_tells_how_far_it_is_and_looks_again(wizard: Wizard) -> None:
    token = form_token(wizard.page("/imports"))
    told = {"csrf_token": token, "kind": "students", "file": (BytesIO(_csv((line(710),))), "名单.csv")}
    where = wizard.client.post("/imports", data=told).headers["Location"]
    page = wizard.page(where)
    assert "The file is being read" in page
    assert 'hx-trigger="every 1s"' in page
    assert '<meta http-equiv="refresh"' in page  # for whoever has no script
    assert "Nothing was imported, and the file is gone." in wizard.page(
        wizard.go(f"{where}/cancel", {}, where)
    )
    wizard.performer.perform(where.rpartition("/")[2])
    assert "It was called off." in wizard.page(where)


def test_problems_stand_by_row_with_numbers_masked(wizard: Wizard) -> None:
    wrong = id_number(720)[:-1] + ("1" if id_number(720)[-1] != "1" else "2")
    page = wizard.page(wizard.try_out(line(721), line(720, 身份证号=wrong), line(722, 毕业时间="不详")))
    assert "Row 3" in page
    assert wrong not in page
    assert "check digit does not fit" in page


def test_errors_and_warnings_are_shown_apart(wizard: Wizard) -> None:
    where = wizard.try_out(line(731, 手机号="1"), line(732, 身份证号="123"))
    errors, warnings = (wizard.page(f"{where}?severity={each}") for each in ("error", "warning"))
    assert "An ID number has 18 characters" in errors
    assert "An ID number has 18 characters" not in warnings
    assert "phone number" in warnings


def test_the_rejected_rows_come_back_to_be_corrected_and_go_in(wizard: Wizard) -> None:
    where = wizard.try_out(line(740), line(741, 困难类别="火星人"))
    answer = wizard.client.get(f"{where}/rejected.xlsx")
    assert answer.status_code == 200
    book = load_workbook(BytesIO(answer.data))
    head, *rows = book.active.iter_rows(values_only=True)
    assert len(rows) == 1
    assert rows[0][head.index("身份证号")] == id_number(741)
    assert "火星人" in rows[0][-1]
    corrected = dict(zip(head, rows[0], strict=True)) | {"困难类别": "低保"}
    again = wizard.page(wizard.try_out(corrected))
    assert (counts(again)["created"], counts(again)["rejected"]) == (1, 0)


def test_what_a_column_means_is_said_once_and_known_for_the_next_file(wizard: Wizard) -> None:
    strange = {"何许人也": "云小星", "身份证号": id_number(750), "困难类别": "低保", "口味": "甜"}
    where = wizard.try_out(strange)
    page = wizard.page(where)
    assert "needs these columns" in page
    assert "何许人也" in page
    told = {"header": ["何许人也", "口味"], "field": ["name", "-"]}
    again = wizard.go(f"{where}/columns", told, where)
    assert counts(wizard.page(again))["created"] == 1
    assert wizard.count(ColumnMapping) == 2
    assert wizard.client.get(f"{where}/rejected.xlsx").status_code == 404  # the file has moved on
    next_file = wizard.page(wizard.try_out(strange | {"身份证号": id_number(751)}))
    assert counts(next_file)["created"] == 1


def test_what_was_tried_with_other_columns_is_not_imported(wizard: Wizard) -> None:
    first = wizard.try_out(line(760, 特别列="甲"))
    second = wizard.try_out(line(761, 特别列="甲"))
    wizard.go(f"{second}/columns", {"header": ["特别列"], "field": ["note"]}, second)
    before = wizard.count(Student)
    token = form_token(wizard.page(first))
    answer = wizard.client.post(f"{first}/confirm", data={"csrf_token": token, "back": first})
    assert answer.status_code == 409
    assert "What columns mean was changed since" in answer.text
    assert wizard.count(Student) == before


def test_an_import_is_undone_from_its_page(wizard: Wizard) -> None:
    where = wizard.try_out(line(770))
    applied = wizard.go(f"{where}/confirm", {}, where)
    before = wizard.count(Student)
    undo = re.search(r'action="(/imports/\w+/undo)"', wizard.page(applied))
    assert undo is not None
    token = form_token(wizard.page(applied))
    told = {"csrf_token": token, "back": applied, "reason": "trial"}
    page = wizard.page(wizard.client.post(undo[1], data=told).headers["Location"])
    assert "Undone: the registry is as it was before." in page
    assert "only a trial" in page
    assert undo[1] not in page
    assert wizard.count(Student) == before - 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty"),
        (b"x" * ((10 << 20) + 1), "larger than 10 MB"),
    ],
)
def test_a_file_that_cannot_be_taken_says_why(wizard: Wizard, content: bytes, said: str) -> None:
    token = form_token(wizard.page("/imports"))
    told = {"csrf_token": token, "back": "/imports", "kind": "students", "file": (BytesIO(content), "x.csv")}
    answer = wizard.client.post("/imports", data=told)
    assert answer.headers["Location"] == "/imports"
    assert said in wizard.page("/imports")


def test_a_file_that_cannot_be_read_says_why(wizard: Wizard) -> None:
    page = wizard.page(wizard.try_out(content=b"%PDF-1.7 something"))
    assert "neither a workbook nor a text table" in page
    assert "Import it" not in page


@pytest.mark.parametrize("kind", ["students", "companies", "openings", "study-aid", "relief"])
def test_templates_are_there(wizard: Wizard, kind: str) -> None:
    answer = wizard.client.get(f"/imports/templates/{kind}.xlsx")
    assert answer.data.startswith(b"PK")
    assert wizard.client.get("/imports/templates/nothing.xlsx").status_code == 404
