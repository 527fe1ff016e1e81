"""Words of an opening's tags that are no skills: requirements, benefits, places, and what says nothing."""

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Literal, cast

from matcher.reference.tables import read_table
from matcher.text.normalise import fold

TagKind = Literal["requirement", "benefit", "place", "certificate", "general"]

_NUMBER = r"[\d一二两三四五六七八九十]"
_PATTERNS: Mapping[TagKind, re.Pattern[str]] = MappingProxyType(
    {
        "requirement": re.compile(
            rf"{_NUMBER}+(?:[-~至到]{_NUMBER}+)?年.*|.*{_NUMBER}+[-~至到]?{_NUMBER}*岁.*|(?:大专|本科|硕士|博士|中专|高中|初中).*"
            r"|.*(?:学历|专业|应届生?|毕业生?|人脉|背景)|.*(?:更佳|为佳|均可|不限|优先|以上|以下|黑名单|纹身|犯罪记录)"
            r"|(?:能|可|接受|适应|需|愿意).*(?:出差|加班|倒班|夜班|驻外|外派).*|.*[倒夜]班"
        ),
        "benefit": re.compile(
            rf"{_NUMBER}+险.*金?|{_NUMBER}+薪|.*[补津]贴|.*补助|.*福利.*|.*奖金?|.*奖励|.*(?:体检|年金|期权|分红|提成|调薪|加薪|保底|社保|公积金)"
            r"|.*(?:保险|意外险|重疾险|商业险|子女险)|.+(?:假期?|周结|红包|贺礼|宴会|任食|[电油]补|押金|nice|旅游|聚餐|团建|班车|宿舍|公寓|食堂|下午茶|节礼[品物金]|礼[品金物]|慰问|住宿|食宿|吃住|三餐|[午中早晚]餐|工作餐|期权|激励|双休|单休)"
            r"|(?:包(?!装)|免费|提供|带薪|员工|公司|定期|购买?|缴纳|补充|足额|全额).{1,8}|.*(?:双休|休息|月休|周休|年假|调休|加班|准时下班|不打卡).*"
            r"|.*(?:空间|氛围|平台|前景|待遇|环境|领导|老板|团队|薪资|收入|底薪).*(?:大|好|高|广|佳|优|优厚|年轻|融洽|nice|丰厚|稳定)"
            r"|.*带教|(?:有|配备?).*带教.*|.*(?:师傅|导师|专人|老员工)带|[无免低]息.{2,}"
            r"|.*(?:晋升|转正|落户|弹性(?:工作|上下班|时间|打卡|办公).*|入职|派单|企业编|人性化).*|朝.+晚.+|早.+晚.+|(?:月入|年薪|日薪|时薪|高薪).*|.*过[节年]费|.*[高降]温费|.*小时制?"
        ),
        "place": re.compile(r".{2,}(?:[省县镇]|(?<![超集上门])市|自治区|街道|新区|开发区|园区)"),
        "general": re.compile(r"[\d.\-~+%*]+|.{2,}(?:行业|企业|公司|集团|部门?)|.*(?:强企|股份)"),
    }
)


def kind_by_word(word: str) -> TagKind | None:
    """What the table says that a tag is."""
    return _kinds().get(fold(word))


def kind_by_pattern(word: str) -> TagKind | None:
    """What a tag's form says that it is: 餐饮补贴 ends as a benefit, 3-4年 is a requirement."""
    return next((kind for kind, pattern in _PATTERNS.items() if pattern.fullmatch(word)), None)


@cache
def _kinds() -> dict[str, TagKind]:
    kinds: dict[str, TagKind] = {}
    for kind, words in read_table("tag_words.csv"):
        kinds.update((fold(word), cast(TagKind, kind)) for word in words.split("|"))
    return kinds
