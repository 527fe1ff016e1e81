"""Fields that say who somebody is: read strictly, since a slip here would join or split persons."""

import re
import unicodedata
from datetime import date
from functools import lru_cache

from stdnum.cn import uscc
from stdnum.exceptions import ValidationError as InvalidNumber
from stdnum.iso7064 import mod_11_2

from api.schemas.base import Columns, Told, Words
from api.schemas.cells import Cell, cell_words, code_words, is_scientific, plain_width
from api.schemas.problems import ProblemCode
from matcher.reference.divisions import division

OLDEST_YEARS = 100

_NAME_DOTS = re.compile(r"[·•∙⋅‧・.．]")
_PHONE = re.compile(
    r"(?:\+?0{0,2}86)?(?:1\d{10}|0\d{9,11}|[48]00\d{7}|[2-8]\d{6,7})(?:(?:转|ext\.?|x)\d{1,6})?"
)
_PHONE_SIGNS = re.compile(r"[\s\-—()（）]+")


class PersonName(Told):
    """A person's name: letters of any script, with the dot of minority names; blanks inside are taken off."""

    def read(self, words: str) -> Columns:
        """Columns: name."""
        name = _NAME_DOTS.sub("·", unicodedata.normalize("NFKC", words))
        parts = name.split()
        joined = (" " if name.isascii() else "").join(parts).strip("·")
        self.refuse_longer(joined, 50)
        # Rare characters of names stand in the private use area (Co) of registers.
        if not joined or not all(
            letter.isalpha() or letter in "·-' " or unicodedata.category(letter) in {"Co", "Mn", "Mc"}
            for letter in joined
        ):
            self.refuse(ProblemCode.NAME_UNREADABLE)
        return {"name": joined}


class IdNumber(Told):
    """A resident's ID number (GB 11643): 18 characters, their checksum, and a birth date that can be."""

    def read_cell(self, cell: Cell) -> Columns:
        """Columns: id_number, birth_date."""
        if is_scientific(cell) and isinstance(cell, str):
            self.refuse(ProblemCode.SCIENTIFIC)
        if not isinstance(cell, str):
            self.refuse(ProblemCode.ID_NUMERIC)
        number = plain_width(cell_words(cell)).replace("-", "").upper()
        if len(number) == 15 and number.isdecimal():
            self.refuse(ProblemCode.ID_FIFTEEN)
        if len(number) != 18:
            self.refuse(ProblemCode.ID_LENGTH, length=len(number))
        if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
            self.refuse(ProblemCode.ID_CHARACTERS)
        born = self._birth_date(number[6:14])
        if not mod_11_2.is_valid(number):
            self.refuse(ProblemCode.ID_CHECKSUM)
        if division(number[:6]) is None and division(f"{number[:4]}00") is None:
            self.warn(ProblemCode.ID_REGION_UNKNOWN, region=number[:6])
        return {"id_number": number, "birth_date": born}

    def _birth_date(self, digits: str) -> date:
        today = self.schema.today
        try:
            born = date.fromisoformat(digits)
        except ValueError:
            self.refuse(ProblemCode.ID_BIRTH_DATE)
        if born > today or born.year < today.year - OLDEST_YEARS:
            self.refuse(ProblemCode.ID_BIRTH_DATE)
        return born


class CreditCode(Told):
    """A unified social credit code (GB 32100): 18 characters with their check character."""

    def read_cell(self, cell: Cell) -> Columns:
        """Columns: uscc."""
        if is_scientific(cell) and isinstance(cell, str):
            self.refuse(ProblemCode.SCIENTIFIC)
        if not isinstance(cell, str):
            self.refuse(ProblemCode.USCC_NUMERIC)
        code = _valid_credit_code(plain_width(cell_words(cell)).replace("-", "").upper())
        if code is None:
            self.refuse(ProblemCode.USCC_INVALID)
        return {"uscc": code}


@lru_cache(maxsize=4096)
def _valid_credit_code(code: str) -> str | None:
    """The code in its compact form, None when it is none; a company's openings repeat it."""
    try:
        valid: str = uscc.validate(code)
    except InvalidNumber:
        return None
    return valid


class Code(Words):
    """A code of somebody's own books: plain width, 1001.0 read as 1001, 3.2E+17 refused."""

    def read_cell(self, cell: Cell) -> Columns:
        """Columns: the one that was named."""
        if is_scientific(cell):
            self.refuse(ProblemCode.SCIENTIFIC)
        return self.read(code_words(cell_words(cell)))


class Phone(Told):
    """One or more telephone numbers; what does not look like any is kept with a warning."""

    def __init__(self, column: str) -> None:
        super().__init__()
        self.column = column

    def read_cell(self, cell: Cell) -> Columns:
        """Columns: the one that was named."""
        words = code_words(cell_words(cell)) if not isinstance(cell, str) else cell_words(cell)
        numbers = re.split(r"[、,;/|，；]|\s{2,}", unicodedata.normalize("NFKC", words))
        plain = [_PHONE_SIGNS.sub("", number).removesuffix(".0") for number in numbers if number.strip()]
        if is_scientific(cell) or not any(_PHONE.fullmatch(number) for number in plain):
            self.object_to(ProblemCode.PHONE_UNREADABLE)
            return {self.column: words}
        return {self.column: "、".join(plain)}
