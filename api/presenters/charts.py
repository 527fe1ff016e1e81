"""Small charts as SVG, made to be printed: no script, no font and no colour from elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from unicodedata import east_asian_width

WIDTH = 720
MARGIN = 24
TITLE = 30  # height of a chart's heading
ROW = 24  # of one bar with its label
LABELS = 220  # width of the labels beside bars
LETTER, HANZI = 7, 13  # about what a character takes
NUMBERS = 110  # of what is written behind them
SQUARE = 300  # side of a chart over shares
TALL = 150  # of the columns of a chart
TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
PAGE_MM = (190, 277)  # of an A4 page within its margins

BARS, COLUMNS = "bars", "columns"

INK, QUIET, LINE = "#33261d", "#6f5d50", "#e6d9ca"
COLOURS = ("#4d7c5a", "#c08a3e", "#eee3d5")  # of the parts of a bar, from the left
CURVE = "#b4432f"
FONTS = "'Noto Sans CJK SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"


@dataclass(frozen=True, slots=True)
class Chart:
    """One drawing: its heading, its height, and what stands in it, x from 0 to WIDTH, y from 0 down.

    `rows` tells what is drawn, to a program that draws it otherwise: labels, values, what stands beside them.
    """

    title: str
    height: int
    body: str
    form: str = ""  # BARS or COLUMNS, where there are rows
    rows: tuple[tuple[str, float | None, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Strip:
    """One bar: its label, the shares it is made of (together at most 1), and what stands behind it."""

    label: str
    shares: tuple[float, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A point of a curve over shares; `weight` (0 to 1) is the size of its mark, 0 for none."""

    x: float
    y: float
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its label below, its value (None draws nothing), and what stands above it."""

    label: str
    value: float | None
    note: str


@dataclass(frozen=True, slots=True)
class Cloud:
    """A row of dots, each a share of at most a little over 1; its label and what stands behind it."""

    label: str
    shares: tuple[float, ...]
    note: str


def bar_chart(title: str, strips: Sequence[Strip], legend: Sequence[str] = ()) -> Chart:
    """Bars of shares, one below the other; `legend` names their parts."""
    room = WIDTH - 2 * MARGIN - LABELS - NUMBERS
    parts = [_key(legend)] if legend else []
    top = TITLE + (ROW if legend else 0)
    for number, strip in enumerate(strips):
        y = top + number * ROW
        x = float(MARGIN + LABELS)
        parts.append(_text(x - 8, y + 15, _fitting(strip.label), anchor="end"))
        parts.append(_box(x, y + 3, room, ROW - 8, COLOURS[-1]))
        for share, colour in zip(strip.shares, COLOURS, strict=False):
            parts.append(_box(x, y + 3, room * share, ROW - 8, colour))
            x += room * share
        parts.append(_text(MARGIN + LABELS + room + 8, y + 15, strip.note, colour=QUIET))
    rows = tuple((strip.label, sum(strip.shares), strip.note) for strip in strips)
    return Chart(title, top + len(strips) * ROW + MARGIN, "".join(parts), BARS, rows)


def column_chart(title: str, columns: Sequence[Column]) -> Chart:
    """Columns side by side, as months and years are read; the highest takes the whole height."""
    most = max((column.value or 0 for column in columns), default=0)
    base = TITLE + 20 + TALL
    room = (WIDTH - 2 * MARGIN) / max(len(columns), 1)
    wide = min(room * 0.6, 48)
    parts = [_line((MARGIN, base), (WIDTH - MARGIN, base), QUIET)]
    for number, column in enumerate(columns):
        middle = MARGIN + room * (number + 0.5)
        high = TALL * (column.value or 0) / most if most else 0.0
        parts += [
            _box(middle - wide / 2, round(base - high, 1), wide, round(high, 1), COLOURS[0]),
            _text(round(middle, 1), round(base - high - 6, 1), column.note, anchor="middle"),
            _text(round(middle, 1), base + 18, column.label, anchor="middle", colour=QUIET),
        ]
    rows = tuple((column.label, column.value, column.note) for column in columns)
    return Chart(title, base + 18 + MARGIN, "".join(parts), COLUMNS, rows)


def curve_chart(title: str, dots: Sequence[Dot], *, x_label: str, y_label: str, note: str) -> Chart:
    """A curve of one share over another, with the diagonal on which both are equal."""
    left, top = MARGIN + 60, TITLE + 6

    def place(x: float, y: float) -> tuple[float, float]:
        return round(left + SQUARE * x, 1), round(top + SQUARE * (1 - y), 1)

    parts = []
    for tick in TICKS:
        x, y = place(tick, tick)
        parts += [
            _line((left, y), (left + SQUARE, y), LINE),
            _line((x, top), (x, top + SQUARE), LINE),
            _text(left - 6, y + 4, f"{tick:.0%}", anchor="end", colour=QUIET),
            _text(x, top + SQUARE + 16, f"{tick:.0%}", anchor="middle", colour=QUIET),
        ]
    parts.append(_line(place(0, 0), place(1, 1), QUIET, dashes="5 4"))
    points = [place(dot.x, dot.y) for dot in dots]
    drawn = " ".join(f"{x},{y}" for x, y in points)
    parts.append(f'<polyline points="{drawn}" fill="none" stroke="{CURVE}" stroke-width="2.5"/>')
    for dot, (x, y) in zip(dots, points, strict=True):
        if dot.weight:
            radius = 3 + 9 * dot.weight**0.5
            parts.append(f'<circle cx="{x}" cy="{y}" r="{radius:.1f}" fill="{CURVE}" fill-opacity=".55"/>')
    beside = left + SQUARE + 24
    parts += [
        _text(beside, top + 14, f"↑ {y_label}"),
        _text(beside, top + SQUARE - 2, f"→ {x_label}"),
        _text(beside, top + SQUARE / 2, note, colour=QUIET),
    ]
    return Chart(title, top + SQUARE + 16 + MARGIN, "".join(parts))


def cloud_chart(title: str, clouds: Sequence[Cloud]) -> Chart:
    """Dots along a line for each row; the lines reach from below the lowest share to above the highest."""
    shares = [share for cloud in clouds for share in cloud.shares]
    low, high = min([*shares, 0.99]), max([*shares, 1.0])
    left, room = MARGIN + LABELS, WIDTH - 2 * MARGIN - LABELS - NUMBERS
    bottom = TITLE + len(clouds) * ROW

    def place(share: float) -> float:
        return round(left + 6 + (room - 12) * (share - low) / (high - low), 1)

    parts = []
    for tick in (low, (low + high) / 2, high):
        x = place(tick)
        parts += [
            _line((x, TITLE), (x, bottom), LINE),
            _text(x, bottom + 16, f"{tick:.1%}", anchor="middle", colour=QUIET),
        ]
    for number, cloud in enumerate(clouds):
        y = TITLE + number * ROW + ROW / 2
        parts.append(_text(left - 8, y + 4, _fitting(cloud.label), anchor="end"))
        parts += [
            f'<circle cx="{place(share)}" cy="{y:g}" r="4" fill="{CURVE}" fill-opacity=".45"/>'
            for share in cloud.shares
        ]
        parts.append(_text(left + room + 8, y + 4, cloud.note, colour=QUIET))
    return Chart(title, bottom + 16 + MARGIN, "".join(parts))


def drawing(charts: Sequence[Chart]) -> str:
    """The charts below each other as one SVG that fits an A4 page; it can stand in a page or alone."""
    height = sum(chart.height for chart in charts)
    parts, y = [], 0
    for chart in charts:
        heading = _text(MARGIN, 18, chart.title, weight=600, size=15)
        parts.append(f'<g transform="translate(0 {y})">{heading}{chart.body}</g>')
        y += chart.height
    wide, high = PAGE_MM
    scale = min(wide / WIDTH, high / max(height, 1))
    name = escape(" · ".join(chart.title for chart in charts), quote=True)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{name}" '
        f'width="{WIDTH * scale:.1f}mm" height="{height * scale:.1f}mm" viewBox="0 0 {WIDTH} {height}" '
        f'font-family="{FONTS}" font-size="13">{"".join(parts)}</svg>'
    )


def _fitting(label: str) -> str:
    """The label, or as much of its end as there is room for: places begin with what all have in common."""
    room = LABELS
    for number, letter in enumerate(reversed(label)):
        room -= HANZI if east_asian_width(letter) in "WF" else LETTER
        if room < 0:
            return f"…{label[len(label) - number + 1 :]}"
    return label


def _key(legend: Sequence[str]) -> str:
    """What the colours of bars mean, on a line of its own."""
    room = (WIDTH - 2 * MARGIN) / len(legend)
    parts = []
    for number, (words, colour) in enumerate(zip(legend, COLOURS, strict=False)):
        x = MARGIN + number * room
        parts += [_box(x, TITLE, 12, 12, colour), _text(x + 18, TITLE + 11, words, colour=QUIET)]
    return "".join(parts)


def _text(
    x: float,
    y: float,
    words: str,
    *,
    anchor: str = "start",
    colour: str = INK,
    weight: int = 400,
    size: int = 13,
) -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" fill="{colour}" '
        f'font-weight="{weight}" font-size="{size}">{escape(words)}</text>'
    )


def _box(x: float, y: float, width: float, height: float, colour: str) -> str:
    return f'<rect x="{x:.1f}" y="{y:g}" width="{width:.1f}" height="{height:g}" fill="{colour}"/>'


def _line(start: tuple[float, float], end: tuple[float, float], colour: str, *, dashes: str = "") -> str:
    pattern = f' stroke-dasharray="{dashes}"' if dashes else ""
    (x1, y1), (x2, y2) = start, end
    return f'<line x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}" stroke="{colour}"{pattern}/>'
