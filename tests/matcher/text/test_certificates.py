import pytest

from matcher.text.certificates import certificate_name, certificates, covers, read_certificates


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("低压电工证", {"electrician"}),
        ("焊接与热切割作业证", {"welder"}),
        ("C1驾照", {"driving-c1"}),
        ("ｃ１ 驾驶证", {"driving-c1", "driving"}),
        ("A1A2驾驶证", {"driving-a1", "driving-a2"}),
        ("叉车证 N1", {"forklift"}),
        ("日语N1", {"jlpt-n1"}),
        ("护士执业证书、教师资格证（小学）", {"nurse", "teacher-primary"}),
        ("英语四六级", {"cet-4", "cet-6"}),
        ("CET-6，计算机二级", {"cet-6", "computer-2"}),
        ("初级会计证", {"accounting-junior"}),
        ("CPA", {"cpa"}),
        ("健康证", {"health"}),
        ("没有电工证", set()),
        ("无需电工证、焊工证", set()),
        ("无", set()),
        ("熟练驾驶", set()),
        ("B2B电商", set()),
    ],
)
def test_reading(text: str, names: set[str]):
    assert read_certificates(text) == names


def test_the_higher_covers_the_lower():
    assert {"driving-b2", "driving-c1", "driving"} <= covers(frozenset({"driving-a2"}))
    assert "cet-4" in covers(frozenset({"cet-6"}))
    assert "accounting-junior" in covers(frozenset({"cpa"}))
    assert {"teacher-primary", "teacher"} <= covers(frozenset({"teacher-senior"}))
    assert covers(frozenset({"cet-4"})) == {"cet-4"}
    assert covers(frozenset()) == frozenset()


def test_names():
    assert certificate_name("welder", "zh_CN") == "焊工证"
    assert certificate_name("welder", "en") == "Welder's operation certificate"
    assert certificate_name("Java", "en") is None


def test_every_certificate_is_read_by_its_own_name_and_covers_known_ones():
    known = certificates()
    assert not [name for name, row in known.items() if name not in read_certificates(row.zh)]
    assert not [name for name, row in known.items() if not set(row.covers) <= known.keys()]
