"""Whether a trade's word in a title names the work itself, or only what a seller, clerk or engineer deals in.

叉车司机 drives a forklift, 叉车销售 sells it: the law that holds for the one does not hold for the other.
"""

import re
from typing import Literal

from matcher.text.normalise import normalise

Desk = Literal["office", "engineer"]

_SELLER = r"销售|业务(?!司机|车)|营销|推销|采购|外贸|客户|商务|市场|推广|顾问|代理|加盟|经纪"
_CLERK = (
    r"导购|营业员|店员|收银|客服|文员|文职|文案|会计|出纳|财务|审计|人事|人力|行政|猎头|招(?:聘|募)(?:专员|顾问|主管|经理|助理)"
    r"|内勤|跟单|单证|翻译|运营|策划|编辑|美工|平面|前台|秘书|档案|统计员|电商|招生|培训师|培训讲师|讲师|教师|老师|调度|保险|理赔"
    r"|法务|造价|预算|资料员|品牌"
)
_ENGINEER = r"工程师|设计|研发|研究|程序员|开发|算法|软件|架构师|产品经理|制图|绘图|cad"
_DESKS: dict[Desk, re.Pattern[str]] = {
    "office": re.compile(f"{_SELLER}|{_CLERK}"),
    "engineer": re.compile(_ENGINEER),
}
# 销售(锅炉) sells boilers; 文员(叉车) may well have to drive one.
_DESKS_BEFORE_BRACKETS: dict[Desk, re.Pattern[str]] = {
    "office": re.compile(_SELLER),
    "engineer": re.compile(_ENGINEER),
}
# A hand's work named beside the desk's word counts: 销售部搬运工, 研发中心司机.
_HAND = re.compile(r"工(?![程艺业])|操作|司机|驾驶|保安|学徒|师傅|搬运|装卸|安装|维修|维保|押运")
_SEPARATORS = re.compile(
    r"[\s/、,，;；+&|·]|兼|及|和|或|并|会(?!计|员|展|务|议|籍|所)|需(?!求)|能(?!源|效|力)|懂"
)
_BRACKETS = re.compile(r"\s*[()\[\]【】<>《》{}\-—–_:]\s*")
# 保 安: single characters set apart to fill a line.
_SPREAD = re.compile(r"(?<!\S)([\u4e00-\u9fff]) (?=[\u4e00-\u9fff](?!\S))")
_ENGINEERING = re.compile("工[程艺]")


def plain_title(title: str) -> str:
    """A title in one spelling: normalised, lower case, without blanks that only fill a line."""
    return _SPREAD.sub(r"\1", normalise(title).lower())


def without_engineering(title: str) -> str:
    """A title of the same length in which 工程 is blank, so that 水电工程师 holds no 水电工."""
    return _ENGINEERING.sub("  ", title)


def is_desk_work(title: str, start: int, end: int, desks: tuple[Desk, ...], *, worker: bool) -> bool:
    """Whether the words at [start, end) of a plain title are what one of the desks deals in.

    The desk's word has to stand behind them in the same breath (叉车销售), not beside them (叉车/销售,
    司机兼销售). Where they name a trade and not a worker, a seller's or an engineer's word may also stand
    before a bracket or a dash: 销售经理(锅炉), but not 销售经理(司机).
    """
    return any(_follows(title, end, desk) or (not worker and _precedes(title, start, desk)) for desk in desks)


def names_desk_work(title: str, desks: tuple[Desk, ...]) -> bool:
    """Whether a whole title is a desk's, with no hand's work in it."""
    return any(_DESKS[desk].search(title) for desk in desks) and not _HAND.search(title)


def _follows(title: str, end: int, desk: Desk) -> bool:
    behind = title[end : _breath_end(title, end)]
    words = list(_DESKS[desk].finditer(behind))
    # 电梯维保工程师 works with tools, whatever the title says; 叉车维修配件销售 does sell.
    start = 0 if desk == "engineer" or not words else words[-1].end()
    return bool(words) and not _HAND.search(behind, start)


def _breath_end(title: str, start: int) -> int:
    stops = (pattern.search(title, start) for pattern in (_SEPARATORS, _BRACKETS))
    return min((stop.start() for stop in stops if stop), default=len(title))


def _precedes(title: str, start: int, desk: Desk) -> bool:
    breath = _SEPARATORS.split(_BRACKETS.sub("-", title[:start]))[-1]
    before = breath.split("-")[:-1]
    return any(_DESKS_BEFORE_BRACKETS[desk].search(part) and not _HAND.search(part) for part in before)
