"""One posting, on both channels: the import is lenient, the API a contract."""

from datetime import date

import pytest

from api.schemas.base import Channel, Columns
from api.schemas.cells import Cell
from api.schemas.opening import FILLED_BY_COMPANY, OpeningSchema
from api.schemas.problems import Finding, ProblemCode, Severity
from matcher.vocabulary import Education, OpeningStatus

WHOLE: dict[str, Cell] = {
    "company": "某某机械有限公司",
    "title": "数控车工",
    "headcount": 2,
    "place": "无锡市锡山区",
    "wage": "6000-8000",
    "education": "不限",
    "valid_to": "2026-12-31",
    "duties": "操作数控车床",
}


def read(channel: Channel, **told: Cell) -> tuple[Columns | None, list[Finding]]:
    return OpeningSchema(channel=channel, today=date(2026, 11, 23)).read({**WHOLE, **told})


@pytest.mark.parametrize("channel", Channel)
def test_a_whole_posting_raises_nothing(channel: Channel) -> None:
    columns, findings = read(channel)
    assert findings == []
    assert columns is not None
    assert columns["wage_high"] == 8000


def test_the_api_names_every_missing_element_at_once() -> None:
    columns, findings = read(Channel.API, headcount=None, wage="", duties=None, valid_to=None)
    assert columns is None
    assert {finding.field for finding in findings} == {"headcount", "wage", "duties", "valid_to"}
    assert {finding.severity for finding in findings} == {Severity.ERROR}


def test_negotiable_is_no_pay_on_the_api_and_no_complaint_on_an_import() -> None:
    assert read(Channel.IMPORT, wage="面议")[1] == []
    assert [finding.code for finding in read(Channel.API, wage="面议")[1]] == [ProblemCode.ELEMENT_MISSING]


def test_discrimination_is_refused_on_the_api_with_words_and_article() -> None:
    columns, findings = read(Channel.API, duties="操作数控车床，限男性，未婚优先")
    assert columns is None
    assert {finding.code for finding in findings} == {ProblemCode.DISCRIMINATION}
    assert {finding.params["kind"] for finding in findings} == {"sex", "marriage"}
    assert all(finding.params["article"] for finding in findings)


def test_discrimination_is_removed_on_an_import() -> None:
    columns, findings = read(Channel.IMPORT, title="数控车工（男）")
    assert columns is not None
    assert columns["title"] == "数控车工"
    assert [finding.code for finding in findings] == [ProblemCode.DISCRIMINATION]


@pytest.mark.parametrize(
    ("field", "words", "code"),
    [
        ("education", "神学", ProblemCode.EDUCATION_UNKNOWN),
        ("place", "某处", ProblemCode.PLACE_UNKNOWN),
        ("wage", "看着给", ProblemCode.WAGE_UNREADABLE),
        ("experience", "老手", ProblemCode.EXPERIENCE_UNREADABLE),
        ("headcount", "一些", ProblemCode.HEADCOUNT_UNREADABLE),
        ("age", "一百多岁", ProblemCode.AGE_UNREADABLE),
        ("published", "前天", ProblemCode.DATE_UNREADABLE),
    ],
)
def test_what_cannot_be_read_warns_or_refuses(field: str, words: str, code: ProblemCode) -> None:
    columns, findings = read(Channel.IMPORT, **{field: words})
    assert columns is not None
    assert (code, Severity.WARNING) in [(finding.code, finding.severity) for finding in findings]
    columns, findings = read(Channel.API, **{field: words})
    assert columns is None
    assert code in [finding.code for finding in findings]


@pytest.mark.parametrize(
    ("words", "heads"), [(3.0, 3), ("3人", 3), ("若干", 1), ("5-8", 5), ("10人以上", 10), ("２", 2)]
)
def test_heads(words: Cell, heads: int) -> None:
    columns, _ = read(Channel.IMPORT, headcount=words)
    assert columns is not None
    assert columns["headcount"] == heads


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"wage": "1000-1500"}, ProblemCode.WAGE_BELOW_MINIMUM),
        ({"contract": "1年", "probation": "3个月"}, ProblemCode.PROBATION_TOO_LONG),
        ({"duties": "入职须交押金500元"}, ProblemCode.DEPOSIT),
    ],
)
def test_unlawful_terms(told: dict[str, Cell], code: ProblemCode) -> None:
    assert [(f.code, f.severity) for f in read(Channel.IMPORT, **told)[1]] == [(code, Severity.WARNING)]
    assert [(f.code, f.severity) for f in read(Channel.API, **told)[1]] == [(code, Severity.ERROR)]


@pytest.mark.parametrize(
    "told",
    [
        {"wage": "2000-6000"},  # judged by its upper end
        {"title": "数控车工实习生", "wage": "1500", "contract": "6个月", "probation": "3个月"},
        {"contract": "3年", "probation": "6个月"},
        {"duties": "操作数控车床，无押金"},
    ],
)
def test_lawful_terms(told: dict[str, Cell]) -> None:
    assert read(Channel.API, **told)[1] == []


def test_a_term_beyond_all_measure_is_not_read() -> None:
    columns, findings = read(Channel.IMPORT, contract="99999999999年", probation="99999999999个月")
    assert columns is not None
    assert (columns["contract_months"], columns["probation_months"]) == (None, None)
    assert [finding.code for finding in findings] == [ProblemCode.DURATION_UNREADABLE] * 2


@pytest.mark.parametrize(
    ("words", "heads"), [("三人", 3), ("两名", 2), ("十二", 12), ("3-5人", 3), ("许多", None)]
)
def test_heads_are_counted_in_digits_and_in_chinese(words: str, heads: int | None) -> None:
    columns, findings = read(Channel.IMPORT, headcount=words)
    assert columns is not None
    assert columns.get("headcount") == heads
    assert (findings == []) == (heads is not None)


@pytest.mark.parametrize("words", [0, "0", "０人", "已招满", "招满", "满员", "停招", "停止招聘"])
def test_who_wants_nobody_any_more_is_taken_off(words: Cell) -> None:
    columns, findings = read(Channel.IMPORT, headcount=words)
    assert columns is not None
    assert (columns["status"], columns["status_reason"]) == (OpeningStatus.CLOSED, FILLED_BY_COMPANY)
    assert [(f.code, f.severity) for f in findings] == [(ProblemCode.OPENING_TAKEN_OFF, Severity.WARNING)]
    assert read(Channel.API, headcount=words)[0] is None


@pytest.mark.parametrize(
    ("words", "code"), [("若干", ProblemCode.HEADCOUNT_ASSUMED), ("许多", ProblemCode.HEADCOUNT_UNREADABLE)]
)
def test_a_headcount_that_is_no_number_is_told_once_with_what_is_assumed(
    words: str, code: ProblemCode
) -> None:
    assert [(f.code, f.params) for f in read(Channel.IMPORT, headcount=words)[1]] == [(code, {"assumed": 1})]


@pytest.mark.parametrize(
    ("words", "minimum", "told"),
    [
        ("18-45岁", 18, True),
        ("18周岁至45周岁", 18, True),
        ("45岁以下", None, True),
        ("不超过50岁", None, True),
        ("18岁以上", 18, False),
        ("不低于18岁", 18, False),
        ("不限", None, False),
    ],
)
def test_an_upper_age_is_ignored_with_a_warning(words: str, minimum: int | None, told: bool) -> None:
    columns, findings = read(Channel.IMPORT, age=words)
    assert columns is not None
    assert columns["minimum_age"] == minimum
    assert [f.code for f in findings] == [ProblemCode.AGE_UPPER_IGNORED] * told


@pytest.mark.parametrize("channel", Channel)
@pytest.mark.parametrize("title", ["收银员（35岁以下）", "收银员（限35岁以下）"])
def test_an_upper_age_in_a_title_is_told(channel: Channel, title: str) -> None:
    columns, (finding,) = read(channel, title=title)
    assert columns is not None
    assert (finding.field, finding.code, finding.severity) == (
        "title",
        ProblemCode.AGE_UPPER_IN_TITLE,
        Severity.WARNING,
    )
    assert finding.params["words"] == "35岁以下"


@pytest.mark.parametrize("words", ["不详", "未知", "不清楚", "—", "/", "N/A"])
@pytest.mark.parametrize(
    "field", ["uscc", "external_ref", "education", "hazards", "board", "age", "published"]
)
def test_what_nobody_knows_is_blank(field: str, words: str) -> None:
    assert read(Channel.IMPORT, **{field: words}) == read(Channel.IMPORT, **{field: None})


@pytest.mark.parametrize("words", ["无", "暂无", "none", "无。"])
def test_none_is_blank_where_it_says_nothing_and_an_answer_where_it_does(words: str) -> None:
    nothing = dict.fromkeys(("uscc", "external_ref", "shifts", "contract", "industry", "published"), words)
    assert read(Channel.IMPORT, **nothing) == read(Channel.IMPORT)
    columns, findings = read(
        Channel.IMPORT, education=words, experience=words, hazards=words, board=words, probation=words
    )
    assert columns is not None
    assert findings == []
    assert columns["education"] is Education.ANY
    assert (columns["experience_months"], columns["hazards"], columns["probation_months"]) == (0, [], 0)
    assert (columns["board"], columns["lodging"]) == (False, False)


@pytest.mark.parametrize(
    ("words", "lodging"),
    [("五险一金", None), ("五险一金 包住 带薪年假", True), ("年终奖金、不包住宿", False)],
)
def test_a_column_of_benefits_may_tell_of_lodging_and_need_not(words: str, lodging: bool | None) -> None:
    columns, findings = read(Channel.IMPORT, board=words)
    assert columns is not None
    assert columns["lodging"] is lodging
    assert findings == []
