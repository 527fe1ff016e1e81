"""Majors and fields of study in the words of students and openings."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from matcher.reference.majors import major, majors
from matcher.reference.tables import read_table
from matcher.text.normalise import normalise

_ANY = re.compile(
    r"专业(?:要求)?\s?(?:不限|无要求|不作?要求)|不限(?:制?专业)?|^无(?:专业)?(?:要求)?$"
    r"|^(?:none|any|no)\b|not required"
    r"|^(?:普高|(?:普通|综合)?高中|初中|小学)(?:毕业)?$"
)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|[(]\S*$")
_LISTED = re.compile(r"[、,;/|。]+|或者?|以及|\bor\b|\band\b")
_JOINED = re.compile(r"[及和与+]")
_BEFORE = re.compile(
    r"^(?:所?学?专业(?:要求)?|主修|本科|大专|专科|中专|中职|高职|硕士|五年制|全日制|统招|的|等)+[:：]?\s?"
)
_BEHIND = re.compile(
    r"(?:等?相?[近关类]+(?:专业|学科|领域|背景)|(?<=[类科])专业|\s?\b(?:major|related|degree|fields?)\b"
    r"|等?(?:专业|方向|学科|背景|毕业生?|优先(?:考虑)?|[均即皆]可|相关|等|系|班))$"
)
_STEM_PREFIX = re.compile(r"^(?:大数据与|现代|智能(?!制造|控制|建造|测控)|应用(?!心理|统计|生物|语言))(?=..)")
_MANAGEMENT = re.compile(r"(?:服务|运营|经营)?与管理$")
_STEM_SUFFIX = re.compile(
    r"(?:科学与(?:技术|工程)|工程与技术|技术与应用|[与及]?应用|(?<!医学)技术|工程|事务|工艺|实务|专业|(?<!医)学)$"
)
_SHARE = 0.15  # of a class: fewer majors of a field are strays
_CLOSE = 80  # of 100: 汽车检测维修 is 汽车检测与维修, 汽车营销 is not 汽车维修
_SHORTEST_FUZZY = 4


@dataclass(frozen=True, slots=True)
class MajorReading:
    """What a text says of majors: codes, fields, 不限 (then nothing else), and the words no table knows."""

    majors: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    any: bool = False
    unread: tuple[str, ...] = ()


@lru_cache(maxsize=16384)
def read_majors(text: str) -> MajorReading:
    """Read a student's major, or the majors that an opening asks for.

    A name of the catalogue (also an old one, or one that differs only in 学, 技术, 应用 and the like) gives
    its codes at all levels; a name close to one, a class (机械类) or a group (理工科) gives fields only.
    """
    text = normalise(text).lower()
    if _ANY.search(text):
        return MajorReading(any=True)
    codes: set[str] = set()
    field_ids: set[str] = set()
    unread = []
    for piece in _pieces(text):
        found = _read_piece(piece)
        if found is None:
            unread.append(piece)
        else:
            codes |= found[0]
            field_ids |= found[1]
    return MajorReading(frozenset(codes), frozenset(field_ids), unread=tuple(unread))


def _pieces(text: str) -> Iterator[str]:
    """The majors that a text lists: names hold 、 与 and 及 themselves, so what is a name stays whole."""
    if text in _named():
        yield text
        return
    for listed in _LISTED.split(_BRACKETS.sub(" ", text)):
        piece = listed.strip() if listed.strip() in _named() else _bare(listed)
        words = [piece] if piece.isascii() or _read_exactly(piece) else map(_bare, piece.split())
        for word in filter(None, words):
            parts = [_bare(part) for part in _JOINED.split(word)]
            yield from [word] if _read_exactly(word) or None in map(_read_exactly, parts) else parts


def _bare(piece: str) -> str:
    """A name without the words around it: 计算机相关专业 → 计算机."""
    while (shorter := _BEHIND.sub("", _BEFORE.sub("", piece)).strip()) != piece:
        piece = shorter
    return piece


_Found = tuple[frozenset[str], frozenset[str]]


def _read_piece(piece: str) -> _Found | None:
    return _read_exactly(piece) or _read_closely(piece)


def _read_exactly(piece: str) -> _Found | None:
    """Codes and fields of a code, a name, an old name, or a word for a field, a class or a group."""
    if (known := major(piece.upper())) is not None:
        return frozenset({known.code}), frozenset({known.field})
    name = piece if piece in _named() else _old_names().get(piece, piece)
    alike = _by_stem().get(_stem(name), frozenset())
    if name in _named():
        return _in_fields(alike, frozenset(majors()[code].field for code in _named()[name]))
    word = piece.removesuffix("类").removesuffix("科")
    if field_ids := _field_words().get(word, frozenset()) | _groups().get(piece, frozenset()):
        return _in_fields(alike if word == piece else frozenset(), field_ids)
    return _in_fields(alike, frozenset(majors()[code].field for code in alike)) if alike else None


def _in_fields(codes: frozenset[str], field_ids: frozenset[str]) -> _Found:
    """The majors of these fields only: 交通管理 of the police is not that of transport."""
    return frozenset(code for code in codes if majors()[code].field in field_ids), field_ids


def _read_closely(piece: str) -> _Found | None:
    """Fields of a name that is nearly one of the catalogue, or that holds the word of a field."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415  only for names that no table has

    stem = _stem(piece)
    if len(stem) >= _SHORTEST_FUZZY:
        near = process.extract(stem, _by_stem().keys(), scorer=fuzz.ratio, score_cutoff=_CLOSE, limit=3)
        found = {
            majors()[code].field
            for name, score, _ in near
            if score == near[0][1]
            for code in _by_stem()[name]
        }
        if len(found) == 1:
            return frozenset(), frozenset(found)
    words = [word for word in _field_words() if _holds(piece, word)]
    if not words:
        return None
    # 服装设计 holds 服装 (one field) and 设计 (many), "preschool education" holds "education": the word that
    # says most decides.
    within = {word for word in words for other in words if word != other and word in other}
    held = [_field_words()[word] for word in words if word not in within]
    fewest = min(map(len, held))
    return frozenset(), frozenset().union(*(each for each in held if len(each) == fewest))


def _holds(piece: str, word: str) -> bool:
    if word.isascii():
        return re.search(rf"\b{re.escape(word)}\b", piece) is not None
    return len(word) > 1 and word in piece


def _stem(name: str) -> str:
    """What a name shares with its likes at other levels: 数控技术应用 → 数控, 大数据与会计 → 会计."""
    stem = _MANAGEMENT.sub("管理", _STEM_PREFIX.sub("", name))
    while len(shorter := _STEM_SUFFIX.sub("", stem)) > 1 and shorter != stem:
        stem = shorter
    return stem


@cache
def _named() -> Mapping[str, frozenset[str]]:
    return _grouped((each.name, each.code) for each in majors().values())


@cache
def _by_stem() -> Mapping[str, frozenset[str]]:
    return _grouped((_stem(each.name), each.code) for each in majors().values())


@cache
def _old_names() -> Mapping[str, str]:
    return dict(read_table("old_majors.csv"))


@cache
def _field_words() -> Mapping[str, frozenset[str]]:
    return {word: frozenset(field_ids.split()) for word, field_ids in read_table("field_words.csv")}


@cache
def _groups() -> Mapping[str, frozenset[str]]:
    """The fields that make up each class of the catalogues, stray majors left out."""
    found = {}
    for group, members in _grouped((each.group, each.code) for each in majors().values()).items():
        counted = Counter(majors()[code].field for code in members)
        found[group] = frozenset(each for each, count in counted.items() if count >= _SHARE * len(members))
    return found


def _grouped(pairs: Iterable[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    grouped: defaultdict[str, set[str]] = defaultdict(set)
    for name, code in pairs:
        grouped[name].add(code)
    return {name: frozenset(codes) for name, codes in grouped.items()}
