"""Openings: trades, terms and places that an officer would believe, all of them lawful."""

import re
from collections import Counter

import pytest

from scripts.district import District, generate_district
from scripts.district.openings import EXPERIENCE_ASKED, PROBATION, YEARS_IN_WORDS
from scripts.district.places import XISHAN_STREETS
from scripts.district.studies import GENERAL_WISHES, STUDIES
from scripts.district.trades import TRADES
from tests.scripts.district.conftest import TODAY

NO_EXPERIENCE = set(YEARS_IN_WORDS[0])


def trade_of(title: str) -> str | None:
    """The trade whose title is in a posting's."""
    bare = re.sub(r"（(?:急聘|寒假工|暑期工|兼职)）", "", title)
    for key, trade in TRADES.items():
        titles = (*trade.titles, trade.senior, trade.trainee)
        if bare in titles or bare.removesuffix("学徒") in titles:
            return key
    return None


def in_xishan(row: dict[str, str]) -> bool:
    return any(
        name in row["place"] for name in ("锡山", "云林", *(street.street for street in XISHAN_STREETS))
    )


def test_every_title_belongs_to_a_trade(district: District) -> None:
    assert all(trade_of(row["title"]) for row in district.openings)


def test_trades_say_how_much_experience_they_ask_for() -> None:
    assert all(trade.experience in EXPERIENCE_ASKED for trade in TRADES.values())


@pytest.mark.parametrize("seed", [1, 2, 2009])
def test_each_trade_hires_newcomers_in_the_district(seed: int) -> None:
    district = generate_district(seed=seed, students=0, today=TODAY)
    newcomers = Counter(
        trade_of(row["title"])
        for row in district.openings
        if in_xishan(row) and row["experience"] in NO_EXPERIENCE
    )

    assert min(newcomers[trade] for trade in TRADES) >= 3


def test_experience_is_asked_for_as_the_market_does(district: District) -> None:
    counts = Counter(
        next(years for years, words in YEARS_IN_WORDS.items() if row["experience"] in words)
        for row in district.openings
    )
    total = len(district.openings)

    assert 0.35 < counts[0] / total < 0.6
    assert 0.35 < (counts[1] + counts[2]) / total < 0.6
    assert 0.01 < counts[5] / total < 0.1


def test_most_openings_are_in_the_district_and_some_far_away(district: District) -> None:
    far = sum(
        any(city in row["place"] for city in ("上海", "南京", "杭州", "深圳", "盐城", "合肥"))
        for row in district.openings
    )
    home = sum(in_xishan(row) for row in district.openings)

    assert home / len(district.openings) > 0.45
    assert 10 < far < len(district.openings) * 0.1


def test_an_opening_is_told_apart_by_its_reference_or_by_title_and_place(district: District) -> None:
    references = [(row["company"], row["external_ref"]) for row in district.openings if row["external_ref"]]
    others = [
        (row["company"], row["title"], row["place"]) for row in district.openings if not row["external_ref"]
    ]

    assert len(set(references)) == len(references)
    assert len(set(others)) == len(others)


def test_openings_are_of_registered_companies(district: District) -> None:
    companies = {row["name"]: row["uscc"] for row in district.companies}

    assert all(row["company"] in companies for row in district.openings)
    assert all(row["uscc"] in ("", companies[row["company"]]) for row in district.openings)
    assert len({row["company"] for row in district.openings}) < len(companies)  # some joined without hiring


def test_probation_goes_with_the_contract(district: District) -> None:
    assert all(
        row["probation"] in PROBATION[row["contract"]] or not row["probation"] for row in district.openings
    )


def test_there_are_blemishes(district: District) -> None:
    for field in (
        "wage",
        "skills",
        "headcount",
        "uscc",
        "external_ref",
        "education",
        "experience",
        "valid_to",
    ):
        values = Counter(row[field] for row in district.openings)
        assert len(values) > 3
    assert sum(row["headcount"] == "" for row in district.openings) > 10
    assert sum(row["wage"] == "面议" for row in district.openings) > 30


def test_what_students_wish_is_on_offer(district: District) -> None:
    titles = " ".join(row["title"] for row in district.openings)
    wishes = [wish for study in STUDIES.values() for wish in study.wishes] + list(GENERAL_WISHES)

    found = [wish for wish in wishes if wish in titles or wish[:3] in titles or wish[:2] in titles]

    assert len(found) == len(wishes), set(wishes) - set(found)
