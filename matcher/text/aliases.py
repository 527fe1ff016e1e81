"""Known names in running text: the longest wins, Latin ones as whole words, what is denied is left out."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from operator import add

_DENIED = re.compile(
    r"(?:不会|不懂|不熟悉|不了解|不具备|没有|没考|没学过?|没|未取得|未考取?|无需|无须|不需要?|不用|不必|不要求?|不限|无|\bno|\bwithout)"
    r"(?:具备|持有|要求|掌握|使用|任何|相关|有|会|懂|用)?\s*$"
)
_MAY_DENY = re.compile("[不没未无]|no|without")  # texts that hold none of these deny nothing
_GOES_ON = ("程", "艺", "资")  # 工程, 工艺 and 工资 begin where a worker's name seems to end
_LIST = re.compile(r"\s*[、和与及或/]\s*(?:[^、,，。;；\s]{0,2})")


class AliasFinder:
    """Finds the names of a vocabulary in text that is normalised and in lower case."""

    def __init__(self, aliases: Iterable[tuple[str, str]]) -> None:
        """Take pairs of (alias, name): normalised, lower case, two characters or more, several names at will.

        An alias whose name is empty hides what it covers: 电工程 is no 电工.
        """
        names: dict[str, list[str]] = defaultdict(list)
        for alias, name in aliases:
            names[alias].append(name)
        self._names = {alias: tuple(found) for alias, found in names.items()}
        lengths: dict[str, set[int]] = defaultdict(set)
        for alias in names:
            lengths[alias[:2]].add(len(alias))
        self._lengths = {start: sorted(known, reverse=True) for start, known in lengths.items()}

    def find(self, text: str) -> frozenset[str]:
        """The names that a text mentions without denying them."""
        return frozenset(self.count(text))

    def count(self, text: str) -> dict[str, int]:
        """How often a text mentions each name without denying it."""
        found: dict[str, int] = defaultdict(int)
        may_deny = _MAY_DENY.search(text) is not None
        denied_until = -1
        for alias, start in self._mentions(text):
            if may_deny and (
                _DENIED.search(text, max(0, start - 8), start)
                or (denied_until >= 0 and _LIST.fullmatch(text, denied_until, start))
            ):
                denied_until = start + len(alias)
            else:
                denied_until = -1
                for name in self._names[alias]:
                    found[name] += 1
        found.pop("", None)
        return found

    def _mentions(self, text: str) -> Iterator[tuple[str, int]]:
        lengths, names = self._lengths, self._names
        free = 0
        for position, start in enumerate(map(add, text, text[1:])):
            if start not in lengths or position < free:
                continue
            for length in lengths[start]:
                alias = text[position : position + length]
                if alias in names and _stands_alone(text, position, position + len(alias)):
                    yield alias, position
                    free = position + len(alias)
                    break


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether the word goes no further: `java` is not in `javascript`, nor 护工 in 维护工程师."""
    if text[end - 1] == "工" and text[end : end + 1] in _GOES_ON:
        return False
    if _is_latin(text[start]) or text[start] == ".":
        before = text[start - 1] if start else ""
        if _is_latin(before) or before == ".":
            return False
    if end == len(text) or not _is_latin(text[end - 1]):
        return True
    after = text[end]
    if end - start < 3:
        return not _is_latin(after) and after not in "+#"
    return not after.isascii() or not (after.isalpha() or (after.isdigit() and text[end - 1].isdigit()))


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
