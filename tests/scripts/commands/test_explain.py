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
    assert set(found) == {"refused"}
    assert found["refused"][0]["code"] == "ALREADY_PLACED"
    assert "employed" in found["refused"][0]["text"]
    assert run("explain", *pair).exit_code == 0


def test_unknown_references_fail(run: Run, instance: Instance) -> None:
    assert run("explain", "--student", "x", "--opening", instance.refs["会计"]).exit_code == 1
    assert run("explain", "--student", instance.refs["赵小满"], "--opening", "x").exit_code == 1


def test_both_sides_are_named_refused_or_not(run: Run, instance: Instance) -> None:
    for student in ("赵小满", "钱立夏"):
        shown = run("explain", "--student", student, "--opening", "会计").stdout
        assert student in shown
        assert "会计" in shown
        assert "锡东暖心机械厂" in shown
