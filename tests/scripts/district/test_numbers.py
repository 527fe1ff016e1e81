"""Numbers pass every check, and belong to nobody."""

from datetime import date
from random import Random

import phonenumbers
from stdnum.cn import uscc
from stdnum.iso7064 import mod_11_2

from scripts.district import District
from scripts.district.numbers import Numbers, _organisation_check


def test_id_numbers_hold_and_are_reserved(district: District) -> None:
    numbers = [row["id_number"] for row in district.students]

    assert len(set(numbers)) == len(numbers)
    assert all(len(number) == 18 and mod_11_2.is_valid(number) for number in numbers)
    assert all(number[14:17] in {"996", "997", "998", "999"} for number in numbers)


def test_an_id_number_tells_birth_and_sex() -> None:
    numbers = Numbers(Random(1))

    assert numbers.id_number(date(2005, 3, 9), "male")[6:14] == "20050309"
    assert int(numbers.id_number(date(2005, 3, 9), "male")[16]) % 2 == 1
    assert int(numbers.id_number(date(2005, 3, 9), "female")[16]) % 2 == 0


def test_a_day_without_numbers_left_gives_way_to_the_day_before() -> None:
    numbers = Numbers(Random(1))
    given = [numbers.id_number(date(2005, 3, 9), "male") for _ in range(40)]

    assert len(set(given)) == 40
    assert {number[6:14] for number in given} == {"20050309", "20050308", "20050307"}


def test_phones_are_of_no_operator(district: District) -> None:
    phones = {row["phone"] for row in (*district.students, *district.companies) if row["phone"]}

    assert all(len(phone) == 11 for phone in phones)
    assert not any(phonenumbers.is_valid_number(phonenumbers.parse(phone, "CN")) for phone in phones)


def test_credit_codes_hold_but_cannot_have_been_issued(district: District) -> None:
    codes = [row["uscc"] for row in district.companies if row["uscc"]]

    assert len(set(codes)) == len(codes)
    assert all(uscc.is_valid(code) for code in codes)
    assert all(_organisation_check(code[8:16]) != code[16] for code in codes)


def test_the_check_of_organisation_codes_is_the_standard_one() -> None:
    assert _organisation_check("D2143569") == "X"  # the example of GB 11714
