"""Which company a row means: the same code, or without a code the same normalised name."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.schemas.base import Columns
from api.services.apply_changes import RowOf, table_of
from api.services.import_plan import Entry
from matcher.text.normalise import fold
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

    def is_unnamed(self, company: KnownCompany) -> bool:
        """Whether a company is known by its code only, which stands for its name."""
        return company.uscc is not None and company.name_key == fold(company.uscc)

    def rename(self, company: KnownCompany, name_key: str) -> None:
        """A name has arrived for a company known by its code only."""
        self.by_name[company.name_key].remove(company)
        company.name_key = name_key
        self.by_name[name_key].append(company)

    def attach(self, company: KnownCompany, uscc: str) -> None:
        """A code has arrived for a company known by its name only."""
        company.uscc = uscc
        self.by_code[uscc] = company


def share_identity(entries: Sequence[Entry]) -> None:
    """Tell rows what other rows of the file tell of their company.

    A row without a code gets the one code that its company's name has; a row without a name gets the first
    name that its company's code has.
    """
    codes: dict[object, set[object]] = defaultdict(set)
    names: dict[object, Columns] = {}
    for entry in entries:
        if "uscc" in entry.columns and "name_key" in entry.columns:
            codes[entry.columns["name_key"]].add(entry.columns["uscc"])
            names.setdefault(
                entry.columns["uscc"], {each: entry.columns[each] for each in ("name", "name_key")}
            )
    for entry in entries:
        if "uscc" not in entry.columns:
            known = codes.get(entry.columns["name_key"], set())
            if len(known) == 1:
                entry.columns["uscc"] = next(iter(known))
        elif "name_key" not in entry.columns:
            entry.columns.update(names.get(entry.columns["uscc"], {}))


def told_identity(columns: Columns) -> tuple[str | None, str | None]:
    """Code and name key as a row tells them."""
    uscc, name_key = columns.get("uscc"), columns.get("name_key")
    return (uscc if isinstance(uscc, str) else None, name_key if isinstance(name_key, str) else None)
