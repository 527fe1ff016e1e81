"""The columns of the registry files: our field, its labels in both languages, and how others call it."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache


class RegistryKind(StrEnum):
    """The registries that a file can be imported into."""

    STUDENTS = "students"
    COMPANIES = "companies"
    OPENINGS = "openings"
    STUDY_AID = "study-aid"
    RELIEF = "relief"
    HIRES = "hires"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the field, its Chinese and English labels, and other headers it goes by."""

    field: str
    zh: str
    en: str
    variants: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every header that means this column, the surest first."""
        return (f"{self.zh} {self.en}", self.zh, self.field, self.en, *self.variants)


# field | Chinese label | English label, and below, indented, the headers of other people's files.
_STUDENTS = """
name | 姓名 | Name
    学生姓名 名字 毕业生姓名 本人姓名 student student_name full_name
id_number | 身份证号 | ID number
    身份证号码 身份证 公民身份号码 居民身份证号 居民身份证号码 证件号码 证件号 学生身份证号
    学生身份证号码 idno idcard id_card
phone | 手机号 | Phone
    手机 手机号码 电话 联系电话 联系方式 本人电话 移动电话 mobile telephone tel
place | 居住地 | Place of residence
    住址 家庭住址 家庭地址 现住址 现居住地 居住地址 地址 常住地 街道 镇街 镇(街道) 所在街道 所属街道
    所在区域 所在地 residence address street
hardship | 困难类别 | Hardship
    困难类型 困难家庭类别 困难家庭类型 家庭困难类型 家庭困难类别 人员类别 贫困类型 贫困类别 救助类别
    救助类型 保障类别 家庭类型 困难情况 hardship_category category
hardship_from | 困难起 | Hardship from
    困难开始 困难起始 困难开始日期 困难认定日期 认定时间 认定日期 困难起始日期
hardship_to | 困难止 | Hardship to
    困难结束 困难截止 困难结束日期 困难终止日期 困难截止日期
household | 家庭编号 | Household number
    户编号 家庭号 户号 低保证号 家庭代码 household_id
head | 户主 | Head of household
    户主姓名 家长 household_head
guardian | 监护人 | Guardian
    监护人姓名 家长姓名 guardian_name
guardian_phone | 监护人电话 | Guardian's phone
    监护人手机 监护人联系电话 监护人联系方式 家长电话 监护人手机号
state | 就业状态 | State
    状态 目前状态 当前状态 就业情况 就业状况 去向 目前去向 status employment_status
education | 学历 | Education
    文化程度 学历层次 最高学历 教育程度 受教育程度 在读学历 培养层次 education_level degree
completion | 毕业状态 | Completion
    毕业情况 学业状态 学习状态 就读状态 在读状态 是否毕业 study_status
school | 毕业院校 | School
    学校 毕业学校 就读学校 院校 院校名称 学校名称 就读院校 所在学校 university college
major | 专业 | Major
    所学专业 专业名称 就读专业 毕业专业 major_name subject
graduation | 毕业时间 | Graduation
    毕业日期 毕业年份 毕业年月 毕业年度 预计毕业时间 毕业届别 届别 graduation_date graduation_year
skills | 技能 | Skills
    技能特长 特长 专业技能 掌握技能 个人技能 skill
experience | 经历 | Experience
    实习经历 工作经历 实践经历 社会实践 项目经历 实习(工作)经历 工作经验 实习经验 个人经历
    work_experience
certificates | 证书 | Certificates
    职业资格证书 技能证书 资格证书 持有证书 职业证书 证书名称 certificate
wishes | 求职意向 | Wished occupations
    意向岗位 期望职位 期望岗位 就业意向 意向职业 求职岗位 意向职位 期望职业 期望工作 wish
    wished_occupation desired_job
wage_floor | 期望月薪 | Wage floor
    期望薪资 期望薪酬 薪资期望 期望工资 最低月薪 期望待遇 薪资要求 expected_salary expected_wage
    salary_expectation
wished_places | 期望地区 | Wished places
    期望工作地 意向地区 期望工作地点 意向城市 期望城市 意向工作地 就业地区 意向就业地 wished_place
    preferred_location
needs_dormitory | 需要住宿 | Needs a dormitory
    是否需要住宿 是否住宿 住宿需求 需住宿 need_dormitory dormitory
may_relocate | 可异地 | May relocate
    可否异地 是否可异地 是否接受异地 是否愿意异地就业 异地就业 接受异地 relocate
limits | 健康限制 | Health limits
    健康状况 身体状况 健康情况 身体限制 残疾情况 残疾类别 health
note | 备注 | Note
    说明 其他说明 notes remark remarks comment
"""

_COMPANIES = """
name | 企业名称 | Company
    公司名称 单位名称 企业 公司 单位 用人单位 爱心企业 爱心企业名称 公司全称 企业全称 company_name
    name employer
uscc | 统一社会信用代码 | Unified social credit code
    信用代码 社会信用代码 企业代码 统一信用代码 机构代码 企业信用代码 营业执照号 credit_code
    company_code
industry | 行业 | Industry
    所属行业 行业类别 行业类型 企业行业 sector
address | 地址 | Address
    企业地址 公司地址 单位地址 详细地址 注册地址 经营地址 办公地址 通讯地址
place | 所在地 | Place
    所在区域 地区 区域 城市 所在城市 所属街道 街道 所在街道 镇街 location city district
size | 规模 | Size
    企业规模 公司规模 单位规模 人员规模 人数 员工人数 职工人数 employees
contact | 联系人 | Contact
    联系人姓名 负责人 企业联系人 hr contact_person
phone | 联系电话 | Phone
    电话 联系方式 手机 手机号 联系人电话 联系手机 telephone tel mobile
joined | 加入时间 | Joined
    加入日期 签约时间 签约日期 入库时间 登记时间 joined_on join_date
"""

_OPENINGS = """
company | 公司名称 | Company
    企业名称 单位名称 用人单位 招聘单位 公司 企业 单位 公司全称 企业全称 招聘企业 招聘公司 用工单位
    company_name employer 公司名 企业名 单位名 招聘企业名称 招聘单位名称 所属公司 发布公司 company_full_name
uscc | 统一社会信用代码 | Unified social credit code
    信用代码 社会信用代码 企业代码 统一信用代码 机构代码 credit_code company_code
external_ref | 岗位编号 | Reference
    职位编号 岗位id 职位id 编号 招聘编号 岗位代码 job_id ref reference_number
title | 岗位名称 | Title
    职位名称 岗位 职位 招聘岗位 招聘职位 工种 岗位(工种) 职务 职位名 岗位名 招聘工种 job_title job
    position post 职位标题 岗位标题 招聘职位名称 job_name position_name post_name
headcount | 招聘人数 | Headcount
    人数 需求人数 用工人数 招工人数 岗位人数 拟招人数 招聘数量 需求数 vacancies number
place | 工作地点 | Place
    工作地 工作城市 城市 地点 工作地址 工作区域 所在城市 上班地点 地区 区域 所在地 location city
    work_location 工作地区 工作省市 省市 省份 省 市 区县 区 县 行政区 province district county
    work_area workarea_text job_area area address
wage | 薪资 | Wage
    月薪 薪酬 工资 薪资待遇 工资待遇 薪水 待遇 月薪范围 薪酬待遇 薪资范围 月工资 薪酬范围 月收入
    salary pay monthly_salary 薪资水平 薪金 工资范围 综合薪资 provide_salary providesalary_text salary_range
    salary_text
education | 学历要求 | Education
    学历 最低学历 文化程度 学历层次 教育程度 education_requirement degree 文化程度要求 最低学历要求 教育要求
    degree_from edu education_level
majors | 专业要求 | Majors
    专业 所需专业 需求专业 专业方向 major
experience | 经验要求 | Experience
    工作年限 工作经验 经验 年限 工作经验要求 工作年限要求 experience_requirement 经验年限 从业年限 work_year
    work_years exp
skills | 技能要求 | Skills
    标签 技能 职位标签 岗位标签 技能标签 专业技能 关键词 技能关键词 tags skill labels 职位关键词 岗位技能
    position_labels job_tags skill_tags
age | 年龄要求 | Age
    年龄 年龄限制 年龄范围 age_requirement
certificates | 证书要求 | Certificates
    证书 资格证书 资格要求 职业资格 所需证书 certificate
board | 食宿 | Board and lodging
    食宿情况 是否提供食宿 住宿 包吃住 提供食宿 是否包吃住 吃住 lodging accommodation 福利 福利待遇 福利标签
    职位福利 公司福利 岗位福利 benefits welfare job_welf
shifts | 班次 | Shifts
    工作时间 上班时间 班制 工作班制 倒班情况 shift working_hours
hazards | 危险因素 | Hazards
    职业危害 危害因素 职业病危害 职业危害因素 职业病危害因素 hazard
contract | 合同期限 | Contract term
    合同期 劳动合同期限 合同年限 contract_term
probation | 试用期 | Probation
    试用期限 probation_period
valid_to | 有效期至 | Valid until
    有效期 截止日期 截止时间 招聘截止 招聘截止日期 结束日期 到期时间 expires deadline
published | 发布时间 | Published
    发布日期 更新时间 更新日期 刷新时间 登记日期 published_at publish_date posted updated date 创建时间 发布日
    issue_date create_time publish_time update_time
duties | 岗位职责 | Duties
    职位描述 岗位描述 工作内容 职责 工作职责 职位详情 职位信息 岗位要求 任职要求 岗位内容 岗位说明
    jd description job_description 工作描述 职责描述 岗位详情 职位要求 招聘要求 job_detail
industry | 行业 | Industry
    所属行业 公司行业 企业行业 sector
size | 公司规模 | Company size
    规模 企业规模 单位规模 人员规模 公司人数 company_size
"""

_STUDY_AID = """
id_number | 身份证号 | ID number
    身份证号码 身份证 公民身份号码 居民身份证号 居民身份证号码 证件号码 证件号 学生身份证号
    学生身份证号码 idno idcard id_card
name | 姓名 | Name
    学生姓名 名字 本人姓名 student student_name full_name
term | 学年学期 | School term
    学期 学年 学年度 所属学期 资助学期 就读学期 学年(学期) term semester
school | 学校 | School
    就读学校 学校名称 所在学校 院校 院校名称 就读院校
education | 学段 | Stage
    就读学段 在读学历 学历层次 培养层次 学历 教育阶段 education_level
tuition_due | 应缴学费 | Tuition due
    学费 应交学费 学费标准 应缴学费(元) tuition
lodging_due | 应缴住宿费 | Lodging due
    住宿费 应交住宿费 住宿费标准 lodging
source | 来源 | Source
    资金来源 助学来源 资助来源 资助类型 资助项目 资助类别 助学类型
company | 资助企业 | Sponsor
    爱心企业 结对企业 捐助企业 资助单位 企业名称 sponsor_company
amount | 金额 | Amount
    资助金额 助学金额 发放金额 到账金额 助学金 金额(元)
paid_on | 到账日期 | Paid on
    到账时间 发放日期 发放时间 拨付日期 支付日期 日期 date
note | 备注 | Note
    说明 其他说明 notes remark remarks comment
"""

_RELIEF = """
head_id_number | 户主身份证号 | Head's ID number
    户主身份证号码 户主身份证 户主证件号码 户主公民身份号码 head_id
household | 家庭编号 | Household number
    户编号 家庭号 户号 低保证号 家庭代码 household_id
purpose | 用途 | Purpose
    救助用途 救助类型 救助类别 救助项目 资金用途 支出用途 类别
amount | 金额 | Amount
    救助金额 发放金额 补助金额 支付金额 拨付金额 金额(元)
paid_on | 日期 | Paid on
    发放日期 发放时间 救助日期 救助时间 拨付日期 支付日期 到账日期 时间 date
decision | 文号 | Decision
    批准文号 审批文号 决定文号 批文号 文件号 审批编号 decision_number
note | 备注 | Note
    说明 其他说明 notes remark remarks comment
"""

_HIRES = """
handle | 推荐编号 | Referral
    推荐号 推荐码 推荐单号 人选编号 referral_handle referral_number
result | 结果 | Result
    录用结果 是否录用 反馈结果 面试结果 处理结果 answer
started | 入职日期 | First day
    入职时间 到岗日期 到岗时间 上岗日期 上班日期 start_date starting_day
wage | 月薪 | Wage
    工资 薪资 薪酬 月工资 约定月薪 税前月薪 salary
reason | 原因 | Reason
    未录用原因 不录用原因 拒绝原因 未录用理由 decline_reason
words | 说明 | Words
    补充说明 备注 其他说明 note remark comment
"""

REQUIRED: dict[RegistryKind, tuple[tuple[str, ...], ...]] = {
    RegistryKind.STUDENTS: (("name",), ("id_number",), ("hardship",)),
    RegistryKind.COMPANIES: (("name",),),
    RegistryKind.OPENINGS: (("company", "uscc"), ("title",), ("place",)),
    RegistryKind.STUDY_AID: (("id_number",), ("term",)),
    RegistryKind.RELIEF: (("household", "head_id_number"), ("purpose",), ("amount",), ("paid_on",)),
    RegistryKind.HIRES: (("handle",), ("result",)),
}
"""Fields without which a file is refused; of each group one is enough."""

JOINED: dict[str, str] = {
    "place": "·",
    "duties": "\n",
    "skills": "、",
    "board": "、",
    "certificates": "、",
    "experience": "\n",
    "note": "\n",
}
"""Fields of free words: several columns that mean one are read together, with this between them."""

RANGES: dict[RegistryKind, dict[str, tuple[str, str]]] = {
    RegistryKind.OPENINGS: {
        "wage": (
            "最低薪资 薪资下限 月薪下限 最低月薪 最低工资 工资下限 起薪 min_salary salary_min salary_from",
            "最高薪资 薪资上限 月薪上限 最高月薪 最高工资 工资上限 max_salary salary_max salary_to",
        )
    }
}
"""Fields that some files tell in two columns: the headers of the least, and of the most."""

EXAMPLE_MARK = "【示例】"
"""How the template's example row begins: a row with a cell that begins so is never imported."""


NOTES_HEADERS = ("列", "Column", "填写说明", "What to write", "可选 Choices")
"""Headers of the template's sheet that explains the columns, which is never taken for a registry."""


@cache
def columns(kind: RegistryKind) -> tuple[Column, ...]:
    """The columns of a registry file, in the order of its template."""
    table = {
        RegistryKind.STUDENTS: _STUDENTS,
        RegistryKind.COMPANIES: _COMPANIES,
        RegistryKind.OPENINGS: _OPENINGS,
        RegistryKind.STUDY_AID: _STUDY_AID,
        RegistryKind.RELIEF: _RELIEF,
        RegistryKind.HIRES: _HIRES,
    }[kind]
    found: list[Column] = []
    for line in table.strip().splitlines():
        if line.startswith(" "):
            last = found[-1]
            found[-1] = Column(last.field, last.zh, last.en, (*last.variants, *line.split()))
        else:
            field, zh, en = (part.strip() for part in line.split("|"))
            found.append(Column(field, zh, en))
    return tuple(found)


def column(kind: RegistryKind, field: str) -> Column:
    """The column of a field; raises KeyError for a field that the registry does not have."""
    for candidate in columns(kind):
        if candidate.field == field:
            return candidate
    raise KeyError(field)
