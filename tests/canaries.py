"""People who are nowhere but in tests, and a search for them in whatever was written, in any spelling."""

import base64
import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from itertools import count
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from stdnum.iso7064 import mod_11_2

BLOCK = 1 << 24  # bytes that are searched at a time
LONGEST = 4096  # bytes, longer than any spelling of a canary


def id_number(division: str, born: str, sequence: int) -> str:
    """A number with its check digit."""
    digits = f"{division}{born}{sequence:03}"
    return digits + mod_11_2.calc_check_digit(digits)


MARKS = ("20050817947", "199472638", "鹓雒")  # each canary holds one: what holds none is quickly searched
CANARIES: Mapping[str, str] = {
    "ID number": id_number("320205", "20050817", 947),
    "name": "鹓雒鶵",
    "phone": "19947263851",
    "guardian": "鹓雒鸑",
    "guardian's phone": "19947263852",
    "address": "鹓雒巷九四七号",
    "contact": "鹓雒鷟",
    "contact's phone": "19947263853",
    "refused ID number": id_number("320206", "20050817", 947)[:-1] + "?",
    "refused name": "鸑鹓雒",
    "reason": "鹓雒家中失火，急寻家人",
    "password": "鹓雒鸑鷟-947183-鶵",
}
SAMPLES = ("320205200609019016", "云小星", "赵小满", "钱立夏")  # whom tests put into databases all the time
CONTROL = "鹔鹴鸊鷉"  # lies about in clear on purpose


class Found(NamedTuple):
    """Where something lies in clear, and how it is spelt there."""

    place: str
    canary: str
    spelling: str


@cache
def spellings(text: str) -> Mapping[str, tuple[bytes, ...]]:
    """The bytes that a text may be kept as."""
    utf8 = text.encode()
    escaped = json.dumps(text)[1:-1]
    return {
        "UTF-8": (utf8,),
        "UTF-16": (text.encode("utf-16-le"), text.encode("utf-16-be")),
        "GB18030": (text.encode("gb18030"),),
        "JSON": (escaped.encode(), escaped.upper().replace("\\U", "\\u").encode()),
        "per cent": (quote(text).encode(), quote(text).lower().encode()),
        "hexadecimal": (utf8.hex().encode(), utf8.hex().upper().encode()),
        "base64": tuple(_within_base64(utf8, before) for before in range(3)),
    }


def _within_base64(content: bytes, before: int) -> bytes:
    """What stands in the base64 of anything in which `content` comes after so many bytes (of 3)."""
    encoded = base64.b64encode(bytes(before) + content).rstrip(b"=")
    return encoded[-(-before * 8 // 6) : (before + len(content)) * 8 // 6]


@cache
def _marks(texts: tuple[str, ...]) -> list[bytes]:
    """Bytes of which some are wherever one of the texts is, in whatever spelling."""
    marks = {next((mark for mark in MARKS if mark in text), text) for text in texts}
    return sorted({form for mark in marks for forms in spellings(mark).values() for form in forms})


def search(content: bytes, place: str, canaries: Mapping[str, str] = CANARIES) -> Iterator[Found]:
    """Every canary that lies in clear in some bytes; archives are opened."""
    if any(form in content for form in _marks(tuple(canaries.values()))):
        for name, text in canaries.items():
            for spelling, forms in spellings(text).items():
                if any(form in content for form in forms):
                    yield Found(place, name, spelling)
    if content.startswith(b"\x1f\x8b"):
        with suppress(OSError, EOFError, zlib.error):
            yield from search(gzip.decompress(content), place, canaries)
    if content.startswith(b"PK\x03\x04") and zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.namelist():
                with suppress(zipfile.BadZipFile, zlib.error):  # damaged on purpose by some test
                    yield from search(archive.read(member), f"{place}!{member}", canaries)


def search_files(*places: Path, canaries: Mapping[str, str] = CANARIES) -> list[Found]:
    """Every canary in the files of some folders, and in their names; what is gone meanwhile is left out."""
    found: list[Found] = []
    for place in places:
        for path in [place, *sorted(place.rglob("*"))]:
            found += search(str(path).encode(), str(path), canaries)
            if path.is_file() and not path.is_symlink():
                found += _search_file(path, canaries)
    return list(dict.fromkeys(found))


def search_plainly(*places: Path, words: Iterable[str]) -> list[tuple[str, str]]:
    """Files and the words that stand in them as they are, in UTF-8: quicker than every spelling."""
    found = []
    for path in sorted(path for place in places for path in [place, *place.rglob("*")]):
        with suppress(FileNotFoundError, IsADirectoryError):
            content = path.read_bytes()
            found += [(str(path), word) for word in words if word.encode() in content]
    return found


def _search_file(path: Path, canaries: Mapping[str, str]) -> list[Found]:
    found: list[Found] = []
    try:
        with path.open("rb") as file:
            for number in count():
                file.seek(number * (BLOCK - LONGEST))
                content = file.read(BLOCK)
                found += search(content, str(path), canaries)
                if len(content) < BLOCK:
                    break
    except FileNotFoundError:
        pass
    return found
