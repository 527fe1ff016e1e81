import re
from datetime import date

import pytest

from api.i18n import speaking
from api.presenters.advice import change_sentence, lifting_sentence, points, raising_sentence
from api.presenters.words import certificate_names
from matcher.law.certificates import Licence, licences
from matcher.results import Advice, Reason
from matcher.vocabulary import Change
from tests.api.presenters.length import width

PHONE = {"zh_CN": 40, "en": 75}  # characters as wide as a Chinese one; English has no shorter names
DAY = date(2026, 9, 1)

PARAMS = {
    Change.CERTIFICATE: {"certificates": [["special-operation", "welder"]]},
    Change.SKILL: {"skill": "焊接"},
    Change.TELL_SKILL: {"skill": "焊接"},
    Change.WISH: {"occupation": "6-18-02-04"},
    Change.PLACE_WISH: {"place": "320281"},
    Change.WAGE_FLOOR: {"floor": 4500},
    Change.EDUCATION: {"asked": 31},
    Change.AGE: {"day": DAY, "age": 16},
    Change.GRADUATION: {"day": DAY, "graduation": DAY},
    Change.PUBLICATION: {"day": DAY},
}


@pytest.mark.parametrize("change", Change)
def test_every_change_is_told_in_one_short_sentence(language: str, change: Change) -> None:
    advice = Advice((Reason(change, PARAMS.get(change, {})),), 8000, 450)
    for sentence in (change_sentence(advice.changes[0]), raising_sentence(advice), lifting_sentence(advice)):
        assert width(sentence) <= PHONE[language]
        assert not re.search(r"%\(|None|_|\d-\d", sentence)
        if language == "zh_CN":
            assert not re.search(r"[a-z]", sentence)


@pytest.mark.parametrize("licence", licences(), ids=lambda licence: min(licence.certificates))
def test_every_choice_of_licences_fits(language: str, licence: Licence) -> None:
    choice = Reason(Change.CERTIFICATE, {"certificates": [sorted(licence.certificates)]})
    sentence = raising_sentence(Advice((choice,), 8000, 1150))
    assert all(certificate_names([one]) in sentence for one in licence.certificates)
    assert language == "en" or width(sentence) <= PHONE[language]


def test_changes_that_are_needed_together_stand_in_one_sentence() -> None:
    advice = Advice((Reason(Change.AGE, PARAMS[Change.AGE]), Reason(Change.RELOCATION)), 5620, 5620)
    with speaking("zh_CN"):
        assert lifting_sentence(advice) == "2026年9月1日满16周岁；愿意到外地工作：就可以推荐，得56.2分"
    with speaking("en"):
        assert lifting_sentence(advice).endswith("from home (then possible, with 56.2 points)")


@pytest.mark.parametrize(("hundredths", "said"), [(450, "4.5"), (1100, "11"), (287, "2.9"), (10000, "100")])
def test_points_are_said_as_people_say_them(hundredths: int, said: str) -> None:
    assert points(hundredths) == said
