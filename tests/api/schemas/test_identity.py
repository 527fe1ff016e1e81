"""Who somebody is: what is accepted, and why the rest is refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.iso7064 import mod_11_2

from api.schemas.base import Channel, RegistrySchema
from api.schemas.cells import Cell
from api.schemas.identity import Code, CreditCode, IdNumber, PersonName, Phone
from api.schemas.problems import ProblemCode, Severity

TODAY = date(2026, 11, 23)


class Identity(RegistrySchema):
    name = PersonName()
    id_number = IdNumber()
    uscc = CreditCode()
    phone = Phone("phone")
    external_ref = Code("external_ref", limit=10)


def read(field: str, cell: Cell, channel: Channel = Channel.IMPORT) -> tuple[object, list[tuple[str, str]]]:
    columns, findings = Identity(channel=channel, today=TODAY).read({field: cell})
    value = None if columns is None else columns.get(field)
    return value, [(finding.code.value, finding.severity.value) for finding in findings]


def numbered(digits: str) -> str:
    return digits + mod_11_2.calc_check_digit(digits)


@pytest.mark.parametrize(
    "cell", ["11010519491231002X", "11010519491231002x", " １１０１０５19491231002Ｘ", "110105 19491231 002X"]
)
def test_an_id_number_is_forgiven_its_spelling(cell: str) -> None:
    assert read("id_number", cell) == ("11010519491231002X", [])


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (320205200401011234, ProblemCode.ID_NUMERIC),
        (3.20205200401011e17, ProblemCode.ID_NUMERIC),
        ("3.20205E+17", ProblemCode.SCIENTIFIC),
        ("110105491231002", ProblemCode.ID_FIFTEEN),
        ("1101051949123100", ProblemCode.ID_LENGTH),
        ("1101051949123100AX", ProblemCode.ID_CHARACTERS),
        ("110105194912310021", ProblemCode.ID_CHECKSUM),
        (numbered("32020520040230123"), ProblemCode.ID_BIRTH_DATE),
        (numbered("32020520261124123"), ProblemCode.ID_BIRTH_DATE),
        (numbered("32020519251231123"), ProblemCode.ID_BIRTH_DATE),
    ],
)
def test_each_wrong_id_number_has_its_own_error(cell: Cell, code: ProblemCode) -> None:
    assert read("id_number", cell) == (None, [(code, Severity.ERROR)])


def test_an_unknown_region_is_only_a_warning() -> None:
    number = numbered("99020520040101123")
    assert read("id_number", number) == (number, [(ProblemCode.ID_REGION_UNKNOWN, Severity.WARNING)])
    assert read("id_number", numbered("32028320000101123"))[1] == []  # 锡山市, abolished, once in Wuxi


@given(st.dates(date(1926, 11, 23), TODAY), st.integers(0, 999))
def test_every_well_formed_number_is_accepted_and_no_slip_of_one_digit(born: date, sequence: int) -> None:
    number = numbered(f"320205{born:%Y%m%d}{sequence:03}")
    assert read("id_number", number)[0] == number
    slipped = number[:16] + str((int(number[16]) + 1) % 10) + number[17]
    assert read("id_number", slipped)[1] == [(ProblemCode.ID_CHECKSUM, Severity.ERROR)]


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("张三", "张三"),
        ("张 三", "张三"),
        ("古丽•阿依古丽", "古丽·阿依古丽"),
        ("Anna  Lee", "Anna Lee"),
        ("𠮷野", "𠮷野"),
    ],
)
def test_a_name_keeps_its_letters(cell: str, name: str) -> None:
    assert read("name", cell) == (name, [])


@pytest.mark.parametrize("cell", ["张3", "张三（大）", "???", "123"])
def test_what_is_no_name_is_refused(cell: str) -> None:
    assert read("name", cell) == (None, [(ProblemCode.NAME_UNREADABLE, Severity.ERROR)])


@pytest.mark.parametrize(
    ("cell", "phone"),
    [
        (13800000000.0, "13800000000"),
        ("138 0000 0000", "13800000000"),
        ("+86 13800000000", "+8613800000000"),
        ("0510-88888888", "051088888888"),
        ("13800000000/13800000001", "13800000000、13800000001"),
    ],
)
def test_phones_in_the_usual_spellings(cell: Cell, phone: str) -> None:
    assert read("phone", cell) == (phone, [])


def test_a_strange_phone_is_kept_with_a_warning_and_refused_on_the_api() -> None:
    assert read("phone", "12") == ("12", [(ProblemCode.PHONE_UNREADABLE, Severity.WARNING)])
    assert read("phone", "12", Channel.API) == (None, [(ProblemCode.PHONE_UNREADABLE, Severity.ERROR)])


def test_a_credit_code_has_a_check_character() -> None:
    assert read("uscc", "91110000600037341l") == ("91110000600037341L", [])
    assert read("uscc", "911100006000373411") == (None, [(ProblemCode.USCC_INVALID, Severity.ERROR)])
    assert read("uscc", 9.1e17) == (None, [(ProblemCode.USCC_NUMERIC, Severity.ERROR)])


def test_a_reference_of_a_number_cell_is_whole_and_a_lost_one_refused() -> None:
    assert read("external_ref", 1001.0) == ("1001", [])
    assert read("external_ref", "1001.0") == ("1001", [])
    assert read("external_ref", "1.2E+15") == (None, [(ProblemCode.SCIENTIFIC, Severity.ERROR)])
    assert read("external_ref", "x" * 11) == (None, [(ProblemCode.TEXT_TOO_LONG, Severity.ERROR)])


def test_an_unknown_field_is_said() -> None:
    assert read("shoe_size", "42") == (None, [(ProblemCode.UNKNOWN_FIELD, Severity.ERROR)])
