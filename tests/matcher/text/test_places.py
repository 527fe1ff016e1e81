import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.reference.divisions import PREFECTURE, all_divisions, full_name
from matcher.text.places import resolve_place

XISHAN = "320205"


@pytest.mark.parametrize(
    ("written", "code", "rest"),
    [
        ("上海", "310100", ""),
        ("上海·浦东新区", "310115", ""),
        ("上海-浦东新区-张江", "310115", "张江"),
        ("昆山", "320583", ""),
        ("昆山花桥", "320583104", ""),
        ("苏州·苏州工业园区", "320500", "苏州工业园区"),
        ("成都·高新区", "510100", "高新区"),
        ("锡山区", "320205", ""),
        ("江苏-无锡-锡山", "320205", ""),
        ("无锡/锡山", "320205", ""),
        ("無錫市錫山區", "320205", ""),
        ("无锡市锡山区东亭街道", "320205001", ""),
        ("江苏省无锡市锡山区东亭街道春江花园12号", "320205001", "春江花园12号"),
        ("无锡市锡山区安镇胶山路9号", "320205002", "胶山路9号"),
        ("北京朝阳", "110105", ""),
        ("北京市市辖区朝阳区", "110105", ""),
        ("广州 天河区", "440106", ""),
        ("深圳市南山区科技园", "440305", "科技园"),
        ("杭州市余杭区文一西路969号", "330110", "文一西路969号"),
        ("西安雁塔区", "610113", ""),
        ("内蒙古呼和浩特", "150100", ""),
        ("红河州", "532500", ""),
        ("中山", "442000", ""),
        ("东莞·虎门镇", "441900", "虎门镇"),
        ("吉林", "220000", ""),
        ("吉林市", "220200", ""),
        ("河北区", "120105", ""),
        ("宁波奉化市", "330213", ""),
        ("南昌·红谷滩新区", "360113", ""),
        ("杭州下城区", "330100", "下城区"),
        ("重庆城口县", "500229", ""),
        ("湖北仙桃", "429004", ""),
        ("广东省", "440000", ""),
        ("江苏省-苏州市-昆山市", "320583", ""),
        ("苏州-工业园区", "320500", "工业园区"),
        ("苏州高新区", "320500", "高新区"),
        ("锡山经济开发区", "320205", "经济开发区"),
        ("武汉·光谷", "420100", "光谷"),
        ("上海浦东", "310115", ""),
        ("无锡锡山区东亭街道", "320205001", ""),
        ("北京·朝阳区", "110105", ""),
        ("无锡崇安区", "320200", "崇安区"),
        ("厂区：江苏省无锡市锡山区友谊北路", "320205", "友谊北路"),
        ("上海 Pudong", "310115", ""),
        ("Wuxi", "320200", ""),
        ("Jiangsu Wuxi Xishan", "320205", ""),
        ("Xishan District, Wuxi", "320205", ""),
        ("12 Youyi North Road, Xishan District, Wuxi, Jiangsu, China", "320205", "12 Youyi North Road"),
        ("Beijing, Chaoyang", "110105", ""),
        ("Xi'an", "610100", ""),
        ("320205", "320205", ""),
        ("320205.0", "320205", ""),
        ("320205001000", "320205001", ""),
        ("320205099", "320205", "320205099"),
        ("320299", "320200", "320299"),
    ],
)
def test_places_as_people_write_them(written: str, code: str, rest: str) -> None:
    reading = resolve_place(written)
    assert (reading.code, reading.rest) == (code, rest)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "异地招聘",
        "全国",
        "海外",
        "鼓楼区",
        "朝阳",
        "通州区",
        "上海路123号",
        "东方国际大厦",
        "东亭",
        "999999",
        "远程/全国",
        "远程办公",
        "本地",
        "Remote / nationwide",
        "Nanjing Road 12",
        "Wuxiang",
        "Suzhou",
        "Taizhou",
    ],
)
def test_no_division_or_several_alike(written: str) -> None:
    reading = resolve_place(written)
    assert reading.code is None
    assert reading.rest == written


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("东亭", "320205001"),
        ("东港", "320205106"),
        ("长安街道", "320206002"),
        ("通州区", "320612"),
        ("昆山", "320583"),
        ("北京", "110100"),
        ("鼓楼区", None),
        ("Suzhou", "320500"),
        ("Suzhou Industrial Park", "320500"),
        ("Taizhou", "321200"),
    ],
)
def test_the_own_district_decides_between_names(written: str, code: str | None) -> None:
    assert resolve_place(written, XISHAN).code == code


def test_a_street_of_another_province_is_not_taken_for_one_of_the_same_name() -> None:
    assert resolve_place("东亭街道", "610116").code is None


def test_every_full_name_reads_back() -> None:
    wrong = [each.code for each in all_divisions() if resolve_place(full_name(each.code)).code != each.code]
    assert [code for code in wrong if not code.endswith("0000")] == []  # a municipality reads as its city


@given(st.text(alphabet="江苏无锡市山区东亭街道镇路·-/ 号12北京朝阳", max_size=20))
def test_what_is_found_is_said_and_what_is_not_is_kept(text: str) -> None:
    reading = resolve_place(text, XISHAN)
    assert (reading.code is None) == (reading.level is None)


@pytest.mark.parametrize("written", ["China", "China, china", ",", "china,"])
def test_the_country_alone_is_no_division(written: str) -> None:
    assert resolve_place(written).code is None


def test_the_places_of_real_postings_are_resolved(shared_data: Path) -> None:
    with (shared_data / "openings_real_dev.csv").open(encoding="utf-8-sig", newline="") as lines:
        places = [row["工作地点"] for row in csv.DictReader(lines)]
    levels = [resolve_place(place).level for place in places]
    assert sum(level is not None and level >= PREFECTURE for level in levels) >= 0.97 * len(places)
