"""Officers' corrections of titles, in the registry and at import."""

import pytest
from sqlalchemy import select

from api.services.acting import Acting
from api.services.openings.correct_titles import TitleCorrectionError, correct_title, forget_title
from matcher.text.occupations import code_titles
from models.opening import Opening
from models.principal import Principal
from models.queries.title_corrections import all_corrections, corrected_occupations
from tests.api.services.registry_desk import NOW, Desk, opening

TURNER, BAKER = "6-18-01-01", "6-02-01-01"
TITLE = "数控车工"


def correct(desk: Desk, title: str, code: str) -> int:
    with desk.session() as session:
        recoded = correct_title(Acting(session, Principal.operator("anna"), NOW), title, code)
        session.commit()
    return recoded.openings


def forget(desk: Desk, title: str) -> int:
    with desk.session() as session:
        recoded = forget_title(Acting(session, Principal.operator("anna"), NOW), title)
        session.commit()
    return recoded.openings


def occupations(desk: Desk) -> dict[str, tuple[str | None, float]]:
    with desk.session() as session:
        return {
            row.title: (row.occupation, row.occupation_confidence) for row in session.scalars(select(Opening))
        }


def test_registered_openings_of_the_title_are_coded_anew_however_they_are_written(desk: Desk) -> None:
    desk.openings(
        opening(), opening(岗位名称="数控 车工", 工作地点="无锡市惠山区"), opening(岗位名称="数控车工学徒")
    )
    before = occupations(desk)
    assert correct(desk, " 數控車工 ", BAKER) == 2
    after = occupations(desk)
    assert after[TITLE] == after["数控 车工"] == (BAKER, 1.0)
    assert after["数控车工学徒"] == before["数控车工学徒"]


def test_the_matcher_is_told_of_changed_openings_and_of_no_others(desk: Desk) -> None:
    desk.openings(opening(), opening(岗位名称="会计"))
    seen = desk.counter()
    correct(desk, TITLE, BAKER)
    with desk.session() as session:
        revisions = {row.title: (row.revision, row.version) for row in session.scalars(select(Opening))}
    assert revisions[TITLE] == (desk.counter(), 2)
    assert revisions["会计"][0] <= seen < desk.counter()


def test_openings_that_come_later_are_coded_as_corrected(desk: Desk) -> None:
    assert correct(desk, TITLE, BAKER) == 0
    desk.openings(opening(), opening(岗位名称="会计"))
    assert occupations(desk)[TITLE] == (BAKER, 1.0)
    assert occupations(desk)["会计"] == ("2-06-03-00", code_titles(["会计"])[0].confidence)


def test_an_opening_that_is_renamed_is_coded_as_corrected(desk: Desk) -> None:
    desk.openings(opening(岗位编号="A-1", 岗位名称="会计"))
    correct(desk, TITLE, BAKER)
    desk.openings(opening(岗位编号="A-1"))
    assert occupations(desk) == {TITLE: (BAKER, 1.0)}


def test_confirming_a_code_makes_it_sure(desk: Desk) -> None:
    desk.openings(opening())
    code, confidence = occupations(desk)[TITLE]
    assert confidence < 1
    assert correct(desk, TITLE, str(code)) == 1
    assert occupations(desk)[TITLE] == (code, 1.0)
    assert correct(desk, TITLE, str(code)) == 0  # nothing is left to change


def test_the_last_word_counts_and_tells_who_said_it(desk: Desk) -> None:
    correct(desk, TITLE, BAKER)
    correct(desk, "数控 车工", TURNER)
    with desk.session() as session:
        (correction,) = all_corrections(session)
        assert corrected_occupations(session) == {TITLE: TURNER}
    assert (correction.title, correction.actor, correction.at) == ("数控 车工", "cli:anna", NOW)


def test_a_title_that_is_forgotten_is_coded_as_before(desk: Desk) -> None:
    desk.openings(opening(), opening(岗位名称="数控 车工", 工作地点="无锡市惠山区"))
    before = occupations(desk)
    correct(desk, TITLE, BAKER)
    assert forget(desk, "数控车工") == 2
    assert occupations(desk) == before
    with desk.session() as session:
        assert all_corrections(session) == []


def test_work_that_cannot_be_classified_is_unknown_work(desk: Desk) -> None:
    desk.openings(opening(岗位名称="临时工"), opening())
    assert occupations(desk)["临时工"] == (None, 0.0)
    correct(desk, TITLE, "8-00-00-00")
    assert occupations(desk)[TITLE] == (None, 0.0)


@pytest.mark.parametrize(
    ("title", "code", "error"),
    [
        (" ！", BAKER, "TITLE_EMPTY"),
        (TITLE, "9-99-99-99", "OCCUPATION_UNKNOWN"),
        (TITLE, "", "OCCUPATION_UNKNOWN"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(desk: Desk, title: str, code: str, error: str) -> None:
    seen = desk.counter()
    with pytest.raises(TitleCorrectionError) as caught:
        correct(desk, title, code)
    assert caught.value.code == error
    assert desk.counter() == seen


def test_what_nobody_corrected_cannot_be_forgotten(desk: Desk) -> None:
    with pytest.raises(TitleCorrectionError, match="TITLE_NOT_CORRECTED"):
        forget(desk, TITLE)


def test_an_import_that_was_planned_before_a_correction_is_planned_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    corrected = iter([True])

    def correct_meanwhile(*_: object) -> tuple[()]:
        if next(corrected, False):
            correct(desk, TITLE, BAKER)
        return ()

    monkeypatch.setattr("api.services.imports.import_registry.name_missing", correct_meanwhile)
    desk.openings(opening())
    assert occupations(desk)[TITLE] == (BAKER, 1.0)
