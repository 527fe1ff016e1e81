"""Wording that an opening may not carry, with the article that forbids it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """Forbidden words at [start, end) of a text; `kind` says what they discriminate by."""

    kind: str  # sex marriage childbearing ethnicity religion disability pathogen register height looks
    words: str
    start: int
    end: int
    article: str


def find_discrimination(text: str | None) -> list[Finding]:
    """Every discriminating wording of a text, in its order."""
    return []


def remove_discrimination(text: str) -> tuple[str, list[Finding]]:
    """The text without its discriminating wording, and what was taken out of it."""
    return text, []


def forbidden_column(header: str) -> str | None:
    """What a column of this header discriminates by; None when it may stay."""
    return None
