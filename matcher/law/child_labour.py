"""Words of a posting that offer work to children: nobody under 16 may be employed (禁止使用童工规定 2)."""

import re

from matcher.text.normalise import normalise

ARTICLE = "禁止使用童工规定 2"
LOWEST_AGE = 16

_UNDER_16 = r"(?:1[0-5]|十[一二三四五]?)"
_YEARS = r"周?岁"
# Pupils, guests and the like may be of any age.
_APPLICANT = (
    r"(?!的?(?:及以上|以上)?的?(?:儿童|孩|幼儿|学生|学员|青少年|少年|客|宝宝|用户|人群|游客|患者|会员))"
)
_OFFER = re.compile(
    rf"(?<!\d)(?<!第){_UNDER_16}{_YEARS}(?:及?以上|起|左右)?(?:也|即|就|均|都)?(?:可以?|行)(?![^,。;!]{{0,4}}(?:学|入园|参加))"
    rf"|(?:招收?|招聘|年龄|要求|限|年满){_UNDER_16}{_YEARS}{_APPLICANT}"
    rf"|(?<!\d){_UNDER_16}(?:{_YEARS})?[-~—–至到](?:1[89]|[2-6]\d){_YEARS}{_APPLICANT}"
    rf"|(?:未满|不满)(?:16|十六){_YEARS}(?:的|者)?(?:也|即|就|均|都)?(?:可以?|行)"
)
_CHILD_LABOUR = re.compile("童工|child labou?r")
_REFUSED_BEFORE = re.compile(r"(?:[不禁拒无非反防勿未零审查管]|杜绝|谢绝|no|against)[^,。;!]{0,10}$")
_REFUSED_AFTER = re.compile(r"[^,。;!]{0,4}(?:勿|免谈|不[招要收用]|禁|除外|[政零管审]|排查|检查)")
_FIELD = re.compile(rf"\D{{0,8}}(?P<age>1[0-5])(?:{_YEARS})?(?:\+|[-~—–至到]\d|(?:及|或)?以上|起|$)")


def finds_child_labour(text: str | None) -> str | None:
    """The first words that offer work to somebody under 16; None when none do."""
    words = normalise(text or "").lower()
    for found in _CHILD_LABOUR.finditer(words):
        if not (_REFUSED_BEFORE.search(words[: found.start()]) or _REFUSED_AFTER.match(words, found.end())):
            return found[0]
    offer = _OFFER.search(words)
    return offer[0] if offer else None


def read_child_age(text: str | None) -> int | None:
    """The lowest age that a field of ages asks for, where it is under 16 (and 10 or more)."""
    found = _FIELD.match(normalise(text or ""))
    return int(found["age"]) if found else None
