from pathlib import Path

import pytest

from api.minimum_wages import MinimumWagesError, read_minimum_wages


def written(folder: Path, text: str, encoding: str = "utf-8") -> str:
    path = folder / "wages.csv"
    path.write_bytes(text.encode(encoding))
    return str(path)


@pytest.mark.parametrize("text", ["2490", " ２４９０ ", "2,490元/月", "¥2490", "2490.0", "2490 CNY/month"])
def test_one_amount_holds_everywhere(text: str) -> None:
    assert read_minimum_wages(text, None) == {"": 2490}


@pytest.mark.parametrize("text", ["", "  "])
def test_nothing_is_set_unless_told(text: str) -> None:
    assert read_minimum_wages(text, None) == {}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_file_names_places_by_code_or_name(tmp_path: Path, encoding: str) -> None:
    file = written(
        tmp_path,
        "地区,金额\r\n江苏省,2010\r\n\r\n3202,2490\r\n320205,2500\r\n上海,2740元\r\n鼓楼区,2600\r\n",
        encoding,
    )
    assert read_minimum_wages(file, "320100") == {
        "320000": 2010,
        "320200": 2490,
        "320205": 2500,
        "310100": 2740,
        "320106": 2600,
    }


@pytest.mark.parametrize("text", ["24", "299000", "-2490", "no-such-file.csv", "null\0byte"])
def test_neither_amount_nor_file(text: str) -> None:
    with pytest.raises(MinimumWagesError) as error:
        read_minimum_wages(text, None)
    assert error.value.code == "MINIMUM_WAGE_UNKNOWN"


@pytest.mark.parametrize("text", ["", "place,amount\n", b"\xff\xff\xff".decode("latin-1")])
def test_a_file_without_a_wage_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(MinimumWagesError):
        read_minimum_wages(written(tmp_path, text), None)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("320205,24", 1),
        ("place,amount\n320205,2490\n999999,2490", 3),
        ("320205,2490\n鼓楼区,2490", 2),  # many places have this name
        ("320205,2490\n320205", 2),
        ("320205,2490\n锡山区,2500", 2),  # the same place again
    ],
)
def test_the_first_wrong_line_is_named(tmp_path: Path, text: str, line: int) -> None:
    with pytest.raises(MinimumWagesError) as error:
        read_minimum_wages(written(tmp_path, text), None)
    assert (error.value.code, error.value.params) == ("MINIMUM_WAGE_LINE", {"line": str(line)})
