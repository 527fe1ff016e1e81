"""The catalogues of majors, the fields of study they belong to, and the work each field leads to.

A major has a code of its own at each level (护理 at secondary schools and colleges, 护理学 at universities);
a field is common to all levels. The table of fields is ours, and so is the way the majors fall into it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from matcher.reference.tables import read_table


@dataclass(frozen=True, slots=True)
class Major:
    """A major of the public catalogues; `group` is its class there (专业类)."""

    code: str
    name: str
    group: str
    field: str


@dataclass(frozen=True, slots=True)
class Field:
    """A field of study and the occupations it leads to, as prefixes of codes: directly, or acceptably."""

    id: str
    zh: str
    en: str
    primary: tuple[str, ...]
    secondary: tuple[str, ...]


def major(code: str) -> Major | None:
    """The major of a code; None when there is none."""
    return majors().get(code)


def field(field_id: str) -> Field | None:
    """The field of an id; None when there is none."""
    return fields().get(field_id)


def occupations_of(field_ids: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Prefixes of the occupations that fields lead to: (directly, acceptably), each sorted."""
    known = [each for each in map(field, field_ids) if each is not None]
    primary = {prefix for each in known for prefix in each.primary}
    secondary = {prefix for each in known for prefix in each.secondary} - primary
    return tuple(sorted(primary)), tuple(sorted(secondary))


@cache
def majors() -> Mapping[str, Major]:
    """All majors by code."""
    return {code: Major(code, *rest) for code, *rest in read_table("majors.csv")}


@cache
def fields() -> Mapping[str, Field]:
    """All fields of study by id."""
    return {
        field_id: Field(field_id, zh, en, tuple(primary.split()), tuple(secondary.split()))
        for field_id, zh, en, primary, secondary in read_table("fields.csv")
    }
