"""What the command line shows of referrals and placements, and that the look is kept."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from api.services.acting import Acting
from api.services.placing.answer_referral import decline
from api.services.placing.give_consent import give_consent
from api.services.placing.place_student import place_elsewhere
from api.services.placing.refer_student import propose_referral, send_referral
from api.settings import load_settings
from matcher.policy import STANDARD
from matcher.vocabulary import DeclineReason, Evidence, Side, Signer, Way
from models.engine import make_engine, make_session
from models.opening import Opening
from models.principal import Principal
from models.student import Student
from models.vault import Vault
from tests.models.samples import a_shortlist
from tests.scripts.commands.conftest import Instance, Run, document

NOBODY = "a" * 26
SENT = datetime(2026, 3, 2, 16, 30, tzinfo=UTC)  # the next day where the districts are


@pytest.fixture
def refs(instance: Instance) -> dict[str, str]:
    """A referral that was declined, and a placement elsewhere, of one student."""
    settings = load_settings()
    engine = make_engine(settings.database_url)
    with make_session(engine, Vault(settings.keys)) as session:
        student = session.scalars(select(Student).where(Student.ref == instance.refs["赵小满"])).one()
        opening = session.scalars(select(Opening).where(Opening.title == "会计")).one()
        kept = a_shortlist(student, opening)
        session.add(kept)
        session.flush()
        acting = Acting(session, Principal.operator("test"), SENT)
        referral = propose_referral(acting, kept.items[0], STANDARD)
        give_consent(acting, student, opening.company, signer=Signer.STUDENT, way=Way.LINK)
        send_referral(acting, referral, STANDARD)
        decline(acting, referral, Side.STUDENT, DeclineReason.DISTANCE)
        placement = place_elsewhere(
            acting,
            student,
            "家门口超市",
            started=date(2025, 3, 3),
            evidence=Evidence.CONTRACT,
            words="原件已核",
        )
        session.commit()
        found = {"referral": referral.ref, "placement": placement.ref}
    engine.dispose()
    return found


def test_referrals_are_listed_and_shown(run: Run, refs: dict[str, str]) -> None:
    page = document(run("referral", "list", "--state", "declined", "--json"))
    assert [(item["ref"], item["student"]["name"]) for item in page["items"]] == [
        (refs["referral"], "赵小满")
    ]
    assert document(run("referral", "list", "--unanswered", "7", "--json"))["total"] == 0
    shown = run("referral", "list", "--locale", "en").stdout
    assert all(word in shown for word in ("赵小满", "会计", "锡东暖心机械厂", "declined", "2026-03-03"))
    one = document(run("referral", "show", refs["referral"], "--json"))
    assert (one["declined"]["reason"]["code"], len(one["moves"])) == ("distance", 4)
    told = run("referral", "show", refs["referral"], "--locale", "en").stdout
    assert "Declined by the student: distance" in told
    assert "2026-03-03 00:30" in told


def test_placements_are_listed_and_shown(run: Run, refs: dict[str, str]) -> None:
    for options, total in (((), 1), (("--due",), 1), (("--ended",), 0), (("--evidence", "insurance"), 0)):
        assert document(run("placement", "list", *options, "--json"))["total"] == total, options
    shown = run("placement", "list", "--locale", "en").stdout
    assert all(word in shown for word in ("赵小满", "家门口超市", "labour contract", "2025-06-03"))
    one = document(run("placement", "show", refs["placement"], "--json"))
    assert [check["due"] for check in one["checks"]] == ["2025-06-03", "2025-09-03", "2026-03-03"]
    told = run("placement", "show", refs["placement"], "--locale", "en").stdout
    assert "原件已核" in told
    assert "2026-03-03" in told


@pytest.mark.parametrize("noun", ["referral", "placement"])
def test_a_look_is_kept_and_nothing_is_told_of_what_is_missing(
    run: Run, refs: dict[str, str], noun: str
) -> None:
    run(noun, "list")
    run(noun, "show", refs[noun])
    missing = run(noun, "show", NOBODY, "--json")
    assert (missing.exit_code, document(missing)["error"]["code"]) == (1, f"{noun.upper()}_UNKNOWN")
    events = document(run("audit", "list", "--json"))["items"][1::-1]
    assert [event["act"] for event in events] == [f"{noun}s.listed", f"{noun}.read"]
    assert all("student" in event["fields"] for event in events)
    assert "赵小满" not in str(events)
