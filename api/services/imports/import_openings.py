"""Openings of a file against the registry: known by company and number, or by company, title and place."""

from collections import defaultdict
from collections.abc import Callable, Sequence, Set
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from api.schemas.base import Columns
from api.schemas.opening import FILLED_BY_COMPANY
from api.schemas.posting_law import VALIDITY_DAYS
from api.schemas.problems import Finding, ProblemCode, SameKey, Severity
from api.services.apply_changes import RowOf, in_parts, table_of
from api.services.import_plan import Entry, Outcome, Plan, Remark
from api.services.imports.company_index import CompanyIndex, KnownCompany, share_identity, told_identity
from api.services.imports.import_companies import create_company
from api.services.openings.flag_openings import OF_PEOPLE, reviewing, term_flags
from api.services.openings.read_opening import KEPT_WORDS, OpeningReader, code_occupations
from matcher.law.terms import NO_LOCAL_WAGES, LocalWages
from matcher.vocabulary import OpeningStatus
from models.base import new_ref
from models.company import Company
from models.opening import Opening
from models.queries.title_corrections import corrected_occupations
from models.sealing import vault_of

_OF_COMPANY = {
    "name": "name",
    "name_key": "name_key",
    "uscc": "uscc",
    "company_industry": "industry",
    "company_size": "size",
}

Target = int | RowOf
Key = tuple[Target, str, str, str]  # company, its own number; or "" and the keys of title and place


def plan_openings(
    session: Session,
    entries: Sequence[Entry],
    today: date,
    done: Callable[[int], None],
    *,
    minimum_wages: LocalWages = NO_LOCAL_WAGES,
) -> Plan:
    """Create openings that are new, update the others where they differ; the first row of one wins.

    A company that is not registered is created: importing is vouching, its openings are open. Terms that the
    law forbids are flagged for an officer.
    """
    return _OpeningPlan(session, today, minimum_wages).of(entries, done)


class _OpeningPlan:
    def __init__(self, session: Session, today: date, minimum_wages: LocalWages) -> None:
        self.session = session
        self.vault = vault_of(session)
        self.today = today
        self.minimum_wages = minimum_wages
        self.reader = OpeningReader()
        self.plan = Plan()
        self.companies = CompanyIndex(session)
        self.corrections = corrected_occupations(session)
        self.added = 0
        self.refs: dict[int, str] = {}
        self.by_key: dict[Key, int] = {}
        self.by_words: dict[Key, list[int]] = defaultdict(list)
        self._learn()

    def of(self, entries: Sequence[Entry], done: Callable[[int], None]) -> Plan:
        """The plan of a whole file."""
        share_identity(entries)
        first: dict[Key, Entry] = {}
        new: list[tuple[Entry, Target]] = []
        known: dict[int, Entry] = {}
        repeated: list[tuple[Entry, int, bool]] = []
        keys = [_key(self._company(entry).target, entry.columns) for entry in entries]
        named = {self.by_key[key] for key in keys if key in self.by_key}
        for entry, key in zip(entries, keys, strict=True):
            if key in first:
                repeated.append((entry, first[key].row, entry.columns != first[key].columns))
                continue
            first[key] = entry
            number = (
                self.by_key[key] if key in self.by_key else self._find_by_words(key, entry.columns, named)
            )
            if number is None or number in known:
                new.append((entry, key[0]))
            else:
                known[number] = entry
        for part in in_parts(new):
            self._create(part)
            done(len(part))
        for numbers in in_parts(known):
            self._compare({number: known[number] for number in numbers})
            done(len(numbers))
        for entry, row, differs in repeated:
            same = SameKey.OPENING_NUMBER if "external_ref" in entry.columns else SameKey.OPENING_WORDS
            self.plan.duplicate(entry, "title", row, same, differs=differs)
        self.plan.missing = tuple(ref for number, ref in self.refs.items() if number not in known)
        if self.added:
            finding = Finding("company", ProblemCode.COMPANIES_ADDED, Severity.WARNING, {"count": self.added})
            self.plan.remarks.append(Remark(None, "", finding))
        return self.plan

    def _learn(self) -> None:
        """Keys of all openings; `refs` holds those that are listed at present."""
        table = table_of(Opening)
        columns = (table.c.id, table.c.ref, table.c.status, table.c.company_id)
        keys = (table.c.external_ref, table.c.title_key, table.c.place_key)
        for number, ref, status, company, reference, title, place in self.session.execute(
            select(*columns, *keys).order_by(table.c.id)
        ):
            if status in {OpeningStatus.OPEN, OpeningStatus.WAITING}:
                self.refs[number] = ref
            key = (company, reference, "", "") if reference else (company, "", title, place)
            self.by_key[key] = number
            self.by_words[company, "", title, place].append(number)

    def _company(self, entry: Entry) -> KnownCompany:
        uscc, name_key = told_identity(entry.columns)
        company = self.companies.find(uscc, name_key)
        if company is None:
            told = {ours: entry.columns[name] for name, ours in _OF_COMPANY.items() if name in entry.columns}
            self.added += 1
            return create_company(self.plan, self.companies, told, self.vault)
        if uscc is not None and company.uscc is None and company.number is not None:
            self.companies.attach(company, uscc)
            self.plan.changes.update(
                Company, company.number, {"uscc": uscc, "verified": True, "trusted": True}
            )
        elif name_key is not None and company.number is not None and self.companies.is_unnamed(company):
            self.companies.rename(company, name_key)
            name = {each: entry.columns[each] for each in ("name", "name_key")}
            self.plan.changes.update(Company, company.number, name)
        return company

    def _find_by_words(self, key: Key, columns: Columns, named: Set[int]) -> int | None:
        """The stored opening of a row whose key is new; none that the file names by its own key.

        A number that arrives later belongs to the opening known without; a row without a number means the
        only opening of its title and place.
        """
        company, reference, _, _ = key
        words = (company, "", *_words_key(columns))
        alike = [self.by_key[words]] if words in self.by_key else [] if reference else self.by_words[words]
        return alike[0] if len(alike) == 1 and alike[0] not in named else None

    def _create(self, part: Sequence[tuple[Entry, Target]]) -> None:
        occupations = self._occupations([str(entry.columns["title"]) for entry, _ in part])
        for (entry, company), occupation in zip(part, occupations, strict=True):
            ref = new_ref()
            told = _own(entry.columns)
            published = told.get("published")
            start = published if isinstance(published, date) else self.today
            row = {
                "ref": ref,
                "company_id": company,
                "place_key": "",
                "valid_to": start + timedelta(days=VALIDITY_DAYS),
                **told,
                **self.reader.complete(told),
                **occupation,
            }
            row |= reviewing(term_flags(row, self.minimum_wages))
            self.plan.changes.insert(Opening, row)
            self.plan.settle(entry, Outcome.CREATED, ref)

    def _compare(self, part: dict[int, Entry]) -> None:
        table = table_of(Opening)
        stored = {row.id: row for row in self.session.execute(select(table).where(table.c.id.in_(part)))}
        renamed = [n for n, entry in part.items() if entry.columns["title"] != stored[n].title]
        titles = [str(part[number].columns["title"]) for number in renamed]
        occupations = dict(zip(renamed, self._occupations(titles), strict=True))
        for number, entry in part.items():
            row = stored[number]
            told = _own(entry.columns)
            kept = {name: getattr(row, name) for name in KEPT_WORDS if getattr(row, name) is not None}
            fresh = told | self.reader.complete(kept | told) | occupations.get(number, {})
            fresh |= self._listing(told, row)
            flags = term_flags({**row._mapping, **fresh}, self.minimum_wages) | OF_PEOPLE.intersection(
                row.flags
            )
            fresh |= reviewing(flags, row.flags, needed=row.needs_review)
            changed = {column: value for column, value in fresh.items() if getattr(row, column) != value}
            if changed:
                self.plan.changes.update(Opening, number, changed)
            self.plan.settle(entry, Outcome.UPDATED if changed else Outcome.UNCHANGED, row.ref)

    def _occupations(self, titles: Sequence[str]) -> list[Columns]:
        return code_occupations(titles, self.corrections) if titles else []

    def _listing(self, told: Columns, row: Row[Any]) -> Columns:
        """Being listed again opens what waited, and keeps an opening without an end of its own alive.

        A company that wanted nobody opens again with a headcount; what people closed stays closed.
        """
        fresh: Columns = {}
        if "status" in told:
            if row.status not in {OpeningStatus.OPEN, OpeningStatus.WAITING}:
                fresh |= {"status": row.status, "status_reason": row.status_reason}
        elif row.status == OpeningStatus.WAITING or (
            row.status == OpeningStatus.CLOSED
            and row.status_reason == FILLED_BY_COMPANY
            and told.get("headcount_stated")
        ):
            fresh |= {"status": OpeningStatus.OPEN, "status_reason": None}
        published = told.get("published")
        if "valid_to" not in told and isinstance(published, date):
            fresh["valid_to"] = max(row.valid_to, published + timedelta(days=VALIDITY_DAYS))
        elif "valid_to" not in told and row.valid_to < self.today:
            fresh["valid_to"] = self.today + timedelta(days=VALIDITY_DAYS)
        headcount = told.get("headcount")
        if isinstance(headcount, int):  # nobody who was placed is taken back
            fresh["headcount"] = max(headcount, row.filled)
        return fresh


def _words_key(columns: Columns) -> tuple[str, str]:
    return str(columns["title_key"]), str(columns.get("place_key", ""))


def _key(company: Target, columns: Columns) -> Key:
    reference = columns.get("external_ref")
    if isinstance(reference, str):
        return company, reference, "", ""
    return (company, "", *_words_key(columns))


def _own(columns: Columns) -> Columns:
    """The columns of the opening itself."""
    return {name: value for name, value in columns.items() if name not in _OF_COMPANY}
