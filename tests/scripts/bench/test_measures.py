"""Every measure from end to end, on next to nothing."""

import re
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from matcher.index.index import Best, Index
from scripts.bench.exact import exact
from scripts.bench.growth import growth
from scripts.bench.imports import imports
from scripts.bench.latency import against_postgres, against_reference, against_sparse, against_tantivy
from scripts.bench.measure import environment_of
from scripts.bench.memory import held, memory
from scripts.bench.pages import pages
from scripts.bench.peers.peer import PeerMissing
from scripts.bench.server import served
from scripts.bench.setting import Progress, Setting, Size
from scripts.bench.starting import starting
from scripts.bench.whole_plan import whole_plan
from scripts.bench.whole_province import whole_province
from scripts.bench.writers import fifty_writers
from tests.conftest import FULL_FIGURES
from tests.figures import Figure

RUNS = 2 if FULL_FIGURES else 1
TINY = Size(students=40, openings=300, growth=(100, 200, 400), rows=30)


@pytest.fixture(scope="module")
def setting(tmp_path_factory: pytest.TempPathFactory) -> Setting:
    return Setting(TINY, RUNS, tmp_path_factory.mktemp("bench"))


@pytest.fixture(autouse=True)
def few_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fewer, and not started from nothing, except at full figures."""
    if not FULL_FIGURES:
        monkeypatch.setattr("scripts.bench.server.WORKERS", 1)
        monkeypatch.setattr("scripts.bench.imports.get_context", lambda _: get_context("fork"))


@pytest.fixture
def progress() -> Progress:
    return lambda done, total: None


@pytest.mark.parametrize(
    ("measure", "id_", "bar"),
    [
        (against_tantivy, "P1", "≥ 2.5"),
        (against_sparse, "P2", "≤ 2"),
        (against_postgres, "P3", "≥ 50"),
        (against_reference, "P4", "≥ 30"),
    ],
)
def test_races(measure: Any, id_: str, bar: str, setting: Setting, progress: Progress) -> None:
    line, *others = [result.document() for result in measure(setting, progress)]
    assert {line["id"], *(other["id"] for other in others)} == {id_}
    assert (line["bar"], line["unit"]) == (bar, "ms")
    if line["missing"] is None:
        assert line["runs"] == RUNS
        assert line["ours"] > 0
        assert line["peer"] > 0
        smallest, largest = line["spread"]
        assert smallest <= line["ratio"] <= largest


def test_a_race_without_its_peer_says_so(
    setting: Setting, progress: Progress, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_: object) -> None:
        raise PeerMissing("tantivy")

    monkeypatch.setattr("scripts.bench.peers.tantivy.package", missing)
    lines = [result.document() for result in against_tantivy(setting, progress)]
    assert [line["missing"] for line in lines] == ["tantivy", "tantivy"]


def test_the_index_is_exact(setting: Setting, progress: Progress) -> None:
    (result,) = exact(setting, progress)
    assert result.document()["ours"] == 0
    assert result.document()["met"] is True


def test_a_wrong_index_is_found_out(
    setting: Setting, progress: Progress, monkeypatch: pytest.MonkeyPatch
) -> None:
    rightly = Index.best

    def wrongly(*arguments: Any, **named: Any) -> Any:
        for found in rightly(*arguments, **named):
            yield Best(found.rows[::-1], found.scores[::-1])

    monkeypatch.setattr(Index, "best", wrongly)
    (result,) = exact(setting, progress)
    assert result.document()["ours"] > 100
    assert result.document()["met"] is False


def test_growth_is_told_with_the_times_it_comes_from(setting: Setting, progress: Progress) -> None:
    exponent, *times = [result.document() for result in growth(setting, progress)]
    assert exponent["ratio"] == exponent["ours"]
    assert [time["unit"] for time in times] == ["ms"] * len(TINY.growth)


@pytest.mark.slow
def test_the_whole_province_is_ranked_by_four_processes(setting: Setting, progress: Progress) -> None:
    (result,) = whole_province(setting, progress)
    assert result.document()["ours"] > 0
    assert result.document()["peer"] > 0


@pytest.mark.slow
def test_the_plan_is_that_of_the_flow_alone(setting: Setting, progress: Progress) -> None:
    times, differing = [result.document() for result in whole_plan(setting, progress)]
    assert (times["id"], times["bar"], times["runs"]) == ("P7", "≤ 1.5", RUNS)
    assert times["memory"] > 0
    assert (differing["ours"], differing["met"]) == (0, True)


@pytest.mark.slow
def test_imports_of_both_registries(setting: Setting, progress: Progress) -> None:
    lines = [result.document() for result in imports(setting, progress)]
    assert [line["id"] for line in lines] == ["P8", "P8"]
    assert all(line["ours"] > 0 and line["peer"] > 0 for line in lines)


@pytest.mark.slow
def test_pages_of_a_demo(setting: Setting, progress: Progress, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scripts.bench.pages.ROLES", ("leader",))
    lines = [result.document() for result in pages(setting, progress)]
    assert {(line["id"], line["unit"]) for line in lines} == {("pages", "ms")}
    report = next(line["what"] for line in lines if "/reports/<" in line["what"])
    assert int(re.findall(r"[0-9]+", report)[1]) > 5  # queries


@pytest.mark.slow
def test_starting(setting: Setting, progress: Progress) -> None:
    to_help, to_answer = [result.document() for result in starting(setting, progress)]
    assert to_help["peer"] > 0
    assert to_answer["bar"] == "≤ 3"


@pytest.mark.slow
def test_memory_of_an_index(setting: Setting, progress: Progress) -> None:
    index, with_columns, grown = [result.document() for result in memory(setting, progress)]
    assert with_columns["ours"] > index["ours"] > index["peer"] > 0
    assert grown["ours"] > 0


def test_what_is_held_twice_counts_once(setting: Setting) -> None:
    numbers = np.zeros(2**18, dtype=np.float32)
    assert held((numbers, {"again": numbers})) == 1
    assert held((numbers, numbers.copy())) == 2


def test_paths_are_inside_the_folder_that_was_given(setting: Setting) -> None:
    assert Path(setting.saved).is_relative_to(setting.folder)


@pytest.mark.slow
def test_the_server_answers_shortlists_and_records(setting: Setting, progress: Progress) -> None:
    mean, slow, first = [result.document() for result in served(setting, progress)]
    assert (mean["id"], mean["bar"], slow["bar"]) == ("P9", "≥ 0.8", "≤ 1.5")
    assert mean["runs"] == RUNS
    assert (first["bar"], first["runs"]) == (None, RUNS)
    assert min(mean["ours"], mean["peer"], slow["ours"], slow["peer"], first["ours"]) > 0


@pytest.mark.slow
def test_of_fifty_writers_on_sqlite_none_fails(setting: Setting, progress: Progress, figure: Figure) -> None:
    (line,) = [result.document() for result in fifty_writers(setting, progress)]
    assert (line["bar"], line["runs"]) == ("≤ 2", RUNS)
    assert line["ours"] <= 2 or not FULL_FIGURES  # else no time is looked at
    figure(11, f"50 writers on SQLite: 0 failed, the slowest of 100 took {line['ours']:.2f} s")


def test_no_other_instance_is_ever_touched(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("AIXIN_DATABASE_URL", "AIXIN_POLICY", "AIXIN_MASTER_KEY"):
        monkeypatch.setenv(name, "of another")
    told = {name: value for name, value in environment_of(tmp_path).items() if name.startswith("AIXIN_")}
    assert told == {"AIXIN_INSTANCE": str(tmp_path), "AIXIN_PROFILE": "demo"}
