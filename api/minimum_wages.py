"""Minimum wages as an instance sets them: one amount, or a file with an amount for each place."""

import csv
import re
from collections.abc import Mapping
from pathlib import Path

from matcher.law.terms import EVERYWHERE, LocalWages
from matcher.text.normalise import normalise
from matcher.text.places import resolve_place

PLAUSIBLE = range(1_000, 20_000)  # an hourly or a yearly wage by mistake would judge every opening wrongly

_AMOUNT = re.compile(r"¥?(\d+)(?:\.0+)?(?:元|yuan|cny)?(?:[/每]?个?月|/month)?")
_SHORT_CODE = re.compile(r"\d\d(?:\d\d)?")


class MinimumWagesError(Exception):
    """The setting gives no minimum wages; `code` says why, `params` what the code is about."""

    def __init__(self, code: str, params: Mapping[str, str]) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def read_minimum_wages(text: str, within: str | None) -> LocalWages:
    """CNY a month by division code, or for everywhere; empty for a blank text.

    A file has lines of place (a division's code or name) and amount, perhaps below a line of headers;
    `within` decides between places of one name. Raises MinimumWagesError.
    """
    if not text.strip():
        return {}
    amount = _read_amount(text)
    if amount is not None:
        return {EVERYWHERE: amount}
    lines = _read_lines(text.strip())
    wages: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        cells = [cell for cell in line if cell.strip()]
        headers = number == 1 and not any(map(str.isdigit, "".join(cells)))
        if not cells or headers:
            continue
        place = _read_place(cells[0], within)
        amount = _read_amount(cells[1]) if len(cells) > 1 else None
        if place is None or amount is None or wages.setdefault(place, amount) != amount:
            raise MinimumWagesError("MINIMUM_WAGE_LINE", {"line": str(number)})
    if not wages:
        raise MinimumWagesError("MINIMUM_WAGE_UNKNOWN", {"value": text.strip()})
    return wages


def _read_lines(path: str) -> list[list[str]]:
    try:
        told = Path(path).read_bytes()
    except (OSError, ValueError) as error:
        raise MinimumWagesError("MINIMUM_WAGE_UNKNOWN", {"value": path}) from error
    for encoding in ("utf-8-sig", "gb18030"):  # the second is what spreadsheets write in China
        try:
            return list(csv.reader(told.decode(encoding).splitlines()))
        except (UnicodeDecodeError, csv.Error):
            continue
    raise MinimumWagesError("MINIMUM_WAGE_UNKNOWN", {"value": path})


def _read_amount(text: str) -> int | None:
    found = _AMOUNT.fullmatch(re.sub(r"[\s,]", "", normalise(text).lower()))
    return int(found[1]) if found and int(found[1]) in PLAUSIBLE else None


def _read_place(text: str, within: str | None) -> str | None:
    words = text.strip()
    reading = resolve_place(words.ljust(6, "0") if _SHORT_CODE.fullmatch(words) else words, within)
    return None if reading.rest else reading.code
