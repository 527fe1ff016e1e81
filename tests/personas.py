"""Invented seekers whose shortlists a person has judged: what must be there, and what must not.

They come in through the import, as an officer would type them. `sense` is what every one of the top five
titles must look like; `never` is what may not appear in the whole list; `least` is how many the list must
hold. Where nothing fits, `least` is 0 and the list may be short, but what is listed still makes sense.
"""

from dataclasses import dataclass
from datetime import date

from stdnum.iso7064 import mod_11_2

XISHAN = "320205"


@dataclass(frozen=True)
class Persona:
    """One seeker, as a row of the students' file, and what makes sense for them."""

    name: str
    birth: date
    row: dict[str, str]
    sense: str
    never: str = r"(?!)"
    least: int = 5
    within: tuple[str, ...] = ()  # prefixes of division codes in which all of the top five lie
    refused: tuple[str, ...] = ()  # rules that must have refused something

    def cells(self, number: int) -> dict[str, str]:
        """The row with name and ID number; `number` makes the ID number distinct."""
        digits = f"{XISHAN}{self.birth:%Y%m%d}{900 + number:03d}"
        return {
            "姓名": self.name,
            "身份证号": digits + mod_11_2.calc_check_digit(digits),
            "困难类别": "低保",
            **self.row,
        }


# Judged over the real postings of 2022-2023, as of 12 September 2023.
ON_POSTINGS = (
    Persona(
        "会计生愿留本地",
        date(2002, 3, 4),
        {
            "居住地": "无锡市锡山区东亭街道",
            "学历": "大专",
            "毕业状态": "毕业",
            "毕业时间": "2023-06",
            "专业": "大数据与会计",
            "技能": "会计核算、Excel、金蝶、报税",
            "证书": "初级会计",
            "求职意向": "会计、出纳",
            "可异地": "否",
        },
        sense=r"会计|财务|出纳|审计|成本|结算|核算|税|账",
        least=1,
        refused=("OUT_OF_REACH",),
    ),
    Persona(
        "技校焊工十七岁",
        date(2006, 3, 4),
        {
            "居住地": "无锡市锡山区",
            "学历": "技工学校",
            "毕业状态": "毕业",
            "毕业时间": "2023-07",
            "专业": "焊接加工",
            "技能": "电焊、氩弧焊、识图",
            "求职意向": "电焊工",
            "可异地": "是",
        },
        sense=r"钣金|装配|机械|结构|钳|焊|维修|学徒|制造|加工|自动化|车辆|技工|普工|操作|工艺",
        never=r"^(?!.*(工程师|工艺|设计|销售|技术员)).*焊|司机|驾驶|叉车(?!.*(销售|工程师|设计))|保安|电工",
        least=5,
        refused=("MINOR_HAZARD",),
    ),
    Persona(
        "护理毕业生",
        date(2001, 5, 6),
        {
            "居住地": "无锡市锡山区",
            "学历": "大专",
            "毕业状态": "毕业",
            "毕业时间": "2023-06",
            "专业": "护理",
            "技能": "静脉输液、基础护理",
            "证书": "护士执业资格证",
            "求职意向": "护士",
            "可异地": "是",
        },
        sense=r"护|医|药|临床|健康|康复|检验|养老",
        least=0,
        refused=("CERTIFICATE", "NO_COMMON_GROUND"),
    ),
    Persona(
        "愿意外出的程序员",
        date(2001, 9, 1),
        {
            "居住地": "无锡市锡山区",
            "学历": "本科",
            "毕业状态": "毕业",
            "毕业时间": "2023年6月",
            "专业": "软件工程",
            "技能": "Java, Spring Boot, MySQL, Redis",
            "经历": "实习6个月，参与订单系统后端开发",
            "求职意向": "Java开发",
            "期望地区": "上海、苏州、南京",
            "期望月薪": "8000",
            "可异地": "是",
        },
        sense=r"(?i)java|后端|后台|软件|开发|程序|全栈",
        never=r"司机|保洁|保安",
        within=("31", "3201", "3202", "3205"),
        refused=("EXPERIENCE",),
    ),
    Persona(
        "孤儿仅初中学历",
        date(2004, 1, 2),
        {
            "居住地": "无锡市锡山区",
            "困难类别": "孤儿",
            "学历": "初中",
            "毕业状态": "毕业",
            "毕业时间": "2020-06",
            "技能": "搬运、打包",
            "求职意向": "仓库、操作工、普工",
            "需要住宿": "是",
            "可异地": "是",
        },
        sense=r"仓|物流|操作|普工|装卸|搬运|配送|分拣|打包|理货|装配|车间|生产|工人|员|学徒|工",
        never=r"工程师|经理|主管|总监|研发",
        least=5,
        refused=("EDUCATION_BELOW",),
    ),
    Persona(
        "轮椅使用者计算机专业",
        date(2000, 7, 8),
        {
            "居住地": "南京市江宁区",
            "困难类别": "残疾",
            "学历": "本科",
            "毕业状态": "毕业",
            "毕业时间": "2022-06",
            "专业": "计算机科学与技术",
            "技能": "Python、软件测试、SQL",
            "求职意向": "软件测试、数据分析",
            "健康限制": "轮椅",
            "可异地": "否",
        },
        sense=r"(?i)测试|数据|软件|python|开发|java|算法|运维|技术支持|程序|实施",
        never=r"司机|搬运|巡检|外勤|安装",
        within=("3201", "3211", "3411", "3405"),
    ),
    Persona(
        "机电一体化大专生",
        date(2002, 8, 9),
        {
            "居住地": "无锡市新吴区",
            "学历": "大专",
            "毕业状态": "毕业",
            "毕业时间": "2023/6/30",
            "专业": "机电一体化技术",
            "技能": "PLC、CAD、电气调试",
            "求职意向": "自动化技术员、设备维修",
            "期望地区": "无锡",
        },
        sense=r"自动化|电气|机电|设备|机械|PLC|调试|维修|技术员|装配",
        within=("3202", "3204", "3205"),
    ),
    Persona(
        "市场营销想做销售",
        date(2001, 10, 10),
        {
            "居住地": "苏州市吴中区",
            "学历": "大专",
            "毕业状态": "毕业",
            "毕业时间": "2023-07",
            "专业": "市场营销",
            "技能": "销售、沟通能力、客户开发",
            "求职意向": "销售代表、销售",
            "可异地": "否",
        },
        sense=r"销售|客户|业务|市场|营销|顾问|商务|渠道",
        within=("3205", "3202", "31"),
    ),
    Persona(
        "电子专业想做嵌入式",
        date(2001, 2, 3),
        {
            "居住地": "常州市武进区",
            "学历": "本科",
            "毕业状态": "毕业",
            "毕业时间": "2023-06",
            "专业": "电子信息工程",
            "技能": "C语言、STM32、单片机、嵌入式",
            "求职意向": "嵌入式软件工程师",
            "可异地": "是",
        },
        sense=r"(?i)嵌入式|单片机|硬件|软件|电子|C\+\+|驱动|电气|固件",
    ),
    Persona(
        "高中学历什么也没说",
        date(2003, 3, 3),
        {
            "居住地": "上海市浦东新区",
            "学历": "高中",
            "毕业状态": "毕业",
            "毕业时间": "2022-06",
            "可异地": "否",
        },
        sense=r".",
        never=r"高级|总监|架构",
        within=("31", "32", "33"),
    ),
    Persona(
        "大一学生在读",
        date(2004, 12, 1),
        {
            "居住地": "无锡市锡山区",
            "学历": "本科",
            "毕业状态": "在读",
            "毕业时间": "2027-06",
            "专业": "软件工程",
            "技能": "Java",
            "求职意向": "Java开发",
        },
        sense=r"实习|见习|暑期|寒假",
        least=5,
        refused=("IN_SCHOOL",),
    ),
    Persona(
        "通信工程硕士",
        date(1998, 4, 4),
        {
            "居住地": "武汉市洪山区",
            "学历": "硕士",
            "毕业状态": "毕业",
            "毕业时间": "2023-06",
            "专业": "通信工程",
            "技能": "5G、无线通信、MATLAB",
            "求职意向": "通信工程师",
            "可异地": "是",
            "期望地区": "武汉",
        },
        sense=r"(?i)通信|网络|5G|无线|射频|基站|信号|软件|算法",
    ),
    Persona(
        "物流管理中专生",
        date(2004, 6, 6),
        {
            "居住地": "广州市白云区",
            "学历": "中专",
            "毕业状态": "毕业",
            "毕业时间": "2022-07",
            "专业": "物流服务与管理",
            "技能": "仓储管理、Excel",
            "求职意向": "车辆调度员、仓库管理员",
            "可异地": "否",
        },
        sense=r"调度|仓|物流|车辆(管理|专员|监控)|配送|文员|单证|货|跟单|运营|快递|采购|车队|运输",
        least=1,
        within=("44",),
    ),
    Persona(
        "十五岁的孩子",
        date(2008, 1, 1),
        {"居住地": "无锡市锡山区", "学历": "初中", "毕业状态": "毕业", "毕业时间": "2023-06", "可异地": "是"},
        sense=r"(?!)",
        least=0,
        refused=("UNDER_16",),
    ),
)

# Judged over the demo district, for trades that the sample of real postings lacks; born long enough ago
# to be of age on any day on which the tests run, except where the age is the point.
GRADUATED = {"居住地": "无锡市锡山区东亭街道", "毕业状态": "毕业", "毕业时间": "2025-06"}

ON_DEMO = (
    Persona(
        "有证护士",
        date(2003, 2, 3),
        {
            **GRADUATED,
            "学历": "大专",
            "专业": "护理",
            "技能": "静脉输液、基础护理",
            "证书": "护士执业证书",
            "求职意向": "护士",
        },
        sense=r"护士|护理|导医|助产|养老|康复|医",
    ),
    Persona(
        "无证护理生",
        date(2003, 2, 4),
        {**GRADUATED, "学历": "大专", "专业": "护理", "求职意向": "护士、护理员"},
        sense=r"护理|导医|养老|陪护|护工|健康|月嫂|母婴|医|实习",
        never=r"^护士$",
        least=1,
        refused=("CERTIFICATE",),
    ),
    Persona(
        "成年有证焊工",
        date(2004, 2, 5),
        {
            **GRADUATED,
            "学历": "技工学校",
            "专业": "焊接加工",
            "技能": "电焊、氩弧焊",
            "证书": "焊工证",
            "求职意向": "焊工",
        },
        sense=r"焊|钣金|铆|冷作|装配|钳|机修|数控|车工|铣",
    ),
    Persona(
        "厨师学徒",
        date(2005, 2, 6),
        {
            **GRADUATED,
            "学历": "中专",
            "专业": "中餐烹饪",
            "技能": "切配、炒菜",
            "证书": "健康证",
            "求职意向": "厨师、帮厨",
        },
        sense=r"厨|切配|面点|炒|餐|烘焙|点心|配菜|食堂|西点",
    ),
    Persona(
        "收银员",
        date(2004, 2, 7),
        {**GRADUATED, "学历": "高中", "技能": "收银、Excel", "求职意向": "收银员、营业员"},
        sense=r"收银|营业|店员|理货|导购|零售|门店|超市|前台|销售|店长|客服",
    ),
    Persona(
        "电工",
        date(2003, 2, 8),
        {
            **GRADUATED,
            "学历": "大专",
            "专业": "电气自动化技术",
            "技能": "PLC、电路检修",
            "证书": "低压电工证",
            "求职意向": "电工、电气技术员",
        },
        sense=r"电工|电气|自动化|机修|设备|维修|PLC|弱电|电",
    ),
    Persona(
        "幼师",
        date(2004, 2, 9),
        {
            **GRADUATED,
            "学历": "大专",
            "专业": "学前教育",
            "技能": "钢琴、舞蹈",
            "证书": "幼儿园教师资格证、普通话二级甲等",
            "求职意向": "幼儿园教师",
        },
        sense=r"幼|保育|早教|托育|教师|老师|教|托管",
    ),
    Persona(
        "叉车仓库",
        date(2003, 2, 10),
        {
            **GRADUATED,
            "学历": "中专",
            "专业": "物流服务与管理",
            "技能": "叉车、仓储管理",
            "证书": "叉车证",
            "求职意向": "叉车司机、仓管员",
        },
        sense=r"叉车|堆高车|仓|物流|理货|分拣|配送|装卸|拣货|单证|跟单|打包|快递",
    ),
    Persona(
        "会计不离锡山",
        date(2003, 2, 11),
        {
            **GRADUATED,
            "学历": "大专",
            "专业": "大数据与会计",
            "技能": "会计核算、Excel、金蝶",
            "证书": "初级会计",
            "求职意向": "会计、出纳",
            "可异地": "否",
        },
        sense=r"会计|出纳|财务|税|账|票|审计|成本|核算|统计",
        within=("3202", "3205", "3204"),
    ),
)
