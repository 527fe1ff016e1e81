"""Which company a row means: the same code, or without a code the same normalised name."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.schemas.base import Columns
from api.services.apply_changes import RowOf, table_of
from api.services.import_plan import Entry
from models.company import Company


@dataclass(slots=True)
class KnownCompany:
    """A company of the registry, or of this file; `number` is None as long as it is not in the database.

    `stays_apart`: the file names it without a code beside others of its name that have one.
    """

    ref: str
    number: int | None
    name_key: str
    uscc: str | None
    stays_apart: bool = False

    @property
    def target(self) -> int | RowOf:
        """What a foreign key to it holds."""
        return self.number if self.number is not None else RowOf(Company, self.ref)


class CompanyIndex:
    """All companies by code and by name, those of the file included as they come."""

    def __init__(self, session: Session) -> None:
        self.by_code: dict[str, KnownCompany] = {}
        self.by_name: dict[str, list[KnownCompany]] = defaultdict(list)
        table = table_of(Company)
        columns = (table.c.ref, table.c.id, table.c.name_key, table.c.uscc)
        for row in session.execute(select(*columns).order_by(table.c.id)):
            self.add(KnownCompany(*row))

    def add(self, company: KnownCompany) -> None:
        """One more company."""
        self.by_name[company.name_key].append(company)
        if company.uscc is not None:
            self.by_code[company.uscc] = company

    def find(self, uscc: str | None, name_key: str | None) -> KnownCompany | None:
        """The company of this code or this name; None when it is another one than those known.

        A code that is new belongs to the company known by that name without a code. A name without a code
        means the company without one, otherwise the only one of that name.
        """
        if uscc is not None and uscc in self.by_code:
            return self.by_code[uscc]
        namesakes = self.by_name.get(name_key, []) if name_key is not None else []
        without_code = next((company for company in namesakes if company.uscc is None), None)
        if uscc is not None:
            return None if without_code is None or without_code.stays_apart else without_code
        if without_code is not None:
            without_code.stays_apart = True
            return without_code
        return namesakes[0] if len(namesakes) == 1 else None

    def attach(self, company: KnownCompany, uscc: str) -> None:
        """A code has arrived for a company known by its name only."""
        company.uscc = uscc
        self.by_code[uscc] = company


def share_codes(entries: Iterable[Entry]) -> None:
    """Give rows without a code the one code that their company's name has elsewhere in the file."""
    codes: dict[object, set[object]] = defaultdict(set)
    rows = list(entries)
    for entry in rows:
        if "uscc" in entry.columns and "name_key" in entry.columns:
            codes[entry.columns["name_key"]].add(entry.columns["uscc"])
    for entry in rows:
        known = codes.get(entry.columns.get("name_key"), set())
        if "uscc" not in entry.columns and len(known) == 1:
            entry.columns["uscc"] = next(iter(known))


def told_identity(columns: Columns) -> tuple[str | None, str | None]:
    """Code and name key as a row tells them."""
    uscc, name_key = columns.get("uscc"), columns.get("name_key")
    return (uscc if isinstance(uscc, str) else None, name_key if isinstance(name_key, str) else None)
