from datetime import date

import pytest

from api.i18n import speaking
from api.presenters.explanations import behind_sentence, explanation_document
from api.presenters.shortlists import Document
from api.services.name_subjects import OpeningFace, StudentFace
from matcher.explain import behind
from matcher.results import Advice, Bar, Explanation, Match, Reason
from matcher.vocabulary import Change, Refusal

FACE = OpeningFace("o", "会计", "c", "暖心", "320205", None, 5000, 7000)
LAST = OpeningFace("p", "出纳", "c", "暖心", "320205", None, 5000, 7000)
STUDENT = StudentFace("s", "赵小满", "320205", None)
OFFERS = {"o": FACE, "p": LAST}
OPENINGS_LEFT = Bar("openings", "ONE", 240, 400, {"left": 1})
NEAR = Bar(
    "place", "SAME_DISTRICT", 2050, 2200, {"place": "320205", "distance_km": None, "lodging_missing": False}
)
FAR = Bar("place", "FAR", 0, 2200, {"place": "440300", "distance_km": 1180.0, "lodging_missing": False})


def match(ref: str, rank: int, *bars: Bar) -> Match:
    return Match("s", ref, sum(bar.points for bar in bars), bars, openings_left=1, rank=rank)


def told(explanation: Explanation) -> Document:
    return explanation_document(
        explanation, {"s": STUDENT}, OFFERS, among="openings", as_of=date(2026, 6, 30), policy="0123"
    )


def test_a_listed_pair_is_an_item_with_advice() -> None:
    advice = Advice((Reason(Change.RELOCATION),), 2640, 350)
    with speaking("zh_CN"):
        found = told(Explanation("s", "o", match("o", 3, NEAR, OPENINGS_LEFT), advice=(advice,)))
    assert found["rank"] == 3
    assert "behind" not in found
    assert found["advice"] == [
        {
            "changes": [{"code": "RELOCATION", "params": {}, "text": "愿意到外地工作"}],
            "gain": 3.5,
            "score": 26.4,
            "text": "愿意到外地工作：加3.5分",
        }
    ]


def test_what_is_refused_is_told_with_what_would_lift_it() -> None:
    day = date(2026, 9, 1)
    refusal = Reason(Refusal.UNDER_16, {"age": 15, "minimum": 16})
    advice = Advice((Reason(Change.AGE, {"day": day, "age": 16}),), 5000, 5000)
    with speaking("zh_CN"):
        found = told(Explanation("s", "o", None, (refusal,), (advice,)))
    assert set(found) == {"student", "opening", "as_of", "policy", "refused", "advice"}
    assert found["refused"][0]["code"] == "UNDER_16"
    (waiting,) = found["advice"]
    assert waiting["changes"][0]["params"] == {"day": "2026-09-01", "age": 16}
    assert waiting["text"] == "2026年9月1日满16周岁：就可以推荐，得50分"


@pytest.mark.parametrize("refused", [False, True])
def test_both_sides_the_day_and_the_policy_stand_in_it(refused: bool) -> None:
    found = told(Explanation("s", "o", None if refused else match("o", 3, NEAR)))
    assert found["student"] == {"ref": "s", "name": "赵小满"}
    assert found["opening"] == {"ref": "o", "title": "会计"}
    assert (found["as_of"], found["policy"]) == ("2026-06-30", "0123")


def test_who_is_behind_is_held_against_the_last_one_listed(language: str) -> None:
    own, last = match("o", 34, FAR, OPENINGS_LEFT), match("p", 20, NEAR, OPENINGS_LEFT)
    explanation = Explanation("s", "o", own, behind=behind(own, last))
    found = told(explanation)["behind"]
    assert found["last"] == {"rank": 20, "ref": "p", "score": 22.9, "title": "出纳"}
    differences = [(bar["criterion"], bar["difference"]) for bar in found["bars"]]
    assert differences == [("place", -20.5), ("openings", 0)]
    assert found["bars"][0]["note"] != found["bars"][0]["note_of_last"]


@pytest.mark.parametrize(
    ("own", "zh", "en"),
    [
        (
            FAR,
            "排第34名，比名单末位第20名少20.5分，差在地点",
            "Rank 34, 20.5 points behind rank 20, the last one listed: Place",
        ),
        (NEAR, "排第34名，与名单末位第20名同分", "Rank 34, level with rank 20, the last one listed"),
    ],
)
def test_where_the_points_were_lost_is_one_sentence(own: Bar, zh: str, en: str) -> None:
    pair = match("o", 34, own), match("p", 20, NEAR)
    for locale, sentence in (("zh_CN", zh), ("en", en)):
        with speaking(locale):
            assert behind_sentence(pair[0], behind(*pair)) == sentence
