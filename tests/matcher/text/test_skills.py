import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.reference.skills import included_skills, skills
from matcher.text.skills import find_skills, read_skills, skill_name, skill_weight


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "C/C++、Spring Boot，UG/NX;PL/SQL Adobe Photoshop",
            {"C", "C++", "Spring Boot", "UG", "Oracle", "Photoshop"},
        ),
        ("JAVA，mysql数据库 linux系统", {"Java", "MySQL", "Linux"}),
        ("熟练掌握Excel、会用CAD，能熟练使用办公软件", {"Excel", "AutoCAD", "办公软件"}),
        ("Java|Python\nPHP", {"Java", "Python", "PHP"}),
        ("开叉车/电焊", {"叉车驾驶", "焊接"}),
        ("C", {"C"}),
        ("沟通能力强", {"沟通能力"}),
        ("量子针法", {"量子针法"}),  # unknown, but may be a skill
        ("", set()),
    ],
)
def test_lists(text: str, names: set[str]):
    assert read_skills(text).skills == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("pyhton", {"Python"}),
        ("Sping boot", {"Spring Boot"}),
        ("solidwoks", {"SolidWorks"}),
        ("jave", {"jave"}),
    ],
)
def test_typos_are_mended_when_they_are_plain(text: str, names: set[str]):
    assert read_skills(text).skills == names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Java", "JavaScript"),
        ("C", "C++"),
        ("C++", "C#"),
        ("C", "C#"),
        ("C#", ".NET"),
        ("Go", "Git"),
        ("R", "Ruby"),
        ("SQL", "MySQL"),
        ("MySQL", "SQL Server"),
        ("Flask", "Flash"),
        ("React", "Redis"),
        ("Spring", "Swing"),
        ("Unity", "Unit"),
        ("Word", "Work"),
        ("PS", "PPT"),
        ("PS", "PLC"),
        ("PR", "PS"),
        ("UG", "UI"),
        ("CAD", "CAN"),
        ("PLC", "PLM"),
        ("MES", "WMS"),
        ("ERP", "MES"),
        ("Maya", "Maven"),
        ("焊接", "锡焊"),
        ("焊接", "电烙铁焊接"),
        ("焊接", "电路板焊接"),
        ("电工", "电工程"),
        ("电工", "电子"),
        ("车工", "车缝"),
        ("车床", "车衣"),
        ("钳工", "铣工"),
        ("叉车", "吊车"),
        ("叉车", "货车"),
        ("驾驶", "驾驶教练"),
        ("护理", "宠物护理"),
        ("护理", "皮肤护理"),
        ("护士", "护林"),
        ("护工", "保安"),
        ("会计", "会务"),
        ("会计", "设计"),
        ("出纳", "出库"),
        ("审计", "设计"),
        ("收银", "银行"),
        ("美容", "汽车美容"),
        ("美容", "宠物美容"),
        ("美发", "美甲"),
        ("绿化", "清洁"),
        ("机械设计", "服装设计"),
        ("室内设计", "平面设计"),
        ("软件测试", "硬件测试"),
        ("网络工程", "网络销售"),
        ("电商客服", "物业客服"),
        ("电话销售", "汽车销售"),
        ("数据分析", "化学分析"),
        ("英语教师", "日语教师"),
        ("英语", "德语"),
        ("数学老师", "语文老师"),
        ("保育", "保洁"),
        ("按摩", "按揭"),
        ("面点", "点面"),
        ("调酒", "调试"),
        ("播种", "播音"),
        ("空调机", "调机"),
        ("EPC", "PLC"),
    ],
)
def test_near_names_stay_apart(one: str, other: str):
    assert not read_skills(one).skills & read_skills(other).skills
    assert not find_skills(one) & find_skills(other)


@pytest.mark.parametrize("word", ["string", "scale", "reach", "store", "swing", "driven", "audio", "writer"])
def test_a_word_that_is_no_misspelling_stays_what_it_is(word: str):
    assert read_skills(word).skills == {word}


@pytest.mark.parametrize(
    ("spellings", "name"),
    [
        ("PS|ps|Photoshop|photo shop|熟悉PS|PS技术|精通Photoshop|Adobe Photoshop|ＰＳ|修图", "Photoshop"),
        ("Excel|EXCEL表格|Excl|excle|透视表|會用Excel|excel函数", "Excel"),
        ("办公软件|辦公軟體|Office|MS Office|WPS|熟練使用辦公軟件|Office software", "办公软件"),
        ("Java|JAVA|java语言|熟悉Java开发|精通java", "Java"),
        ("JavaScript|java script|JS|javascirpt", "JavaScript"),
        ("Python|python3|phyton|pyton|会Python", "Python"),
        ("AutoCAD|CAD|auto cad|cad画图|CAD製圖", "AutoCAD"),
        ("焊接|電焊|电焊工|二氧焊|氩弧焊|Welding|welder", "焊接"),
        ("叉車|开叉车|会开叉车|Forklift|forklift driving|叉车司机", "叉车驾驶"),
        ("会计|會計|做帐|全盘帐务处理|Accounting", "会计核算"),
        ("护理|護理|护士|打针|测血糖|Nursing", "护理"),
        ("英语|英語|英语好|English|口语|流利英语", "英语"),
        ("打字快|打字|會打字|Typing|录入", "打字"),
        ("送外卖|骑手|跑腿|外卖配送", "外卖配送"),
        ("剪视频|剪辑|视频剪辑|剪映|Video editing", "视频剪辑"),
        ("修手机|手機維修|手机维修", "手机维修"),
        ("当过服务员|端盘子|餐厅服务员|餐飲服務", "餐饮服务"),
        ("西门子PLC编程|PLC|plc调试|三菱PLC", "PLC"),
        ("Customer service|客服|接电话", "客户服务"),
    ],
)
def test_one_skill_by_all_its_spellings(spellings: str, name: str):
    assert {word: read_skills(word).skills for word in spellings.split("|")} == {
        word: {name} for word in spellings.split("|")
    }


def test_ai_beside_design_tools_is_the_drawing_program():
    assert read_skills("AI").skills == {"人工智能"}
    assert read_skills("PS、AI、CDR").skills == {"Photoshop", "Illustrator", "CorelDRAW"}


def test_requirements_and_benefits_are_no_skills():
    reading = read_skills("1年,大专,焊接,五险一金,包住宿,低压电工证")
    assert reading.skills == {"焊接"}
    assert reading.other == (
        ("1年", "requirement"),
        ("大专", "requirement"),
        ("五险一金", "benefit"),
        ("包住宿", "benefit"),
        ("低压电工证", "certificate"),
    )


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("熟悉Java和Spring Boot框架，不会Python、Go，了解C++", {"Java", "Spring Boot", "C++"}),
        ("django good gopher", {"Django"}),
        ("在餐厅负责传菜、收银", {"餐饮服务", "收银"}),
        ("电工程监理", set()),
        ("没有电焊经验", set()),
        ("负责部门的日常管理与沟通协调", {"沟通能力"}),
        ("叉车司机", {"叉车驾驶"}),
    ],
)
def test_running_text(text: str, names: set[str]):
    assert find_skills(text) == names


@pytest.mark.parametrize(
    "word", ["日企经验更佳", "车辆盘点", "客户人脉", "外企背景", "运营经理", "7号发工资", "宠物产品"]
)
def test_wishes_jobs_and_markets_are_no_skills(word: str):
    assert read_skills(word).skills == frozenset()


@pytest.mark.parametrize(
    "word", ["带教", "有人带教", "师傅带教", "导师带教", "有带教老师", "无息车贷", "有师傅带"]
)
def test_what_an_employer_offers_is_no_skill(word: str):
    reading = read_skills(word)
    assert reading.skills == frozenset()
    assert reading.other == ((word, "benefit"),)


@pytest.mark.parametrize(
    "text",
    [
        "应届毕业生可，有人带教",
        "无经验可带教",
        "新人有带教",
        "有资深师傅带教新人",
        "整理病历",
        "协助产品总监",
        "迭代课程内容",
        "眼快手快",
        "和面、整形、发酵、烘烤",
        "装配电路板",
        "更换模具",
        "整理培训资料",
        "制作对账单",
        "清洁工位和毛巾",
    ],
)
def test_a_perk_a_place_or_a_task_by_the_way_is_no_profession(text: str):
    assert find_skills(text) == frozenset()


@pytest.mark.parametrize("text", ["带教新人", "负责带教", "带教学生和实习生", "有带教新人经验"])
def test_who_teaches_newcomers_has_that_skill(text: str):
    assert find_skills(text) == {"培训"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("扫码结账，核对现金和票据", {"收银"}),
        ("点单、上菜、结账", {"餐饮服务"}),
        ("月末结账", {"会计核算"}),
        ("书写病历", {"临床医学"}),
        ("微生物发酵", {"生物技术"}),
    ],
)
def test_the_same_word_in_two_trades(text: str, names: set[str]):
    assert find_skills(text) == names


def test_who_counts_banknotes_is_no_banker():
    assert read_skills("点钞").skills == {"点钞"}
    assert "点钞" in included_skills("出纳")


@pytest.mark.parametrize("word", ["无线电", "有线传输", "3d视觉", "给水工程"])
def test_unknown_trades_stay_skills(word: str):
    assert read_skills(word).skills


def test_an_unknown_trait_is_soft():
    (name,) = read_skills("共情能力强").skills
    assert skill_weight(name) == 1


def test_weights():
    assert [skill_weight(name) for name in ("沟通能力", "Excel", "量子针法", "焊接", "welder")] == [
        1,
        2,
        3,
        4,
        4,
    ]


def test_names_for_display():
    assert skill_name("焊接", "zh_CN") == "焊接"
    assert skill_name("焊接", "en") == "Welding"
    assert skill_name("量子针法", "en") == "量子针法"


def test_every_skill_is_read_by_its_own_names():
    for name, skill in skills().items():
        assert read_skills(name).skills == read_skills(skill.english).skills == {name}


def test_words_of_everyday_english_are_no_skills():
    assert not find_skills("no less than two years, boost teams, clean and eclipse the animate vector")


@given(st.text(max_size=40))
def test_any_text_is_read(text: str):
    read_skills(text)
    assert find_skills(text) <= skills().keys()


def test_most_words_of_real_postings_are_known(shared_data: Path):
    with (shared_data / "openings_real_dev.csv").open(encoding="utf-8-sig") as file:
        readings = [read_skills(row["标签"]) for row in csv.DictReader(file)]
    names = [name for reading in readings for name in reading.skills]
    assert sum(name in skills() for name in names) > 0.8 * len(names)
    assert not {"五险一金", "本科", "双休", "下午茶"} & set(names)
