"""From a place in words to the most exact division that one can be sure of."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from matcher.reference.divisions import (
    COUNTY,
    PREFECTURE,
    STREET,
    Division,
    all_divisions,
    ancestors,
    city_of,
    division,
    latin_names,
)
from matcher.text.normalise import normalise

_CODE = re.compile(r"(\d{6})(\d{3})?(?:\d{3})?(?:\.0+)?")
_SEPARATORS = re.compile(
    r"(?:[\s·・.,、/\\|>\-_~—:;()\[\]]|市辖区|\b(?:city|county|district|prefecture|province)\b)+",
    re.IGNORECASE,
)
_PREFIX = re.compile(
    r"(?:中国|china\b|工作地[点址]?|(?:公司|单位|家庭|上班|面试)?地[点址]|现?居?住[地址]|户籍(?:地址?)?|籍贯|厂区)[\s:：,·-]*",
    re.IGNORECASE,
)
_ROAD = re.compile(r"[东西南北中]?(?:大道|大街|公路|[路街道桥])|\s(?:road|rd|street|avenue)\b", re.IGNORECASE)
_ADDRESS_LIKE = re.compile(r"[一-鿿]{0,8}?(?:街道|镇|乡|村|区|园|路|大道|社区)")
_SUFFIX = re.compile(r"(?:特别行政区|自治[区州县旗]|(?<=.)新区|地区|街道|[省市区县盟镇乡])$")
_LOOSE_SUFFIXES = {PREFECTURE: re.compile("[市州]"), COUNTY: re.compile("新?[市区县]")}
_PEOPLES = re.compile(
    "(?:各族|蒙古族?|回族|藏族|维吾尔族?|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族?|傣族"
    "|黎族|傈僳族|佤族|畲族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜族?|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族"
    "|锡伯族?|阿昌族|普米族|塔吉克族?|怒族|鄂温克族|德昂族|保安族|裕固族|门巴族|鄂伦春族|珞巴族|基诺族)+$"
)

# The district of Beijing is meant as often as the city in Liaoning.
_SHARED_BY_CITY_AND_DISTRICT = frozenset({"朝阳", "chaoyang"})


@dataclass(frozen=True, slots=True)
class PlaceReading:
    """What a text says of a place: a division with its level, and the words that say more than it.

    `code` is None when the text names no division, or several alike; `rest` is then the whole text.
    """

    code: str | None
    level: int | None
    rest: str


@lru_cache(maxsize=65536)
def resolve_place(text: str, within: str | None = None) -> PlaceReading:
    """Read a place as people write it: names from large to small, short, full or in Latin letters, or a code.

    Zones and addresses that are no division stay in `rest`. A name that several divisions share is not
    guessed; `within`, the division where the text was written, decides between them by nearness.
    """
    text = normalise(text)
    if code := _CODE.fullmatch(text):
        return _by_code(text, code[1], code[1] + (code[2] or ""))
    ordered = _largest_first(text)
    start = prefix.end() if (prefix := _PREFIX.match(ordered)) else 0
    here: Division | None = None
    position = _skip(ordered, start)
    while step := _step(ordered, position, here, within):
        here, position = step
        position = _skip(ordered, position)
    if here is None:
        return PlaceReading(None, None, text)
    rest = _SEPARATORS.sub(" ", ordered[position:]).strip()
    found = division(city_of(here.code)) or here
    return PlaceReading(found.code, found.level, rest)


def _largest_first(text: str) -> str:
    """An address in the western order turned round: Xishan, Wuxi, Jiangsu → Jiangsu, Wuxi, Xishan."""
    if not text.isascii() or "," not in text:
        return text
    parts = [part for part in text.split(",") if part.strip().lower() != "china"]
    turned = bool(parts) and _level(parts[-1]) < _level(parts[0])
    return ",".join(reversed(parts) if turned else parts)


def _level(part: str) -> int:
    """Level of the division that a part of an address names, below all levels where it names none."""
    known = _names().get(_SEPARATORS.sub(" ", part).strip().lower())
    return known[0].level if known else STREET + 1


def _by_code(text: str, county: str, street: str) -> PlaceReading:
    """The division of a code, or the nearest one around it that is known."""
    for candidate in (street, county, f"{county[:4]}00", f"{county[:2]}0000"):
        if known := division(city_of(candidate)):
            exact = candidate in (street, county) and (candidate == street or street.endswith("000"))
            return PlaceReading(known.code, known.level, "" if exact else text)
    return PlaceReading(None, None, text)


def _skip(text: str, position: int) -> int:
    blank = _SEPARATORS.match(text, position)
    return blank.end() if blank else position


def _step(text: str, position: int, here: Division | None, within: str | None) -> tuple[Division, int] | None:
    """The next name at a position, and where it ends."""
    for name in _names_at(text, position):
        end = position + len(name)
        found = _first(name, text, end, within) if here is None else _inside(name, text, end, here)
        if found:
            return found, _after_suffix(text, end, name, found)
        if here is None and len(_names()[name]) > 1:
            return None  # a shared name: a shorter one at the same place would be a guess
    own = _short(here) if here else ""
    if here and own and text.startswith(own, position):
        # 武汉·武汉经济开发区: the city's own name once more.
        return _step(text, _skip(text, position + len(own)), here, within)
    return None


def _names_at(text: str, position: int) -> Iterator[str]:
    """Known names that the text has at a position, longest first."""
    longest = min(_longest_name(), len(text) - position)
    for length in range(longest, 1, -1):
        name = text[position : position + length].lower()
        if name in _names() and not _goes_on(text, position + length):
            yield name


def _goes_on(text: str, end: int) -> bool:
    """Whether a word in Latin letters is not over yet: Suzhou is not in Suzhouer."""
    around = text[end - 1 : end + 1]
    return len(around) == 2 and around.isascii() and around.isalpha()


def _first(name: str, text: str, end: int, within: str | None) -> Division | None:
    """The division that a name stands for at the beginning, without one around it."""
    candidates = _names()[name]
    if _is_road(text, end, name, candidates):
        return None
    shared = name in _SHARED_BY_CITY_AND_DISTRICT
    largest = [each for each in candidates if each.level == candidates[0].level]
    if largest[0].level <= PREFECTURE and len(largest) == 1 and not shared:
        return largest[0]
    for scope in (within, *ancestors(within)) if within else ():
        near = tuple(each for each in candidates if scope in (each.code, *ancestors(each.code)))
        if scope.endswith("0000"):  # a province has too many streets for one of them to be meant
            near = tuple(each for each in near if each.level < STREET)
        if near:
            return _only(near, text, end, name)
    found = None if shared else _only(candidates, text, end, name)
    if found is None or found.name == name:
        # Streets are known of some provinces only: elsewhere, one of that name is not the one meant.
        return None if found and found.level == STREET and within else found
    return found if found.level == COUNTY and _ends_well(text, end, found) else None


def _inside(name: str, text: str, end: int, here: Division) -> Division | None:
    """The division of that name inside another."""
    candidates = tuple(each for each in _names()[name] if here.code in ancestors(each.code))
    return None if _is_road(text, end, name, candidates) else _only(candidates, text, end, name)


def _only(candidates: tuple[Division, ...], text: str, end: int, name: str) -> Division | None:
    """The one candidate of the highest level; None when several share it."""
    if not candidates:
        return None
    level = min(each.level for each in candidates)
    highest = [each for each in candidates if each.level == level]
    if len(highest) > 1:
        return None
    found = highest[0]
    if found.level < STREET or name.endswith(("街道", "镇", "乡")):
        return found
    # The short name of a street is a common word: it must stand alone.
    return found if end == len(text) or _SEPARATORS.match(text, end) else None


def _is_road(text: str, end: int, name: str, candidates: tuple[Division, ...]) -> bool:
    """Whether a short name is only the beginning of a road's name (上海路, 锡山大道)."""
    return bool(_ROAD.match(text, end)) and not any(each.name == name for each in candidates)


def _ends_well(text: str, end: int, found: Division) -> bool:
    if end == len(text) or _SEPARATORS.match(text, end) or _ADDRESS_LIKE.match(text, end):
        return True
    return _step(text, end, found, None) is not None


def _after_suffix(text: str, end: int, name: str, found: Division) -> int:
    """Behind the suffix of an old or loose name: 奉化市 is today 奉化区."""
    suffix = _LOOSE_SUFFIXES.get(found.level)
    loose = suffix.match(text, end) if suffix and name != found.name else None
    return loose.end() if loose else end


@cache
def _names() -> dict[str, tuple[Division, ...]]:
    """Divisions by full, short and Latin name, the largest first."""
    named: defaultdict[str, list[Division]] = defaultdict(list)
    for each in all_divisions():
        short = _short(each)
        for name in {each.name, short} if len(short) > 1 else {each.name}:
            if name != "市辖区":
                named[name].append(each)
    for name, each in latin_names():
        named[name].append(each)
    return {
        name: tuple(sorted(found, key=lambda each: (each.level, each.code))) for name, found in named.items()
    }


@cache
def _longest_name() -> int:
    return max(map(len, _names()))


def _short(each: Division) -> str:
    """A name without what it is: 锡山区 → 锡山, 红河哈尼族彝族自治州 → 红河."""
    without_suffix = _SUFFIX.sub("", each.name)
    if "自治" in each.name:
        without_people = _PEOPLES.sub("", without_suffix)
        return without_people if len(without_people) > 1 else without_suffix  # 内蒙古
    return without_suffix
