"""Two worlds that differ only in what is protected are the same to a company, byte by byte."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from api import disclosures
from api.access import declared_access
from api.rest import company_referrals
from api.services.acting import Acting
from api.services.not_possible import NotPossible
from api.services.placing.answer_referral import decline, invite, judge_decline
from api.services.placing.disclose import Introduced, introduce
from api.services.placing.give_consent import give_consent, withdraw_consent
from api.services.placing.refer_student import (
    chase_referral,
    expire_referral,
    propose_referral,
    send_referral,
    withdraw_referral,
)
from api.settings import Settings
from matcher.policy import STANDARD, Priorities
from matcher.vocabulary import DeclineReason, Side, Signer, Way
from models.opening import Opening
from models.principal import Role
from models.queries.pages import Page
from models.queries.sent_referrals import sent_referrals
from models.referral import Referral
from models.scope import whole_registry
from models.student import Student
from tests.api.rest.company_worlds import NAMES, Entry, Visit, World
from tests.api.rest.gate import WHOLE
from tests.conftest import FULL_FIGURES, Databases
from tests.figures import Figure

PARTS = 4 if FULL_FIGURES else 1
PAIRS = 250 if FULL_FIGURES else 3  # in each part, on each of the two databases
STEPS = 8
NOBODYS = "a" * 26
REACHED = {200, 201, 303, 401, 403, 404, 409, 422}  # without these the company has not seen enough
POST = {**WHOLE, "title": "会计", "skills": "会计核算", "hazards": "无", "duties": "做账、报税"}


@pytest.fixture
def worlds(
    production: Settings, databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[World, World]]:
    """Two empty registries that share keys, clock and dice, and nothing else; plans put others first."""
    dice = Random()
    monkeypatch.setattr("models.base.secrets", SimpleNamespace(token_bytes=dice.randbytes))
    monkeypatch.setattr("flask_wtf.csrf.os", SimpleNamespace(urandom=dice.randbytes))
    with ExitStack() as stack:
        made = []
        for name, policy in (("one", STANDARD), ("other", replace(STANDARD, priorities=Priorities(97, 0)))):
            address = stack.enter_context(databases.fresh())
            held = {"database_url": address, "instance": tmp_path / name, "policy": policy}
            settings = replace(production, **held)
            made.append(World(settings, dice))
            stack.callback(made[-1].engine.dispose)
        yield made[0], made[1]


def live(world: World, shared: str, hidden: str) -> Visit:
    """A company's whole story: it posts, is sent students, answers; the first seed decides what happens."""
    visit, chance = Visit(world, shared, hidden), Random(shared)
    people = chance.randint(2, 3)
    visit.settle(people)
    for number in range(2):
        title = ("会计", "出纳")[number]
        visit.ask("POST", "/openings", {**POST, "external_ref": f"A-{number}", "title": title})
    refer(visit, people)
    look(visit, chance)
    for _ in range(STEPS):
        chance.choice(DOINGS)(visit, chance)
        look(visit, chance)
    knock(visit)
    return visit


def refer(visit: Visit, people: int) -> None:
    """Officers propose everybody for both openings; all but the last agree and are sent."""
    for number in range(people):
        visit.shortlist(number)
        for place in range(2):
            with visit.acting() as acting:
                item = visit.items(acting.session).items[place]
                propose_referral(acting, item, STANDARD)
        if number == people - 1:
            continue
        with visit.acting() as acting:
            student, company = visit.student(acting.session, number), visit.own(acting.session)
            evidence = f"第{visit.hidden.randrange(99)}号卷宗"
            both = Signer.STUDENT_AND_GUARDIAN
            give_consent(acting, student, company, signer=both, way=Way.OFFICER, evidence=evidence)
        for place in range(2):
            with visit.acting() as acting:
                send_referral(acting, referrals(visit, acting.session)[2 * number + place], STANDARD)


def referrals(visit: Visit, session: Session) -> list[Referral]:
    """All referrals to the company, also those that it knows nothing of."""
    query = select(Referral).where(Referral.company_id == visit.company).order_by(Referral.id)
    return list(session.scalars(query))


def handle(visit: Visit, chance: Random) -> str:
    """The handle of a referral: mostly one that was sent, for the last two never are."""
    with visit.reading() as session:
        found = referrals(visit, session)
        return chance.choice([*found[:-2], *found]).ref


def look(visit: Visit, chance: Random) -> None:
    """The lists, and one of each kind."""
    visit.ask("GET", "/referrals")
    visit.ask("GET", f"/referrals?page={chance.randint(1, 3)}&page_size=1")
    visit.ask("GET", f"/referrals/{handle(visit, chance)}")
    sort = chance.choice(["title", "-updated_at"])
    visit.ask("GET", chance.choice([f"/openings?sort={sort}", "/openings/A-0", "/openings/A-1"]))
    leaf(visit, chance)


def leaf(visit: Visit, chance: Random) -> None:
    """The same on the pages."""
    opening = f"/company/openings/{opening_ref(visit, chance)}"
    for path in ("/company/today", "/company/candidates", f"/company/candidates/{handle(visit, chance)}"):
        visit.page("GET", path)
    more = ["/company/openings", opening, f"{opening}/edit", "/company/openings/new", "/company/calls"]
    visit.page("GET", chance.choice(more))


def opening_ref(visit: Visit, chance: Random) -> str:
    """Our reference of one of the company's openings."""
    with visit.reading() as session:
        query = select(Opening.ref).where(Opening.company_id == visit.company).order_by(Opening.id)
        return chance.choice(list(session.scalars(query)))


def company_fills_in(visit: Visit, chance: Random) -> None:
    """Forms that are sent, of what may and may not be done."""
    opening = f"/company/openings/{opening_ref(visit, chance)}"
    told = {name: str(value) for name, value in POST.items()}
    version, back = str(chance.randint(1, 3)), {"back": "/company/today"}
    answer = f"/company/candidates/{handle(visit, chance)}/answer"
    at = {"at": "2026-11-20T09:00", "place": "一楼"}
    chance.choice(
        [
            lambda: visit.page("POST", answer, answer="interview", **at, **back),
            lambda: visit.page("POST", answer, answer="offer", **back),
            lambda: visit.page("POST", answer, answer="hire", started="2026-11-16", wage="6000"),
            lambda: visit.page("POST", answer, answer="decline", reason="skills", words="不会做账", **back),
            lambda: visit.page("POST", "/company/openings/new", **{**told, "external_ref": "C-1"}),
            lambda: visit.page("POST", f"{opening}/edit", **{**told, "version": version, "headcount": "3"}),
            lambda: visit.page("POST", f"{opening}/withdraw", version=version, reason="PAUSED", **back),
            lambda: visit.page("POST", f"{opening}/revive", version=version, **back),
        ]
    )()


def company_answers(visit: Visit, chance: Random) -> None:
    at = "2026-11-20T09:00:00+08:00"
    told: dict[str, Any] = chance.choice(
        [
            {"answer": "interview", "at": at, "place": "一楼"},
            {"answer": "offer"},
            {"answer": "hire", "started": "2026-11-16", "wage": 6000},
            {"answer": "hire", "started": "2026-01-01"},
            {"answer": "decline", "reason": "skills", "words": "不会做账"},
            {"answer": "interview"},
            {"answer": "offer", "hardship": "orphan"},
        ]
    )
    key = {"Idempotency-Key": f"k{chance.randrange(3)}"}
    visit.ask("POST", f"/referrals/{handle(visit, chance)}/answer", told, **key)


def company_reports(visit: Visit, chance: Random) -> None:
    """Answers in one file, also to what was never sent, or is another's."""
    rows = [
        f"{handle(visit, chance)},hired,2026-11-16,6000,",
        f"{handle(visit, chance)},hired,2026-01-01,,",
        f"{handle(visit, chance)},declined,,,skills 技能",
        f"{NOBODYS},hired,2026-11-16,,",
    ]
    chance.shuffle(rows)
    visit.send_file("/referrals/answers", "\n".join(["Referral,Result,First day,Wage,Reason", *rows]))


def company_edits(visit: Visit, chance: Random) -> None:
    path = f"/openings/A-{chance.randrange(2)}"
    etag = dict(visit.ask("GET", path).headers).get("ETag", '"0"')
    told = {name: value for name, value in POST.items() if name != "external_ref"}
    chance.choice(
        [
            lambda: visit.ask("PATCH", path, {"headcount": chance.randint(1, 3)}, **{"If-Match": etag}),
            lambda: visit.ask("PUT", path, {**told, "wage": "7000"}, **{"If-Match": etag}),
            lambda: visit.ask("PATCH", path, {"wage": "7000"}, **{"If-Match": '"99"'}),
            lambda: visit.ask("POST", "/openings/batch", {"items": [{**POST, "external_ref": "B-1"}, {}]}),
            lambda: visit.ask("DELETE", f"{path}?reason=FILLED", **{"If-Match": etag}),
        ]
    )()


def somebody_acts(visit: Visit, chance: Random) -> None:
    """An officer or the student does something about one of the referrals, if that is possible."""
    number, act = chance.randrange(4), chance.choice(ACTS)
    with visit.acting() as acting:
        step = acting.session.begin_nested()
        try:
            act(acting, referrals(visit, acting.session)[number])
            step.commit()
            visit.outcomes.append("done")
        except NotPossible as refused:
            step.rollback()
            visit.outcomes.append(refused.code)


def take_consent_back(acting: Acting, referral: Referral) -> None:
    withdraw_consent(acting, referral.student, referral.company, Way.LINK)


def say_no(acting: Acting, referral: Referral) -> None:
    decline(acting, referral, Side.STUDENT, DeclineReason.FAMILY, words="要照顾祖母")
    judge_decline(acting, referral, True)


ACTS: tuple[Callable[[Acting, Referral], None], ...] = (
    chase_referral,
    expire_referral,
    withdraw_referral,
    take_consent_back,
    say_no,
    lambda acting, referral: invite(acting, referral, acting.now + timedelta(days=3), "二楼"),
)


DOINGS = (company_answers, company_fills_in, company_reports, company_edits, somebody_acts)


def knock(visit: Visit) -> None:
    """What is another's, what is not there, and what is not open to a company, or to no key."""
    for path in (f"/referrals/{NOBODYS}", "/openings/Z-9", "/students", "/placements", "/nothing"):
        visit.ask("GET", path)
    visit.ask("POST", f"/referrals/{NOBODYS}/answer", {"answer": "offer"})
    visit.send_file("/referrals/answers", "Referral,Result\n")
    for path in ("/", "/account", "/account/keys", "/company/openings", "/company/openings/new"):
        visit.page("GET", path)
    visit.page("GET", "/company/calls")
    for path in ("/account/password", "/account/code", "/account/keys", f"/account/keys/{NOBODYS}/revoke"):
        visit.page("POST", path)
    visit.page("POST", "/logout")
    visit.page("POST", "/company/openings/new", title="男会计")
    visit.page("POST", f"/company/candidates/{NOBODYS}/answer", answer="offer")
    for path in ("", "/edit"):
        visit.page("GET", f"/company/openings/{NOBODYS}{path}")
    for path in ("edit", "withdraw", "revive"):
        visit.page("POST", f"/company/openings/{NOBODYS}/{path}", reason="FILLED")
    visit.ask("POST", "/openings/batch", {"items": []})
    for method in ("PUT", "PATCH"):
        visit.ask(method, "/openings/Z-9", {}, **{"If-Match": '"1"'})
    visit.ask("DELETE", "/openings/Z-9?reason=FILLED", **{"If-Match": '"1"'})


def first_difference(worlds: tuple[World, World], pairs: range) -> str | None:
    """Where two worlds part for the company; None where they never do."""
    seen: list[Entry] = []
    for pair in pairs:
        one, other = (live(worlds[side], f"r-{pair}", f"{pair}/{side}") for side in (0, 1))
        assert one.outcomes == other.outcomes, "officers did not do the same"
        for mine, theirs in zip(one.entries, other.entries, strict=True):
            if mine != theirs:
                return f"pair {pair}: {mine}\n{theirs}"
        seen += one.entries
    assert {each.status for each in seen} >= REACHED
    assert any(name.encode() in each.body for name in NAMES for each in seen)
    return None


def company_routes(world: World) -> set[tuple[str, str]]:
    """Every rule and method that is open to companies."""
    app = world.app
    return {
        (rule.rule, method)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD"}
        if (access := declared_access(app, rule.endpoint, method)) and Role.COMPANY in access.roles
    }


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_what_is_protected_changes_no_byte(worlds: tuple[World, World], part: int, figure: Figure) -> None:
    pairs = range(part * PAIRS, (part + 1) * PAIRS)
    assert first_difference(worlds, pairs) is None
    assert company_routes(worlds[0]) - worlds[0].asked == set()
    figure(3, f"{PAIRS} pairs of worlds that differ in what is protected: the same bytes to a company")


def school_of_the_poor(session: Session, referral: Referral, now: datetime) -> Introduced | None:
    """A leak in a field: the address stands where the school belongs."""
    told = introduce(session, referral, now)
    with whole_registry(session):
        address = session.scalars(select(Student).where(Student.id == referral.student_id)).one().address
    return told and replace(told, school=address)


def the_oldest_only(session: Session, referral: Referral, now: datetime) -> Introduced | None:
    """A leak by silence: who was born in some months is not introduced."""
    with whole_registry(session):
        born = session.scalars(select(Student).where(Student.id == referral.student_id)).one().birth_date
    return introduce(session, referral, now) if born.month > 6 else None


def each_by_itself(
    leak: Callable[[Session, Referral, datetime], Introduced | None],
) -> Callable[[Session, Iterable[Referral], datetime], dict[str, Introduced]]:
    """All that a company is told of those that it was sent, by whoever introduces one."""
    return lambda session, referrals, now: {
        each.ref: told for each in referrals if (told := leak(session, each, now)) is not None
    }


def the_poorest_first(session: Session, *, page: int, page_size: int) -> Page[Referral]:
    """A leak in the order: by how many hardships somebody has."""
    found = sent_referrals(session, page=page, page_size=page_size)
    with whole_registry(session):
        hardships = {
            each.student_id: len(session.get_one(Student, each.student_id).hardships) for each in found.items
        }
    return replace(found, items=tuple(sorted(found.items, key=lambda each: hardships[each.student_id])))


@pytest.mark.slow
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("place", "name", "leak"),
    [
        (disclosures, "introduce_all", each_by_itself(school_of_the_poor)),
        (disclosures, "introduce_all", each_by_itself(the_oldest_only)),
        (company_referrals, "sent_referrals", the_poorest_first),
    ],
)
def test_whatever_leaks_is_found(
    worlds: tuple[World, World], monkeypatch: pytest.MonkeyPatch, place: object, name: str, leak: object
) -> None:
    monkeypatch.setattr(place, name, leak)
    assert first_difference(worlds, range(12)) is not None
