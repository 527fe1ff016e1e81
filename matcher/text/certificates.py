"""Certificates and licences as people name them → canonical ids, their names, and what each includes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from matcher.reference.tables import read_table
from matcher.text.aliases import AliasFinder
from matcher.text.normalise import normalise

_DRIVING = re.compile(r"driving-([abc]\d)")
_DRIVING_WORDS = (
    "",
    "驾照",
    "驾驶证",
    "驾驶执照",
    "证",
    "照",
    "本",
    "牌",
    "票",
    "及以上驾照",
    "及以上驾驶证",
    "以上驾照",
)


@dataclass(frozen=True, slots=True)
class Certificate:
    """One certificate: its id (kebab-case), names, the ids it covers at once, and other spellings."""

    id: str
    zh: str
    en: str
    covers: tuple[str, ...]
    aliases: tuple[str, ...]


def read_certificates(text: str) -> frozenset[str]:
    """Ids of the certificates that a text names; those it says are missing or not needed are left out."""
    return _finder().find(normalise(text).lower())


def certificate_name(certificate: str, locale: str) -> str | None:
    """The Chinese or English name of an id; None for what is no certificate."""
    known = certificates().get(certificate)
    if known is None:
        return None
    return known.zh if locale.startswith("zh") else known.en


@lru_cache(maxsize=4096)
def covers(held: frozenset[str]) -> frozenset[str]:
    """What is held and all that it includes: A2 includes B2 and C1, CET-6 includes CET-4."""
    return held.union(*(_included(certificate) for certificate in held))


@cache
def certificates() -> dict[str, Certificate]:
    """All certificates by id."""
    return {
        name: Certificate(name, zh, en, tuple(included.split()), tuple(aliases.split("|")))
        for name, zh, en, included, aliases in read_table("certificates.csv")
    }


@cache
def _included(certificate: str) -> frozenset[str]:
    known = certificates().get(certificate)
    return covers(frozenset(known.covers)) if known else frozenset()


@cache
def _finder() -> AliasFinder:
    return AliasFinder(_aliases())


def _aliases() -> Iterator[tuple[str, str]]:
    for certificate in certificates().values():
        for alias in dict.fromkeys((certificate.zh, *certificate.aliases)):
            yield normalise(alias).lower(), certificate.id
        if licence := _DRIVING.fullmatch(certificate.id):
            for word in _DRIVING_WORDS:
                yield licence[1] + word, certificate.id
    for pair in (("a1", "a2"), ("b1", "b2")):
        for word in _DRIVING_WORDS:
            yield from (("".join(pair) + word, f"driving-{one}") for one in pair)
