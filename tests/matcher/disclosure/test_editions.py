"""Editions of the same tables are checked as one system."""

import pytest

from matcher.disclosure.editions import Edition, joined, named, publish_next
from matcher.disclosure.publish import Audience
from matcher.disclosure.tables import CannotProtect, Cell, Sum, Tables
from tests.matcher.disclosure.attack import recovered

WHOLE, A, B, C = ("all",), ("a",), ("b",), ("c",)


def a_table(*parts: int) -> Tables:
    cells = {key: Cell(value) for key, value in zip((A, B, C), parts, strict=True)}
    return Tables({WHOLE: Cell(sum(parts)), **cells}, (Sum(WHOLE, (A, B, C)),))


def editions_of(*tables: Tables) -> list[Edition]:
    made: list[Edition] = []
    for each in tables:
        made.append(Edition(each, publish_next(each, Audience.INTERNAL, made).withheld))
    return made


def test_what_came_in_between_is_withheld_where_it_is_few() -> None:
    first, second = editions_of(a_table(20, 30, 40), a_table(21, 45, 60))
    assert not first.withheld
    assert A in second.withheld


def test_what_was_withheld_stays_so_and_the_attack_finds_nothing() -> None:
    made = editions_of(a_table(3, 30, 40), a_table(3, 42, 60), a_table(14, 38, 70), a_table(15, 50, 90))
    assert A in made[0].withheld
    assert A in made[1].withheld
    joint = joined([each.tables for each in made])
    withheld = {named(key, day) for day, each in enumerate(made) for key in each.withheld}
    assert list(recovered(joint, withheld, Audience.INTERNAL.fewest)) == []


def test_where_nothing_can_be_shown_safely_there_is_no_edition() -> None:
    with pytest.raises(CannotProtect):
        editions_of(a_table(5, 30, 40), a_table(4, 31, 40))
