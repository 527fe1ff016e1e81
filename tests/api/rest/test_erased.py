"""Officers' lists go on when somebody on them was erased, and the student is not there any more."""

from typing import Any

import pytest
from sqlalchemy import select

from api.services.acting import Acting
from api.services.rights.erase_student import erase_student
from models.aid_payment import AidPayment
from models.engine import make_session
from models.erasure import ErasureReason
from models.opening import Opening
from models.placement import Placement
from models.principal import Principal
from models.referral import Referral
from models.school_term import SchoolTerm
from models.shortlist import Shortlist
from tests.api.rest.officer_door import Door
from tests.api.services.whole_life import NOW, PLAIN, a_whole_life
from tests.canaries import CANARIES

API = "/api/v1"
KINDS = {
    "referrals": Referral,
    "placements": Placement,
    "shortlists": Shortlist,
    "openings": Opening,
    "terms": SchoolTerm,
    "aid-payments": AidPayment,
}


@pytest.fixture
def refs(door: Door) -> dict[str, str]:
    """References of the erased student and of one row each of what stays."""
    with make_session(door.engine, door.vault) as session:
        student = a_whole_life(session, door.vault)
        erase_student(Acting(session, Principal.operator("test"), NOW), student, ErasureReason.REQUEST)
        session.commit()
        kept = select(Shortlist.ref).where(Shortlist.student_id == student.id)
        found = {noun: session.scalars(select(table.ref).limit(1)).one() for noun, table in KINDS.items()}
        return found | {"students": student.ref, "shortlists": session.scalars(kept).one()}


def test_every_list_and_every_row_can_be_read(door: Door, refs: dict[str, str]) -> None:
    asked = 0
    for rule in door.client.application.url_map.iter_rules():
        if not rule.rule.startswith(API) or "GET" not in (rule.methods or ()):
            continue
        parts = rule.rule.split("/")
        filled = [
            refs.get(before, "x") if part.startswith("<") else part
            for before, part in zip(["", *parts], parts, strict=False)
        ]
        answer = door.client.get("/".join(filled))
        assert answer.status_code < 500, rule.rule
        if "/students/<" in rule.rule:
            assert answer.status_code == 404, rule.rule
        told = answer.get_data(as_text=True)
        assert [words for words in (*CANARIES.values(), PLAIN) if words in told] == [], rule.rule
        asked += answer.status_code == 200
    assert asked > 10


def test_no_words_and_no_money_come_to_whoever_is_erased(door: Door, refs: dict[str, str]) -> None:
    def post(path: str, body: dict[str, Any], **headers: str) -> tuple[int, str]:
        answer = door.client.post(f"{API}/{path}", json=body, headers=headers)
        return answer.status_code, answer.get_json()["code"]

    with make_session(door.engine, door.vault, read_only=True) as session:
        version = session.scalars(select(Placement.version).where(Placement.ref == refs["placements"])).one()
    proof = {"evidence": "insurance", "seen_on": "2026-11-01", "words": "缴费单"}
    path = f"placements/{refs['placements']}/proofs"
    assert post(path, proof, **{"If-Match": f'"{version}"'}) == (409, "ERASED")
    grant = {"source": "grant", "amount": "10", "note": "补发"}
    assert post(f"terms/{refs['terms']}/payments", grant) == (404, "NOT_FOUND")
    promise = f"aid-payments/{refs['aid-payments']}/paid"
    assert post(promise, {"paid_on": "2026-11-01"}, **{"If-Match": '"1"'}) == (404, "NOT_FOUND")
