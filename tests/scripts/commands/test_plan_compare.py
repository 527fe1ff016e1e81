"""`aixin plan --compare`: beside what is done without a plan, also on a file of postings and fewer places."""

from datetime import date
from pathlib import Path

import pytest

from api.registry_files.columns import RegistryKind
from scripts.district import generate_district, write_files
from tests.scripts.commands.conftest import Instance, Run, document

DAY = ("--as-of", "2026-11-01")


def test_it_is_held_against_placing_without_a_plan(run: Run, instance: Instance) -> None:
    compared = document(run("plan", *DAY, "--compare", "--json"))["compared"]
    assert list(compared) == ["plan", "first_come", "everybodys_first"]
    assert {figures["placed"] for figures in compared.values()} == {1}
    assert "own first" in run("plan", *DAY, "--compare", "--locale", "en").stdout


def test_a_comparison_is_drawn(run: Run, instance: Instance, tmp_path: Path) -> None:
    plot = tmp_path / "plan.svg"
    assert run("plan", *DAY, "--compare", "--plot", plot).exit_code == 0
    assert plot.read_text("utf-8").startswith("<svg")
    assert run("plan", *DAY, "--plot", plot).exit_code == 2
    refused = document(run("plan", *DAY, "--compare", "--plot", tmp_path / "a.png", "--json"))["error"]
    assert refused["code"] == "PLOT_TYPE"


def test_postings_of_a_file_are_tried_on_and_nothing_is_kept(
    run: Run, instance: Instance, tmp_path: Path
) -> None:
    postings = tmp_path / "postings.csv"
    rows = (
        "会计,甲公司,无锡·锡山区,2023-01-01",
        ",甲公司,无锡,2023-01-01",
        "出纳,甲公司,无锡·锡山区,2023-01-01",
    )
    postings.write_text("\n".join(("岗位名称,企业名称,工作地点,截止日期", *rows)), "utf-8")
    before = document(run("find", "opening", "--json"))
    for locale, words in (("en", "1 of 3 rows"), ("zh_CN", "3 行中有 1 行")):
        trial = run("plan", *DAY, "--compare", "--postings", postings, "--json", "--locale", locale)
        assert words in trial.stderr
        found = document(trial)
        assert (found["students"], found["openings"], found["headcount"]) == (1, 2, 2)
        assert {figures["placed"] for figures in found["compared"].values()} == {1}
    assert "2 openings" in run("plan", *DAY, "--compare", "--postings", postings, "--locale", "en").stdout
    assert document(run("find", "opening", "--json")) == before


def test_fewer_places_are_drawn(run: Run, instance: Instance, tmp_path: Path) -> None:
    plot = tmp_path / "scarce.svg"
    found = document(run("plan", *DAY, "--compare", "--places", 2, "--plot", plot, "--json"))
    assert (found["students"], found["headcount"]) == (1, 2)
    assert plot.exists()


@pytest.mark.parametrize(
    "told",
    [
        ("--places", 1),
        ("--postings", "postings.csv"),
        ("--compare", "--places", 0),
        ("--compare", "--places", 1, "--out", "plan.xlsx"),
        ("--compare", "--places", 1, "--hold-back", 4),
        ("--compare", "--places", 1, "--per-company", 0),
    ],
)
def test_what_orders_a_plan_does_not_go_with_a_trial(run: Run, told: tuple[object, ...]) -> None:
    assert run("plan", *DAY, *told).exit_code == 2


@pytest.mark.slow
def test_on_real_postings_the_plan_is_never_behind(run: Run, shared_data: Path, tmp_path: Path) -> None:
    district = generate_district(students=100, companies=1, openings=1, today=date(2026, 11, 1))
    assert run("db", "upgrade").exit_code == 0
    students = write_files(district, tmp_path)[RegistryKind.STUDENTS]
    assert run("import", "students", students).exit_code == 0
    real = ("plan", *DAY, "--compare", "--postings", shared_data / "openings_real_dev.csv", "--json")
    for places in ((), ("--places", 1)):
        compared = document(run(*real, *places))["compared"]
        worth = [tuple(each[part] for part in ("placed", "priority", "score")) for each in compared.values()]
        assert max(worth) == worth[0]
        plan, first_come, everybodys_first = compared.values()
        assert plan["placed"] > first_come["placed"] > everybodys_first["placed"] > 0
        assert plan["never_proposed"] < first_come["never_proposed"] < everybodys_first["never_proposed"]
        assert plan["gini"] < everybodys_first["gini"]
        assert plan["highest_load"] <= 1 < everybodys_first["highest_load"]
