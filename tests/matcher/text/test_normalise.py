import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.text.normalise import fold, normalise


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("　ＪＡＶＡ　工程师 ", "JAVA 工程师"),
        ("張家港市軟體工程師", "张家港市软体工程师"),
        ("会\u200b计\ufeff", "会计"),
        ("８千－１．５万", "8千-1.5万"),
        ("白城·乾安县，著名", "白城·乾安县,著名"),
        ("", ""),
    ],
)
def test_one_spelling(written: str, read: str) -> None:
    assert normalise(written) == read


def test_keys_ignore_case_blanks_and_punctuation_but_keep_what_tells_languages_apart() -> None:
    assert fold("Spring-Boot ") == fold("spring boot")
    assert len({fold("C"), fold("C++"), fold("C#")}) == 3


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=40))
def test_normalising_twice_is_normalising_once(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


def test_the_quick_look_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    letters = [chr(number) for number in range(0x10000) if not 0xD800 <= number < 0xE000]
    texts = [text for letter in letters for text in (letter, f"工{letter}a", f"a {letter} 工")]
    quickly = [normalise(text) for text in texts]
    monkeypatch.setattr("matcher.text.normalise._is_plain", lambda text: False)
    assert [normalise(text) for text in texts] == quickly
