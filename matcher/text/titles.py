"""Titles of openings as people write them: what is said of the work, without the advertising around it."""

import re

from matcher.text.normalise import normalise

# What stands in brackets is mostly a place, a brand or a wage; it stays when it names work. A sector stays
# only beside a word that says no work by itself: 工程师（通信）, but 会计（通信） is a 会计.
_BRACKETS = re.compile(r"[(\[【{《〈<「『]([^()\[\]【】{}《》〈〉<>「」『』]*)[)\]】}》〉>」』]")
_WORK = re.compile(
    r"java|python|php|c\+\+|c#|\.net|go|前端|后端|嵌入式|算法|测试|会计|护士|焊|叉车|电工|司机|[员师工]$|客服",
    re.IGNORECASE,
)
_SECTOR = re.compile(r"软件|硬件|电气|机械|通信|结构|外贸|英语|日语|数学|语文|药|财务|电商|直播")
_SAYS_LITTLE = re.compile(
    r"(?:高级|资深|中级|初级|助理|储备|项目|产品|研发|技术|设计|部门|兼职|全职)*"
    r"(?:工程师|设计师|技术员|技术人员|实习生?|见习生?|管培生|助理|经理|主管|总监|专员|顾问|老师|教师|讲师|文员|翻译)?"
)
# A company's name before the call: 某某五金厂招聘焊工.
_EMPLOYER = re.compile(
    r"^[\w.]{4,}?(?:直招|招聘)(?!专员|顾问|主管|经理|助理|师|文员|培训|岗|专家|总监|运营|$)"
)
_CALL = re.compile(
    r"急聘|急招|诚聘|诚招|直聘|直招|热招|招募|长期招|大量招|急需|高薪聘请|招聘(?!专员|顾问|主管|经理|助理|师|文员|培训|岗|专家|总监)"
    r"|(?<!\w)(?:[急诚]\W*)?招(?!商|生|标|投|聘|采)|若干名|数名|\d+[名人]"
)
_POSTING_CODE = re.compile(
    r"(?<![a-z])(?:(?:mj|id|no\.?|qy)[-_ ]?\d{2,}|[a-z]\d{4,})(?!\d)|[-_ ]\d{3,}$", re.IGNORECASE
)
_WAGE = re.compile(
    r"(?:月入|月薪|年薪|底薪|保底|时薪|日薪|起薪|薪资|工资|收入|综合)*[¥￥]?"
    r"(?:\d+(?:\.\d+)?(?:[-~至到/]\d+(?:\.\d+)?)?(?:[kKwW千万元块薪]+(?:[/每一起加+]*[月年天日时小]*)*\d*|[/每]?(?:小时|月|年|天)|[+＋])|\d{4,})",
)
_PAY = re.compile(
    r"(?:月入|月薪|年薪)[一两\d]?[过破]?万|[日周月]结|无责底薪|无责|有?保底|底薪|高提成|提成|奖金|高薪|薪资|面议|待遇优厚|待遇|社保|公积金"
    r"|[五六七]险[一两二]?金?|[餐房话车]补|补贴|预支"
)
_COMFORT = re.compile(
    r"(?:(?:提供|包|免费)(?:吃住|食宿|吃|住宿|住|餐|三餐|班车))+|食宿|[单双]+休|大小周|做五休二|月休|年假|假期|不加班|不出差|朝九晚[五六]"
    r"|坐班|长白班|[白夜]班|[两三]班倒|带薪(?:培训|年假)?|福利好?|就近(?:安排|分配)|周末"
)
_OPEN_TO_ALL = re.compile(
    r"不限经验|经验不限|(?:无需|无|有)经验|小白|零基础|应届生?(?:可|均可)?|学历不限|优先"
)
_OFF = (_POSTING_CODE, _WAGE, _PAY, _COMFORT, _OPEN_TO_ALL, _CALL)
_SEPARATORS = re.compile(r"[^\w#+.]+|(?<![cC+])\+|(?<![\w])\.|\.(?!net\b|NET\b|Net\b|js\b)|_")

# 助理 before a word is a rank, after it another work: 助理工程师, but 总经理助理.
_LEVEL = re.compile(
    r"初中高级|中高级|初中级|特级|高级|中级|初级|资深|首席|实习生?|见习生?|储备|应届生?|学徒工?|助理(?=\w)"
    r"|\b(?:junior|senior)\b",
    re.IGNORECASE,
)

_INTERNSHIP = re.compile(
    r"实习|见习|[暑寒]假?期?工|[暑寒]假(?:兼职|实践)|\bintern(?:ship)?s?\b", re.IGNORECASE
)
_NO_INTERNSHIP = re.compile(
    r"(?:非|不是|不招|不要|无需|不接受|带过?|管理)(?:实习|见习)|(?:实习|见习)(?:证明|经[历验]|期|指导|带教|管理|基地)"
)
_WHOLE_TAG = re.compile(
    r"(?:实习生?|见习生?|[暑寒]假工|实习(?:岗位?|职位)|见习(?:岗位?|职位)|intern(?:ship)?)", re.IGNORECASE
)
_TAG_END = re.compile(r"[\s,，。、;；|/]+")


def clean_title(text: str) -> str:
    """What a title says of the work: wages, benefits, calls, codes and brackets without work are taken off.

    Words are parted by single spaces; a title made of nothing else is given back as it was, normalised.
    """
    whole = normalise(text)
    says_little = bool(_SAYS_LITTLE.fullmatch(_words(_BRACKETS.sub(" ", whole))))
    title = _EMPLOYER.sub("", _BRACKETS.sub(lambda brackets: _kept(brackets[1], says_little), whole))
    for pattern in _OFF:
        title = pattern.sub(" ", title)
    return _words(title) or _words(whole)


def without_level(title: str) -> str:
    """A cleaned title without words of rank (高级, 资深, 实习, 学徒): the work itself."""
    return _words(_LEVEL.sub("", title)) or title


def is_internship(title: str, *others: str | None) -> bool:
    """Whether an opening is an internship or holiday work, by its title or by a tag in its other fields.

    Part-time work is none, nor is an opening that only promises a certificate of internship.
    """
    if _INTERNSHIP.search(_NO_INTERNSHIP.sub("", normalise(title))):
        return True
    tags = (tag for other in others if other for tag in _TAG_END.split(normalise(other)))
    return any(_WHOLE_TAG.fullmatch(tag) for tag in tags)


def _kept(bracketed: str, says_little: bool) -> str:
    """What stays of words in brackets, beside a title that says little of the work or enough."""
    stays = _WORK.search(bracketed) or (says_little and _SECTOR.search(bracketed))
    return f" {bracketed} " if stays else " "


def _words(text: str) -> str:
    return " ".join(_SEPARATORS.sub(" ", text).split())
