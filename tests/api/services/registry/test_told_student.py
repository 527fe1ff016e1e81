"""What a record shows of a student can be saved as it stands, and loads into the same record."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.registry_files.columns import RegistryKind, columns
from api.registry_files.guidance import CHOICES, guidance
from api.schemas.base import Channel, Columns
from api.schemas.known_words import read_hardship
from api.schemas.student import StudentSchema
from api.services.registry.read_student import read_on
from api.services.registry.told_student import COLUMNS, FIELD_OF, HARDSHIP_WORDS, NOT_TOLD, told_of_student
from matcher.vocabulary import Completion, Education, HardshipCategory, StudentState
from models.hardship import Hardship
from models.household import Household
from models.student import Student
from tests.api.services.registry_desk import id_number

TODAY = date(2026, 11, 23)
WITHIN = "320205"
WHO = {"name": "张三", "id_number": id_number(), "hardship": "低保"}


def words_of(field: str) -> st.SearchStrategy[str]:
    """Words that people write in a column: examples, choices, and what nobody can read."""
    known = [guidance(RegistryKind.STUDENTS)[field].example, *CHOICES.get((RegistryKind.STUDENTS, field), ())]
    return st.sampled_from([*known, "", "无", "不详", "看不清", "见附件", "-"])


HARDSHIPS = st.lists(st.sampled_from(list(HARDSHIP_WORDS.values())), min_size=1, unique=True)
LINES = st.fixed_dictionaries(
    {column.field: words_of(column.field) for column in columns(RegistryKind.STUDENTS)}
    | {
        "name": st.sampled_from(["张三", "古丽·阿依", "Anna Li"]),
        "id_number": st.just(id_number()),
        "hardship": HARDSHIPS.map("、".join),
        "wage_floor": st.sampled_from(["4000", "4-6千", "面议", ""]),
        "graduation": st.sampled_from(["2025", "2025-06", "2025年6月", "46000", "明年", ""]),
        "wished_places": st.sampled_from(["无锡、苏州", "不限", "本地", ""]),
        "experience": st.sampled_from(["在财务公司实习6个月", "第一行\n第二行", ""]),
    }
)


def load(told: dict[str, str]) -> Columns:
    """As an import reads a row."""
    schema = StudentSchema(channel=Channel.IMPORT, today=TODAY, within=WITHIN)
    found, _ = schema.read(told)
    assert found is not None, told
    read_on([found], TODAY)
    return found


def record(found: Columns) -> Student:
    """As an import keeps it."""
    period = {"valid_from": found.get("hardship_from"), "valid_to": found.get("hardship_to")}
    categories = found["hardship"]
    assert isinstance(categories, list)
    household = Household(number=found["household"], head=found.get("head")) if "household" in found else None
    hardships = [Hardship(category=each, words=found["hardship_words"], **period) for each in categories]
    own = NOT_TOLD | {name: value for name, value in found.items() if name in FIELD_OF}
    return Student(**own, household=household, hardships=hardships)


@given(LINES)
def test_what_a_record_shows_loads_into_the_same_record(line: dict[str, str]) -> None:
    once = record(load(line))
    shown = told_of_student(once, TODAY)
    again = record(load(shown))
    assert told_of_student(again, TODAY) == shown
    for column in FIELD_OF:
        assert getattr(again, column) == getattr(once, column), column
    assert {(each.category, each.valid_from, each.valid_to) for each in again.hardships} == {
        (each.category, each.valid_from, each.valid_to) for each in once.hardships
    }
    assert bool(again.household) == bool(once.household)


@pytest.mark.parametrize(
    ("column", "field", "values"),
    [
        ("state", "state", list(StudentState)),
        ("education", "education", [level for level in Education if level is not Education.ANY]),
        ("completion", "completion", list(Completion)),
        ("graduation", "graduation", [date(2025, 6, 30), date(2024, 2, 29)]),
        ("wage_floor", "wage_floor", [3000, 12345]),
        ("needs_dormitory", "needs_dormitory", [True, False]),
        ("may_relocate", "may_relocate", [True, False]),
        ("place", "place", ["320205001", "320205", "320200", "320000"]),
        ("certificates", "certificates", [["cet-4", "cet-6"]]),
        ("wished_places", "wished_places", [["320200", "320500"]]),
        ("limits", "limits", [[]]),
    ],
)
def test_a_code_that_came_without_words_is_shown_in_words_that_mean_it(
    column: str, field: str, values: list[object]
) -> None:
    """Placements, schooling and merges set codes; words that were told before do not speak against them."""
    for value in values:
        of = record(load(WHO))
        setattr(of, column, value)
        shown = told_of_student(of, TODAY)
        assert load(shown)[column] == value, (value, shown[field])


def test_words_that_the_record_has_overtaken_are_not_shown() -> None:
    line = {**WHO, "state": "求职中", "completion": "在读"}
    of = record(load(line))
    of.state, of.completion = StudentState.EMPLOYED, Completion.GRADUATED
    shown = told_of_student(of, TODAY)
    assert (shown["state"], shown["completion"]) == ("已就业", "毕业")


def test_every_column_of_a_list_is_shown() -> None:
    of = record(load(WHO))
    assert list(told_of_student(of, TODAY)) == [each.field for each in columns(RegistryKind.STUDENTS)]
    assert COLUMNS.keys() <= told_of_student(of, TODAY).keys()


def test_the_words_of_hardships_are_those_to_choose_from() -> None:
    assert CHOICES[RegistryKind.STUDENTS, "hardship"] == tuple(HARDSHIP_WORDS.values())
    assert {each: read_hardship(words) for each, words in HARDSHIP_WORDS.items()} == {
        each: ((each,), ()) for each in HARDSHIP_WORDS
    }
    assert set(HARDSHIP_WORDS) == set(HardshipCategory)
