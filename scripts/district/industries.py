"""Industries: what their companies are called and which trades they hire."""

from dataclasses import dataclass

from scripts.district.trades.trade import words

# The office that every company has, beside what it lives by.
OFFICE_TRADES = {
    "accounting": 1.0,
    "cashbook": 0.6,
    "clerk": 1.2,
    "personnel": 0.7,
    "sales": 1.4,
    "purchasing": 0.5,
    "it_support": 0.2,
    "car_driving": 0.2,
}


@dataclass(frozen=True, slots=True)
class Industry:
    """One industry; `trades` are weights, `share` is its part of the district's companies."""

    name: str
    share: float
    works: tuple[str, ...]  # the trade word in a company's name
    trades: dict[str, float]
    office: float = 1.0  # how much of the hiring is office work
    non_profit: bool = False  # has no 有限公司 behind its name and another kind of credit code


INDUSTRIES = (
    Industry(
        "机械/设备/重工",
        16,
        words("精密机械、机械制造、自动化设备、重工、模具、金属制品"),
        {
            "machining": 4,
            "welding": 2,
            "fitting": 2,
            "sheet_metal": 1.5,
            "quality": 1.2,
            "maintenance": 0.8,
            "mechanical_design": 1.2,
            "cnc_programming": 0.8,
            "automation": 0.8,
            "painting": 0.6,
            "warehouse": 0.7,
            "forklift": 0.4,
        },
        office=0.35,
    ),
    Industry(
        "电动车/自行车",
        7,
        words("车业、电动车、车辆科技、车业配件"),
        {
            "ebike": 4,
            "welding": 1.2,
            "painting": 0.8,
            "warehouse": 1,
            "forklift": 0.5,
            "quality": 1,
            "moulding": 0.8,
            "mechanical_design": 0.4,
            "embedded": 0.3,
        },
        office=0.35,
    ),
    Industry(
        "电子技术/半导体/集成电路",
        10,
        words("电子、电子科技、微电子、光电科技、线缆"),
        {
            "assembly": 4,
            "quality": 1.4,
            "maintenance": 0.8,
            "embedded": 1,
            "automation": 0.8,
            "warehouse": 0.8,
            "packing": 0.6,
            "moulding": 0.5,
        },
        office=0.35,
    ),
    Industry(
        "纺织/服装",
        8,
        words("纺织、服饰、针织、毛纺、羽绒制品"),
        {
            "garment": 3,
            "textile": 3,
            "packing": 1,
            "quality": 0.6,
            "warehouse": 0.6,
            "foreign_trade": 0.8,
            "maintenance": 0.3,
        },
        office=0.35,
    ),
    Industry(
        "食品/饮料",
        4,
        words("食品、粮油、农产品、乳品"),
        {
            "packing": 3,
            "bakery": 1,
            "laboratory": 1,
            "warehouse": 1,
            "forklift": 0.5,
            "driving": 0.5,
            "maintenance": 0.4,
            "retail": 0.5,
        },
        office=0.4,
    ),
    Industry(
        "交通/运输/物流",
        8,
        words("物流、供应链管理、仓储、快运"),
        {"warehouse": 3, "sorting": 2, "driving": 2, "forklift": 1.5, "dispatch": 2, "car_driving": 0.6},
        office=0.35,
    ),
    Industry(
        "批发/零售",
        8,
        words("商贸、百货、超市、连锁便利"),
        {"retail": 4, "cashier": 3, "warehouse": 0.8, "customer_service": 0.5, "bakery": 0.4},
        office=0.4,
    ),
    Industry(
        "餐饮业",
        8,
        words("餐饮管理、餐饮服务、酒楼、团膳服务"),
        {"cook": 2.5, "kitchen": 2.5, "waiter": 3, "bakery": 0.8, "cashier": 0.8},
        office=0.25,
    ),
    Industry(
        "酒店/旅游",
        3,
        words("酒店管理、旅游服务、度假酒店"),
        {"front_desk": 3, "waiter": 2, "cook": 1, "kitchen": 1, "cleaning": 1, "guard": 0.4},
        office=0.4,
    ),
    Industry(
        "互联网/电子商务",
        7,
        words("电子商务、网络科技、文化传媒、品牌管理"),
        {
            "customer_service": 3,
            "e_commerce": 3,
            "new_media": 1.5,
            "design": 1.5,
            "warehouse": 0.8,
            "foreign_trade": 1,
            "packing": 0.6,
        },
        office=0.4,
    ),
    Industry(
        "计算机软件",
        8,
        words("软件、信息技术、数据科技、智能科技"),
        {
            "java": 2.5,
            "frontend": 2,
            "testing": 1.5,
            "data": 1.5,
            "implementation": 1.2,
            "it_support": 1,
            "design": 0.5,
            "embedded": 0.5,
        },
        office=0.4,
    ),
    Industry(
        "养老/护理",
        3.5,
        words("护理院、养老服务、康复医院"),
        {
            "elderly_care": 4,
            "nursing": 2.5,
            "rehabilitation": 1.2,
            "cleaning": 0.4,
            "kitchen": 0.5,
            "social_work": 0.2,
        },
        office=0.2,
    ),
    Industry(
        "医疗/卫生",
        2.5,
        words("综合门诊部、体检中心"),
        {"nursing": 4, "medical_laboratory": 2.5, "cleaning": 0.3, "front_desk": 0.4},
        office=0.25,
    ),
    Industry(
        "口腔医疗",
        1,
        words("口腔门诊部、义齿制作"),
        {"dental": 4, "front_desk": 0.3, "nursing": 0.3},
        office=0.2,
    ),
    Industry(
        "医药零售",
        2,
        words("大药房、医药连锁"),
        {"pharmacy": 4, "retail": 0.6, "cashier": 0.4},
        office=0.3,
    ),
    Industry(
        "学前教育",
        3.5,
        words("幼儿园、托育园"),
        {"kindergarten": 3.5, "nursery": 3, "kitchen": 0.4, "guard": 0.2},
        office=0.2,
        non_profit=True,
    ),
    Industry(
        "教育/培训",
        1.5,
        words("教育科技、文化艺术培训、职业技能培训"),
        {"tutoring": 4, "new_media": 0.4, "front_desk": 0.3},
        office=0.35,
    ),
    Industry(
        "房地产/物业",
        6,
        words("物业服务、物业管理、后勤服务"),
        {"guard": 3, "cleaning": 2.5, "property": 2, "wiring": 1, "gardening": 1},
        office=0.25,
    ),
    Industry(
        "建筑/建材/工程",
        6,
        words("建设工程、装饰工程、机电安装工程"),
        {
            "site": 2,
            "cost": 1.2,
            "documents": 1,
            "wiring": 1.5,
            "interior": 1.2,
            "welding": 0.6,
        },
        office=0.35,
    ),
    Industry(
        "汽车销售/维修",
        4,
        words("汽车服务、汽车销售服务、汽修"),
        {"car_repair": 4, "sales": 1.5, "front_desk": 0.4},
        office=0.4,
    ),
    Industry(
        "园林/环保",
        1.5,
        words("园林绿化、生态环境、苗木"),
        {"gardening": 3, "site": 0.6, "laboratory": 0.6, "driving": 0.3},
        office=0.35,
    ),
    Industry(
        "美容美发",
        2.5,
        words("美容美体、形象设计、美发"),
        {"beauty": 2.5, "hair": 2, "front_desk": 0.3},
        office=0.1,
    ),
    Industry(
        "家政服务", 1.5, words("家政服务、母婴护理服务"), {"housekeeping": 3, "cleaning": 1}, office=0.2
    ),
    Industry(
        "专业服务(咨询、财会)",
        1.5,
        words("财税咨询、会计代理、企业管理咨询"),
        {"accounting": 2, "cashbook": 1.5},
        office=0.4,
    ),
    Industry(
        "人力资源",
        1.5,
        words("人力资源、劳务服务"),
        {"assembly": 2, "sorting": 1, "customer_service": 1, "packing": 1, "personnel": 1, "data": 0.4},
        office=0.3,
    ),
    Industry(
        "公益/社会服务",
        1.5,
        words("社会工作服务中心、公益服务中心"),
        {"social_work": 4, "elderly_care": 1},
        office=0.2,
        non_profit=True,
    ),
)
