"""What the templates say of each column, in both languages, with an example and the words to choose from."""

from dataclasses import dataclass
from functools import cache

from api.registry_files.columns import RegistryKind


@dataclass(frozen=True, slots=True)
class Guidance:
    """What to write in a column."""

    example: str
    zh: str
    en: str
    choices: tuple[str, ...] = ()


YES_NO = ("是", "否")
_EDUCATION = ("初中", "高中", "中专", "职高", "技校", "大专", "本科", "硕士", "博士")
CHOICES: dict[tuple[RegistryKind, str], tuple[str, ...]] = {
    (RegistryKind.STUDENTS, "hardship"): (
        "低保",
        "低保边缘",
        "特困",
        "支出型困难",
        "防返贫监测",
        "孤儿",
        "事实无人抚养儿童",
        "残疾",
        "零就业家庭",
        "其他",
    ),
    (RegistryKind.STUDENTS, "state"): (
        "未联系",
        "联系不上",
        "求职中",
        "待入职",
        "已就业",
        "自主创业",
        "升学",
        "参军",
        "见习",
        "培训",
        "暂不就业",
        "迁出",
        "退出",
    ),
    (RegistryKind.STUDENTS, "education"): ("小学", *_EDUCATION),
    (RegistryKind.STUDENTS, "completion"): ("毕业", "结业", "肄业", "在读"),
    (RegistryKind.STUDENTS, "needs_dormitory"): YES_NO,
    (RegistryKind.STUDENTS, "may_relocate"): YES_NO,
    (RegistryKind.OPENINGS, "education"): ("不限", *_EDUCATION),
    (RegistryKind.OPENINGS, "board"): ("包吃住", "包吃", "包住", "不提供"),
    (RegistryKind.OPENINGS, "probation"): ("无", "1个月", "2个月", "3个月", "6个月"),
    (RegistryKind.STUDY_AID, "education"): ("小学", *_EDUCATION),
    (RegistryKind.STUDY_AID, "source"): ("助学金", "助学贷款", "企业", "学校", "救助基金"),
    (RegistryKind.RELIEF, "purpose"): ("医疗", "生活", "助学", "就业"),
    (RegistryKind.HIRES, "result"): ("录用", "未录用"),
    (RegistryKind.HIRES, "reason"): (
        "技能不符",
        "经验不足",
        "薪资",
        "距离",
        "工作时间",
        "未到场或联系不上",
        "岗位已满",
        "其他",
    ),
}

# field | example | what to write, in Chinese | and in English
_STUDENTS = """
name | 张三 | 必填，与身份证一致 | Required, as on the identity card
id_number | 32020520040101123X | 必填，18位，须为文本格式 | Required, 18 characters, as text
phone | 13800000000 | 本人手机 | The student's own number
place | 无锡市锡山区东亭街道 | 写到街道或镇，也可填区划代码 | Down to the street; a division code will do
hardship | 支出型困难 | 必填，可填多项，用顿号分开 | Required; several may be given, separated by 、
hardship_from | 2024-01-01 | 认定之日 | Day of recognition
hardship_to | 2026-12-31 | 截止之日，未定则留空 | Last day; blank while open
household | H-0001 | 同一家庭编号相同 | The same for everybody of one household
head | 张大 | 须同时填写家庭编号 | Only with a household number
guardian | 李四 | 未成年人填写 | For minors
guardian_phone | 13800000001 | 监护人手机 | The guardian's number
state | 求职中 | 目前去向 | Where the student stands now
education | 大专 | 最高或在读学历 | Highest level, or the level being studied for
completion | 毕业 | 留空而毕业时间已过，视为毕业 | Blank with a past graduation means graduated
school | 示例职业技术学院 | 学校全称 | Full name of the school
major | 大数据与会计 | 专业全称 | Full name of the major
graduation | 2025-06 | 年、年月或年月日 | Year, month or day
skills | Excel、会计核算 | 用顿号、逗号或空格分开 | Separated by 、, commas or blanks
experience | 在财务公司实习6个月 | 实习、项目、兼职，写明时间 | Internships, projects, jobs, with their length
certificates | 初级会计职称 | 用顿号分开 | Separated by 、
wishes | 会计、出纳 | 想做的工作 | Wished occupations
wage_floor | 4000 | 每月最低，元 | Lowest acceptable, CNY a month
wished_places | 无锡、苏州 | 愿意工作的地区 | Where the student would work
needs_dormitory | 否 | 不清楚则留空 | Blank when unknown
may_relocate | 是 | 不清楚则留空 | Blank when unknown
limits | 不能久站 | 只写影响工作的限制，没有则填无 | Only what bears on work; 无 for none
note |  | 其他需要说明的情况 | Anything else
"""

_COMPANIES = """
name | 示例机械有限公司 | 必填，企业全称 | Required, full name
uscc | 91320205MA00000000 | 18位统一社会信用代码；没有则为待核实 | 18 characters; unverified without it
industry | 制造业 | 所属行业 | Industry
address | 无锡市锡山区示例路1号 | 详细地址 | Postal address
place | 无锡市锡山区 | 写到区或街道 | District or street
size | 100-499人 | 人数规模 | Number of employees
contact | 王五 | 联系人 | Contact person
phone | 0510-80000000 | 联系电话 | Telephone
joined | 2024-05-01 | 加入爱心企业之日 | Day of joining the programme
"""

_OPENINGS = """
company | 示例机械有限公司 | 与信用代码至少填一项 | This or the credit code is required
uscc | 91320205MA00000000 | 与公司名称至少填一项 | This or the company's name is required
external_ref | GW-001 | 企业自编，不重复 | The company's own number, unique
title | 数控车床操作工 | 必填，不得含性别、年龄上限等限制 | Required; without sex or other unlawful limits
headcount | 3 | 留空按1人计；不再招人填0 | Blank counts as 1; 0 takes the opening off
place | 无锡市锡山区 | 必填，写到区或街道 | Required; district or street
wage | 5000-7000 | 每月，元；也可写 200元/天、10-15万/年 | CNY a month; 200元/天 or 10-15万/年 will do
education | 中专 | 最低学历，无要求填不限 | Lowest level; 不限 for none
majors | 数控技术、机械类 | 无要求填不限 | 不限 for none
experience | 不限 | 如 1年、应届生、不限 | Such as 1年, 应届生, 不限
skills | 数控编程、识图 | 用顿号分开 | Separated by 、
age | 18岁以上 | 只保留下限 | Only the lower bound is kept
certificates | 无 | 法律要求或确需的证书 | Only what the law or the work demands
board | 包吃住 | 是否提供食宿 | Whether board and lodging are offered
shifts | 白班，每周双休 | 上班时间与倒班 | Hours and shifts
hazards | 噪声 | 没有则填无；不得隐瞒 | 无 for none; it may not be concealed
contract | 3年 | 劳动合同期限 | Term of the contract
probation | 2个月 | 不得超过法定上限 | Not above the lawful limit
valid_to | 2026-12-31 | 留空则自发布之日起90天 | Blank: 90 days from publication
published | 2026-10-01 | 发布之日 | Day of publication
duties | 操作数控车床，自检零件 | 工作内容 | What the work is
industry | 制造业 | 企业未登记时使用 | Used when the company is new
size | 100-499人 | 企业未登记时使用 | Used when the company is new
"""

_STUDY_AID = """
id_number | 32020520070101123X | 必填，文本格式；学生须已在册 | Required, as text; a registered student
name | 张三 | 可不填；填写则与在册姓名核对 | May be blank; checked against the registry
term | 2025-2026-1 | 必填，1为秋季学期，2为春季学期 | Required; 1 is the autumn term, 2 the spring term
school | 示例职业技术学院 | 学校全称 | Full name of the school
education | 大专 | 正在读的学段 | The level that is being studied for
tuition_due | 4700 | 本学期，元；免缴填0，不清楚则留空 | This term's, CNY; 0 for none, blank when unknown
lodging_due | 750 | 本学期，元；走读填0，不清楚则留空 | This term's, CNY; 0 for none, blank when unknown
source | 救助基金 | 一行一笔；没有资助则留空 | One payment a row; blank without any
company | 示例机械有限公司 | 来源为企业时填写，须已在册 | A registered company, if it is the source
amount | 2000 | 元 | CNY
paid_on | 2025-09-10 | 年月日；承诺而未到账则留空 | A whole date; blank while promised only
note |  | 其他需要说明的情况 | Anything else
"""

_RELIEF = """
head_id_number | 32020519700101123X | 与家庭编号至少填一项；或填学生本人的 | This or the number
household | H-0001 | 与户主身份证号至少填一项，须已在册 | This or the head's ID number; registered
purpose | 助学 | 必填 | Required
amount | 2000 | 必填，元 | Required, CNY
paid_on | 2025-09-10 | 必填，年月日 | Required, a whole date
decision | 锡救〔2025〕12号 | 同日同额的两笔须有不同文号 | Tells two payments of one day and amount apart
note |  | 其他需要说明的情况 | Anything else
"""

_HIRES = """
handle | abcdefghijklmnopqrstuvwxyz | 必填，推荐时所附的编号 | Required, as it came with the referral
result | 录用 | 必填；尚无结果的不要列入 | Required; leave out who has no answer yet
started | 2026-12-01 | 录用必填，年月日，一年以内 | Required of a hire: a whole date, within a year
wage | 5000 | 每月，元，可不填 | CNY a month; may be blank
reason | | 未录用必填 | Required of a no
words | | 可不填；加密保存，只给安置人员看 | May be blank; sealed, for the placement desk only
"""


@cache
def guidance(kind: RegistryKind) -> dict[str, Guidance]:
    """What to write in each column of a registry file, by field."""
    table = {
        RegistryKind.STUDENTS: _STUDENTS,
        RegistryKind.COMPANIES: _COMPANIES,
        RegistryKind.OPENINGS: _OPENINGS,
        RegistryKind.STUDY_AID: _STUDY_AID,
        RegistryKind.RELIEF: _RELIEF,
        RegistryKind.HIRES: _HIRES,
    }[kind]
    found = {}
    for line in table.strip().splitlines():
        field, example, zh, en = (part.strip() for part in line.split("|"))
        found[field] = Guidance(example, zh, en, CHOICES.get((kind, field), ()))
    return found
