import json
from xml.etree import ElementTree

import pytest

from api.i18n import speaking
from api.presenters.charts import drawing
from api.presenters.evaluation_charts import charts
from api.presenters.evaluation_tables import remarks, sections, title_of
from api.presenters.evaluations import (
    HARDSHIPS,
    Document,
    outcomes_document,
    registry_document,
    titles_document,
)
from matcher.vocabulary import HardshipCategory
from tests.api.presenters.evaluated import FACES, NOBODY, ONLY_BAD, OUTCOMES, REGISTRY, TITLES


def documents() -> list[Document]:
    return [
        registry_document(REGISTRY, FACES),
        registry_document(NOBODY, {}),
        outcomes_document(OUTCOMES, [7]),
        outcomes_document(ONLY_BAD, []),
        titles_document(TITLES, range(30)),
    ]


def test_every_evaluation_is_a_document_tables_and_a_drawing(language: str) -> None:
    for document in documents():
        assert json.loads(json.dumps(document)) == document
        told = [title_of(document), *remarks(document)]
        for section in sections(document):
            assert section.heading
            assert section.note
            shown = section.shown_rows()
            assert {len(row) for row in shown} <= {len(section.columns)}
            told += [cell for row in shown for cell in row]
        assert not [words for words in told if "%(" in words or words == "None"]
        ElementTree.fromstring(drawing(charts(document)))


def test_all_figures_of_the_registry_are_in_the_document() -> None:
    with speaking("en"):
        document = registry_document(REGISTRY, FACES)
    assert document["students"] == {"registered": 40, "seeking": 15}
    assert document["coverage"] == {
        "students": 15,
        "enough": 0.75,
        "some": 0.875,
        "none": 0.125,
        "possible": 20.2,
        "best_score": 80.0,
        "best_score_margin": 1.5,
    }
    assert document["empty_because"] == [
        {"code": "IN_SCHOOL", "name": "Still in school", "students": 2},
        {"code": "NO_OPENINGS", "name": "There are no openings", "students": 1},
    ]
    crowd = document["congestion"]
    assert (crowd["gini"], crowd["never_proposed"], crowd["load"]) == (0.5, 0.5, 0.5)
    assert [(one["ref"], one["proposed"], one["load"]) for one in crowd["crowded"]] == [("a", 2, 2.0)]


def test_groups_have_names_and_the_gap_between_them() -> None:
    with speaking("en"):
        hardship, place, education = registry_document(REGISTRY, FACES)["groups"]
    assert [(item["key"], item["name"]) for item in hardship["items"]] == [
        ("orphan", "orphan"),
        ("others", "all others"),
    ]
    assert hardship["gap"] == {"enough": 0.25, "best_score": 0.0}
    assert [item["name"] for item in place["items"]][1] == "none on record"
    assert place["gap"] == {"enough": 0.25, "best_score": None}
    assert [item["name"] for item in education["items"]] == ["college diploma"]
    assert education["gap"] == {"enough": None, "best_score": None}


def test_every_hardship_has_a_name(language: str) -> None:
    assert set(HARDSHIPS) == set(HardshipCategory)


def test_figures_of_outcomes_and_of_titles() -> None:
    with speaking("en"):
        outcomes, titles = outcomes_document(OUTCOMES, [7]), titles_document(TITLES, [])
        remarked = remarks(outcomes)
    assert (outcomes["students"], outcomes["left_out"], outcomes["map"], outcomes["auc"]) == (1, 1, 1.0, 1.0)
    assert outcomes["ndcg"] == outcomes["recall"] == {"5": 1.0, "10": 1.0, "20": 1.0}
    assert remarked == [
        "Pairs that name a student or an opening that is not in the registry: 2",
        "Rows that could not be used: 7",
    ]
    assert titles["exact"] == 0.5
    assert titles["reliability"][1] == {
        "low": 0.8,
        "high": 0.9,
        "answers": 3,
        "confidence": 0.85,
        "right": 0.6667,
    }


def test_what_nobody_can_tell_is_a_dash() -> None:
    with speaking("en"):
        (summary, _) = sections(outcomes_document(ONLY_BAD, []))
    assert summary.shown_rows() == [["1", "0", "1", "—", "—", "0"]]


@pytest.mark.parametrize(("number", "drawn"), [(0, 4), (1, 0), (2, 1), (3, 0), (4, 1)])
def test_what_there_is_to_draw_is_drawn(language: str, number: int, drawn: int) -> None:
    assert len(charts(documents()[number])) == drawn


def test_an_empty_registry_claims_no_share() -> None:
    document = registry_document(NOBODY, {})
    (congestion,) = sections(document)
    assert congestion.shown_rows() == [["0", "0", "0", "—", "—", "—"]]
