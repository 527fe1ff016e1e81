"""What waits, in words."""

import pytest

from api.i18n import speaking
from api.presenters.work_lists import waiting_documents, work_list_name
from api.services.work_lists import UNANSWERED_FOR, WorkList
from models.queries.work_lists import Work


@pytest.mark.parametrize(
    ("language", "told"),
    [("zh_CN", "2026–2027学年第一学期：¥1,700"), ("en", "2026–2027, first term: ¥1,700")],
)
def test_a_fee_gap_is_told_by_term_and_amount_as_the_language_writes_it(language: str, told: str) -> None:
    gap = Work("somebody", None, None, params={"term": "2026-2027-1", "gap": 170_000})
    with speaking(language):
        assert [each["what"] for each in waiting_documents({WorkList.FEE_GAPS: [gap]})] == [told]


def test_a_list_is_called_by_the_days_that_it_goes_by() -> None:
    with speaking("en"):
        assert f" {UNANSWERED_FOR.days} days" in work_list_name(WorkList.UNANSWERED_REFERRALS)
        assert all("%" not in work_list_name(name) for name in WorkList)
