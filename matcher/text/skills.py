"""Skills in lists and in running text → canonical names of the vocabulary."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from matcher.reference.skills import UNKNOWN_WEIGHT, WEIGHTS, skills
from matcher.text.aliases import AliasFinder
from matcher.text.certificates import certificate_name, read_certificates
from matcher.text.normalise import fold, normalise
from matcher.text.tags import TagKind, kind_by_pattern, kind_by_word

# What is no skill though it holds the name of one: 电工程 holds 电工, 协助产品 holds 助产.
_DECOYS = (
    *("社会计", "电工程", "不会计", "会计划", "机电工业", "国际会计师事务所", "体育教师资格"),
    *("协助产", "辅助产", "帮助产", "迭代课", "产品管", "装配电路", "清洁工位", "快手快", "精益求精"),
    *("整理培", "处理培", "内账号", "中英文书", "对账单", "打磨课", "配合电工", "医生护士"),
    # taught oneself, not teaching others
    *("有人带教", "专人带教", "师傅带教", "导师带教", "老师带教", "员工带教", "一对一带教", "可带教"),
)

_SEPARATORS = re.compile(r"[、,，;；|\n\t。·•]+")
_BLANKS_AND_STROKES = re.compile(r"[\s/\\]+")
_BRACKETS = re.compile(r"\([^()]*\)|[()《》【】\[\]\"'“”]")
_BEFORE = re.compile(
    r"^(?:(?:能|可|会|有|较|很)?(?:够)?(?:熟练|精通|熟悉|了解|掌握|具备|擅长|善于|懂得?|会|良好的?|较强的?|一定的?|基本的?)"
    r"(?:地|的)?(?:掌握|使用|运用|操作|应用)?|(?:学习?|做|干|当|从事)过|\d+[.、)])+"
)
_AFTER = re.compile(
    r"(?:等|者|优先|相关|方面|类|能力|经验|技能|技术|知识|基础|软件|操作|工作|工程师|开发|使用|应用|岗位"
    r"|熟练|流利|不错|好|强|快)+$"
)
_DESIGN_TOOLS = frozenset(
    {"ps", "photoshop", "cdr", "coreldraw", "id", "indesign", "pr", "ae", "aftereffects"}
)
_PLAUSIBLE = re.compile(r"(?=.*[a-z一-鿿])[\w+#.\- ]{2,16}", re.IGNORECASE)
# What an unknown word ends in when it is no skill: a wish of the employer's, a job, a market or a thing.
_NO_SKILL = re.compile(
    r".*(?:更佳|为佳|佳|优先|必须|人脉|资源|背景|渠道|经[验历]|留学|学历|工程师|专员|经理|总监|主管|组长|队长|助理|代表|顾问"
    r"|教师|老师|教授|技师|设计师|师傅|实习|高级|项目|产品|市场|客户|车辆|地点|环境|氛围|机会|同事|[大小]休|工资|发薪|月薪)"
    r"|(?:车辆|车队).{1,4}|收车|验车|上牌|\d+[%号薪].*"
)
_SOFT_END = re.compile(r".*(?:能力|意识|精神|思维|态度|性格|[责上进耐爱]心)[强好佳]?")
_LONGEST_CHINESE = 6  # characters; what is longer is a sentence
_SHORTEST_TYPO = 4
_SURE_TYPO = 5  # from this length a Latin name may also have a letter too many or too few …
_SURE_MISTAKE = 7  # … and from this one a wrong letter: a string is no Spring


@dataclass(frozen=True, slots=True)
class SkillReading:
    """What a list of tags says: canonical skills, and the other words with what they are, in their order."""

    skills: frozenset[str]
    other: tuple[tuple[str, TagKind], ...] = ()


@lru_cache(maxsize=50_000)
def read_skills(text: str) -> SkillReading:
    """Skills of a list (技能, 标签); an unknown word that may be a skill is kept as it is, in lower case."""
    found: set[str] = set()
    other: dict[tuple[str, TagKind], None] = {}
    words = list(_words(normalise(text)))
    designs = not _DESIGN_TOOLS.isdisjoint(map(fold, words))
    for word in words:
        names, kind = _read_word("Illustrator" if designs and fold(word) == "ai" else word)
        found.update(names)
        if kind:
            other[word, kind] = None
    return SkillReading(frozenset(found), tuple(other))


def find_skills(text: str) -> frozenset[str]:
    """Known skills that running text mentions without denying them; no guesses, no typos."""
    return _finder().find(normalise(text).lower())


@lru_cache(maxsize=16_384)
def skill_weight(name: str) -> int:
    """How much a skill says: 1 soft, 2 generic, 4 specific or a certificate, 3 unknown.

    An unknown word that ends as a trait of character does (能力, 意识) is soft.
    """
    if known := skills().get(name):
        return known.weight
    if certificate_name(name, "en"):
        return WEIGHTS["specific"]
    return WEIGHTS["soft"] if _SOFT_END.fullmatch(name) else UNKNOWN_WEIGHT


def skill_name(name: str, locale: str) -> str:
    """A skill's name for display; English where there is one."""
    known = skills().get(name)
    return known.english if known and not locale.startswith("zh") else name


@lru_cache(maxsize=50_000)
def _read_word(word: str) -> tuple[frozenset[str], TagKind | None]:
    """Skills that one word stands for, or else what it is; unknown words are their own skill."""
    if kind := kind_by_word(word):
        return frozenset(), kind
    bare = _BEFORE.sub("", _BRACKETS.sub("", word)).strip()
    for spelling in (word, bare, _AFTER.sub("", bare)):
        if names := _by_alias().get(fold(spelling)):
            return frozenset(names), None
    kind = (
        kind_by_word(bare)
        or kind_by_pattern(word.lower())
        or ("certificate" if read_certificates(word) else None)
    )
    if kind:
        return frozenset(), kind
    if found := frozenset(_corrected(fold(bare))) or _finder().find(word.lower()):
        return found, None
    if _may_be_skill(word, bare):
        return frozenset((bare.lower(),)), None
    return frozenset(), "general"


def _may_be_skill(word: str, bare: str) -> bool:
    """Whether an unknown word is short enough for a skill and does not end as something else."""
    if _NO_SKILL.fullmatch(word) or not _PLAUSIBLE.fullmatch(bare):
        return False
    return sum(character >= "一" for character in bare) <= _LONGEST_CHINESE


def _words(text: str) -> Iterator[str]:
    """The words of a list; blanks and strokes part words too, but not inside a known name (PL/SQL)."""
    for piece in _SEPARATORS.split(text):
        if fold(piece) in _by_alias() or _corrected(fold(piece)):
            yield piece.strip()
            continue
        rest = 0
        for name in _names_with_breaks().finditer(piece):
            yield from filter(None, _BLANKS_AND_STROKES.split(piece[rest : name.start()]))
            yield name[0]
            rest = name.end()
        yield from filter(None, _BLANKS_AND_STROKES.split(piece[rest:]))


@lru_cache(maxsize=50_000)
def _corrected(key: str) -> tuple[str, ...]:
    """Skills whose name a word misspells: letters swapped, or, in a longer Latin name, one letter wrong."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415
    from rapidfuzz.process import extract  # noqa: PLC0415

    if len(key) < _SHORTEST_TYPO or any(character.isdigit() for character in key):
        return ()
    lengths = range(len(key) - 1, len(key) + 2)
    begun_alike = [alias for length in lengths for alias in _by_beginning().get((key[0], length), ())]
    near = extract(key, begun_alike, scorer=OSA.distance, score_cutoff=1, limit=None)
    likely = [alias for alias, _, _ in near if _misspells(key, alias)]
    return _by_alias()[min(likely)] if likely else ()


def _misspells(key: str, alias: str) -> bool:
    """Whether a word that is one letter, or two swapped ones, away from an alias surely means it.

    Only canonical names (Python, SolidWorks) may have a letter wrong: other aliases are English words too.
    """
    if sorted(alias) == sorted(key):
        return True
    shortest = _SURE_MISTAKE if len(key) == len(alias) else _SURE_TYPO
    return alias in _latin_names() and min(len(key), len(alias)) >= shortest


@cache
def _latin_names() -> frozenset[str]:
    return frozenset(fold(name) for name in skills() if name.isascii())


@cache
def _by_alias() -> dict[str, tuple[str, ...]]:
    names: dict[str, list[str]] = defaultdict(list)
    for skill in skills().values():
        for alias in dict.fromkeys(map(fold, (skill.name, *skill.aliases, *skill.list_aliases))):
            names[alias].append(skill.name)
    return {alias: tuple(found) for alias, found in names.items()}


@cache
def _by_beginning() -> dict[tuple[str, int], list[str]]:
    """Aliases by first letter and length."""
    begun: dict[tuple[str, int], list[str]] = defaultdict(list)
    for alias in _by_alias():
        begun[alias[0], len(alias)].append(alias)
    return dict(begun)


@cache
def _names_with_breaks() -> re.Pattern[str]:
    aliases = {alias for skill in skills().values() for alias in (*skill.aliases, *skill.list_aliases)}
    broken = sorted(
        (alias for alias in aliases if _BLANKS_AND_STROKES.search(alias)), key=lambda a: (-len(a), a)
    )
    return re.compile(rf"(?<![a-z\d])(?:{'|'.join(map(re.escape, broken))})(?![a-z\d+#])", re.IGNORECASE)


@cache
def _finder() -> AliasFinder:
    pairs = [(normalise(alias).lower(), skill.name) for skill in skills().values() for alias in skill.aliases]
    return AliasFinder([*pairs, *((decoy, "") for decoy in _DECOYS)])
