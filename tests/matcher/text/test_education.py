import csv
from pathlib import Path

import pytest

from matcher.text.education import parse_completion, parse_education
from matcher.vocabulary import Completion, Education


@pytest.mark.parametrize(
    ("written", "level"),
    [
        ("本科", Education.BACHELOR),
        ("统招本科及以上", Education.BACHELOR),
        ("专升本", Education.BACHELOR),
        ("Bachelor's degree", Education.BACHELOR),
        ("大学专科", Education.COLLEGE),
        ("高职", Education.COLLEGE),
        ("大专/本科", Education.COLLEGE),
        ("大专以上学历，本科优先", Education.COLLEGE),
        ("中专", Education.SECONDARY_VOCATIONAL),
        ("中等职业教育", Education.SECONDARY_VOCATIONAL),
        ("职业高中", Education.VOCATIONAL_HIGH),
        ("技工学校", Education.TECHNICAL_SCHOOL),
        ("高中及以上", Education.HIGH_SCHOOL),
        ("初中", Education.MIDDLE_SCHOOL),
        ("小学", Education.PRIMARY_SCHOOL),
        ("硕士研究生", Education.MASTER),
        ("博士研究生", Education.DOCTOR),
        ("学历不限", Education.ANY),
        ("不限", Education.ANY),
        ("无", Education.ANY),
        ("none", Education.ANY),
        ("学历不限，本科优先", Education.ANY),
        ("其他", Education.OTHER),
        ("21", Education.BACHELOR),
        ("31.0", Education.COLLEGE),
        ("中技/中专", Education.TECHNICAL_SCHOOL),
        ("", None),
        ("99", None),
        ("优秀", None),
    ],
)
def test_words_for_levels(written: str, level: Education | None) -> None:
    assert parse_education(written) == level


def test_or_below_asks_for_nothing_but_names_the_level_of_a_person() -> None:
    assert parse_education("初中及以下", required=True) == Education.ANY
    assert parse_education("初中及以下") == Education.MIDDLE_SCHOOL


@pytest.mark.parametrize(
    ("written", "completion"),
    [
        ("毕业", Completion.GRADUATED),
        ("往届毕业生", Completion.GRADUATED),
        ("结业", Completion.COMPLETED),
        ("肄业", Completion.LEFT),
        ("退学", Completion.LEFT),
        ("在读", Completion.IN_SCHOOL),
        ("未毕业", Completion.IN_SCHOOL),
        ("graduated", Completion.GRADUATED),
        ("in school", Completion.IN_SCHOOL),
        ("应届毕业生", None),
        ("", None),
    ],
)
def test_words_for_completion(written: str, completion: Completion | None) -> None:
    assert parse_completion(written) == completion


def test_the_education_of_real_postings_is_read(shared_data: Path) -> None:
    with (shared_data / "openings_real_dev.csv").open(encoding="utf-8-sig", newline="") as lines:
        stated = {row["学历要求"] for row in csv.DictReader(lines) if row["学历要求"]}
    assert [text for text in stated if parse_education(text) is None] == []
