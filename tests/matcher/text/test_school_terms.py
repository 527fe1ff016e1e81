import pytest

from matcher.text.school_terms import read_school_term


@pytest.mark.parametrize(
    "words",
    [
        "2025-2026-1",
        "2025—2026-1",
        "2025-2026学年第一学期",
        "2025-2026学年度 第1学期",
        "2025-2026学年上学期",
        "2025-2026（上）",
        "2025-26-1",
        "2025/2026秋季学期",
        "2025年秋季",
        "2025秋",
        "2025 autumn term",
    ],
)
def test_the_autumn_of_2025(words: str) -> None:
    assert read_school_term(words) == "2025-2026-1"


@pytest.mark.parametrize(
    "words", ["2025-2026-2", "2025-2026学年下学期", "2025-2026学年第二学期", "2026年春季学期", "2026春"]
)
def test_the_spring_of_2026(words: str) -> None:
    assert read_school_term(words) == "2025-2026-2"


@pytest.mark.parametrize(
    "words", ["", "2025", "2025-2026", "2025-2027-1", "2026-2025-1", "2025-2026-3", "大一上"]
)
def test_what_names_no_term_is_none(words: str) -> None:
    assert read_school_term(words) is None
