"""Openings that companies post themselves: what they say is what is kept, and nothing vanishes."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, object_session

from api.schemas.cells import Cell
from api.schemas.problems import ProblemCode
from api.services.acting import Acting
from api.services.import_plan import Outcome
from api.services.openings.post_opening import Posted, Terms, post_openings
from api.services.openings.review_opening import NothingToReview, review_opening
from api.services.openings.told_opening import told_of
from api.services.openings.withdraw_opening import withdraw_opening
from matcher.vocabulary import OpeningStatus
from models.company import Company
from models.opening import Opening
from models.posting import Decision, Flag, Withdrawal
from models.principal import Principal, Role
from tests.models.samples import a_company, an_opening

TODAY = date(2026, 11, 23)
WHOLE: dict[str, Cell] = {
    "external_ref": "A-1",
    "title": "数控车工",
    "headcount": 2,
    "place": "无锡市锡山区",
    "wage": "6000-8000",
    "education": "不限",
    "valid_to": "2026-12-31",
    "duties": "操作数控车床，看图纸",
}
Post = Callable[..., Posted]

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


@pytest.fixture
def company(session: Session) -> Company:
    company = a_company(uscc="91110000600037341L", verified=True, trusted=True)
    session.add(company)
    session.flush()
    return company


@pytest.fixture
def post(session: Session, company: Company) -> Post:
    def one(*, today: date = TODAY, **told: Cell) -> Posted:
        return post_openings(session, company, [{**WHOLE, **told}], Terms(today))[0]

    return one


def said(posted: Posted) -> list[tuple[str, str]]:
    return [(finding.field, finding.code.value) for finding in posted.findings]


def kept(posted: Posted) -> Opening:
    assert posted.opening is not None, said(posted)
    return posted.opening


def withdraw(opening: Opening, reason: Withdrawal) -> None:
    session = object_session(opening)
    assert session is not None
    who = Principal(Role.COMPANY, "account:a", company=opening.company_id)
    withdraw_opening(Acting(session, who, datetime(2026, 11, 23, 9, tzinfo=UTC)), opening, reason)


def count(session: Session) -> int:
    return session.scalars(select(func.count()).select_from(Opening)).one()


class TestPosting:
    def test_a_posting_is_read_as_an_import_reads_it(self, post: Post) -> None:
        posted = post(skills="数控、CAD、五险一金", board="包吃住")
        opening = kept(posted)
        assert posted.outcome is Outcome.CREATED
        assert (opening.wage_low, opening.wage_high, opening.place) == (6000, 8000, "320205")
        assert opening.occupation
        assert (opening.board, opening.lodging) == (True, True)
        assert opening.status is OpeningStatus.OPEN

    def test_the_same_again_changes_nothing(self, post: Post) -> None:
        version = kept(post()).version
        again = post()
        assert (again.outcome, kept(again).version, again.changed) == (Outcome.UNCHANGED, version, ())

    def test_what_is_left_out_is_not_told_any_more(self, post: Post) -> None:
        post(skills="数控", board="包吃住", experience="1年")
        posted = post()
        assert posted.outcome is Outcome.UPDATED
        opening = kept(posted)
        assert (opening.skills_words, opening.board, opening.experience_months) == (None, None, None)

    def test_an_opening_imported_without_a_number_gets_it(
        self, session: Session, company: Company, post: Post
    ) -> None:
        session.add(an_opening(company, "数控车工", place_key="320205:"))
        session.flush()
        posted = post()
        assert (posted.outcome, count(session)) == (Outcome.UPDATED, 1)

    @pytest.mark.parametrize("nothing", ["不限", "无", "none", "None", "无要求", "学历不限", "", None])
    @pytest.mark.parametrize("field", ["education", "majors", "experience", "certificates", "skills"])
    def test_no_requirement_is_a_value(self, post: Post, field: str, nothing: str | None) -> None:
        if field != "education" and nothing == "学历不限":
            nothing = "不限"
        assert said(post(**{field: nothing})) == []

    def test_all_of_a_batch_arrive_but_the_bad_ones(self, session: Session, company: Company) -> None:
        posts: list[dict[str, Cell]] = [
            {**WHOLE, "external_ref": f"{number}", "title": title, "education": "无" if number % 3 else None}
            for number, title in enumerate(_titles(37))
        ]
        posts[5] |= {"wage": "面议"}
        posts[6] |= {"title": "前台（限女性）"}
        posts[7] |= {"external_ref": None}
        results = post_openings(session, company, posts, Terms(TODAY))
        bad = [index for index, posted in enumerate(results) if posted.outcome is Outcome.REJECTED]
        assert bad == [5, 6, 7]
        assert count(session) == 34

    def test_of_a_number_that_comes_twice_in_a_batch_the_first_counts(
        self, session: Session, company: Company
    ) -> None:
        refused, other = {**WHOLE, "wage": None}, {**WHOLE, "title": "保洁员"}
        results = post_openings(session, company, [refused, WHOLE, other, WHOLE], Terms(TODAY))
        assert [posted.outcome.value for posted in results] == ["rejected", "created", "rejected", "rejected"]
        assert said(results[2]) == [("external_ref", "DUPLICATE")]
        assert (kept(results[1]).title, count(session)) == (WHOLE["title"], 1)

    def test_fewer_than_were_placed_are_refused(self, session: Session, post: Post) -> None:
        kept(post()).filled = 2
        posted = post(headcount=1)
        assert said(posted) == [("headcount", "HEADCOUNT_BELOW_FILLED")]
        session.flush()

    @pytest.mark.parametrize("told", [{}, {"age": "20岁以上", "skills": "数控", "board": "包吃住"}])
    def test_what_is_told_of_an_opening_reads_as_it_does(self, post: Post, told: dict[str, Any]) -> None:
        opening = kept(post(**told))
        assert post(**told_of(opening)).outcome is Outcome.UNCHANGED


class TestTheLaw:
    def test_every_missing_element_is_named_beside_what_else_is_wrong(self, post: Post) -> None:
        posted = post(headcount=None, wage="面议", duties=None, valid_to=None, place=None, title="前台 女")
        assert said(posted) == [
            ("title", "DISCRIMINATION"),
            ("headcount", "ELEMENT_MISSING"),
            ("place", "ELEMENT_MISSING"),
            ("valid_to", "ELEMENT_MISSING"),
            ("duties", "ELEMENT_MISSING"),
            ("wage", "ELEMENT_MISSING"),
        ]

    @pytest.mark.parametrize("before", ["", "  ", "\n"])
    def test_offending_words_are_shown_where_they_stand(self, post: Post, before: str) -> None:
        text = before + "操作数控车床，限男性，未婚优先"
        posted = post(duties=text)
        assert {finding.code for finding in posted.findings} == {ProblemCode.DISCRIMINATION}
        for finding in posted.findings:
            start, end = int(str(finding.params["start"])), int(str(finding.params["end"]))
            assert text[start:end] == finding.params["words"]
            assert finding.params["article"]

    @pytest.mark.parametrize(
        "field", ["title", "duties", "skills", "education", "shifts", "place", "age", "contract", "hazards"]
    )
    def test_discrimination_is_found_in_every_field(self, post: Post, field: str) -> None:
        assert (field, "DISCRIMINATION") in said(post(**{field: f"{WHOLE.get(field) or '两年'}，限女性"}))

    @pytest.mark.parametrize(
        ("told", "field", "code"),
        [
            ({"title": "暑假工 童工可"}, "title", "CHILD_LABOUR"),
            ({"duties": "看图纸，15岁可"}, "duties", "CHILD_LABOUR"),
            ({"age": "15-30岁"}, "age", "CHILD_LABOUR"),
            ({"duties": "入职需交押金500元"}, "duties", "DEPOSIT"),
            ({"wage": "6000，押一个月工资"}, "wage", "DEPOSIT"),
            ({"wage": "1800"}, "wage", "WAGE_BELOW_MINIMUM"),
            ({"contract": "1年", "probation": "3个月"}, "probation", "PROBATION_TOO_LONG"),
            ({"probation": "7个月"}, "probation", "PROBATION_TOO_LONG"),
            ({"duties": "看图纸，试用期工资70%"}, "duties", "PROBATION_PAY_TOO_LOW"),
            ({"duties": "看图纸，试用期工资4000元"}, "duties", "PROBATION_PAY_TOO_LOW"),
            ({"valid_to": "2026-11-22"}, "valid_to", "VALIDITY_PAST"),
        ],
    )
    def test_unlawful_terms_are_refused(
        self, post: Post, told: dict[str, Cell], field: str, code: str
    ) -> None:
        assert (field, code) in said(post(**told))

    @pytest.mark.parametrize(
        "told",
        [
            {"duties": "无押金，看图纸，不招童工"},
            {"contract": "3年", "probation": "6个月"},
            {"title": "暑期实习生", "wage": "1800"},
            {"duties": "看图纸，试用期工资80%"},
            {"valid_to": "2026-11-23"},
        ],
    )
    def test_lawful_terms_are_taken(self, post: Post, told: dict[str, Cell]) -> None:
        assert said(post(**told)) == []

    def test_hazards_that_bar_minors_are_kept(self, post: Post) -> None:
        posted = post(hazards="粉尘、噪声", duties="高处作业")
        assert posted.outcome is Outcome.CREATED
        assert set(kept(posted).hazards or []) >= {"dust", "noise"}


class TestStanding:
    def test_a_reposted_opening_comes_back_after_expiry(self, post: Post) -> None:
        post()
        later = TODAY + timedelta(days=60)
        posted = post(today=later, valid_to="2027-03-01")
        assert (posted.revived, kept(posted).status) == (True, OpeningStatus.OPEN)

    @pytest.mark.parametrize("reason", Withdrawal)
    def test_a_reposted_opening_comes_back_after_withdrawal(self, post: Post, reason: Withdrawal) -> None:
        opening = kept(post())
        withdraw(opening, reason)
        assert (opening.status, opening.status_reason) == (OpeningStatus.WITHDRAWN, reason)
        withdraw(opening, Withdrawal.MISTAKE)
        assert opening.status_reason == reason  # what is off the list stays as it is
        posted = post()
        assert (posted.outcome, posted.revived, posted.changed) == (Outcome.UPDATED, True, ("status",))
        assert (opening.status, opening.status_reason) == (OpeningStatus.OPEN, None)

    def test_new_companies_wait_until_an_officer_approved_one(self, company: Company, post: Post) -> None:
        company.trusted = False
        first, second = kept(post()), kept(post(external_ref="A-2", title="焊工"))
        assert {first.status, second.status} == {OpeningStatus.WAITING}
        assert first.status_reason == "REVIEW"
        review_opening(first, Decision.APPROVE, None)
        assert (first.status, company.trusted, second.status) == (
            OpeningStatus.OPEN,
            True,
            OpeningStatus.WAITING,
        )
        assert kept(post(external_ref="A-3", title="会计")).status is OpeningStatus.OPEN
        assert kept(post(external_ref="A-2", title="焊工")).status is OpeningStatus.OPEN

    def test_what_was_refused_shows_why_and_comes_back_changed_only_to_wait(self, post: Post) -> None:
        opening = kept(post())
        review_opening(opening, Decision.REJECT, "公司地址不符")
        assert (opening.status_reason, opening.status_words) == ("REJECTED", "公司地址不符")
        again = post()
        assert (again.outcome, opening.status) == (Outcome.UNCHANGED, OpeningStatus.CLOSED)
        withdraw(opening, Withdrawal.MISTAKE)
        assert opening.status is OpeningStatus.CLOSED
        post(wage="7000-9000")
        assert (opening.status, opening.flags) == (OpeningStatus.WAITING, ["REJECTED"])
        withdraw(opening, Withdrawal.MISTAKE)
        post(wage="7000-9000")
        assert opening.status is OpeningStatus.WAITING
        review_opening(opening, Decision.APPROVE, None)
        assert (opening.status, opening.flags) == (OpeningStatus.OPEN, [])

    def test_what_its_company_withdrew_is_not_reviewed(self, post: Post) -> None:
        opening = kept(post())
        withdraw(opening, Withdrawal.CANCELLED)
        with pytest.raises(NothingToReview):
            review_opening(opening, Decision.APPROVE, None)


class TestNearDuplicates:
    def test_one_offer_told_twelve_times_is_flagged_and_kept(
        self, session: Session, company: Company
    ) -> None:
        posts = [
            {**WHOLE, "external_ref": f"{n}", "title": f"高级数控车床操作工{'' if n < 6 else n}"}
            for n in range(12)
        ]
        results = post_openings(session, company, posts, Terms(TODAY))
        assert [posted.outcome for posted in results] == [Outcome.CREATED] * 12
        flagged = [Flag.NEAR_DUPLICATE in kept(posted).flags for posted in results]
        assert flagged == [False, *[True] * 11]
        assert results[2].findings[0].params["others"] == ["0", "1"]
        assert all(kept(posted).needs_review for posted in results[1:])

    @pytest.mark.parametrize("told", [{"title": "会计"}, {"place": "苏州市"}])
    def test_other_work_or_another_place_is_another_offer(self, post: Post, told: dict[str, Cell]) -> None:
        post()
        assert kept(post(external_ref="A-2", **told)).flags == []

    def test_what_was_withdrawn_is_no_rival(self, post: Post, session: Session) -> None:
        withdraw(kept(post()), Withdrawal.FILLED)
        session.flush()
        assert kept(post(external_ref="A-2")).flags == []

    def test_a_look_at_it_is_enough(self, post: Post) -> None:
        post()
        opening = kept(post(external_ref="A-2"))
        review_opening(opening, Decision.APPROVE, None)
        assert kept(post(external_ref="A-2")).needs_review is False


def _titles(number: int) -> list[str]:
    works = ["数控车工", "电焊工", "会计", "出纳", "前台", "保安", "司机", "厨师", "收银员", "质检员", "仓管"]
    return [f"{works[n % len(works)]}{'一二三四'[n // len(works)]}部" for n in range(number)]
