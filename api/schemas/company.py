"""A company as officers tell of one."""

from api.schemas.base import Columns, RegistrySchema, Told, Words
from api.schemas.identity import CreditCode, Phone
from api.schemas.problems import ProblemCode
from api.schemas.readings import Day, Place
from matcher.text.normalise import fold

NAME_LIMIT = 200


class CompanyName(Told):
    """A company's name, and the key by which equal names are known."""

    def __init__(self, *, required: bool = False) -> None:
        super().__init__(required=required)

    def read(self, words: str) -> Columns:
        """Columns: name, name_key."""
        name = " ".join(words.split())
        key = fold(name)
        self.refuse_longer(name, NAME_LIMIT)
        if not any(letter.isalpha() for letter in key):
            self.refuse(ProblemCode.NAME_UNREADABLE)
        return {"name": name, "name_key": key}


class CompanySchema(RegistrySchema):
    """One company, told in the fields of the registry file."""

    name = CompanyName(required=True)
    uscc = CreditCode()
    industry = Words("industry")
    address = Words("address", limit=500)
    place = Place("place", "place_words")
    size = Words("size")
    contact = Words("contact")
    phone = Phone("phone")
    joined = Day("joined")
