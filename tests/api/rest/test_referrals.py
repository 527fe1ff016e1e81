"""Officers refer through the door; nobody else knows of it, and what cannot be is refused with a code."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from api.clock import today
from matcher.lifecycle import REASONS_TO_DECLINE
from matcher.vocabulary import DeclineReason, Side
from models.engine import make_session
from models.opening import Opening
from models.principal import Principal, Role
from models.shortlist import Shortlist, ShortlistItem
from models.student import Student
from tests.api.rest.officer_door import ELSEWHERE, OFFICER, OTHERS, STREET, Door
from tests.api.rest.referral_desk import NOBODY, STUDENT, Desk
from tests.models.samples import NOW, a_referral

TOMORROW = (datetime.now(UTC) + timedelta(days=1)).isoformat()
BODIES: dict[str, Any] = {
    "send": None,
    "chase": None,
    "expire": None,
    "withdraw": None,
    "offer": None,
    "interview": {"at": TOMORROW, "place": "一楼"},
    "decline": {"side": "student", "reason": "distance"},
    "judge": {"suitable": True},
    "hire": {"started": "2026-11-23"},
}


@pytest.fixture
def desk(door: Door) -> Desk:
    return Desk(door)


def test_whoever_was_slower_is_told_so(desk: Desk) -> None:
    kept = desk.approved()
    item = f"/shortlists/{kept['kept']}/items/{kept['items'][0]['item']}/referral"
    assert desk.ask("POST", item, {}).status_code == 428
    assert desk.ask("POST", item, {}, kept["version"] + 1).status_code == 412
    referral = desk.done(item, {}, kept["version"])
    for act, body in BODIES.items():
        path = f"/referrals/{referral['ref']}/{act}"
        assert desk.ask("POST", path, body).status_code == 428, act
        assert desk.ask("POST", path, body, referral["version"] + 1).status_code == 412, act


def test_only_what_was_approved_and_not_dropped_is_proposed_and_only_once(desk: Desk) -> None:
    kept = desk.done(f"/students/{desk.student}/shortlists", {"k": 5})
    items = [f"/shortlists/{kept['kept']}/items/{each['item']}" for each in kept["items"]]
    assert desk.refused(f"{items[0]}/referral", {}, kept["version"]) == "NOT_APPROVED"
    dropped = desk.ask("PATCH", items[1], {"dropped_reason": "wage"}, kept["version"]).get_json()
    kept = desk.done(f"/shortlists/{kept['kept']}/approve", version=dropped["version"])
    assert desk.refused(f"{items[1]}/referral", {}, kept["version"]) == "DROPPED"
    answer = desk.ask("POST", f"{items[0]}/referral", {}, kept["version"])
    assert answer.headers["Location"] == f"/api/v1/referrals/{answer.get_json()['ref']}"
    again = desk.ask("POST", f"{items[0]}/referral", {}, kept["version"])
    assert (again.status_code, again.get_json()["errors"][0]["field"]) == (409, "opening")
    missing = desk.ask("POST", f"{items[0][: -len(NOBODY)]}{NOBODY}/referral", {}, kept["version"])
    assert missing.status_code == 404


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("language", "words"), [("zh-CN", "有效期"), ("en", "valid until")])
def test_rules_that_forbid_a_referral_are_all_named(desk: Desk, language: str, words: str) -> None:
    kept = desk.approved()
    with make_session(desk.door.engine, desk.door.vault) as session:
        session.execute(
            update(Opening).values(valid_to=today() - timedelta(days=1), filled=Opening.headcount)
        )
        session.commit()
    answer = desk.door.client.post(
        f"/api/v1/shortlists/{kept['kept']}/items/{kept['items'][0]['item']}/referral",
        json={},
        headers={"If-Match": "*", "Accept-Language": language},
    )
    problem = answer.get_json()
    assert (answer.status_code, problem["code"]) == (409, "NOT_ELIGIBLE")
    assert [error["code"] for error in problem["errors"]] == ["OPENING_EXPIRED", "OPENING_FULL"]
    assert words in problem["errors"][0]["message"]
    assert problem["errors"][1]["params"] == {"headcount": 2}


def test_a_minor_needs_a_guardian_and_the_companys_word(desk: Desk) -> None:
    with make_session(desk.door.engine, desk.door.vault) as session:
        student = session.scalars(select(Student).where(Student.ref == desk.student)).one()
        student.birth_date = today().replace(day=1, year=today().year - 17)
        session.commit()
    kept = desk.approved()
    path = f"/shortlists/{kept['kept']}/items/{kept['items'][0]['item']}/referral"
    assert desk.refused(path, {}, kept["version"]) == "HAZARDS_UNCONFIRMED"
    referral = desk.done(path, {"hazards_confirmed": "盖章回函"}, kept["version"])
    assert referral["hazards_confirmed"] == "盖章回函"
    consents = f"/students/{desk.student}/consents"
    told = {"company": desk.company, "signer": "student", "evidence": "档案柜"}
    assert desk.refused(consents, told) == "GUARDIAN_MISSING"
    assert desk.agreed(signer="student_and_guardian")["live"] is True


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("side", "reason"), [(side, each) for side, reasons in REASONS_TO_DECLINE.items() for each in reasons]
)
def test_a_no_keeps_side_reason_and_words_apart_from_an_officers_judgement(
    desk: Desk, side: Side, reason: DeclineReason
) -> None:
    referral = desk.act(desk.sent(), "decline", side=side, reason=reason, words="路太远")
    declined = referral["declined"]
    assert (declined["side"]["code"], declined["reason"]["code"], declined["words"]) == (
        side,
        reason,
        "路太远",
    )
    path = f"/referrals/{referral['ref']}/judge"
    if side is Side.COMPANY:
        assert desk.refused(path, {"suitable": True}, referral["version"]) == "NOT_DECLINED_BY_STUDENT"
        return
    judged = desk.done(path, {"suitable": False}, referral["version"])
    assert (judged["judged"]["suitable"], judged["judged"]["by"]) == (False, OFFICER.name)
    assert desk.done(path, {"suitable": None}, judged["version"])["judged"] is None


def test_an_unanswered_one_expires_and_a_late_answer_counts(desk: Desk) -> None:
    referral = desk.act(desk.sent(), "expire")
    assert (referral["state"]["code"], referral["ended_at"]) == ("expired", None)
    assert desk.refused(f"/referrals/{referral['ref']}/chase", version=referral["version"]) == "NOT_WAITING"
    placement = desk.act(referral, "hire", started=today().isoformat())
    assert (placement["evidence"]["code"], placement["referral"]) == ("self_report", referral["ref"])
    hired = desk.get(f"/referrals/{referral['ref']}")
    assert (hired["state"]["code"], hired["placement"]) == ("hired", placement["ref"])
    path = f"/referrals/{referral['ref']}/withdraw"
    assert desk.refused(path, version=hired["version"]) == "NO_SUCH_MOVE"


def test_what_a_company_was_told_ends_with_the_consent(desk: Desk) -> None:
    referral = desk.sent()
    told = {"company": desk.company}
    path = f"/students/{desk.student}/consents"
    assert desk.done(f"{path}/withdraw", told) == {"withdrawn": True}
    assert desk.done(f"{path}/withdraw", told) == {"withdrawn": False}
    referral = desk.get(f"/referrals/{referral['ref']}")
    assert (referral["state"]["code"], referral["consent_until"]) == ("withdrawn", None)
    (consent,) = desk.get(path)["items"]
    assert (consent["live"], consent["withdrawn_at"] is None) == (False, False)
    assert [each["code"] for each in consent["disclosed"]] == [
        "name",
        "phone",
        "study",
        "skills",
        "availability",
    ]


def test_referrals_are_found_by_whom_they_are_about(desk: Desk) -> None:
    first, second = desk.sent(), desk.proposed(item=1)
    opening = first["opening"]["ref"]
    for query, found in (
        ("", {first["ref"], second["ref"]}),
        ("?state=sent", {first["ref"]}),
        (f"?opening={opening}", {first["ref"]}),
        (f"?student={desk.student}&company={desk.company}", {first["ref"], second["ref"]}),
        (f"?student={NOBODY}", set()),
        ("?unanswered_days=1", set()),
        ("?unanswered_days=0", {first["ref"]}),
    ):
        assert {item["ref"] for item in desk.get(f"/referrals{query}")["items"]} == found, query
    for sort in ("proposed_at", "-proposed_at", "sent_at", "-sent_at"):
        listed = [item["ref"] for item in desk.get(f"/referrals?sort={sort}")["items"]]
        assert listed == (
            [second["ref"], first["ref"]] if sort == "-proposed_at" else [first["ref"], second["ref"]]
        )
    assert desk.ask("GET", "/referrals?sort=student").status_code == 422
    assert desk.ask("GET", "/referrals?state=lost").status_code == 422


@pytest.mark.parametrize(
    ("act", "body", "field"),
    [
        ("interview", {"at": "2026-12-01T09:00", "place": "一楼"}, "at"),
        ("interview", {"at": "9999-12-31T23:59:59-12:00", "place": "一楼"}, "at"),
        ("interview", {"at": TOMORROW, "place": ""}, "place"),
        ("decline", {"side": "officer", "reason": "wage"}, "side"),
        ("decline", {"side": "student", "reason": "mood"}, "reason"),
        ("decline", {"side": "company", "reason": "family"}, "reason"),
        ("decline", {"side": "student", "reason": "filled"}, "reason"),
        ("hire", {"started": "2026-13-01"}, "started"),
        ("hire", {"started": "0001-01-01"}, "started"),
        ("hire", {"started": "2026-11-23", "evidence": "retained_12"}, "evidence"),
        ("hire", {"started": "2026-11-23", "wage": -1}, "wage"),
        ("judge", {"suitable": 1}, "suitable"),
    ],
)
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_what_cannot_be_read_is_refused_at_its_field(desk: Desk, act: str, body: Any, field: str) -> None:
    answer = desk.ask("POST", f"/referrals/{NOBODY}/{act}", body, 1)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.get_json()["errors"]] == [field]


def paths(desk: Desk, referral: Any) -> list[tuple[str, str, Any]]:
    item = f"/shortlists/{referral['shortlist']}/items/{referral['item']}/referral"
    student = f"/students/{desk.student}/consents"
    told = {"company": desk.company, "signer": "student", "evidence": "档案柜"}
    return [
        ("GET", f"/referrals/{referral['ref']}", None),
        ("POST", item, {}),
        *(("POST", f"/referrals/{referral['ref']}/{act}", body) for act, body in BODIES.items()),
        ("GET", student, None),
        ("POST", student, told),
        ("POST", f"{student}/withdraw", {"company": desk.company}),
    ]


@pytest.mark.parametrize("who", OTHERS, ids=lambda who: str(who.role))
def test_nobody_else_gets_in(desk: Desk, who: Principal) -> None:
    referral = desk.sent()
    own = {"/referrals", f"/referrals/{referral['ref']}"} if who.role is Role.COMPANY else set()
    desk.door.ask_as(who)
    for method, path, body in [*paths(desk, referral), ("GET", "/referrals", None)]:
        assert (desk.ask(method, path, body, 1).status_code == 403) is not (path in own), path


def test_a_company_asks_for_pages_and_for_nothing_else(desk: Desk) -> None:
    desk.sent()
    desk.door.ask_as(OTHERS[-1])
    assert desk.get("/referrals?page=1&page_size=5")["total"] == 1
    for query in (f"student={desk.student}", "state=sent", "unanswered_days=0", "sort=sent_at"):
        answer = desk.ask("GET", f"/referrals?{query}")
        assert (answer.status_code, answer.get_json()["errors"][0]["code"]) == (422, "UNKNOWN_FIELD")


def test_another_streets_are_not_even_there(desk: Desk) -> None:
    referral = desk.sent()
    desk.door.ask_as(STREET)
    assert desk.get("/referrals")["total"] == 1
    desk.door.ask_as(ELSEWHERE)
    missing = desk.ask("GET", f"/referrals/{NOBODY}")
    assert desk.get("/referrals")["total"] == 0
    for method, path, body in paths(desk, referral):
        answer = desk.ask(method, path, body, 1)
        assert (answer.status_code, answer.data) == (404, missing.data), path


@pytest.mark.parametrize("look", ["/referrals", "/referrals/{referral}", "/students/{student}/consents"])
def test_every_look_at_a_person_is_kept(desk: Desk, look: str) -> None:
    referral = desk.sent()
    before = len(desk.door.trail())
    desk.get(look.format(referral=referral["ref"], student=desk.student))
    (event,) = desk.door.trail()[before:]
    assert (event.actor, bool(event.fields)) == (OFFICER.name, True)
    assert STUDENT not in str(event.details)


def test_every_act_is_kept(desk: Desk) -> None:
    before = len(desk.door.trail())
    desk.act(desk.sent(), "decline", side="company", reason="skills", words="手生")
    acts = [event.act for event in desk.door.trail()[before:]]
    for act in (
        "referral.proposed",
        "consent.given",
        "referral.consented",
        "referral.sent",
        "referral.declined",
    ):
        assert acts.count(act) == 1
    assert "手生" not in str([(event.details, event.fields) for event in desk.door.trail()])


def test_a_street_officer_reads_a_referral_from_the_districts_list_of_an_opening(door: Door) -> None:
    with make_session(door.engine, door.vault) as session:
        student = session.scalars(select(Student).where(Student.ref == door.refs["赵小满"])).one()
        opening = session.scalars(select(Opening).where(Opening.ref == door.refs["会计"])).one()
        made = {"policy": "p", "snapshot": "s", "code": "c", "considered": 9, "eligible": 5, "refused": {}}
        by = {"made_at": NOW, "made_by": OFFICER.name, "approved_at": NOW, "approved_by": OFFICER.name}
        item = ShortlistItem(student=student, opening=opening, rank=1, position=1, score=7000, explanation={})
        session.add(Shortlist(opening=opening, items=[item], as_of=NOW.date(), k=20, **made, **by))
        session.flush()
        referral = a_referral(item)
        session.add(referral)
        session.commit()
        ref = referral.ref
    assert door.client.get(f"/api/v1/referrals/{ref}").get_json()["shortlist"]
    door.ask_as(STREET)
    seen = door.client.get(f"/api/v1/referrals/{ref}")
    assert (seen.status_code, seen.get_json()["shortlist"]) == (200, None)
    answer = door.client.post(f"/api/v1/referrals/{ref}/withdraw", headers={"If-Match": seen.headers["ETag"]})
    assert answer.status_code == 200


def test_what_was_declined_is_proposed_again_only_when_that_is_said(desk: Desk) -> None:
    referral = desk.proposed()
    desk.act(referral, "decline", side="student", reason="wage")
    kept = desk.approved()
    path = f"/shortlists/{kept['kept']}/items/{kept['items'][0]['item']}/referral"
    refused = desk.ask("POST", path, {}, kept["version"])
    assert (refused.status_code, refused.get_json()["code"]) == (409, "DECLINED_BEFORE")
    assert "工资" in refused.get_json()["title"] or "薪资" in refused.get_json()["title"]
    assert desk.done(path, {"again": True}, kept["version"])["state"]["code"] == "proposed"
