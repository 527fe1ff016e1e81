"""Study aid in a file against the registry: terms of students, and what came for them."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from api.schemas.problems import Finding, ProblemCode, SameKey, Severity
from api.services.aid.payees import KnownStudent, known_students
from api.services.apply_changes import RowOf, in_parts, table_of
from api.services.import_plan import Entry, Outcome, Plan
from api.services.imports.company_index import CompanyIndex
from api.services.imports.import_study_relief import plan_study_relief
from api.services.imports.pair_rows import not_again, pair_with_kept
from matcher.text.normalise import fold
from models.aid_payment import AidPayment, AidSource
from models.base import new_ref
from models.school_term import SchoolTerm
from models.sealing import seal_row, vault_of
from models.student import Student
from models.taking_back import counts
from models.vault import Box

OF_TERM = ("school", "education", "tuition_due", "lodging_due")
OF_PAYMENT = ("source", "amount", "paid_on", "company_id")


class TermKey(NamedTuple):
    """A student's number, and a term."""

    student: int
    term: str


@dataclass(slots=True)
class Told:
    """A row of the file: whose it is, whether its payment is new or changed, and its reference."""

    entry: Entry
    student: KnownStudent
    outcome: Outcome = Outcome.UNCHANGED
    ref: str = ""

    @property
    def key(self) -> TermKey:
        """The term that the row is about."""
        return TermKey(self.student.id, str(self.entry.columns["term"]))


def plan_study_aid(
    session: Session, entries: Sequence[Entry], today: date, done: Callable[[int], None]
) -> Plan:
    """Add terms and payments that are new, update the others where they differ.

    Several rows may tell of one term, each of another payment; what the first of them says of the term
    holds. Money of the relief fund goes to its ledger, where the same payment may stand already. What was
    taken back, a term or a payment, is not booked again.
    """
    return _StudyAidPlan(session).of(entries, done)


class _StudyAidPlan:
    def __init__(self, session: Session) -> None:
        self.session = session
        self.vault = vault_of(session)
        self.plan = Plan()
        self.boxes: dict[int, Box] = {}
        self.seen: set[str] = set()

    def of(self, entries: Sequence[Entry], done: Callable[[int], None]) -> Plan:
        """The plan of a whole file."""
        told = self._of_registered(entries)
        self._name_sponsors(entries)
        told, repeated = _first_of_each(told)
        terms = {row.key.term for row in told}
        known = self._known_terms({row.student.id for row in told})
        kept = {key: rows[-1] for key, rows in known.items() if rows[-1].taken_back_at is None}
        struck_out = {key: rows[-1] for key, rows in known.items() if key not in kept}
        told = [row for row in told if not self._is_struck_out(row, struck_out.get(row.key))]
        payments = self._kept_payments(known)
        by_term: dict[TermKey, list[Told]] = defaultdict(list)
        for row in told:
            by_term[row.key].append(row)
        targets = {key: self._plan_term(key, rows, kept.get(key)) for key, rows in by_term.items()}
        for key, rows in by_term.items():
            self._plan_payments([row for row in rows if _pays(row)], payments.get(key, ()), targets[key])
        of_fund = [
            (row.entry, row.student.payee, targets[row.key])
            for row in told
            if row.entry.columns.get("source") is AidSource.RELIEF_FUND
        ]
        outcomes = plan_study_relief(self.session, self.plan, of_fund)
        for row in told:
            if row.entry.row in outcomes:
                outcome, row.ref = outcomes[row.entry.row]
                row.outcome = row.outcome if outcome is Outcome.UNCHANGED else outcome
            self.plan.settle(row.entry, row.outcome, row.ref)
            done(1)
        for entry, first, same, differs in repeated:
            self.plan.duplicate(entry, "term", first, same, differs=differs)
        self.plan.missing = self._unnamed(terms)
        return self.plan

    def _of_registered(self, entries: Sequence[Entry]) -> list[Told]:
        """The rows of registered students, under the name that the row says; others are rejected."""
        students = known_students(self.session, (str(entry.columns["id_number"]) for entry in entries))
        told = []
        for entry in entries:
            student = students.get(str(entry.columns["id_number"]))
            if student is None:
                self.plan.reject(entry, "id_number", ProblemCode.STUDENT_UNKNOWN)
            elif "name" in entry.columns and fold(str(entry.columns["name"])) != self._name(student):
                self.plan.reject(entry, "id_number", ProblemCode.ID_OTHER_NAME)
            else:
                told.append(Told(entry, student))
        return told

    def _name(self, student: KnownStudent) -> str:
        return fold(Student.name.open(self._box(student), student.ref, student.name_sealed))

    def _box(self, student: KnownStudent) -> Box:
        if student.id not in self.boxes:
            self.boxes[student.id] = self.vault.open_box(student.wrapped_key, student.ref)
        return self.boxes[student.id]

    def _name_sponsors(self, entries: Sequence[Entry]) -> None:
        """Numbers in place of the names of companies; the payment of an unknown one is kept without."""
        naming = [entry for entry in entries if "sponsor" in entry.columns]
        if not naming:
            return
        companies = CompanyIndex(self.session)
        for entry in naming:
            company = companies.find(None, str(entry.columns.pop("sponsor")))
            if company is None:
                self.plan.remark(entry, Finding("company", ProblemCode.SPONSOR_UNKNOWN, Severity.WARNING))
            else:
                entry.columns["company_id"] = company.number

    def _known_terms(self, students: set[int]) -> Mapping[TermKey, Sequence[Row[Any]]]:
        """Each term as it was entered: at last the one that counts, if any does."""
        table = table_of(SchoolTerm)
        found: dict[TermKey, list[Row[Any]]] = defaultdict(list)
        for part in in_parts(sorted(students)):
            query = select(table).where(table.c.student_id.in_(part))
            for row in self.session.execute(query.order_by(table.c.taken_back_at.is_(None), table.c.id)):
                found[TermKey(row.student_id, row.term)].append(row)
        return found

    def _is_struck_out(self, row: Told, term: Row[Any] | None) -> bool:
        """Whether the term of a row was taken back: then that is all there is to say of it."""
        if term is None:
            return False
        self.plan.remark(row.entry, not_again("term", term))
        self.plan.settle(row.entry, Outcome.UNCHANGED, term.ref)
        return True

    def _kept_payments(
        self, known: Mapping[TermKey, Sequence[Row[Any]]]
    ) -> Mapping[TermKey, Sequence[Row[Any]]]:
        key_of = {row.id: key for key, rows in known.items() for row in rows}
        table = table_of(AidPayment)
        found: dict[TermKey, list[Row[Any]]] = defaultdict(list)
        for part in in_parts(key_of):
            query = select(table).where(table.c.term_id.in_(part)).order_by(table.c.id)
            for row in self.session.execute(query):
                found[key_of[row.term_id]].append(row)
        return found

    def _plan_term(self, key: TermKey, rows: Sequence[Told], kept: Row[Any] | None) -> int | RowOf:
        """Write down what the rows say of their term; who says something new of it is created or updated."""
        said: dict[str, tuple[object, Told]] = {}
        for row in rows:
            for field, value in _of_term(row.entry).items():
                first, teller = said.setdefault(field, (value, row))
                if first != value:
                    params = {"row": teller.entry.row}
                    finding = Finding(field, ProblemCode.TERM_TOLD_BEFORE, Severity.WARNING, params)
                    self.plan.remark(row.entry, finding)
        student = rows[0].student
        if kept is None:
            ref = new_ref()
            columns = self._sealed(
                SchoolTerm, ref, student, {name: value for name, (value, _) in said.items()}
            )
            self.plan.changes.insert(
                SchoolTerm, {"ref": ref, "student_id": key.student, "term": key.term, **columns}
            )
            for row in rows:
                row.ref = ref
                row.outcome = (
                    Outcome.UPDATED if any(row is teller for _, teller in said.values()) else row.outcome
                )
            rows[0].outcome = Outcome.CREATED
            return RowOf(SchoolTerm, ref)
        fresh = {}
        for name, (value, teller) in said.items():
            known = (
                SchoolTerm.note.open_in(kept, self._box(student)) if name == "note" else getattr(kept, name)
            )
            if known != value:
                fresh[name] = value
                teller.outcome = Outcome.UPDATED
        if fresh:
            self.plan.changes.update(SchoolTerm, kept.id, self._sealed(SchoolTerm, kept.ref, student, fresh))
        for row in rows:
            row.ref = kept.ref
        self.seen.add(kept.ref)
        return int(kept.id)

    def _plan_payments(self, rows: Sequence[Told], kept: Sequence[Row[Any]], term: int | RowOf) -> None:
        pairs = pair_with_kept(rows, kept, RULES)
        for row, stored in zip(rows, pairs, strict=True):
            told = {name: row.entry.columns[name] for name in OF_PAYMENT if name in row.entry.columns}
            if "note" in row.entry.columns:
                told["note"] = row.entry.columns["note"]
            if stored is None:
                row.ref, row.outcome = new_ref(), Outcome.CREATED
                columns = self._sealed(AidPayment, row.ref, row.student, told)
                self.plan.changes.insert(AidPayment, {"ref": row.ref, "term_id": term, **columns})
                continue
            row.ref = stored.ref
            if stored.taken_back_at is not None:
                self.plan.remark(row.entry, not_again("amount", stored))
                continue
            fresh = {name: value for name, value in told.items() if self._known(stored, name, row) != value}
            if fresh:
                columns = self._sealed(AidPayment, stored.ref, row.student, fresh)
                self.plan.changes.update(AidPayment, stored.id, columns)
                row.outcome = Outcome.UPDATED

    def _known(self, stored: Row[Any], name: str, row: Told) -> object:
        if name == "note":
            return AidPayment.note.open_in(stored, self._box(row.student))
        return getattr(stored, name)

    def _sealed(
        self,
        row_class: type[SchoolTerm | AidPayment],
        ref: str,
        student: KnownStudent,
        columns: Mapping[str, object],
    ) -> dict[str, object]:
        """The same columns, with the note under seal."""
        plain = {name: value for name, value in columns.items() if name != "note"}
        if "note" not in columns:
            return plain
        return plain | seal_row(row_class, self._box(student), ref, {"note": columns["note"]})

    def _unnamed(self, terms: set[str]) -> tuple[str, ...]:
        """Who is registered for the terms of the file, and not in it."""
        table = table_of(SchoolTerm)
        query = select(table.c.ref).where(counts(SchoolTerm), table.c.term.in_(sorted(terms)))
        query = query.order_by(table.c.id)
        return tuple(ref for ref in self.session.scalars(query) if ref not in self.seen)


def _first_of_each(told: Sequence[Told]) -> tuple[list[Told], list[tuple[Entry, int, SameKey, bool]]]:
    """The rows that are the first of their key; of the others entry, first row, key, whether it differs."""
    first: dict[tuple[object, ...], Told] = {}
    repeated = []
    for row in told:
        columns = row.entry.columns
        before = first.setdefault((row.key, *map(columns.get, OF_PAYMENT)), row)
        if before is not row:
            same = SameKey.AID_PAYMENT if "amount" in columns else SameKey.SCHOOL_TERM
            repeated.append((row.entry, before.entry.row, same, columns != before.entry.columns))
    return list(first.values()), repeated


def _of_term(entry: Entry) -> dict[str, object]:
    """What a row says of its term; its note is the payment's if there is one."""
    fields = OF_TERM if "amount" in entry.columns else (*OF_TERM, "note")
    return {name: entry.columns[name] for name in fields if name in entry.columns}


def _pays(row: Told) -> bool:
    return row.entry.columns.get("source") not in {None, AidSource.RELIEF_FUND}


def _alike(row: Told, kept: Row[Any]) -> bool:
    """Whether source, amount and sponsor are the same, as far as they are told."""
    told = row.entry.columns
    return (told["source"], told["amount"]) == (kept.source, kept.amount) and (
        kept.company_id is None or told.get("company_id", kept.company_id) == kept.company_id
    )


RULES: Sequence[Callable[[Told, Row[Any]], bool]] = (
    lambda row, kept: (
        _alike(row, kept)
        and row.entry.columns.get("paid_on") == kept.paid_on
        and row.entry.columns.get("company_id") == kept.company_id
    ),
    lambda row, kept: _alike(row, kept) and row.entry.columns.get("paid_on") == kept.paid_on,
    lambda row, kept: _alike(row, kept) and kept.paid_on is None,  # a promise that was kept
    lambda row, kept: _alike(row, kept) and "paid_on" not in row.entry.columns,  # told of again
)
"""How a payment is known, the surest first."""
