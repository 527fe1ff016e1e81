"""Rows of one file through one schema: what a column repeats is read once, and said for every row."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import ValidationError

from api.schemas.base import Channel, RegistrySchema
from api.schemas.cells import Cell
from api.schemas.opening import OpeningSchema
from api.schemas.problems import Finding, ProblemCode, Severity
from api.schemas.student import StudentSchema

TODAY = date(2026, 11, 23)

FIELDS = OpeningSchema(channel=Channel.IMPORT, today=TODAY).fields

cells: st.SearchStrategy[Cell] = st.sampled_from(
    [
        None,
        "",
        "无",
        "-",
        0,
        1,
        1.0,
        True,
        3.2e17,
        "3",
        "3人",
        "高中",
        "大专以上",
        "锡山区",
        "2026-12-31",
        46000,
        "限男性",
        "焊工",
    ]
)
rows = st.lists(
    st.dictionaries(st.sampled_from([*FIELDS, "shoe_size"]), cells),
    min_size=2,
    max_size=6,
)


def opening(channel: Channel = Channel.IMPORT) -> RegistrySchema:
    return OpeningSchema(channel=channel, today=TODAY)


@given(rows, st.sampled_from(Channel))
def test_a_row_says_the_same_alone_and_behind_others(told: list[dict[str, Cell]], channel: Channel) -> None:
    schema = opening(channel)
    assert [schema.read(row) for row in told + told] == [opening(channel).read(row) for row in told + told]


def test_every_row_hears_what_is_wrong_with_a_repeated_cell() -> None:
    schema = opening()
    row: dict[str, Cell] = {"company": "某某机械有限公司", "title": "钳工", "place": "火星"}
    heard = [schema.read(row)[1] for _ in range(3)]
    assert heard[0] == heard[1] == heard[2]
    assert ProblemCode.PLACE_UNKNOWN in {finding.code for finding in heard[0]}


def test_numbers_and_words_that_are_equal_are_not_taken_for_each_other() -> None:
    schema = StudentSchema(channel=Channel.IMPORT, today=TODAY)
    codes = [{each.code for each in schema.read({"id_number": told})[1]} for told in (1, 1.0, "1")]
    assert codes[0] == codes[1] == {ProblemCode.ID_NUMERIC, ProblemCode.REQUIRED}
    assert codes[2] == {ProblemCode.ID_LENGTH, ProblemCode.REQUIRED}


def test_a_post_is_loaded_as_marshmallow_does_it() -> None:
    told: dict[str, Cell] = {"company": "某某机械有限公司", "title": "钳工"}
    assert opening().load(told) == opening().read(told)[0]
    with pytest.raises(ValidationError) as refused:
        opening().load({"title": "12"})
    missing = Finding("title", ProblemCode.TITLE_UNREADABLE, Severity.ERROR)
    assert refused.value.messages == {"title": [missing]}
