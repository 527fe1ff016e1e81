"""Payments of the relief fund in a file against the ledger."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from api.schemas.problems import SameKey
from api.services.aid.payees import Payee, kept_relief, open_boxes, own_payee, sealed_note
from api.services.apply_changes import table_of
from api.services.import_plan import Entry, Outcome, Plan
from api.services.imports.known_households import KnownHouseholds
from api.services.imports.pair_rows import not_again, pair_with_kept
from models.base import new_ref
from models.relief_payment import ReliefPayment
from models.taking_back import counts
from models.vault import Box

KEY = ("purpose", "paid_on", "amount", "decision")


def plan_relief(session: Session, entries: Sequence[Entry], today: date, done: Callable[[int], None]) -> Plan:
    """Add payments that are new; a payment is known by payee, purpose, amount, day and decision.

    A decision's number that was not known is filled in: study aid from the fund comes without one from the
    other file, and is the same payment here. What was taken back is not booked again.
    """
    plan = Plan()
    households = KnownHouseholds(session, plan, entries)
    paid = [(entry, payee) for entry in entries if (payee := households.of(entry)) is not None]
    first: dict[tuple[object, ...], Entry] = {}
    by_payee: dict[Payee, list[Entry]] = defaultdict(list)
    repeated: list[tuple[Entry, Entry, bool]] = []
    for entry, payee in paid:
        key = (payee, *(entry.columns.get(name) for name in KEY))
        if key in first:
            repeated.append((entry, first[key], entry.columns != first[key].columns))
        else:
            first[key] = entry
            by_payee[payee].append(entry)
    kept = kept_relief(session, by_payee)
    noted = [payee for payee, rows in by_payee.items() if any("note" in entry.columns for entry in rows)]
    boxes = open_boxes(session, [*noted, *(own_payee(row) for payee in noted for row in kept.get(payee, ()))])
    days = [day for entry, _ in paid if isinstance(day := entry.columns["paid_on"], date)]
    seen: set[str] = set()
    for payee, rows in by_payee.items():
        pairs = pair_with_kept(rows, kept.get(payee, ()), RULES)
        for entry, row in zip(rows, pairs, strict=True):
            learnt = entry.row in households.taught
            if row is None:
                plan.settle(entry, Outcome.CREATED, _create(plan, entry, payee, boxes.get(payee)))
                continue
            if row.taken_back_at is not None:
                plan.remark(entry, not_again("amount", row))
                plan.settle(entry, Outcome.UPDATED if learnt else Outcome.UNCHANGED, row.ref)
                continue
            seen.add(row.ref)
            changed = _update(plan, entry, row, boxes.get(own_payee(row))) or learnt
            plan.settle(entry, Outcome.UPDATED if changed else Outcome.UNCHANGED, row.ref)
        done(len(rows))
    for entry, before, differs in repeated:
        plan.duplicate(entry, "amount", before.row, SameKey.RELIEF_PAYMENT, differs=differs)
    if days:
        table = table_of(ReliefPayment)
        between = select(table.c.ref).where(
            counts(ReliefPayment), table.c.paid_on.between(min(days), max(days))
        )
        plan.missing = tuple(ref for ref in session.scalars(between.order_by(table.c.id)) if ref not in seen)
    return plan


def _same(entry: Entry, row: Row[Any]) -> bool:
    told = entry.columns
    return (told["purpose"], told["paid_on"], told["amount"]) == (row.purpose, row.paid_on, row.amount)


RULES: Sequence[Callable[[Entry, Row[Any]], bool]] = (
    lambda entry, row: _same(entry, row) and entry.columns.get("decision") == row.decision,
    lambda entry, row: _same(entry, row) and row.decision is None,
    lambda entry, row: _same(entry, row) and "decision" not in entry.columns,
)


def _create(plan: Plan, entry: Entry, payee: Payee, box: Box | None) -> str:
    ref = new_ref()
    told = {name: entry.columns[name] for name in KEY if name in entry.columns}
    plan.changes.insert(
        ReliefPayment, {"ref": ref, payee.column: payee.number, **told, **sealed_note(entry, ref, box)}
    )
    return ref


def _update(plan: Plan, entry: Entry, row: Row[Any], box: Box | None) -> bool:
    fresh: dict[str, object] = {}
    if "decision" in entry.columns and row.decision is None:
        fresh["decision"] = entry.columns["decision"]
    known = ReliefPayment.note.open_in(row, box) if box is not None else None
    if box is not None and entry.columns.get("note", known) != known:
        fresh |= sealed_note(entry, row.ref, box)
    if fresh:
        plan.changes.update(ReliefPayment, row.id, fresh)
    return bool(fresh)
