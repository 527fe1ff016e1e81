from tests.scripts.commands.conftest import Instance, Run, document


def test_a_pair_is_explained_with_its_rank(run: Run, instance: Instance) -> None:
    pair = ("--student", instance.refs["赵小满"], "--opening", instance.refs["会计"])
    found = document(run("explain", *pair, "--json"))
    assert found["rank"] == 1
    assert found["title"] == "会计"
    assert "会计" in run("explain", *pair).stdout


def test_a_refusal_says_every_reason(run: Run, instance: Instance) -> None:
    pair = ("--student", instance.refs["钱立夏"], "--opening", instance.refs["会计"])
    found = document(run("explain", *pair, "--json", "--locale", "en"))
    assert set(found) == {"student", "opening", "as_of", "policy", "refused", "advice"}
    assert [found[side]["ref"] for side in ("student", "opening")] == [pair[1], pair[3]]
    assert found["refused"][0]["code"] == "ALREADY_PLACED"
    assert "employed" in found["refused"][0]["text"]
    assert run("explain", *pair).exit_code == 0


def test_unknown_references_fail(run: Run, instance: Instance) -> None:
    assert run("explain", "--student", "x", "--opening", instance.refs["会计"]).exit_code == 1
    assert run("explain", "--student", instance.refs["赵小满"], "--opening", "x").exit_code == 1


def test_who_is_not_found_may_have_been_looked_for_by_name(run: Run, instance: Instance) -> None:
    told = run("explain", "--student", "不存在", "--opening", instance.refs["会计"]).stderr
    assert told.startswith("没有名称或编号为“不存在”的学生")


def test_a_refusal_is_said_once(run: Run, instance: Instance) -> None:
    shown = run("explain", "--student", "钱立夏", "--opening", "会计").stdout
    assert shown.count("已有工作") == 1


def test_both_sides_are_named_refused_or_not(run: Run, instance: Instance) -> None:
    for student in ("赵小满", "钱立夏"):
        shown = run("explain", "--student", student, "--opening", "会计").stdout
        assert student in shown
        assert "会计" in shown
        assert "锡东暖心机械厂" in shown


def test_a_refusal_says_what_would_lift_it(run: Run, instance: Instance) -> None:
    pair = ("--student", "赵小满", "--opening", "焊工")
    found = document(run("explain", *pair, "--json"))
    assert [reason["code"] for reason in found["refused"]] == ["CERTIFICATE", "NO_COMMON_GROUND"]
    assert [change["code"] for change in found["advice"][0]["changes"]] == ["CERTIFICATE"]
    shown = run("explain", *pair).stdout
    assert found["advice"][0]["text"] in shown
    assert "怎样才可以推荐" in shown


def test_where_nothing_honest_would_help_it_is_said(run: Run, instance: Instance) -> None:
    pair = ("--student", "钱立夏", "--opening", "会计")
    assert document(run("explain", *pair, "--json"))["advice"] == []
    *_, heading, sentence = run("explain", *pair).stdout.rstrip().splitlines()
    assert heading == "怎样才可以推荐"
    assert "学生自己改变不了这些" in sentence


def test_reasons_and_what_is_missing_are_told_in_words(run: Run, instance: Instance) -> None:
    shown = run("explain", "--student", "赵小满", "--opening", "会计").stdout
    assert "具备多数技能：会计核算" in shown
    assert "还差Excel" in shown


def test_the_rank_may_be_that_among_the_students(run: Run, instance: Instance) -> None:
    pair = ("--student", "赵小满", "--opening", "会计", "--among", "students")
    found = document(run("explain", *pair, "--json"))
    assert (found["rank"], found["name"]) == (1, "赵小满")
