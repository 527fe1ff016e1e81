"""Titles and wishes as people write them → codes of the classification of occupations, with a confidence."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from matcher.reference.occupations import common_titles, occupations, wish_words
from matcher.text.normalise import fold, normalise
from matcher.text.title_coder import Coder, Coding

MODEL = files("matcher.reference.tables") / "title_model.npz"
TITLES_REMEMBERED = 4096
WISH_CONFIDENCE = 0.3  # a wish coded less surely than this is not taken for one

_WISH_ENDS = re.compile(r"[、,，;；|/\\\s]+")
_WISH_FRAME = re.compile(
    r"^(?:我?(?:想|希望|愿意?)?(?:从事|找|做|当)|求职意向[:：]?)|(?:等?(?:相关|方面|方向|行业|工作|岗位|职位|类|等))+$"
)
_ANYTHING = re.compile(
    r"(?:什么|啥|哪)?(?:.{0,2})(?:都行|都可以?|均可|皆可|不限|随便|无所谓|不挑)|无要?求?|没有|暂无|其[他它]|服从(?:安排|分配)|其他类"
)


@dataclass(frozen=True, slots=True)
class Wish:
    """One wished occupation: the word and its code, None when it names no occupation surely enough."""

    word: str
    code: str | None


def code_titles(titles: Sequence[str]) -> list[Coding]:
    """Codes of many titles at once, in their order."""
    remembered = _remembered()
    codings = {title: coding for title in titles if (coding := remembered.get(title))}
    new = [title for title in dict.fromkeys(titles) if title not in codings]
    codings.update(zip(new, shipped_coder().code(new), strict=True))
    if len(remembered) > TITLES_REMEMBERED:
        remembered.clear()
    remembered.update(codings)
    return [codings[title] for title in titles]


def code_wishes(texts: Sequence[str]) -> list[tuple[Wish, ...]]:
    """The occupations that each text wishes for, word by word: 会计、出纳 gives two.

    A text that wishes for anything gives none.
    """
    words = [_wish_words(text) for text in texts]
    named = _codes_by_name()
    unknown = [
        word for word in dict.fromkeys(word for row in words for word in row) if fold(word) not in named
    ]
    codes = {
        word: coding.code if coding.confidence >= WISH_CONFIDENCE else None
        for word, coding in zip(unknown, code_titles(unknown), strict=True)
    }
    return [tuple(Wish(word, named.get(fold(word)) or codes[word]) for word in row) for row in words]


@cache
def shipped_coder() -> Coder:
    """The coder that comes with the package; `make model` learns it."""
    with MODEL.open("rb") as file:
        return Coder.load(file, common_titles())


@cache
def _remembered() -> dict[str, Coding]:
    """Codes of titles met before: a registry comes in parts, and has the same titles in all of them."""
    return {}


@cache
def _codes_by_name() -> dict[str, str]:
    """Codes by folded word of a wish, common title, name or alias, in this order of precedence."""
    rows = occupations().values()
    names = [(row.name, row.code) for row in rows]
    aliases = [(alias, row.code) for row in rows for alias in row.aliases]
    return {fold(name): code for name, code in reversed([*wish_words(), *common_titles(), *names, *aliases])}


def _wish_words(text: str) -> tuple[str, ...]:
    words = (_WISH_FRAME.sub("", word) for word in _WISH_ENDS.split(normalise(text)))
    return tuple(dict.fromkeys(word for word in words if word and not _ANYTHING.fullmatch(word)))
