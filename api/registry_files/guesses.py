"""What an unknown header probably means, by the words in it: other sites call their columns as they like."""

import re
from functools import cache

from api.registry_files.columns import RegistryKind
from matcher.law.discrimination import forbidden_column

# field | words that name it | words that turn the meaning: 岗位描述 is no title, 公司规模 no company.
_OPENINGS = (
    (
        "title",
        r"岗位|职位|工种|职务|job|position",
        r"编号|代码|描述|职责|要求|福利|标签|类别|类型|性质|人数|数量|地|薪|级别|状态|链接|详情|说明|介绍|关键|优势|亮点"
        r"|技能|\bid\b|desc|tag|lab(?:el|le)|welf|benefit|categor|type|url|link|detail|status|level|num|count|area|key",
    ),
    (
        "company",
        r"公司|企业|单位|雇主|company|employer|corp",
        r"规模|性质|地址|地点|行业|类型|介绍|简介|福利|人数|编号|代码|电话|联系|标签|阶段|融资|网址|\bid\b|size|type"
        r"|industry|addr|welf|link|url|nature|stage|logo|tag|scale|intro|desc",
    ),
    ("wage", r"薪|工资|收入|salary|wage|\bpay\b", r"福利|结构|方式|说明|welf|month"),
    ("place", r"地点|地区|城市|区域|地址|省市|location|city|area|region|address", r"户籍|籍贯|\bid\b|code"),
    ("education", r"学历|文化程度|教育|degree|education|\bedu\b", r"学校|院校"),
    ("experience", r"经验|年限|工龄|experience|work ?year|\bexp\b", r"范围描述|desc"),
    ("headcount", r"招聘人数|招.*人数|需求人数|名额|headcount|vacanc|recruit num|hir\w* num", r"$^"),
    (
        "published",
        r"发布|更新|刷新|publish|issue ?date|creat\w* ?(?:time|date)|updat|post\w* ?(?:date|time)",
        r"公司|单位|人",
    ),
    (
        "duties",
        r"职责|描述|工作内容|详情|任职|岗位要求|职位要求|description|dut(?:y|ies)|\bjd\b|detail",
        r"公司|企业|单位|福利|company|url|link",
    ),
    (
        "skills",
        r"技能|标签|关键词|skill|\btags?\b|lab(?:el|le)|keyword",
        r"福利|公司|企业|welf|benefit|company",
    ),
    ("board", r"福利|食宿|住宿|welf|benefit", r"$^"),
    ("industry", r"行业|industry", r"$^"),
    ("size", r"规模|company ?size|scale", r"$^"),
)

LONGEST = 24  # characters: what is longer is text, no header

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def guess_field(kind: RegistryKind, header: str) -> str | None:
    """The field that the words of a header point to; None when they point to none, or to forbidden ground."""
    if kind is not RegistryKind.OPENINGS:
        return None  # a registry of persons is read by known names only
    if len(header) > LONGEST or forbidden_column(header) is not None:
        return None
    words = re.sub(r"[_\W]+", " ", _CAMEL.sub(" ", header)).casefold().strip()
    for field, named, turned in _patterns():
        if named.search(words) and not turned.search(words):
            return field
    return None


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    return tuple((field, re.compile(named), re.compile(turned)) for field, named, turned in _OPENINGS)
