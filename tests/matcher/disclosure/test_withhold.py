import pytest

from matcher.disclosure.publish import Audience, Published, publish
from matcher.disclosure.tables import CannotProtect, Cell, InconsistentTables, Key, Sum, Tables
from matcher.disclosure.withhold import withhold

TOTAL = ("placed",)


def streets(*counts: int, within: tuple[int, ...] = ()) -> Tables:
    """Counts by street with their total; `within`: how many there are in each street."""
    cells: dict[Key, Cell] = {}
    sums = []
    for name, numbers in (("graduates", within), ("placed", counts)):
        if not numbers:
            continue
        grouped = name == "placed" and bool(within)
        parts: list[Key] = [(name, str(street)) for street in range(len(numbers))]
        for key, number in zip(parts, numbers, strict=True):
            cells[key] = Cell(number, within=("graduates", key[1]) if grouped else None)
        cells[(name,)] = Cell(sum(numbers), within=("graduates",) if grouped else None)
        sums.append(Sum((name,), tuple(parts)))
    return Tables(cells, tuple(sums))


def test_nothing_is_withheld_where_every_number_is_large_or_nought():
    assert withhold(streets(12, 0, 30, 5), 5) == frozenset()


def test_a_small_number_takes_the_smallest_other_with_it():
    assert withhold(streets(3, 40, 9, 25), 5) == {("placed", "0"), ("placed", "2")}


def test_two_small_numbers_that_hide_each_other_need_no_third():
    assert withhold(streets(3, 4, 40), 5) == {("placed", "0"), ("placed", "1")}


def test_two_ones_hide_nothing_as_a_withheld_number_is_no_nought():
    assert withhold(streets(1, 1, 40, 8), 5) == {("placed", "0"), ("placed", "1"), ("placed", "3")}


def test_the_total_is_withheld_where_the_parts_are_too_few_to_hide_each_other():
    assert withhold(streets(2, 3), 5) == {("placed", "0"), ("placed", "1"), TOTAL}


def test_a_nought_is_withheld_where_it_says_that_none_of_a_few_has_it():
    withheld = withhold(streets(0, 0, 20, 20, within=(3, 30, 40, 40)), 5)
    assert ("placed", "0") in withheld
    assert ("placed", "1") not in withheld


def test_a_nought_that_follows_from_another_is_shown():
    """None of 32 was placed: so none of the 2."""
    withheld = withhold(streets(0, 0, within=(2, 30)), 5)
    assert withheld == {("graduates", "0"), ("graduates", "1")}


def test_those_who_are_left_over_are_counted_as_well():
    """27 of 28 would say that one was not placed."""
    withheld = withhold(streets(27, 20, 20, within=(28, 40, 40)), 5)
    assert {("placed", "0"), ("graduates", "0")} & withheld


def test_what_is_asked_for_first_is_withheld_last() -> None:
    """Of 23 employed and 26 with a destination one number must go, for 3 are otherwise settled."""
    for weights in ((1, 50), (50, 1)):
        cells = {
            ("settled",): Cell(26, weight=weights[0]),
            ("employed",): Cell(23, within=("settled",), weight=weights[1]),
        }
        dear = ("settled",) if weights[0] > 1 else ("employed",)
        assert withhold(Tables(cells), 5) == set(cells) - {dear}


def test_an_amount_is_withheld_with_the_few_it_stands_for():
    parts: tuple[Key, ...] = (("grant",), ("loan",), ("company",))
    cells = {
        ("aid",): Cell(92_000, persons=45),
        ("grant",): Cell(60_000, persons=30),
        ("loan",): Cell(12_000, persons=2),
        ("company",): Cell(20_000, persons=13),
    }
    assert withhold(Tables(cells, (Sum(("aid",), parts),)), 5) == {("loan",), ("company",)}


def test_what_was_published_before_cannot_be_protected_any_more():
    tables = streets(3, 40)
    with pytest.raises(CannotProtect):
        withhold(tables, 5, published=[("placed", "1"), TOTAL])


def test_what_is_withheld_anyway_is_used_first():
    assert withhold(streets(3, 9, 40), 5, withheld=[("placed", "2")]) == {("placed", "0"), ("placed", "2")}


def test_the_same_tables_in_another_order_are_withheld_alike():
    tables = streets(3, 9, 9, 40, within=(12, 9, 11, 60))
    turned = Tables(dict(reversed(tables.cells.items())), tables.sums)
    assert withhold(tables, 5) == withhold(turned, 5)


def test_shares_are_told_of_numbers_that_show_in_groups_that_are_large_enough():
    tables = streets(6, 0, 30, 30, within=(40, 8, 60, 60))
    inside = publish(tables, Audience.INTERNAL)
    assert inside.share(("placed", "0"), ("graduates", "0")) == 6 / 40
    assert inside.share(("placed", "1"), ("graduates", "1")) == 0
    outside = publish(tables, Audience.PUBLIC)
    assert outside.share(("placed", "0"), ("graduates", "0")) is None
    assert outside.share(("placed", "1"), ("graduates", "1")) is None
    assert Published(Audience.PUBLIC).share(("placed", "1"), ("graduates", "1")) is None


@pytest.mark.parametrize(
    ("cells", "sums"),
    [
        ({("a",): Cell(3), ("b",): Cell(2)}, (Sum(("a",), (("b",),)),)),
        ({("a",): Cell(3)}, (Sum(("a",), (("b",),)),)),
        ({("a",): Cell(-1)}, ()),
        ({("a",): Cell(3), ("b",): Cell(4, within=("a",))}, ()),
        ({("b",): Cell(4, within=("a",))}, ()),
        ({("a",): Cell(100, persons=0)}, ()),
    ],
    ids=[
        "does not add up",
        "part missing",
        "less than nobody",
        "more than its group",
        "group missing",
        "for nobody",
    ],
)
def test_tables_that_do_not_hold_together_are_refused(cells: dict[Key, Cell], sums: tuple[Sum, ...]):
    with pytest.raises(InconsistentTables):
        Tables(cells, sums)
