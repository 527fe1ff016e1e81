"""Slips are put right from the command line."""

from pathlib import Path
from typing import Any

import pytest

from tests.api.services.registry_desk import id_number
from tests.scripts.commands.conftest import Instance, Run, document

NUMBER = id_number(300, "20080101")


@pytest.fixture
def booked(run: Run, instance: Instance, tmp_path: Path) -> None:
    files = {
        "students": f"姓名,身份证号,困难类别,家庭编号\n云小雨,{NUMBER},低保,H-1\n",
        "study-aid": (
            "身份证号,学年学期,应缴学费,应缴住宿费,来源,金额,到账日期\n"
            f"{NUMBER},2025-2026-2,4700,0,助学金,9999999,2026-03-02\n"
        ),
        "relief": "家庭编号,用途,金额,日期\nH-1,医疗,80000,2026-04-01\n",
    }
    for kind, text in files.items():
        path = tmp_path / f"{kind}.csv"
        path.write_text(text, encoding="utf-8")
        assert document(run("import", kind, path, "--json"))["created"] == 1


def told(run: Run, *arguments: str) -> Any:
    return document(run(*arguments, "--json"))


@pytest.mark.usefixtures("booked")
def test_a_slip_stays_on_record_and_counts_no_more(run: Run) -> None:
    (term,) = told(run, "study-aid", "show", "云小雨")["terms"]
    (ledger,) = told(run, "relief", "show", "云小雨")["items"]
    for group, ref in (("study-aid", term["aid"][0]["ref"]), ("relief", ledger["ref"])):
        shown = run(group, "show", "云小雨").stdout
        assert ref in shown
        done = run(group, "take-back", ref, "--reason", "mistyped", "--locale", "en")
        assert (done.exit_code, "stays on record" in done.stdout) == (0, True)
        assert "录入有误" in run(group, "show", "云小雨").stdout
        again = told(run, group, "take-back", ref, "--reason", "other")
        assert again["error"]["code"] == "ALREADY_TAKEN_BACK"
    assert told(run, "study-aid", "show", "云小雨")["terms"][0]["gap"] == "4700.00"
    assert told(run, "relief", "year", "2026")["times"] == 0


@pytest.mark.usefixtures("booked")
@pytest.mark.parametrize("group", ["study-aid", "relief", "service"])
def test_what_is_not_there_is_named(run: Run, group: str) -> None:
    failed = run(group, "take-back", "a" * 26, "--reason", "other", "--json")
    assert failed.exit_code == 1
    assert document(failed)["error"]["params"] == {"ref": "a" * 26}
    assert run(group, "take-back", "a" * 26, "--reason", "whim").exit_code == 2


@pytest.mark.usefixtures("booked")
def test_services_and_income_are_listed(run: Run) -> None:
    assert told(run, "service", "show", "云小雨")["items"] == []
    assert told(run, "relief", "income")["total"] == 0
    assert run("relief", "income").exit_code == run("service", "show", "云小雨").exit_code == 0
