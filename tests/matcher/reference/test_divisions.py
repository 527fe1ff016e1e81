import numpy as np
import pytest

from matcher.reference.divisions import (
    COUNTY,
    MUNICIPALITIES,
    PREFECTURE,
    PROVINCE,
    all_divisions,
    ancestor_at,
    ancestors,
    centre,
    distance_km,
    distances_km,
    division,
    full_name,
    latin_names,
)


def test_every_division_hangs_below_one_province_and_has_a_centre() -> None:
    for each in all_divisions():
        top = (each.code, *ancestors(each.code))[-1]
        known = division(top)
        assert known is not None
        assert known.level == PROVINCE
        assert centre(each.code) is not None


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("320205", "江苏省无锡市锡山区"),
        ("320205001", "江苏省无锡市锡山区东亭街道"),
        ("310115", "上海市浦东新区"),
        ("310100", "上海市"),
        ("500229", "重庆市城口县"),
        ("429004", "湖北省仙桃市"),
        ("441900", "广东省东莞市"),
        ("000000", ""),
    ],
)
def test_names_as_on_an_envelope(code: str, name: str) -> None:
    assert full_name(code) == name


@pytest.mark.parametrize(
    ("code", "prefecture"),
    [
        ("320205001", "320200"),
        ("310115", "310100"),
        ("310000", "310100"),
        ("500229", "500100"),
        ("429004", "429004"),
        ("320000", None),
        ("000000", None),
    ],
)
def test_the_city_of_a_division(code: str, prefecture: str | None) -> None:
    assert ancestor_at(code, PREFECTURE) == prefecture


def test_a_street_stands_at_the_centre_of_its_district() -> None:
    assert centre("320205001") == centre("320205")
    assert distance_km("320205001", "320205") == 0
    assert ancestor_at("320205001", COUNTY) == "320205"


def test_distances() -> None:
    to_suzhou = distance_km("320205", "320500")
    assert to_suzhou is not None
    assert 25 < to_suzhou < 50
    assert distance_km("320500", "320205") == pytest.approx(to_suzhou)
    assert distance_km("320205", "320000") is None
    assert distance_km("320205", "000000") is None
    many = distances_km("320205", ["320205", "320500", "320000", "310000"])
    assert np.isnan(many).tolist() == [False, False, True, False]
    assert many[1] == pytest.approx(to_suzhou)
    assert distances_km("320205", []).shape == (0,)


def test_every_city_has_a_name_in_latin_letters() -> None:
    named = list(latin_names())
    assert all(name == name.lower() and name.isascii() and len(name) > 1 for name, _ in named)
    cities = {each.code for each in all_divisions() if each.level <= PREFECTURE and each.name[-1] in "市省州"}
    municipalities = {f"{code[:2]}0100" for code in MUNICIPALITIES}
    assert cities - municipalities <= {each.code for _, each in named}
