"""Officers record placements through the door, prove them, ask again, and say when they are over."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from api.clock import today
from matcher.vocabulary import EndReason, Evidence
from models.engine import make_session
from models.opening import Opening
from models.placement import Placement, Retention, RetentionCheck
from models.principal import Principal
from tests.api.rest.officer_door import ELSEWHERE, OFFICER, OTHERS, STREET, Door
from tests.api.rest.referral_desk import NOBODY, STUDENT, Desk

TODAY = today()
LONG_AGO = TODAY - timedelta(days=200)


@pytest.fixture
def desk(door: Door) -> Desk:
    return Desk(door)


def elsewhere(desk: Desk, **told: Any) -> Any:
    body = {"employer": "家门口超市", "started": LONG_AGO.isoformat(), **told}
    return desk.done(f"/students/{desk.student}/placements", body)


def acts(placement: Any) -> list[tuple[str, Any]]:
    path, day = f"/placements/{placement['ref']}", TODAY.isoformat()
    return [
        (f"{path}/proofs", {"evidence": "contract", "seen_on": day}),
        (f"{path}/checks", {"months": 3, "outcome": "employed"}),
        (f"{path}/end", {"on": day, "reason": "other"}),
    ]


def test_work_found_elsewhere_is_a_placement_and_ends_what_was_open(desk: Desk) -> None:
    referral = desk.sent()
    placement = elsewhere(desk, wage=4100, occupation="4-01-02-03", words="电话告知")
    assert (placement["employer"], placement["company"], placement["referral"]) == ("家门口超市", None, None)
    assert (placement["wage"], placement["occupation"]["code"]) == (4100, "4-01-02-03")
    assert [(proof["evidence"]["code"], proof["words"]) for proof in placement["proofs"]] == [
        ("self_report", "电话告知")
    ]
    assert desk.get(f"/referrals/{referral['ref']}")["state"]["code"] == "withdrawn"
    again = {"employer": "又一家", "started": TODAY.isoformat()}
    assert desk.refused(f"/students/{desk.student}/placements", again) == "ALREADY_PLACED"
    found = desk.get(f"/placements/{placement['ref']}")
    assert {key: found[key] for key in placement} == placement


def test_what_is_known_is_the_strongest_proof_and_only_asking_again_shows_more(desk: Desk) -> None:
    placement = elsewhere(desk, evidence="contract")
    placement = desk.act(placement, "proofs", evidence="agreement", seen_on=TODAY.isoformat())
    assert (placement["evidence"]["code"], len(placement["proofs"])) == ("contract", 2)
    path = f"/placements/{placement['ref']}"
    later = {"evidence": "insurance", "seen_on": (TODAY + timedelta(days=1)).isoformat()}
    assert desk.refused(f"{path}/proofs", later, placement["version"]) == "FUTURE"
    year = {"months": 12, "outcome": "employed"}
    assert desk.refused(f"{path}/checks", year, placement["version"]) == "NOT_DUE"
    placement = desk.act(placement, "checks", months=6, outcome="unknown")
    assert (placement["evidence"]["code"], placement["checks"][1]["outcome"]["code"]) == (
        "contract",
        "unknown",
    )
    placement = desk.act(placement, "checks", months=6, outcome="employed")
    assert placement["evidence"]["code"] == "retained_6"
    half = {"months": 6, "outcome": "employed"}
    assert desk.refused(f"{path}/checks", half, placement["version"]) == "ALREADY_CHECKED"


def test_who_has_left_frees_the_place_and_looks_for_work_again(desk: Desk) -> None:
    placement = desk.act(desk.sent(), "hire", started=TODAY.isoformat())
    path = f"/placements/{placement['ref']}/end"
    early = {"on": LONG_AGO.isoformat(), "reason": "other"}
    assert desk.refused(path, early, placement["version"]) == "PAST"
    placement = desk.act(placement, "end", on=TODAY.isoformat(), reason="never_started")
    assert (placement["ended"], placement["end_reason"]["code"]) == (TODAY.isoformat(), "never_started")
    assert (placement["next_check"], desk.get("/placements?active=true")["total"]) == (None, 0)
    assert desk.get(f"/students/{desk.student}")["state"]["code"] == "seeking"
    with make_session(desk.door.engine, desk.door.vault, read_only=True) as session:
        assert set(session.scalars(select(Opening.filled))) == {0}
    assert desk.refused(path, {"on": TODAY.isoformat(), "reason": "other"}, placement["version"]) == "ENDED"


def test_work_starts_within_a_year_and_never_started_may_be_said_at_once(desk: Desk) -> None:
    path = f"/students/{desk.student}/placements"
    body = {"employer": "家门口超市", "started": (TODAY + timedelta(days=366)).isoformat()}
    assert desk.refused(path, body) == "START_OUT_OF_RANGE"
    referral = desk.sent()
    body = {"started": (TODAY + timedelta(days=366)).isoformat()}
    assert (
        desk.refused(f"/referrals/{referral['ref']}/hire", body, referral["version"]) == "START_OUT_OF_RANGE"
    )
    start = (TODAY + timedelta(days=365)).isoformat()
    placement = desk.act(referral, "hire", started=start)
    path = f"/placements/{placement['ref']}/end"
    assert desk.refused(path, {"on": TODAY.isoformat(), "reason": "other"}, placement["version"]) == "PAST"
    placement = desk.act(placement, "end", on=TODAY.isoformat(), reason="never_started")
    assert (placement["ended"], placement["end_reason"]["code"]) == (start, "never_started")
    assert desk.get(f"/students/{desk.student}")["state"]["code"] == "seeking"
    elsewhere(desk)  # another job may follow at once


def test_a_proof_fits_the_time_of_the_work(desk: Desk) -> None:
    start = TODAY - timedelta(days=20)
    told = {"employer": "家门口超市", "started": start.isoformat()}
    early = desk.refused(f"/students/{desk.student}/placements", {**told, "evidence": "insurance"})
    assert early == "PROOF_TOO_EARLY"
    placement = elsewhere(desk, started=start.isoformat())
    path = f"/placements/{placement['ref']}/proofs"
    insured = {"evidence": "insurance", "seen_on": TODAY.isoformat()}
    assert desk.refused(path, insured, placement["version"]) == "PROOF_TOO_EARLY"
    old = {"evidence": "contract", "seen_on": (start - timedelta(days=91)).isoformat()}
    assert desk.refused(path, old, placement["version"]) == "PROOF_TOO_OLD"
    day = (start - timedelta(days=90)).isoformat()
    placement = desk.act(placement, "proofs", evidence="contract", seen_on=day)
    placement = desk.act(placement, "end", on=TODAY.isoformat(), reason="other")
    placement = desk.act(desk.sent(), "hire", started=TODAY.isoformat())
    before = {"evidence": "contract", "seen_on": (TODAY - timedelta(days=1)).isoformat()}
    path = f"/placements/{placement['ref']}/proofs"
    assert desk.refused(path, before, placement["version"]) == "PROOF_TOO_OLD"
    desk.act(placement, "proofs", evidence="contract", seen_on=TODAY.isoformat())


def test_of_who_has_left_one_says_since_when(desk: Desk) -> None:
    placement = elsewhere(desk)
    path = f"/placements/{placement['ref']}/checks"
    left = {"months": 3, "outcome": "left"}
    assert desk.refused(path, left, placement["version"]) == "LEFT_ON_MISSING"
    day = (LONG_AGO + timedelta(days=9)).isoformat()
    placement = desk.act(placement, "checks", **left, left_on=day, reason="better_job")
    assert (placement["ended"], placement["end_reason"]["code"]) == (day, "better_job")


def test_placements_are_found_by_how_they_stand(desk: Desk) -> None:
    first = elsewhere(desk)
    first = desk.act(first, "end", on=TODAY.isoformat(), reason="contract_over")
    second = elsewhere(desk, evidence="contract", started=TODAY.isoformat())
    for query, found in (
        ("", [second, first]),
        ("?active=true", [second]),
        ("?active=false", [first]),
        ("?evidence=self_report", [first]),
        ("?check_due=true", []),
        ("?check_due=false&sort=started", [first, second]),
        ("?sort=-started", [second, first]),
        ("?sort=-ended", [first, second]),
    ):
        listed = [item["ref"] for item in desk.get(f"/placements{query}")["items"]]
        assert listed == [each["ref"] for each in found], query
    assert desk.ask("GET", "/placements?sort=employer").status_code == 422


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"employer": ""}, "employer"),
        ({"started": "9999-12-31"}, "started"),
        ({"occupation": "9-99"}, "occupation"),
        ({"evidence": "retained_3"}, "evidence"),
        ({"company": "x"}, "company"),
    ],
)
def test_what_cannot_be_read_is_refused_at_its_field(desk: Desk, told: Any, field: str) -> None:
    body = {"employer": "家门口超市", "started": TODAY.isoformat(), **told}
    answer = desk.ask("POST", f"/students/{desk.student}/placements", body)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.get_json()["errors"]] == [field]


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
@pytest.mark.parametrize("table", [Evidence, EndReason, Retention], ids=lambda table: table.__name__)
def test_every_code_has_words_in_both_languages(desk: Desk, table: Any) -> None:
    ref = elsewhere(desk)["ref"]
    for code in table:
        with make_session(desk.door.engine, desk.door.vault) as session:
            placement = session.scalars(select(Placement)).one()
            if table is Evidence:
                placement.evidence = code
            elif table is EndReason:
                placement.ended, placement.end_reason = TODAY, code
            else:
                check = RetentionCheck(months=3, outcome=code, checked_on=TODAY, recorded_by="a")
                placement.checks[:] = []
                session.flush()
                placement.checks.append(check)
            session.commit()
        names = [
            desk.door.client.get(
                f"/api/v1/placements/{ref}", headers={"Accept-Language": language}
            ).get_json()
            for language in ("zh-CN", "en")
        ]
        told = [
            {
                Evidence: document["evidence"],
                EndReason: document["end_reason"],
                Retention: document["checks"][0]["outcome"],
            }[table]
            for document in names
        ]
        assert told[0]["code"] == told[1]["code"] == code
        assert told[0]["name"] != told[1]["name"]


def test_whoever_was_slower_is_told_so(desk: Desk) -> None:
    placement = elsewhere(desk)
    for path, body in acts(placement):
        assert desk.ask("POST", path, body).status_code == 428
        assert desk.ask("POST", path, body, placement["version"] + 1).status_code == 412


@pytest.mark.parametrize("who", OTHERS, ids=lambda who: str(who.role))
def test_nobody_else_gets_in(desk: Desk, who: Principal) -> None:
    placement = elsewhere(desk)
    desk.door.ask_as(who)
    for path, body in acts(placement):
        assert desk.ask("POST", path, body, 1).status_code == 403
    for path in ("/placements", f"/placements/{placement['ref']}"):
        assert desk.ask("GET", path).status_code == 403


def test_another_streets_are_not_even_there(desk: Desk) -> None:
    placement = elsewhere(desk)
    desk.door.ask_as(STREET)
    assert desk.get("/placements")["total"] == 1
    desk.door.ask_as(ELSEWHERE)
    missing = desk.ask("GET", f"/placements/{NOBODY}")
    assert desk.get("/placements")["total"] == 0
    tried = [("POST", path, body) for path, body in acts(placement)]
    tried.append(("GET", f"/placements/{placement['ref']}", None))
    told = {"employer": "家门口超市", "started": TODAY.isoformat()}
    tried.append(("POST", f"/students/{desk.student}/placements", told))
    for method, path, body in tried:
        answer = desk.ask(method, path, body, 1)
        assert (answer.status_code, answer.data) == (404, missing.data), path


@pytest.mark.parametrize("look", ["/placements", "/placements/{ref}"])
def test_every_look_at_a_person_is_kept(desk: Desk, look: str) -> None:
    placement = elsewhere(desk)
    before = len(desk.door.trail())
    desk.get(look.format(ref=placement["ref"]))
    (event,) = desk.door.trail()[before:]
    assert (event.actor, bool(event.fields)) == (OFFICER.name, True)
    assert STUDENT not in str(event.details)
    assert "家门口超市" not in str([each.details for each in desk.door.trail()])
