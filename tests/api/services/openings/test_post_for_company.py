"""Openings that officers post and edit for companies: the same gate, and nobody has to look again."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.services.acting import Acting
from api.services.import_plan import Outcome
from api.services.not_possible import NotPossible
from api.services.openings.post_for_company import edit_opening, post_for_company
from api.services.openings.post_opening import Terms, post_openings, posting_schema, read_posting
from api.services.openings.read_opening import OpeningReader
from api.services.openings.told_opening import NOT_TOLD, told_of
from api.services.told_fields import FieldsRefused, FieldTaken
from matcher.vocabulary import OpeningStatus
from models.audit_event import AuditEvent
from models.company import Company
from models.opening import Opening
from models.posting import REVIEW, Flag
from models.principal import Principal, Role
from tests.api.services.registry_desk import NOW, Desk, opening
from tests.models.samples import a_company

TERMS = Terms(NOW.date(), "320205")
WHOLE = {
    "title": "数控车工",
    "headcount": "2",
    "place": "无锡市锡山区",
    "wage": "6000-8000",
    "valid_to": "2027-03-31",
    "duties": "操作数控车床，看图纸",
}
MORE = {
    "education": "大专",
    "majors": "机械制造",
    "experience": "1-3年",
    "skills": "CAD",
    "certificates": "无",
    "age": "18周岁以上",
    "board": "包吃住",
    "shifts": "两班倒",
    "hazards": "噪声",
    "contract": "3年",
    "probation": "3个月",
    "published": "2026-11-01",
}
CHANGED = {
    **MORE,
    "title": "数控铣工",
    "headcount": "3",
    "place": "无锡市锡山区东亭街道",
    "wage": "7000-9000",
    "valid_to": "2027-04-30",
    "duties": "第一行\n第二行",
}
World = tuple[Acting, Company]


@pytest.fixture
def world(session: Session) -> World:
    company = a_company(uscc="91320205MA27X8K5G1", verified=True)  # and not trusted yet
    session.add(company)
    session.flush()
    return Acting(session, Principal(Role.OFFICER, "account:a"), NOW), company


def post(world: World, **told: str) -> Opening:
    posted = post_for_company(*world, {**WHOLE, **told}, TERMS)
    assert posted.opening is not None
    return posted.opening


def codes(error: pytest.ExceptionInfo[FieldsRefused]) -> list[tuple[str, str]]:
    return [(each.field, each.code.value) for each in error.value.findings]


class TestPosting:
    def test_what_an_officer_posts_is_listed_and_its_company_trusted_as_before(self, world: World) -> None:
        acting, company = world
        posted = post_for_company(acting, company, {**WHOLE, "skills": "CAD、数控编程"}, TERMS)
        made = posted.opening
        assert made is not None
        assert (posted.outcome, made.status, made.needs_review) == (
            Outcome.CREATED,
            OpeningStatus.OPEN,
            False,
        )
        assert (made.external_ref, made.headcount, made.wage_low, made.place) == (None, 2, 6000, "320205")
        assert made.occupation
        assert not company.trusted
        acting.session.commit()
        event = acting.session.scalars(select(AuditEvent)).one()
        assert (event.act, event.fields) == ("opening.added", sorted([*WHOLE, "skills"]))
        assert event.details == {"version": 1, "company": company.ref}

    def test_it_reads_as_the_companys_own_post_does(self, world: World) -> None:
        acting, company = world
        ours = post(world, **MORE)
        own = post_openings(acting.session, company, [{**WHOLE, **MORE, "external_ref": "A-1"}], TERMS)[
            0
        ].opening
        assert own is not None
        known = {
            *NOT_TOLD,
            *OpeningReader().complete(WHOLE),
            "title",
            "headcount",
            "minimum_age",
            "occupation",
        }
        assert {name: getattr(ours, name) for name in known} == {name: getattr(own, name) for name in known}

    @pytest.mark.parametrize(
        ("change", "field", "code"),
        [
            *(({field: ""}, field, "REQUIRED" if field == "title" else "ELEMENT_MISSING") for field in WHOLE),
            ({"wage": "面议"}, "wage", "ELEMENT_MISSING"),
            ({"duties": "限女性"}, "duties", "DISCRIMINATION"),
            ({"duties": "须交押金500元"}, "duties", "DEPOSIT"),
            ({"wage": "1500"}, "wage", "WAGE_BELOW_MINIMUM"),
            ({"age": "15岁以上"}, "age", "CHILD_LABOUR"),
            ({"valid_to": "2026-11-22"}, "valid_to", "VALIDITY_PAST"),
            ({"education": "火星"}, "education", "EDUCATION_UNKNOWN"),
            ({"colour": "red"}, "colour", "UNKNOWN_FIELD"),
        ],
    )
    def test_the_gate_is_the_same(self, world: World, change: dict[str, str], field: str, code: str) -> None:
        with pytest.raises(FieldsRefused) as error:
            post(world, **change)
        assert codes(error) == [(field, code)]

    def test_what_the_company_has_is_not_posted_twice(self, world: World) -> None:
        post(world)
        post(world, external_ref="A-1", title="焊工")
        for told, field in (({}, "title"), ({"external_ref": "A-1"}, "external_ref")):
            with pytest.raises(FieldTaken) as error:
                post(world, **told)
            assert codes(error) == [(field, "TAKEN")]
        alike = post_for_company(*world, {**WHOLE, "title": "数控车工人"}, TERMS)
        assert [finding.code for finding in alike.findings] == ["NEAR_DUPLICATE"]
        assert alike.opening is not None
        assert (alike.opening.flags, alike.opening.needs_review) == ([Flag.NEAR_DUPLICATE], False)

    def test_nothing_is_posted_for_who_is_suspended(self, world: World) -> None:
        made = post(world)
        world[1].suspend("拖欠工资", NOW)
        for act in (lambda: post(world, title="焊工"), lambda: edit(world, made, wage="9000")):
            with pytest.raises(NotPossible, match="COMPANY_SUSPENDED"):
                act()


def edit(world: World, made: Opening, **told: str) -> Any:
    return edit_opening(world[0], made, told, TERMS)


class TestEditing:
    @pytest.mark.parametrize("field", CHANGED)
    def test_a_field_is_changed_and_shown(self, world: World, field: str) -> None:
        made = post(world)
        version, before = made.version, told_of(made)
        edited = edit(world, made, **{field: CHANGED[field]})
        assert (edited.outcome, edited.changed, made.version) == (Outcome.UPDATED, (field,), version + 1)
        after = told_of(made)
        assert {name for name in {*before, *after} if before.get(name) != after.get(name)} == {field}
        assert edit(world, made, **form(made)).outcome is Outcome.UNCHANGED
        assert made.version == version + 1
        if field in MORE:
            edit(world, made, **{field: ""})
            assert field not in told_of(made)

    def test_the_whole_passes_the_gate(self, desk: Desk) -> None:
        """What an import has forgiven is to be put right by whoever edits it."""
        desk.openings(opening(薪资="面议", 学历要求="看不清"))
        with desk.session() as session:
            made = session.scalars(select(Opening)).one()
            world = Acting(session, Principal.operator("test"), NOW), made.company
            assert edit(world, made, **form(made)).outcome is Outcome.UNCHANGED
            with pytest.raises(FieldsRefused) as error:
                edit(world, made, shifts="两班倒")
            missing = [(field, "ELEMENT_MISSING") for field in ("duties", "headcount", "wage")]
            assert sorted(codes(error)) == [missing[0], ("education", "EDUCATION_UNKNOWN"), *missing[1:]]
            told = {field: WHOLE[field] for field in ("headcount", "wage", "duties")}
            assert edit(world, made, **told, education="", shifts="两班倒").outcome is Outcome.UPDATED

    def test_what_waited_is_listed(self, world: World) -> None:
        acting, company = world
        waiting = post_openings(acting.session, company, [{**WHOLE, "external_ref": "A-1"}], TERMS)[0].opening
        assert waiting is not None
        assert (waiting.status, waiting.status_reason) == (OpeningStatus.WAITING, REVIEW)
        edit(world, waiting, wage="7000-9000")
        assert (waiting.status, waiting.status_reason, company.trusted) == (OpeningStatus.OPEN, None, False)

    def test_what_is_off_the_list_stays_off(self, world: World) -> None:
        made = post(world)
        made.status, made.status_reason = OpeningStatus.WITHDRAWN, "FILLED"
        edit(world, made, wage="7000-9000")
        assert (made.status, made.status_reason) == (OpeningStatus.WITHDRAWN, "FILLED")

    def test_nobody_who_was_placed_is_taken_back(self, world: World) -> None:
        made = post(world)
        made.filled = 2
        with pytest.raises(FieldsRefused) as error:
            edit(world, made, headcount="1")
        assert codes(error) == [("headcount", "HEADCOUNT_BELOW_FILLED")]

    def test_the_companys_number_stays_and_titles_stay_apart(self, world: World) -> None:
        made, other = post(world, external_ref="A-1"), post(world, title="焊工")
        with pytest.raises(FieldsRefused) as error:
            edit(world, made, external_ref="A-2")
        assert codes(error) == [("external_ref", "NUMBER_STAYS")]
        post(world, title="钳工")
        with pytest.raises(FieldTaken) as error:
            edit(world, other, title="钳工")
        assert codes(error) == [("title", "TAKEN")]

    def test_the_trail_names_fields(self, world: World) -> None:
        made = post(world)
        edit(world, made, wage="7000-9000", board="包住")
        world[0].session.commit()
        event = (
            world[0].session.scalars(select(AuditEvent).where(AuditEvent.act == "opening.corrected")).one()
        )
        assert (event.fields, event.details["version"]) == (["board", "wage"], made.version)


def form(made: Opening) -> dict[str, str]:
    """What the form of an opening would post."""
    return {field: str(cell) for field, cell in told_of(made).items()}


OPTIONAL = {field: st.sampled_from(["", words, "不限", "无"]) for field, words in MORE.items()}


@given(st.fixed_dictionaries({**{field: st.just(words) for field, words in WHOLE.items()}, **OPTIONAL}))
def test_what_an_opening_shows_loads_into_the_same_opening(told: dict[str, str]) -> None:
    def load(words: dict[str, Any]) -> Opening | None:
        columns, _ = read_posting(posting_schema(TERMS), words)
        return Opening(**{**NOT_TOLD, **columns, **OpeningReader().complete(columns)}) if columns else None

    once = load(told)
    if once is None:  # 不限 is no answer to everything
        return
    again = load({field: str(cell) for field, cell in told_of(once).items()})
    assert again is not None
    assert {name: getattr(again, name) for name in NOT_TOLD} == {
        name: getattr(once, name) for name in NOT_TOLD
    }
    assert (again.minimum_age, again.hazards, again.board) == (once.minimum_age, once.hazards, once.board)
