"""The posting door: a company's openings by its own numbers, and officers' reviews."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import Engine, select

from api.clock import now, today
from models.audit_event import AuditEvent
from models.engine import make_session
from models.opening import Opening
from models.principal import Principal
from tests.api.rest.gate import LEADER, NEW, OFFICER, OURS, STREET, THEIRS, WHOLE, Gate

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


def codes(answer: Any) -> list[tuple[str, str]]:
    return [(each["field"], each["code"]) for each in answer.json["errors"]]


class TestPosting:
    def test_a_new_opening_is_created_and_found_by_its_number(self, gate: Gate) -> None:
        created = gate.post(OURS, "/openings", WHOLE)
        assert (created.status_code, created.json["outcome"]) == (201, "created")
        assert created.headers["Location"] == "/api/v1/openings/A-1"
        found = gate.get(OURS, "/openings/A-1")
        assert found.json == created.json["opening"]
        assert found.headers["ETag"] == created.headers["ETag"] == '"1"'
        assert found.json["state"]["code"] == "open"
        assert found.json["read_as"]["wage"] == {"low": 6000, "high": 8000}

    def test_the_same_again_is_unchanged(self, gate: Gate) -> None:
        gate.post(OURS, "/openings", WHOLE)
        again = gate.post(OURS, "/openings", WHOLE)
        assert (again.status_code, again.json["outcome"]) == (200, "unchanged")

    def test_what_is_told_can_be_put_again(self, gate: Gate) -> None:
        gate.post(OURS, "/openings", {**WHOLE, "age": "20岁以上", "board": "包吃住"})
        found = gate.get(OURS, "/openings/A-1")
        put = gate.ask(
            OURS,
            "PUT",
            "/openings/A-1",
            json=found.json["told"],
            headers={"If-Match": found.headers["ETag"]},
        )
        assert (put.status_code, put.json["outcome"]) == (200, "unchanged"), put.json

    def test_a_patch_changes_some_and_null_takes_back(self, gate: Gate) -> None:
        gate.post(OURS, "/openings", {**WHOLE, "board": "包吃住"})
        patched = gate.ask(
            OURS,
            "PATCH",
            "/openings/A-1",
            json={"wage": "9000", "board": None},
            headers={"If-Match": '"1"'},
        )
        assert patched.json["outcome"] == "updated"
        assert patched.json["opening"]["read_as"]["wage"]["low"] == 9000
        assert patched.json["opening"]["read_as"]["lodging"] is None
        assert patched.headers["ETag"] == '"2"'

    def test_a_refusal_names_the_words_the_place_and_the_article(self, gate: Gate) -> None:
        refused = gate.post(OURS, "/openings", {**WHOLE, "title": "前台（限女性）", "wage": "面议"})
        assert refused.status_code == 422
        assert refused.content_type == "application/problem+json"
        assert codes(refused) == [("title", "DISCRIMINATION"), ("wage", "ELEMENT_MISSING")]
        error = refused.json["errors"][0]
        assert error["params"]["words"] == "限女性"
        assert (error["params"]["start"], error["params"]["end"]) == (3, 6)
        assert "article" in error["message"]
        assert gate.get(OURS, "/openings").json["total"] == 0

    def test_refusals_are_told_in_the_language_that_was_asked_for(self, gate: Gate) -> None:
        post = {**WHOLE, "education": "任意门"}
        english = gate.post(OURS, "/openings", post).json
        chinese = gate.post(OURS, "/openings", post, headers={"Accept-Language": "zh-CN,en;q=0.5"}).json
        assert codes_of(english) == codes_of(chinese) == ["EDUCATION_UNKNOWN"]
        assert english["title"].isascii()
        assert not chinese["title"].isascii()
        assert "大专" in english["errors"][0]["params"]["accepted"]


def codes_of(problem: Any) -> list[str]:
    return [error["code"] for error in problem["errors"]]


class TestBatch:
    def test_each_item_is_answered_by_itself(self, gate: Gate) -> None:
        works = ["电焊工", "会计", "客服专员", "保安"]
        items: list[Any] = [{**WHOLE, "external_ref": work, "title": work} for work in works]
        items[1] = {**items[1], "sex": "女"}
        items[2] = {**items[2], "wage": "面议"}
        items.append(items[0])
        answer = gate.post(OURS, "/openings/batch", {"items": items})
        assert answer.status_code == 200
        outcomes = [item["outcome"] for item in answer.json["items"]]
        assert outcomes == ["created", "rejected", "rejected", "created", "rejected"]
        assert answer.json["items"][1]["errors"][0]["code"] == "UNKNOWN_FIELD"
        assert [answer.json[kind] for kind in ("created", "updated", "unchanged", "rejected")] == [2, 0, 0, 3]
        assert gate.get(OURS, "/openings").json["total"] == 2

    @pytest.mark.parametrize("items", [[], [{}] * 501, {}, None])
    def test_a_batch_is_one_to_five_hundred_items(self, gate: Gate, items: Any) -> None:
        refused = gate.post(OURS, "/openings/batch", {"items": items})
        assert refused.status_code == 422
        assert ("TOO_MANY" in codes_of(refused.json)) == (items == [{}] * 501)

    @pytest.mark.parametrize("bad", ["x", None, 3, ["a"]])
    def test_an_item_that_is_no_object_costs_the_others_nothing(self, gate: Gate, bad: Any) -> None:
        answer = gate.post(OURS, "/openings/batch", {"items": [bad, WHOLE]}).json
        assert [item["outcome"] for item in answer["items"]] == ["rejected", "created"]
        (error,) = answer["items"][0]["errors"]
        assert (error["field"], error["code"], answer["items"][0]["external_ref"]) == ("", "NO_OBJECT", None)


class TestWithoutANumber:
    """An opening that came by a file without a number of the company's own goes by our reference."""

    @pytest.fixture
    def ref(self, gate: Gate, engine: Engine) -> str:
        gate.post(OURS, "/openings", WHOLE)
        with make_session(engine, None) as session:
            opening = session.scalars(select(Opening)).one()
            opening.external_ref = None
            session.commit()
            return opening.ref

    def test_it_is_read_and_withdrawn(self, gate: Gate, ref: str) -> None:
        found = gate.get(OURS, f"/openings/{ref}")
        assert (found.status_code, found.json["external_ref"], found.json["ref"]) == (200, None, ref)
        told = {"headers": {"If-Match": found.headers["ETag"]}}
        gone = gate.ask(OURS, "DELETE", f"/openings/{ref}?reason=FILLED", **told)
        assert gone.json["state"]["code"] == "withdrawn"

    @pytest.mark.parametrize("method", ["PUT", "PATCH"])
    def test_what_is_changed_of_it_has_the_reference_for_a_number(
        self, gate: Gate, ref: str, method: str
    ) -> None:
        told = {**WHOLE, "title": "数控铣工"} if method == "PUT" else {"title": "数控铣工"}
        told.pop("external_ref", None)
        tag = gate.get(OURS, f"/openings/{ref}").headers["ETag"]
        saved = gate.ask(OURS, method, f"/openings/{ref}", json=told, headers={"If-Match": tag})
        assert (saved.status_code, saved.json["outcome"]) == (200, "updated"), saved.json
        opening = saved.json["opening"]
        assert (opening["external_ref"], opening["ref"], opening["told"]["title"]) == (ref, ref, "数控铣工")
        assert gate.get(OURS, "/openings").json["total"] == 1

    def test_anothers_is_not_there(self, gate: Gate, ref: str) -> None:
        assert gate.get(THEIRS, f"/openings/{ref}").status_code == 404


class TestWithdrawal:
    def test_a_withdrawn_opening_stays_to_be_seen_and_comes_back(self, gate: Gate) -> None:
        gate.post(OURS, "/openings", WHOLE)
        gone = gate.ask(OURS, "DELETE", "/openings/A-1?reason=FILLED", headers={"If-Match": '"1"'})
        assert (gone.status_code, gone.json["state"]["code"]) == (200, "withdrawn")
        assert gone.json["state"]["reason"] == {"code": "FILLED", "name": "Filled, says the company"}
        assert gate.get(OURS, "/openings?status=withdrawn").json["total"] == 1
        back = gate.post(OURS, "/openings", WHOLE)
        assert (back.json["outcome"], back.json["revived"]) == ("updated", True)
        assert back.json["opening"]["state"]["code"] == "open"

    def test_a_reason_is_asked_for(self, gate: Gate) -> None:
        gate.post(OURS, "/openings", WHOLE)
        refused = gate.ask(OURS, "DELETE", "/openings/A-1", headers={"If-Match": '"1"'})
        assert (refused.status_code, codes(refused)) == (422, [("reason", "REQUIRED")])


class TestExpiry:
    def test_an_expired_opening_says_so_and_comes_back(self, gate: Gate) -> None:
        gate.post(OURS, "/openings", {**WHOLE, "valid_to": f"{today() + timedelta(days=10)}"})
        with time_machine.travel(now() + timedelta(days=11)):
            state = gate.get(OURS, "/openings/A-1").json["state"]
            assert (state["code"], state["reason"]["code"]) == ("expired", "VALID_TO_PASSED")
            assert gate.get(OURS, "/openings?status=open").json["total"] == 0
            assert gate.get(OURS, "/openings?status=expired").json["total"] == 1
            back = gate.post(OURS, "/openings", WHOLE)
            assert (back.json["revived"], back.json["opening"]["state"]["code"]) == (True, "open")
            assert gate.get(OURS, "/openings?status=open").json["total"] == 1


class TestTrail:
    def test_acts_are_kept_by_the_names_of_fields(self, gate: Gate, engine: Engine) -> None:
        ref = gate.post(NEW, "/openings", WHOLE).json["opening"]["ref"]
        gate.post(NEW, "/openings", {**WHOLE, "wage": "9000"})
        gate.post(NEW, "/openings", {**WHOLE, "wage": "面议"})  # refused: nothing was done
        gate.post(OFFICER, f"/openings/{ref}/review", {"decision": "approve"}, headers={"If-Match": '"2"'})
        gate.ask(NEW, "DELETE", "/openings/A-1?reason=FILLED", headers={"If-Match": '"3"'})
        gate.post(NEW, "/openings/batch", {"items": [WHOLE]})
        with make_session(engine, None) as session:
            trail = session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()
        assert [(event.actor, event.act) for event in trail] == [
            ("company:new", "opening.posted"),
            ("company:new", "opening.posted"),
            ("account:officer", "opening.reviewed"),
            ("company:new", "opening.withdrawn"),
            ("company:new", "openings.posted"),
        ]
        assert [event.subject_ref for event in trail[:4]] == [ref] * 4
        assert trail[1].fields == ["wage_high", "wage_low", "wage_words"]
        assert "9000" not in str([(event.fields, event.details) for event in trail])


class TestVersions:
    @pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
    def test_unsafe_requests_name_the_version_they_mean(self, gate: Gate, method: str) -> None:
        gate.post(OURS, "/openings", WHOLE)
        gate.post(OURS, "/openings", {**WHOLE, "wage": "7000-9000"})
        query = "?reason=FILLED" if method == "DELETE" else ""
        body = None if method == "DELETE" else {"wage": "1万"}
        for header, status, code in ((None, 428, "VERSION_MISSING"), ('"1"', 412, "VERSION_STALE")):
            headers = {"If-Match": header} if header else {}
            answer = gate.ask(OURS, method, f"/openings/A-1{query}", json=body, headers=headers)
            assert (answer.status_code, answer.json["code"]) == (status, code)
        assert gate.get(OURS, "/openings/A-1").headers["ETag"] == '"2"'


class TestSomebodyElses:
    @pytest.mark.parametrize(
        ("method", "query"), [("GET", ""), ("PUT", ""), ("PATCH", ""), ("DELETE", "?reason=FILLED")]
    )
    def test_anothers_opening_answers_as_a_missing_one(self, gate: Gate, method: str, query: str) -> None:
        gate.post(OURS, "/openings", WHOLE)
        body = {name: value for name, value in WHOLE.items() if name != "external_ref"}
        options: Any = {"json": body} if method in ("PUT", "PATCH") else {}
        options["headers"] = {"If-Match": '"1"'}
        theirs = gate.ask(THEIRS, method, f"/openings/A-1{query}", **options)
        missing = gate.ask(THEIRS, method, f"/openings/A-2{query}", **options)
        assert theirs.status_code == 404
        assert theirs.data == missing.data
        for answer in (theirs, missing):
            del answer.headers["X-Request-ID"]
        assert list(theirs.headers) == list(missing.headers)

    def test_lists_hold_ones_own(self, gate: Gate) -> None:
        gate.post(OURS, "/openings", WHOLE)
        assert gate.get(THEIRS, "/openings").json["items"] == []
        assert gate.post(THEIRS, "/openings", WHOLE).status_code == 201

    @pytest.mark.parametrize("who", [OFFICER, LEADER])
    def test_only_companies_post(self, gate: Gate, who: Principal) -> None:
        assert gate.post(who, "/openings", WHOLE).status_code == 403


class TestReview:
    @pytest.mark.parametrize("officer", [OFFICER, STREET])
    def test_the_first_opening_of_a_new_company_waits(self, gate: Gate, officer: Principal) -> None:
        posted = gate.post(NEW, "/openings", WHOLE).json["opening"]
        assert (posted["state"]["code"], posted["state"]["reason"]["code"]) == ("waiting", "REVIEW")
        waiting = gate.get(officer, "/openings?status=waiting").json
        assert [item["ref"] for item in waiting["items"]] == [posted["ref"]]
        assert waiting["items"][0]["company"]["trusted"] is False
        path = f"/openings/{posted['ref']}"
        seen = gate.get(officer, path)
        assert seen.json == waiting["items"][0]
        approved = gate.post(
            officer, f"{path}/review", {"decision": "approve"}, headers={"If-Match": seen.headers["ETag"]}
        )
        assert (approved.status_code, approved.json["state"]["code"]) == (200, "open")
        assert approved.json["company"]["trusted"] is True
        second = gate.post(NEW, "/openings", {**WHOLE, "external_ref": "A-2", "title": "会计"})
        assert second.json["opening"]["state"]["code"] == "open"

    def test_a_refusal_says_why_and_the_company_reads_it(self, gate: Gate) -> None:
        ref = gate.post(NEW, "/openings", WHOLE).json["opening"]["ref"]
        headers = {"If-Match": '"1"'}
        silent = gate.post(OFFICER, f"/openings/{ref}/review", {"decision": "reject"}, headers=headers)
        assert (silent.status_code, codes(silent)) == (422, [("reason", "REQUIRED")])
        review = {"decision": "reject", "reason": "地址不符"}
        assert gate.post(OFFICER, f"/openings/{ref}/review", review, headers=headers).status_code == 200
        state = gate.get(NEW, "/openings/A-1").json["state"]
        assert (state["code"], state["reason"]["code"], state["words"]) == ("closed", "REJECTED", "地址不符")

    def test_near_duplicates_wait_for_a_look(self, gate: Gate) -> None:
        gate.post(OURS, "/openings", WHOLE)
        second = gate.post(OURS, "/openings", {**WHOLE, "external_ref": "A-2"}).json
        assert [warning["code"] for warning in second["warnings"]] == ["NEAR_DUPLICATE"]
        flagged = gate.get(OFFICER, "/openings?needs_review=true").json["items"]
        assert [item["external_ref"] for item in flagged] == ["A-2"]
        assert flagged[0]["flags"][0]["code"] == "NEAR_DUPLICATE"

    def test_a_company_does_not_review(self, gate: Gate) -> None:
        ref = gate.post(NEW, "/openings", WHOLE).json["opening"]["ref"]
        answer = gate.post(NEW, f"/openings/{ref}/review", {"decision": "approve"}, headers={"If-Match": "*"})
        assert answer.status_code == 403


class TestTrust:
    def test_an_officer_trusts_a_company_or_does_not(self, gate: Gate) -> None:
        found = gate.get(OFFICER, "/companies?q=云朵").json["items"][0]
        path = f"/companies/{found['ref']}/trust"
        assert gate.post(OFFICER, path, {"trusted": False}).status_code == 428
        doubted = gate.post(OFFICER, path, {"trusted": False}, headers={"If-Match": '"1"'})
        assert (doubted.status_code, doubted.json["trusted"]) == (200, False)
        assert gate.post(OURS, "/openings", WHOLE).json["opening"]["state"]["code"] == "waiting"
        gate.post(OFFICER, path, {"trusted": True}, headers={"If-Match": doubted.headers["ETag"]})
        assert gate.post(OURS, "/openings", WHOLE).json["opening"]["state"]["code"] == "open"

    @pytest.mark.parametrize("trusted", ["yes", 1, None])
    def test_it_is_yes_or_no(self, gate: Gate, trusted: Any) -> None:
        ref = gate.get(OFFICER, "/companies").json["items"][0]["ref"]
        answer = gate.post(
            OFFICER, f"/companies/{ref}/trust", {"trusted": trusted}, headers={"If-Match": "*"}
        )
        assert answer.status_code == 422

    def test_a_company_does_not_trust_itself(self, gate: Gate) -> None:
        ref = gate.get(OFFICER, "/companies").json["items"][0]["ref"]
        assert gate.post(OURS, f"/companies/{ref}/trust", {"trusted": True}).status_code == 403


class TestLists:
    def test_pages_and_orders(self, gate: Gate) -> None:
        for number in "312":
            gate.post(OURS, "/openings", {**WHOLE, "external_ref": number, "title": f"{number}号岗位会计"})
        page = gate.get(OURS, "/openings?sort=-external_ref&page_size=2").json
        assert [item["external_ref"] for item in page["items"]] == ["3", "2"]
        assert (page["total"], page["page"], page["page_size"]) == (3, 1, 2)
        rest = gate.get(OURS, "/openings?sort=-external_ref&page_size=2&page=2").json
        assert [item["external_ref"] for item in rest["items"]] == ["1"]
        assert gate.get(OURS, "/openings?q=2号").json["total"] == 1

    @pytest.mark.parametrize(
        ("query", "field", "code"),
        [
            ("sort=secret", "sort", "NOT_ACCEPTED"),
            ("status=gone", "status", "NOT_ACCEPTED"),
            ("page_size=51", "page_size", "OUT_OF_RANGE"),
            ("page=0", "page", "OUT_OF_RANGE"),
            ("page=x", "page", "NO_WHOLE_NUMBER"),
            ("colour=red", "colour", "UNKNOWN_FIELD"),
        ],
    )
    def test_what_is_not_known_is_refused(self, gate: Gate, query: str, field: str, code: str) -> None:
        answer = gate.get(OURS, f"/openings?{query}")
        assert (answer.status_code, codes(answer)) == (422, [(field, code)])
