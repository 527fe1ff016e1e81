from pathlib import Path

import pytest

from tests.scripts.commands.conftest import Run, document

COUNTS = ("created", "updated", "unchanged", "duplicates", "rejected")
OPENINGS = "公司名称,岗位名称,工作地点,薪资\n暖心超市,收银员,无锡市锡山区,4-5千\n暖心超市,,无锡,5千\n"


@pytest.fixture
def openings(empty: Path, tmp_path: Path) -> Path:
    path = tmp_path / "岗位.csv"
    path.write_text(OPENINGS, "utf-8")
    return path


def test_an_import_counts_every_row_and_names_every_problem(run: Run, openings: Path) -> None:
    done = document(run("import", "openings", openings, "--json"))
    assert {"kind", "file", "sheet", "read", *COUNTS, "not_in_file", "refs", "problems"} <= set(done)
    assert done["read"] == 2 == sum(done[name] for name in COUNTS)
    assert (done["created"], done["rejected"]) == (1, 1)
    error = next(problem for problem in done["problems"] if problem["severity"] == "error")
    assert set(error) == {"sheet", "row", "column", "code", "severity", "message", "value"}
    assert (error["row"], error["column"]) == (3, "岗位名称")
    assert done["refs"][0]["row"] == 2


def test_the_same_file_again_changes_nothing(run: Run, openings: Path) -> None:
    run("import", "openings", openings)
    again = document(run("import", "openings", openings, "--json"))
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 1)


def test_a_dry_run_writes_nothing(run: Run, openings: Path) -> None:
    assert "没有写入" in run("import", "openings", openings, "--dry-run").stdout
    assert document(run("find", "openings", "--json"))["total"] == 0


def test_the_instance_sets_its_minimum_wage(
    run: Run, openings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIXIN_MINIMUM_WAGE", "6000")
    done = document(run("import", "openings", openings, "--json"))
    assert "WAGE_BELOW_MINIMUM" in [problem["code"] for problem in done["problems"]]


def test_a_mapping_names_other_headers(run: Run, openings: Path, tmp_path: Path) -> None:
    openings.write_text(OPENINGS.replace("岗位名称", "甲乙丙"), "utf-8")
    mapping = tmp_path / "mapping.json"
    mapping.write_text('{"甲乙丙": "title"}', "utf-8")
    assert run("import", "openings", openings).exit_code == 1
    assert document(run("import", "openings", openings, "--mapping", mapping, "--json"))["created"] == 1
    mapping.write_text("[1]", "utf-8")
    assert run("import", "openings", openings, "--mapping", mapping).exit_code == 1


def test_a_file_that_cannot_be_read_is_one_line(run: Run, openings: Path, tmp_path: Path) -> None:
    for path in (tmp_path / "none.xlsx", tmp_path / "empty.csv"):
        if path.suffix == ".csv":
            path.write_bytes(b"")
        result = run("import", "openings", path)
        assert result.exit_code == 1
        assert len(result.stderr.strip().splitlines()) == 1


NASTY_OPENINGS = """公司名称,统一社会信用代码,岗位名称,工作地点,招聘人数,薪资,学历要求,专业要求,经验要求,\
年龄要求,有效期至,证书要求,食宿,危险因素,合同期限,试用期,岗位职责,性别,星座
甲公司,无,车工,火星,一些,看着给,神学,炼金术,老手,\
18-45岁,前天,仙证,看缘分,妖气,很久,很久,限男性，交押金500元,男,狮子
甲公司,无,车工,火星,若干,1000,不详,—,N/A,45岁以下,,,,,1年,6个月,,男,狮子
乙公司,91110000600037341X,焊工,无锡,0,5000,,,,,,,,,,,,,
丙公司,,,无锡,,,,,,,,,,,,,,,
丁公司,,钳工,无锡,已招满,,,,,,,,,,,,,,
"""
NASTY_STUDENTS = """姓名,身份证号,手机号,居住地,困难类别,困难起,困难止,家庭编号,户主,就业状态,\
学历,毕业状态,专业,毕业时间,证书,期望月薪,期望地区,需要住宿,健康限制,血型
张三,32020520040101123X,一二三,火星,外星人、低保,2025-01-01,2024-01-01,,张大,神游,\
神学,飞升,炼金术,早晚,仙证,随缘,火星,看缘分,怕黑,A
李四,,,,低保,,,,,,,,,,,,,,,
王五,99999920040101123X,,,低保,,,,,,,,,,,,,,,
赵六,320205200401011,,,外星人,,,,,,,,,,,,,,,
"""


@pytest.mark.usefixtures("empty")
@pytest.mark.parametrize("locale", ["zh_CN", "en"])
@pytest.mark.parametrize(("kind", "text"), [("openings", NASTY_OPENINGS), ("students", NASTY_STUDENTS)])
def test_every_message_about_a_nasty_file_is_whole(
    run: Run, tmp_path: Path, kind: str, text: str, locale: str
) -> None:
    path = tmp_path / "nasty.csv"
    path.write_text(text, "utf-8")
    done = document(run("import", kind, path, "--json", "--locale", locale))
    assert len({problem["code"] for problem in done["problems"]}) > 12
    assert [problem for problem in done["problems"] if "%(" in problem["message"]] == []


def test_whom_the_file_no_longer_names_is_told(run: Run, openings: Path) -> None:
    run("import", "openings", openings)
    openings.write_text(OPENINGS.replace("收银员", "理货员"), "utf-8")
    done = document(run("import", "openings", openings, "--dry-run", "--json"))
    assert done["not_in_file"] == len(done["missing"]) == 1
    assert (done["missing"][0]["title"], done["missing"][0]["company"]) == ("收银员", "暖心超市")
    assert "收银员 · 暖心超市" in run("import", "openings", openings).stdout


def test_a_file_of_another_registry_is_refused_by_name(run: Run, openings: Path) -> None:
    for kind in ("companies", "students"):
        refused = document(run("import", kind, openings, "--json"))["error"]
        assert refused["code"] == "FILE_OTHER_KIND"
        assert "（openings）" in refused["message"]


def test_the_headers_of_a_file_that_lacks_some_are_listed(run: Run, empty: Path, tmp_path: Path) -> None:
    path = tmp_path / "nohead.csv"
    path.write_text("张三,320205,低保\n", "utf-8")
    message = document(run("import", "students", path, "--json"))["error"]["message"]
    assert all(word in message for word in ("姓名", "身份证号", "困难类别", "张三"))


def test_all_problems_go_to_a_file(run: Run, openings: Path, tmp_path: Path) -> None:
    out = tmp_path / "problems.csv"
    done = document(run("import", "openings", openings, "--problems", out, "--json"))
    assert out.read_text("utf-8-sig").count("\n") >= len(done["problems"])
    for refused in (tmp_path / "x.doc", tmp_path / "no folder" / "x.csv"):
        assert run("import", "openings", openings, "--problems", refused).exit_code == 1


def test_a_demo_says_where_real_names_belong(run: Run, openings: Path) -> None:
    assert "演示" in run("import", "openings", openings, "--json").stderr


def test_an_import_is_listed_and_undone(run: Run, openings: Path) -> None:
    done = document(run("import", "openings", openings, "--json"))
    (listed,) = document(run("import", "list", "--json"))["items"]
    assert (listed["ref"], listed["counts"]["created"], listed["undone"]) == (done["ref"], 1, None)
    undone = document(run("import", "undo", done["ref"], "--reason", "wrong_file", "--json"))
    assert undone == {"ref": done["ref"], "removed": 2, "restored": 0}
    assert document(run("find", "openings", "--json"))["total"] == 0
    again = run("import", "undo", done["ref"], "--reason", "wrong_file", "--json")
    assert (again.exit_code, document(again)["error"]["code"]) == (1, "ALREADY_UNDONE")
    assert run("import", "undo", "nothing", "--reason", "trial").exit_code == 1


def test_what_keeps_an_import_from_being_undone_is_told_row_by_row(run: Run, openings: Path) -> None:
    first = document(run("import", "openings", openings, "--json"))
    openings.write_text(OPENINGS.replace("4-5千", "5-6千"), "utf-8")
    run("import", "openings", openings)
    refused = run("import", "undo", first["ref"], "--reason", "wrong_file")
    assert refused.exit_code == 1
    assert first["refs"][0]["ref"] in refused.stderr


def test_a_file_of_hires_is_told_row_by_row(run: Run, openings: Path, tmp_path: Path) -> None:
    template = tmp_path / "录用.xlsx"
    assert run("template", "hires", "--out", template).exit_code == 0
    assert document(run("import", "hires", template, "--json"))["read"] == 0
    path = tmp_path / "hires.csv"
    path.write_text(f"推荐编号,结果,入职日期\n{'a' * 26},录用,2026-12-01\n", encoding="utf-8")
    told = document(run("import", "hires", path, "--json"))
    assert (told["read"], told["rejected"], told["missing"]) == (1, 1, [])
    assert [(each["row"], each["column"], each["message"]) for each in told["problems"]] == [
        (2, "推荐编号", "没有这个推荐编号")
    ]
    assert "undo" not in run("import", "hires", path).stdout
