"""Wording that an opening may not carry, with the articles that forbid it.

Openings may not limit by sex, marriage, child-bearing, ethnicity, religion, disability, carriage of
pathogens, household register or origin, height or looks. Upper limits of age are not on the law's list. What
the law allows is masked before anything is searched for: preferences for disabled people and minorities,
goods and patients of one sex, benefits. Work that is closed to women may be limited to men.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, reduce
from types import MappingProxyType

from matcher.reference.tables import read_table
from matcher.text.normalise import fold

#: What every wording of a kind holds one of: the patterns of the other kinds need not be tried.
_SUSPECT_OF: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "sex": re.compile(r"[男女姐哥]|小姑娘|小伙子|male|men\b|lad"),
        "childbearing": re.compile("[育孕婚孩胎妈乳娠]|pregnant|children"),
        "marriage": re.compile("[婚单]|离异|married|single|marital"),
        "ethnicity": re.compile(r"族|han\b|minorit"),
        "religion": re.compile("[教徒]|伊斯兰|穆斯林"),
        "disability": re.compile("[残聋缺]|健全|齐全|disab|able"),
        "pathogen": re.compile("[肝阳艾病半]|梅毒|阴性|hbv|hiv"),
        "register": re.compile("[户籍勿绝]|本[地市省]|当地|免谈|除外|绕道|不[招收要考接]|hukou|local"),
        "height": re.compile("身高|个[子头]|height|at least|minimum"),
        "looks": re.compile(
            "[貌颜靓帅胖照]|五官|长相|面容|形象|气质|外[形表]|美女|俊男|身材|体[型态重]|look|appear|pretty"
        ),
    }
)
# Work that is closed to women may be limited to men (女职工劳动保护特别规定, 4 and its annex).
_CLOSED_TO_WOMEN = re.compile(r"井下|第?[四4]级体力|女职工(?:从事|禁忌)|每次负重(?:超过)?2[05]")
#: What the patterns of the table are made of: <sex> is a sex as said of people, not of goods, wards or rooms.
_PARTS = {
    "applicant": r"<sex>(?:<who>)?",
    "sex": (
        r"(?<![美靓])[男女](?!装|鞋|包|裤|裙|袜|款|科|童|表|模|厕|浴|宾|频|友|帽|香|仆|团|足|篮|排|婴|神|王|主角|演员|宿|公寓|职工|工保"
        r"|士[理美护服西正皮香内用鞋包时休高养]|子(?!$)|生(?:宿|部|寝|公寓|日用)|人[装用味们]"
        r"|性(?:健康|用品|服|护|内|时尚|产|消费|用户|客户|科|私密|美|养|会所|向|朋友|群体|购))"
    ),
    "who": r"性|生|士|孩子?|同志|员工|工|青年|同学|学生|子|人|的",
    "role": (
        r"(?:文员|秘书|助理|前台|接待|服务[员生]|普工|操作工|作业员|工人|司机|驾驶员|保安|业务|销售|主播|技师|收银|店员|营业员"
        r"|导购|员工|保洁|客服|会计|出纳|护[士工理]|教师|老师|教练|学徒|仓管|质检|检验员|厨师|帮厨|[\u4e00-\u9fff]{1,2}工(?!程|作)"
        r"|搬运|装卸|配菜|跟单|人事|行政|经理|主管|工程师|程序员|设计师|管理员|理货员|促销员|迎宾|礼仪|按摩师|美容师|发型师"
        r"|店长|领班|学员|实习生|兼职)"
    ),
    "start": r"(?:(?<=[\s,，、;；:：。.(（/|])|(?<=要求)|^)",
    "end": r"(?=$|[\s,，、;；:：。.()（）/|!！]|\d)",
}
_BLANKED = "\0"
_SEPARATORS = " ,，、;；"
_OPENS_CLAUSE = re.compile(r"(?:^|[\s,，、;；:：。(（])$")
_ENDS_CLAUSE = re.compile(r"$|[\s;；。)）]")
_EMPTY_ITEM = re.compile(r"(?:^|(?<=[\s;；。]))\d{1,2}[、.．]$")


@dataclass(frozen=True, slots=True)
class Finding:
    """Forbidden words at [start, end) of a text; `kind` says what they discriminate by.

    Kinds: sex, marriage, childbearing, ethnicity, religion, disability, pathogen, register, height, looks.
    """

    kind: str
    words: str
    start: int
    end: int
    article: str


def find_discrimination(text: str | None) -> list[Finding]:
    """Every discriminating wording of a text, in its order."""
    if not text:
        return []
    plain = _same_length(text)
    suspected = {kind for kind, words in _SUSPECT_OF.items() if words.search(plain)}
    if not suspected:
        return []
    left = _lawful().sub(_blank, plain)
    for_men = _CLOSED_TO_WOMEN.search(plain) is not None
    findings: list[Finding] = []
    for kind, pattern, article in _forbidden():
        if kind not in suspected:
            continue
        group = "cut" if "cut" in pattern.groupindex else 0
        for found in pattern.finditer(left):
            start, end = found.span(group)
            if kind == "sex" and for_men and "女" not in found[0]:
                continue
            findings.append(Finding(kind, text[start:end], start, end, article))
        for finding in findings:
            left = left[: finding.start] + _BLANKED * len(finding.words) + left[finding.end :]
    return sorted(findings, key=lambda finding: finding.start)


def remove_discrimination(text: str) -> tuple[str, list[Finding]]:
    """The text without its discriminating wording, and what was taken out of it.

    Positions are those in the original text.
    """
    findings = find_discrimination(text)
    if not findings:
        return text, []
    kept, end = [], 0
    for finding in findings:
        kept.append(text[end : finding.start])
        end = finding.end
    between = (piece for piece in kept[1:] if piece.strip(_SEPARATORS))
    clean = reduce(_joined, (*between, text[end:]), kept[0])
    return remove_discrimination(clean)[0], findings


def forbidden_column(header: str) -> str | None:
    """What a column of this header discriminates by; None when it may stay."""
    return _columns().get(fold(header))


def _joined(left: str, right: str) -> str:
    """Two ends of a text with nothing left between them: doubled separators, empty items and brackets go."""
    if _ENDS_CLAUSE.match(right):
        left = _EMPTY_ITEM.sub("", left).rstrip(_SEPARATORS)
    if _OPENS_CLAUSE.search(left):
        right = right.lstrip(_SEPARATORS)
    if left[-1:] in ("(", "（") and right[:1] in (")", "）"):
        left, right = left[:-1], right[1:]
    return left + right


def _same_length(text: str) -> str:
    """The text in half width and lower case, character by character, so that positions stay."""
    return text.translate(_half_width())


class _HalfWidth(dict[int, str]):
    """Characters by number, in half width and lower case; one that this would make longer, as it is."""

    def __missing__(self, number: int) -> str:
        plain = unicodedata.normalize("NFKC", chr(number)).lower()
        return self.setdefault(number, plain if len(plain) == 1 else chr(number))


@cache
def _half_width() -> _HalfWidth:
    return _HalfWidth()


def _blank(found: re.Match[str]) -> str:
    return _BLANKED * len(found[0])


@cache
def _lawful() -> re.Pattern[str]:
    return re.compile("|".join(words for _kind, words, _article in read_table("lawful_words.csv")))


@cache
def _forbidden() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    rows = read_table("discriminating_words.csv")
    return tuple((kind, re.compile(_with_parts(words)), article) for kind, words, article in rows)


def _with_parts(words: str) -> str:
    for name, part in _PARTS.items():  # in an order in which parts only hold later ones
        words = words.replace(f"<{name}>", part)
    return words


@cache
def _columns() -> dict[str, str]:
    return {
        fold(header): kind
        for kind, headers, _article in read_table("forbidden_columns.csv")
        for header in headers.split("|")
    }
