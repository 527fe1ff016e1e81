"""The short lists that officers write from: hardship categories, states, yes and no, board and lodging."""

import re
from functools import cache, lru_cache
from typing import TypeVar

from matcher.text.normalise import fold, normalise
from matcher.vocabulary import HardshipCategory, StudentState

T = TypeVar("T")

_HARDSHIP = {
    HardshipCategory.NEAR_MINIMUM: "低保边缘 低边 边缘家庭 边缘户 低收入 near-minimum",
    HardshipCategory.MINIMUM_LIVING: "低保 最低生活保障 minimum-living",
    HardshipCategory.DESTITUTE: "特困 五保 destitute",
    HardshipCategory.EXPENDITURE_POOR: "支出型 支出困难 因病致贫 因学致贫 深度贫困 深度困难 expenditure-poor",
    HardshipCategory.RELAPSE_MONITORED: (
        "防返贫 返贫监测 监测户 监测对象 脱贫不稳定 边缘易致贫 易返贫 突发严重困难"
        " 建档立卡 贫困户 脱贫户 脱贫家庭 relapse-monitored"
    ),
    HardshipCategory.UNSUPPORTED_CHILD: "事实无人抚养 事实孤儿 无人抚养 unsupported-child",
    HardshipCategory.ORPHAN: "孤儿 orphan",
    HardshipCategory.DISABILITY: "残疾 重残 残障 disability disabled",
    HardshipCategory.ZERO_EMPLOYMENT: "零就业 zero-employment",
    HardshipCategory.OTHER: "其他 其它 单亲 困境儿童 困境家庭 临时救助 困难职工 军烈属 优抚 other",
}

_STATES = {
    StudentState.UNREACHABLE: "联系不上 失联 无法联系 空号 unreachable",
    StudentState.NOT_CONTACTED: "未联系 待联系 尚未联系 not-contacted",
    StudentState.NOT_SEEKING: (
        "暂不就业 不就业 不想就业 不愿就业 不想工作 无意愿 无就业意愿 无求职意愿 暂无意愿 暂不求职 备考"
        " 养病 带孩子 not-seeking"
    ),
    StudentState.SEEKING: (
        "求职 未就业 未落实 待就业 待业 失业 找工作 有就业意愿 登记失业"
        " 无业 无工作 没工作 没有工作 seeking unemployed"
    ),
    StudentState.PROPOSED: "已推荐 推荐中 proposed",
    StudentState.INTERVIEW: "面试 interview",
    StudentState.TO_START: "待入职 待上岗 已录用 待报到 to-start",
    StudentState.INTERNSHIP: "实习 见习 internship intern",
    StudentState.TRAINING: "培训 training",
    StudentState.SELF_EMPLOYED: "创业 自由职业 灵活就业 个体 自营 务农 零工 self-employed",
    StudentState.ARMY: "参军 入伍 服役 当兵 army",
    StudentState.FURTHER_STUDY: "升学 考研 读研 专升本 深造 出国 留学 further-study",
    StudentState.EMPLOYED: "已就业 在职 就业 上班 工作 已签约 在岗 打工 务工 employed",
    StudentState.MOVED_AWAY: "迁出 搬离 外迁 户口迁出 moved-away",
    StudentState.LEFT_PROGRAMME: "退出 脱困 已注销 left-programme",
}

_AT_HOME = re.compile(r"(?:目前|现在?|一直)?(?:赋闲|闲|待|呆)?在家(?:中|里)?(?:待|呆|闲)?着?")
_IN_SCHOOL = re.compile(r"在读|在校|就读|上学|in ?school|student", re.I)
_SEPARATORS = re.compile(r"[、,;/|+&\n]|\s+和\s*|以及|及(?!其)|\s+")
_NOT = re.compile(r"非|不属|不是|未纳入|已退出|已脱|^无|^否|none|^no\b", re.I)

_YES = re.compile(
    "是|有|对|行|能|要|可以?|可异地|提供|需要?|同意|愿意|能?接受|住[宿校]|yes|y|true|t|ok|1|√|✓|✔", re.I
)
_NO = re.compile(
    "否|无|没有|不|不提供|不可以?|不行|不愿意?|不接受|不需要?|不[要能]|不同意|不住宿|走读|no|n|false|f|0|×|x|✗|✘",
    re.I,
)
_UNDECIDED = re.compile("未知|不详|不清楚|不确定|待定|都可以|均可|看情况|unknown|[?？]", re.I)

_OFFER = r"(?:提供|包|有|免费|含|供|管|安排)"
_ALLOWANCE = re.compile(rf"{_OFFER}?[吃住食宿餐饭房]{{1,2}}费?(?:补贴?|津?贴)")  # money, not a bed
_BOARD = re.compile(
    rf"{_OFFER}[^，。；,;、\s]{{0,4}}?(?:食|吃|餐|饭)|工作餐|免费[早午晚中]餐|员工食堂|free meals|\bboard\b",
    re.I,
)
_LODGING = re.compile(
    rf"{_OFFER}[^，。；,;、\s]{{0,4}}?(?:住|宿)|员工宿舍|集体宿舍|公司宿舍|人才公寓|dormitor|lodging|accommodation|housing",
    re.I,
)
_NOT_OFFERED = re.compile(
    r"(?:不|无|没有?|未)(?:提供|包|含|供|管|安排)?(?:员工|免费)?(?:吃|食|餐|饭|住|宿)+舍?"
    r"|(?:食宿|吃住|住宿|伙食|吃饭)(?:自理|自行|自费)"
    r"|\bno (?:board|lodging|dorm\w*|accommodation|housing|meals)\b",
    re.I,
)

_PROMISED_LODGING = re.compile(
    r"包(?:吃|食)?(?:住|宿)|提供(?:免费|员工)?(?:食宿|住宿|宿舍|吃住)|免费(?:食宿|住宿)|员工宿舍"
)


@lru_cache(maxsize=4096)
def read_hardship(words: str) -> tuple[tuple[HardshipCategory, ...], tuple[str, ...]]:
    """The categories of 低保、残疾, in the order of the vocabulary, and the parts that name none."""
    found: set[HardshipCategory] = set()
    unknown: list[str] = []
    for part in _SEPARATORS.split(normalise(words)):
        if not part:
            continue
        named = [] if _NOT.search(part) else _hardship_pattern().findall(fold(part))
        found.update(_hardship_words()[word] for word in named)
        if not named:
            unknown.append(part)
    return tuple(category for category in HardshipCategory if category in found), tuple(unknown)


@lru_cache(maxsize=4096)
def read_state(words: str) -> StudentState | None:
    """The state that the words name; None when they name none (在读 is how a course stands, not a state)."""
    text = normalise(words)
    if _AT_HOME.fullmatch(text):
        return StudentState.SEEKING
    return None if _IN_SCHOOL.search(text) else _longest(text, _state_words())


def says_in_school(words: str) -> bool:
    """Whether a state is told as being at school."""
    return bool(_IN_SCHOOL.search(normalise(words)))


@lru_cache(maxsize=4096)
def read_yes_no(words: str) -> tuple[bool | None, bool]:
    """Yes, no or undecided (None); and whether the words could be read at all."""
    answer = normalise(words).strip("。.!！ ")
    if _YES.fullmatch(answer):
        return True, True
    if _NO.fullmatch(answer):
        return False, True
    return None, bool(_UNDECIDED.fullmatch(answer))


@lru_cache(maxsize=4096)
def read_board(words: str) -> tuple[bool | None, bool | None]:
    """Whether board and whether lodging are offered; None where the words do not tell.

    A plain yes or no answers for both, also as one item of a list: 否、五险一金.
    """
    told_of = _read_offer(words)
    items = words.split("、")
    if told_of != (None, None) or len(items) == 1:
        return told_of
    return next((told for told in map(_read_offer, items) if told != (None, None)), told_of)


def _read_offer(words: str) -> tuple[bool | None, bool | None]:
    text = _ALLOWANCE.sub("", normalise(words))
    answer, told = read_yes_no(text)
    if told and answer is not None:
        return answer, answer
    if fold(text) in {"食宿", "包食宿", "吃住", "包吃住", "食宿全包", "全包", "包吃包住"}:
        return True, True
    refused = [match[0] for match in _NOT_OFFERED.finditer(text)]
    offered = _NOT_OFFERED.sub(" ", text)
    no_board = any(re.search(r"吃|食|餐|饭|伙|board|meals", words) for words in refused)
    no_lodging = any(re.search(r"住|宿|lodg|dorm|accom|hous", words) for words in refused)
    both = bool(re.search(rf"{_OFFER}\S{{0,2}}(?:食宿|吃住|膳宿)", offered))
    board = True if both or _BOARD.search(offered) else (False if no_board else None)
    lodging = True if both or _LODGING.search(offered) else (False if no_lodging else None)
    return board, lodging


def offers_lodging(text: str) -> bool:
    """Whether free text promises lodging to whoever works there (not to guests of a hotel)."""
    return bool(_PROMISED_LODGING.search(_NOT_OFFERED.sub(" ", text)))


def _longest(part: str, known: dict[str, T]) -> T | None:
    """What the longest known word inside a part means."""
    folded = fold(part)
    best = max((word for word in known if word in folded), key=lambda word: (len(word), word), default=None)
    return known[best] if best is not None else None


@cache
def _hardship_words() -> dict[str, HardshipCategory]:
    return {fold(word): category for category, words in _HARDSHIP.items() for word in words.split()} | {
        fold(category): category for category in HardshipCategory
    }


@cache
def _hardship_pattern() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(_hardship_words(), key=len, reverse=True))))


@cache
def _state_words() -> dict[str, StudentState]:
    return {fold(word): state for state, words in _STATES.items() for word in words.split()} | {
        fold(state): state for state in StudentState
    }
