"""Study aid and relief from the command line: import, gaps, one student, a year."""

from pathlib import Path

import pytest
from sqlalchemy import select

from api.settings import load_settings
from models.engine import make_engine, make_session
from models.student import Student
from models.vault import Vault
from tests.api.services.registry_desk import id_number
from tests.scripts.commands.conftest import Instance, Run, document

NUMBER = id_number(300, "20080101")


@pytest.fixture
def listed(run: Run, instance: Instance, tmp_path: Path) -> str:
    """A student in a household, with a term, a promise and money of the fund; the student's reference."""
    files = {
        "students": f"姓名,身份证号,困难类别,家庭编号\n云小雨,{NUMBER},低保,H-1\n",
        "study-aid": (
            "身份证号,学年学期,学校,应缴学费,应缴住宿费,来源,金额,到账日期\n"
            f"{NUMBER},2025-2026-2,一中,4700,300,助学贷款,4000,\n"
            f"{NUMBER},2025-2026-2,,,,救助基金,500.5,2026-03-02\n"
        ),
        "relief": (
            "家庭编号,用途,金额,日期,文号\nH-1,助学,500.50,2026-03-02,1号\nH-1,医疗,80000,2026-04-01,\n"
        ),
    }
    for kind, text in files.items():
        path = tmp_path / f"{kind}.csv"
        path.write_text(text, encoding="utf-8")
        imported = document(run("import", kind, path, "--json"))
        assert (imported["rejected"], imported["problems"]) == (0, [])
        again = document(run("import", kind, path, "--json"))
        assert (again["created"], again["updated"]) == (0, 0)
    settings = load_settings()
    engine = make_engine(settings.database_url)
    with make_session(engine, Vault(settings.keys), read_only=True) as session:
        ref = next(each.ref for each in session.scalars(select(Student)) if each.name == "云小雨")
    engine.dispose()
    return ref


def test_a_gap_is_told_before_the_term_and_closed_by_no_promise(run: Run, listed: str) -> None:
    told = document(run("study-aid", "gaps", "--as-of", "2026-02-01", "--json"))
    (gap,) = told["items"]
    assert (told["as_of"], gap["student"], gap["days_left"]) == ("2026-02-01", listed, 28)
    assert (gap["term"]["gap"], gap["term"]["promised"]) == ("4499.50", "4000.00")
    shown = run("study-aid", "gaps", "--as-of", "2026-02-01", "--locale", "en").stdout
    assert "¥4,499.50" in shown
    none = run("study-aid", "gaps", "--as-of", "2026-09-02", "--locale", "en").stdout
    assert none.startswith("No fees are open")


def test_a_student_is_shown_with_where_the_money_came_from(run: Run, listed: str) -> None:
    told = document(run("study-aid", "show", "云小雨", "--json"))
    assert [aid["source"]["code"] for aid in told["terms"][0]["aid"]] == ["loan", "relief_fund"]
    shown = run("study-aid", "show", listed).stdout
    assert {"助学贷款", "¥4,000"} <= set(shown.split())


def test_a_household_and_a_year_count_what_both_files_tell_once(run: Run, listed: str) -> None:
    ledger = document(run("relief", "show", listed, "--json"))
    assert (ledger["kind"], ledger["called"], ledger["total"]) == ("household", "H-1", "80500.50")
    assert [(item["term"], item["decision"]) for item in ledger["items"]] == [
        ("2025-2026-2", "1号"),
        (None, None),
    ]
    assert document(run("relief", "show", ledger["ref"], "--json")) == ledger
    year = document(run("relief", "year", 2026, "--json"))
    assert (year["times"], year["households"], year["total"]) == (2, 1, "80500.50")
    assert "¥80,500.50" in run("relief", "year", 2026).stdout
    assert run("relief", "show", listed).exit_code == 0


def test_a_template_of_each_kind_imports_nothing(run: Run, listed: str, tmp_path: Path) -> None:
    for kind in ("study-aid", "relief"):
        path = tmp_path / "template.xlsx"
        assert run("template", kind, "--out", path).exit_code == 0
        assert document(run("import", kind, path, "--json"))["read"] == 0
