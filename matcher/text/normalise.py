"""One spelling for what people type: widths, blanks, and simplified characters."""

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff\x00-\x08\x0e-\x1f\x7f]")
_HANZI = re.compile("[\u3400-\u9fff]+")
_BLANKS = re.compile(r"\s+")
_NOT_KEY = re.compile(r"[^\w+#]|_")


def normalise(text: str) -> str:
    """Text in NFKC and simplified characters, without invisible characters, runs of blanks as one space."""
    return text if _is_plain(text) else _normalise(text)


@lru_cache(maxsize=256)  # several readers ask for the same text in turn
def _normalise(text: str) -> str:
    text = _INVISIBLE.sub("", text)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
        if _is_plain(text):
            return text
        if _holds_traditional(text):
            text = _simplify()(text)
    return _BLANKS.sub(" ", text).strip()


def fold(text: str) -> str:
    """Key to compare names by: normalised, lower case, no blanks or punctuation.

    The signs + and # stay: they tell C, C++ and C# apart.
    """
    return _NOT_KEY.sub("", normalise(text).lower())


def _is_plain(text: str) -> bool:
    """Whether a text is surely normalised already, as most cells are: told in one quick look."""
    return _plain().fullmatch(text) is not None


@cache
def _plain() -> re.Pattern[str]:
    """Words of ASCII and of what NFKC keeps of the simplified standard set, a space between them."""
    codes = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    standard = "".join(code.decode("gb2312", "ignore") for code in codes)
    letters = "!-~" + "".join(char for char in standard if unicodedata.is_normalized("NFKC", char))
    return re.compile(f"[{letters}]++(?: [{letters}]++)*+")


def _holds_traditional(text: str) -> bool:
    """Whether a character is outside the simplified standard set.

    Without this test, characters that are both (乾 in 乾县, 著 in 著名) would be changed in simplified text.
    """
    try:
        "".join(_HANZI.findall(text)).encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False


@cache
def _simplify() -> Callable[[str], str]:
    from opencc import OpenCC  # noqa: PLC0415  loads dictionaries

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert
