"""Study aid of the relief fund: the same payments that stand in its ledger, with the terms they are for."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Row
from sqlalchemy.orm import Session

from api.services.aid.payees import Payee, kept_relief, open_boxes, own_payee, sealed_note
from api.services.apply_changes import RowOf
from api.services.import_plan import Entry, Outcome, Plan
from api.services.imports.pair_rows import not_again, pair_with_kept
from models.base import new_ref
from models.relief_payment import ReliefPayment, ReliefPurpose
from models.vault import Box


class StudyRelief(NamedTuple):
    """A row of the study-aid file that the relief fund pays for, and its term."""

    entry: Entry
    payee: Payee
    term: int | RowOf


def plan_study_relief(
    session: Session, plan: Plan, told: Sequence[tuple[Entry, Payee, int | RowOf]]
) -> dict[int, tuple[Outcome, str]]:
    """What becomes of each row (by number) and its reference, with what is to be written in the plan.

    A payment of the ledger is the same when payee, purpose, amount and day are, and it names no other term.
    Its note is the ledger's: the file fills in one where there is none. What was taken back is not booked
    again.
    """
    by_payee: dict[Payee, list[StudyRelief]] = defaultdict(list)
    for row in map(StudyRelief._make, told):
        by_payee[row.payee].append(row)
    kept = kept_relief(session, by_payee)
    noted = [payee for payee, rows in by_payee.items() if any("note" in row.entry.columns for row in rows)]
    boxes = open_boxes(session, [*noted, *(own_payee(row) for payee in noted for row in kept.get(payee, ()))])
    outcomes: dict[int, tuple[Outcome, str]] = {}
    for payee, rows in by_payee.items():
        pairs = pair_with_kept(rows, kept.get(payee, ()), RULES)
        for row, stored in zip(rows, pairs, strict=True):
            if stored is None:
                outcomes[row.entry.row] = Outcome.CREATED, _create(plan, row, boxes.get(payee))
            elif stored.taken_back_at is not None:
                plan.remark(row.entry, not_again("amount", stored))
                outcomes[row.entry.row] = Outcome.UNCHANGED, stored.ref
            else:
                changed = _update(plan, row, stored, boxes.get(own_payee(stored)))
                outcomes[row.entry.row] = (Outcome.UPDATED if changed else Outcome.UNCHANGED), stored.ref
    return outcomes


def _same(row: StudyRelief, kept: Row[Any]) -> bool:
    told = row.entry.columns
    return (ReliefPurpose.STUDY, told["paid_on"], told["amount"]) == (kept.purpose, kept.paid_on, kept.amount)


RULES: Sequence[Callable[[StudyRelief, Row[Any]], bool]] = (
    lambda row, kept: _same(row, kept) and row.term == kept.term_id,
    lambda row, kept: _same(row, kept) and kept.term_id is None and kept.decision is None,
    lambda row, kept: _same(row, kept) and kept.term_id is None,
)


def _create(plan: Plan, row: StudyRelief, box: Box | None) -> str:
    ref = new_ref()
    plan.changes.insert(
        ReliefPayment,
        {
            "ref": ref,
            row.payee.column: row.payee.number,
            "purpose": ReliefPurpose.STUDY,
            "amount": row.entry.columns["amount"],
            "paid_on": row.entry.columns["paid_on"],
            "term_id": row.term,
            **sealed_note(row.entry, ref, box),
        },
    )
    return ref


def _update(plan: Plan, row: StudyRelief, kept: Row[Any], box: Box | None) -> bool:
    fresh: dict[str, object] = {}
    if kept.term_id is None:
        fresh["term_id"] = row.term
    if kept.note_sealed is None:
        fresh |= sealed_note(row.entry, kept.ref, box)
    if fresh:
        plan.changes.update(ReliefPayment, kept.id, fresh)
    return bool(fresh)
