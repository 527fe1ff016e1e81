"""What work is about: topics from new media to welding, each with the words by which people tell of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from matcher.reference.tables import read_table


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic. Its number is kept with texts that were read before, and never given to another topic."""

    number: int
    chinese: str
    english: str
    words: tuple[str, ...]  # lower case; a word may belong to several topics


@cache
def topics() -> Mapping[int, Topic]:
    """All topics by number."""
    return {
        int(number): Topic(int(number), chinese, english, (chinese.lower(), *words.split("|")))
        for number, chinese, english, words in read_table("work_topics.csv")
    }


def topic_name(number: int, locale: str) -> str:
    """A topic's name for display."""
    topic = topics()[number]
    return topic.chinese if locale.startswith("zh") else topic.english
