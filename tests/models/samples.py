"""Small invented rows to test with."""

from datetime import date
from typing import Any

from matcher.vocabulary import HardshipCategory
from models.blind_index import id_number_index, name_index
from models.company import Company
from models.hardship import Hardship
from models.opening import Opening
from models.student import Student
from models.vault import Vault

ID_NUMBER = "320205200609019016"


def a_student(vault: Vault, *, id_number: str = ID_NUMBER, name: str = "云小星", **fields: Any) -> Student:
    """An orphan of eighteen, unless told otherwise."""
    hardship = Hardship(category=HardshipCategory.ORPHAN, words="孤儿", valid_from=date(2020, 1, 1))
    clear = {"birth_date": date(2006, 9, 1), "hardships": [hardship]} | fields
    return Student(
        id_number=id_number,
        id_number_blind=id_number_index(vault, id_number),
        name=name,
        name_blind=name_index(vault, name),
        **clear,
    )


def a_company(name: str = "云朵机械有限公司", **fields: Any) -> Company:
    """A company known by name only, unless told otherwise."""
    return Company(**{"name": name, "name_key": name} | fields)


def an_opening(company: Company, title: str = "焊工", **fields: Any) -> Opening:
    """An opening for a welder, unless told otherwise."""
    known = {"title_key": title, "place_key": "", "valid_to": date(2026, 12, 31)}
    return Opening(company=company, title=title, **known | fields)
