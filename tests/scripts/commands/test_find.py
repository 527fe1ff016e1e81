import pytest

from tests.scripts.commands.conftest import Instance, Run, document


@pytest.mark.parametrize(
    ("kind", "text", "field", "found"),
    [
        ("students", "小满", "name", ["赵小满"]),
        ("openings", "焊", "title", ["焊工"]),
        ("companies", "暖心", "name", ["锡东暖心机械厂"]),
        ("students", "", "name", ["赵小满", "钱立夏"]),
        ("openings", "nothing", "title", []),
    ],
)
def test_what_is_searched_is_found(
    run: Run, instance: Instance, *, kind: str, text: str, field: str, found: list[str]
) -> None:
    page = document(run("find", kind, text, "--json"))
    assert [item[field] for item in page["items"]] == found
    assert page["total"] == len(found)
    assert (page["page"], page["page_size"]) == (1, 50)
    shown = run("find", kind, text)
    assert shown.exit_code == 0
    assert all(name in shown.stdout for name in found)


def test_nothing_found_is_a_sentence(run: Run, instance: Instance) -> None:
    shown = run("find", "students", "zzzz", "--locale", "en").stdout
    assert shown.startswith("Nothing is found")
    assert "School" not in shown


def test_a_found_reference_leads_to_a_shortlist(run: Run, instance: Instance) -> None:
    ref = document(run("find", "students", "小满", "--json"))["items"][0]["ref"]
    assert ref == instance.refs["赵小满"]
    assert document(run("find", "students", ref, "--json"))["items"][0]["graduation"] == "2024-06-30"
    assert document(run("find", "students", ref, "--json"))["total"] == 1


def test_hardship_and_id_numbers_are_not_for_a_list(run: Run, instance: Instance) -> None:
    answer = run("find", "students", "--json").stdout
    assert "32020520030401" not in answer
    assert "hardship" not in answer


def test_a_place_of_the_instances_district_is_found(run: Run, instance: Instance) -> None:
    assert document(run("find", "students", "锡山", "--json"))["total"] == 2
    assert document(run("find", "students", "东亭", "--json"))["total"] == 0
