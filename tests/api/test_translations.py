"""Both languages are complete, and what is compiled is what is written."""

import re
from gettext import GNUTranslations

import pytest

from api.i18n import say, say_list, speaking
from scripts.messages import COMPILED, gather, load

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")


def test_every_sentence_is_translated_and_no_other_is_kept() -> None:
    kept = {str(message.id): message for message in load() if message.id}
    assert sorted(set(gather()) ^ set(kept)) == []
    assert [message.id for message in kept.values() if not message.string or message.fuzzy] == []


def test_translations_fill_in_the_same_facts() -> None:
    for message in load():
        if message.id:
            wanted, given = (sorted(PLACEHOLDER.findall(text)) for text in (message.id, message.string))
            assert wanted == given, message.id


def test_what_is_compiled_is_what_is_written() -> None:
    with COMPILED.open("rb") as file:
        compiled = GNUTranslations(file)
    assert [
        message.id for message in load() if message.id and compiled.gettext(message.id) != message.string
    ] == []


@pytest.mark.parametrize(("locale", "sentence"), [("en", "No experience needed"), ("zh_CN", "无需经验")])
def test_a_reader_chooses_the_language(locale: str, sentence: str) -> None:
    with speaking(locale):
        assert say("No experience needed") == sentence


def test_long_lists_are_cut() -> None:
    words = ["Java", "Go", "SQL", "C"]
    with speaking("en"):
        assert say_list(words) == "Java, Go, SQL and 1 more"
        assert say_list(words[:2]) == "Java and Go"
        assert say_list([]) == ""
    with speaking("zh_CN"):
        assert say_list(words) == "Java、Go、SQL等（另有1项）"
