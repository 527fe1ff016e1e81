import re
from xml.etree import ElementTree

import pytest

from api.presenters.charts import (
    PAGE_MM,
    Chart,
    Cloud,
    Dot,
    Strip,
    bar_chart,
    cloud_chart,
    curve_chart,
    drawing,
)

SVG = "{http://www.w3.org/2000/svg}"


def parsed(*charts: Chart) -> ElementTree.Element:
    return ElementTree.fromstring(drawing(charts))


def words(root: ElementTree.Element) -> list[str | None]:
    return [text.text for text in root.iter(f"{SVG}text")]


def test_the_parts_of_a_bar_are_as_long_as_their_shares() -> None:
    root = parsed(bar_chart("A", [Strip("x", (0.5, 0.25), "n")]))
    whole, first, second = (
        [float(box.get(name, 0)) for name in ("x", "width")] for box in root.iter(f"{SVG}rect")
    )
    assert first[0] == whole[0]
    assert second[0] == pytest.approx(first[0] + first[1], abs=0.1)
    assert (first[1] / whole[1], second[1] / whole[1]) == pytest.approx((0.5, 0.25), abs=0.01)


def test_a_curve_runs_from_below_left_to_above_right() -> None:
    root = parsed(
        curve_chart("A", [Dot(0, 0), Dot(0.5, 0.25, 1), Dot(1, 1)], x_label="x", y_label="y", note="n")
    )
    (line,) = root.iter(f"{SVG}polyline")
    (x0, y0), (x1, y1), (x2, y2) = (
        map(float, point.split(",")) for point in (line.get("points") or "").split()
    )
    assert (x1 - x0, y0 - y1) == pytest.approx(((x2 - x0) / 2, (y0 - y2) / 4))
    assert x2 > x0
    assert y2 < y0
    assert len(list(root.iter(f"{SVG}circle"))) == 1


def test_the_dots_of_a_row_stand_in_the_order_of_their_shares() -> None:
    root = parsed(cloud_chart("A", [Cloud("x", (0.9, 1.0, 0.95), "n"), Cloud("nobody", (), "—")]))
    xs = [float(dot.get("cx", 0)) for dot in root.iter(f"{SVG}circle")]
    assert len(xs) == 3
    assert xs[0] < xs[2] < xs[1]
    assert xs[2] == pytest.approx((xs[0] + xs[1]) / 2, abs=0.1)
    assert {"90.0%", "95.0%", "100.0%"} <= set(words(root))


def test_words_are_words_and_no_drawing() -> None:
    root = parsed(bar_chart('<b>&"', [Strip("<script>", (1.0,), "&amp;")], legend=["<"]))
    assert {'<b>&"', "<script>", "&amp;", "<"} <= set(words(root))
    assert root.get("aria-label") == '<b>&"'


@pytest.mark.parametrize(("label", "shown"), [("江苏省" * 8 + "东亭街道", "东亭街道"), ("orphan", "orphan")])
def test_of_a_label_without_room_the_end_is_kept(label: str, shown: str) -> None:
    told = words(parsed(bar_chart("A", [Strip(label, (1.0,), "")])))[1] or ""
    assert told.endswith(shown)
    assert told.startswith("…") == (label != shown)
    assert len(told) <= 18


@pytest.mark.parametrize("many", [1, 60])
def test_any_drawing_fits_an_a4_page(many: int) -> None:
    root = parsed(*[bar_chart("A", [Strip("x", (0.5,), "")] * 4)] * many)
    wide, high = (float(re.sub("mm$", "", root.get(name) or "")) for name in ("width", "height"))
    assert wide <= PAGE_MM[0]
    assert high <= PAGE_MM[1]
    left, top, *size = map(float, (root.get("viewBox") or "").split())
    assert (left, top) == (0, 0)
    assert size[0] / size[1] == pytest.approx(wide / high, rel=0.02)
