"""The import as a whole: all or nothing, in turn with others, and silent about what is sealed."""

import gc
import multiprocessing
import multiprocessing.process
import random
import time
from pathlib import Path

import pytest
from sqlalchemy import select, update

from api.registry_files.columns import RegistryKind
from api.registry_files.errors import FileProblem, RegistryFileError
from api.services.imports import import_registry as service
from models.change_counter import ChangeCounter
from models.company import Company
from models.engine import make_engine
from models.errors import WrongKey
from models.import_batch import ImportBatch
from models.import_problem import ImportProblem
from models.opening import Opening
from models.queries.snapshots import load_openings, load_students
from models.student import Student
from models.vault import Keys, Vault
from scripts.district.generate import generate_district
from scripts.district.workbooks import write_files
from tests.api.services.registry_desk import NOW, Desk, codes, count, id_number, student
from tests.conftest import FULL_FIGURES, KEYS


def test_an_import_is_recorded_without_what_is_sealed(desk: Desk) -> None:
    result = desk.students(
        student(困难类别="低保、祖传困难", 手机号="12", 健康限制="说不清的毛病"),
        student(姓名="李四", 身份证号=id_number()[:17] + "0"),
    )
    with desk.session() as session:
        batch = session.scalars(select(ImportBatch)).one()
        assert (batch.kind, batch.read, batch.created, batch.rejected) == ("students", 2, 1, 1)
        assert (batch.actor, batch.at, batch.file_name) == ("cli:test", NOW, "名册.xlsx")
        kept = session.scalars(select(ImportProblem).order_by(ImportProblem.id)).all()
    assert [(problem.row, problem.code) for problem in kept] == codes(result, of_rows_only=False)
    words = " ".join(f"{problem.value} {problem.params}" for problem in kept)
    assert "祖传困难" not in words
    assert "毛病" not in words
    assert id_number()[:17] not in words


def test_garbage_is_collected_again_after_an_import(desk: Desk) -> None:
    desk.students(student())
    assert gc.isenabled()


@pytest.mark.parametrize("collects", [True, False])
def test_the_garbage_collector_is_left_as_it_was(collects: bool) -> None:
    (gc.enable if collects else gc.disable)()
    try:
        with service.without_collections():
            off = not gc.isenabled()
        assert (off, gc.isenabled()) == (True, collects)
    finally:
        gc.enable()


def test_the_counter_rises_once_with_a_change(desk: Desk) -> None:
    before = desk.counter()
    desk.students(student(), student(姓名="李四", 身份证号=id_number(9)))
    assert desk.counter() > before


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
class TestOnOneDatabase:
    def test_a_dry_run_says_what_would_be_and_writes_nothing(self, desk: Desk) -> None:
        before = desk.counter()
        assert count(desk.students(student(), dry_run=True)) == "1/0/0/0/0"
        assert (desk.rows(Student), desk.rows(ImportBatch), desk.counter()) == (0, 0, before)

    def test_a_dry_run_names_only_who_is_there(self, desk: Desk) -> None:
        there = desk.students(student()).refs
        new = student(姓名="李四", 身份证号=id_number(9))
        assert desk.students(student(), new, new, dry_run=True).refs == there

    def test_a_file_that_cannot_be_read_writes_nothing(self, desk: Desk) -> None:
        with pytest.raises(RegistryFileError) as refused:
            desk.students({"姓名": "张三"})
        assert refused.value.code is FileProblem.HEADERS_MISSING
        assert desk.rows(ImportBatch) == 0

    def test_other_keys_than_the_registrys_write_nothing(self, desk: Desk) -> None:
        desk.students(student())
        for keys in (Keys(b"x" * 32, b"b" * 32, b"p" * 32), Keys(b"m" * 32, b"x" * 32, b"p" * 32)):
            with pytest.raises(WrongKey):
                Desk(desk.engine, Vault(keys), desk.folder).students(student())
        assert (desk.rows(Student), desk.rows(ImportBatch)) == (1, 1)

    def test_headers_without_rows_are_said(self, desk: Desk) -> None:
        path = desk.folder / "空.csv"
        path.write_text("姓名,身份证号,困难类别\n", encoding="utf-8")
        result = service.import_registry(
            desk.engine, desk.vault, RegistryKind.STUDENTS, path, now=NOW, actor="cli:test"
        )
        assert [problem.code.value for problem in result.problems] == ["NO_ROWS"]

    @pytest.mark.parametrize(("name", "codes"), [("名册.XLSX", ["NO_WORKBOOK"]), ("名册.csv", [])])
    def test_a_text_that_is_named_like_a_workbook_is_read_and_that_is_said(
        self, desk: Desk, name: str, codes: list[str]
    ) -> None:
        told = student()
        path = desk.folder / name
        path.write_text("\n".join(",".join(map(str, line)) for line in (told.keys(), told.values())))
        result = service.import_registry(
            desk.engine, desk.vault, RegistryKind.STUDENTS, path, now=NOW, actor="cli:test"
        )
        assert [problem.code.value for problem in result.problems] == codes
        assert desk.rows(Student) == 1

    def test_progress_goes_up_to_the_whole(self, desk: Desk) -> None:
        steps: list[tuple[int, int]] = []
        desk.students(student(), student(), progress=lambda *step: steps.append(step))
        assert steps[-1][0] == steps[-1][1]
        assert steps == sorted(steps)

    def test_a_file_compared_with_what_has_changed_is_compared_again(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Somebody imports the same student between the comparison and the writing."""
        plan = service.PLANNERS[RegistryKind.STUDENTS]
        interruptions = [student(学历="本科")]

        def plan_and_be_overtaken(*args: object) -> object:
            planned = plan(*args)  # type: ignore[arg-type]
            if interruptions:
                desk.students(interruptions.pop())
            return planned

        path = desk.write([student(学历="大专")], "第一份.xlsx")
        monkeypatch.setitem(service.PLANNERS, RegistryKind.STUDENTS, plan_and_be_overtaken)
        result = service.import_registry(
            desk.engine, desk.vault, RegistryKind.STUDENTS, path, now=NOW, actor="cli:test"
        )
        assert count(result) == "0/1/0/0/0"
        assert desk.rows(Student) == 1

    def test_who_is_overtaken_every_time_gives_up_and_writes_nothing(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        plan = service.PLANNERS[RegistryKind.STUDENTS]

        def plan_and_be_overtaken(*args: object) -> object:
            planned = plan(*args)  # type: ignore[arg-type]
            with desk.session() as session:
                session.execute(update(ChangeCounter).values(value=ChangeCounter.value + 1))
                session.commit()
            return planned

        monkeypatch.setitem(service.PLANNERS, RegistryKind.STUDENTS, plan_and_be_overtaken)
        with pytest.raises(service.ImportInterrupted):
            desk.students(student())
        assert (desk.rows(Student), desk.rows(ImportBatch)) == (0, 0)

    def test_an_invented_district_goes_in_whole_and_is_understood(self, desk: Desk) -> None:
        district = generate_district(students=60, companies=40, openings=120, today=NOW.date())
        files = write_files(district, desk.folder)
        for run in ("created", "unchanged"):
            for kind, path in files.items():
                result = service.import_registry(
                    desk.engine, desk.vault, RegistryKind(kind), path, now=NOW, actor="cli:test"
                )
                assert result.read == getattr(result, run)
        with desk.session() as session:
            assert len(load_students(session)) == 60
            openings = load_openings(session)
        assert len(openings) == 120
        assert sum(each.place is not None for each in openings) >= 115
        assert all(each.occupation for each in openings)

    def test_real_postings_are_understood(self, desk: Desk, shared_data: Path) -> None:
        path = shared_data / "openings_real_dev.csv"
        first, second = (
            service.import_registry(
                desk.engine, desk.vault, RegistryKind.OPENINGS, path, now=NOW, actor="cli:test"
            )
            for _ in range(2)
        )
        assert count(first) == "3205/0/0/23/0"
        assert count(second) == "0/0/3205/23/0"
        with desk.session() as session:
            rows = session.execute(
                select(Opening.wage_words, Opening.wage_low, Opening.place_words, Opening.place)
            ).all()
        stated = [low for words, low, _, _ in rows if words and "面议" not in words]
        assert sum(low is not None for low in stated) >= 0.99 * len(stated)
        prefectures = [place for _, _, words, place in rows if place and not place.endswith("0000")]
        assert len(prefectures) >= 0.97 * len(rows)


KILLS, ROWS = (20, 5000) if FULL_FIGURES else (5, 2000)  # on each of the two databases
PROCESSES = multiprocessing.get_context("fork")  # at once, and everything is imported already


def import_companies(database_url: str, path: Path) -> None:
    """What is killed."""
    service.import_registry(
        make_engine(database_url), Vault(KEYS), RegistryKind.COMPANIES, path, now=NOW, actor="cli:test"
    )


@pytest.mark.slow
def test_a_killed_import_leaves_all_or_nothing(desk: Desk, database_url: str) -> None:
    def write(batch: str) -> Path:
        return desk.write(
            [{"企业名称": f"公司{batch}第{number}", "地址": "路" * 100} for number in range(ROWS)]
        )

    def start(path: Path) -> multiprocessing.process.BaseProcess:
        process = PROCESSES.Process(target=import_companies, args=(database_url, path), daemon=True)
        process.start()
        return process

    whole = start(write("零"))
    started = time.monotonic()
    whole.join()
    assert whole.exitcode == 0
    length = time.monotonic() - started
    chance = random.Random(2009)
    for attempt in range(KILLS):
        path = write(f"{attempt}")
        before = (desk.rows(Company), desk.rows(ImportBatch), desk.counter())
        killed = start(path)
        time.sleep(length * chance.uniform(0.2, 1.1))
        killed.kill()
        killed.join()
        after = (desk.rows(Company), desk.rows(ImportBatch), desk.counter())
        assert after == before or (after[:2] == (before[0] + ROWS, before[1] + 1) and after[2] > before[2])
