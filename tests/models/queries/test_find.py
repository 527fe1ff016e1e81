import pytest
from sqlalchemy.orm import Session

from models.queries import companies, openings, students
from models.vault import Vault
from tests.models.samples import ID_NUMBER, a_company, a_student, an_opening


@pytest.fixture
def registry(session: Session, vault: Vault) -> Session:
    """Three students, two companies, three openings."""
    cloud = a_company(
        "云朵机械有限公司", name_key="云朵机械有限公司", uscc="91320205MA00000001", place="320205"
    )
    rain = a_company("雨滴软件 (苏州) 公司", name_key="雨滴软件苏州公司", place="320500")
    session.add_all(
        [
            a_student(
                vault,
                name="云小星",
                school="云朵技工学校",
                place="320205001",
                phone="13800001234",
                skills=["会计核算"],
                skills_words="会计、做账",
                certificates_words="初级会计证",
            ),
            a_student(vault, id_number="2", name="云大星", place="320211", guardian_phone="139-0000-5678"),
            a_student(vault, id_number="3", name="林·小雨", place="320500"),
            an_opening(cloud, "焊工", external_ref="W-7", place="320205", place_words="锡山区"),
            an_opening(cloud, "100%远程客服", place="320211"),
            an_opening(rain, "Java开发", place="320500"),
        ]
    )
    session.commit()
    return session


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", ["云小星", "云大星", "林·小雨"]),
        ("云小星", ["云小星"]),
        (" 云 小星 ", ["云小星"]),
        ("星", ["云小星", "云大星"]),
        ("林小雨", ["林·小雨"]),
        (ID_NUMBER, ["云小星"]),
        ("技工学校", ["云小星"]),
        ("锡山区", ["云小星"]),
        ("无锡", ["云小星", "云大星"]),
        ("nobody", []),
        ("%", []),
        ("云\0小星", ["云小星"]),
        ("138 0000 1234", ["云小星"]),
        ("+86-13800001234", ["云小星"]),
        ("13900005678", ["云大星"]),
        ("13800001235", []),
        ("(((-------)))", []),
        ("1 - - - - - -", []),
        ("会计核算", ["云小星"]),
        ("会计", ["云小星"]),
        ("做账", ["云小星"]),
        ("初级会计", ["云小星"]),
        ("焊接", []),
    ],
)
def test_students(registry: Session, text: str, names: list[str]) -> None:
    found = students.find(registry, text)
    assert [student.name for student in found.items] == names
    assert found.total == len(names)


def test_a_street_of_the_district_is_known_by_its_short_name(registry: Session) -> None:
    assert students.find(registry, "东亭").total == 0
    found = students.find(registry, "东亭", within="320205")
    assert [student.name for student in found.items] == ["云小星"]
    assert companies.find(registry, "锡山", within="320205").total == 1
    assert openings.find(registry, "锡山", within="320205").total == 1


def test_in_a_large_register_whole_names_are_found(
    registry: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(students, "NAMES_TO_OPEN", 2)
    assert [student.name for student in students.find(registry, "云小星").items] == ["云小星"]
    assert students.find(registry, "小星").total == 0


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", ["云朵机械有限公司", "雨滴软件 (苏州) 公司"]),
        ("机械", ["云朵机械有限公司"]),
        ("雨滴软件（苏州）", ["雨滴软件 (苏州) 公司"]),
        ("%", []),
        ("91320205ma", ["云朵机械有限公司"]),
        ("锡山", ["云朵机械有限公司"]),
    ],
)
def test_companies(registry: Session, text: str, names: list[str]) -> None:
    assert [company.name for company in companies.find(registry, text).items] == names


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("", ["焊工", "100%远程客服", "Java开发"]),
        ("java", ["Java开发"]),
        ("100%", ["100%远程客服"]),
        ("云朵", ["焊工", "100%远程客服"]),
        ("W-7", ["焊工"]),
        ("无锡市", ["焊工", "100%远程客服"]),
        ("锡山区", ["焊工"]),
    ],
)
def test_openings(registry: Session, text: str, titles: list[str]) -> None:
    assert [opening.title for opening in openings.find(registry, text).items] == titles


@pytest.mark.parametrize("queries", [students, companies, openings])
def test_a_reference_finds_its_row_however_it_is_typed(registry: Session, queries: object) -> None:
    first = queries.find(registry).items[0]
    typed = f" {first.ref.upper()} "
    assert queries.get(registry, typed) is first
    assert queries.find(registry, typed).items == (first,)
    assert queries.get(registry, "unknown") is None


def test_pages(registry: Session) -> None:
    page = openings.find(registry, page=2, page_size=2)
    assert ([opening.title for opening in page.items], page.total, page.page) == (["Java开发"], 3, 2)
    assert openings.find(registry, page=9, page_size=2).items == ()


def test_a_page_beyond_the_last_is_empty_however_far(registry: Session) -> None:
    for page in (2, 10**30):
        found = companies.find(registry, page=page)
        assert (found.items, found.total, found.page) == ((), 2, page)
