"""Ways to say what the law forbids, and near misses that it allows; a blank is written _."""

import pytest

from matcher.law.discrimination import find_discrimination

FORBIDDEN = """
    限男 仅招女生 男士优先 女生优先考虑 性别要求：女 只招男工 招女会计 招聘男司机 限女生报名
    女性勿扰 不招男的 诚聘女前台 女店长优先 男女比例限男 要求男性 仅限女士应聘 女优先 男优先考虑
    偏好女性 最好是男生 希望是女生 女生更合适 女孩子优先 小姐姐优先 帅哥美女优先 男孩优先
    女性为主 需男性 男生为佳 未婚女性 单身优先 已婚已育女性优先 离异勿投 三年内不得怀孕
    入职两年内不得结婚 无婚育计划优先 不招已婚未育 已育妇女优先 需提供未孕证明 入职须孕检 汉族优先
    仅限汉族 新疆人勿扰 藏族除外 回族勿投 不招维吾尔族 无宗教信仰者优先 信教者勿扰
    党员且无宗教信仰 不收残障人士 残障勿扰 身体无残疾 四肢健全者优先 乙肝携带者免谈 须乙肝五项阴性
    大三阳勿扰 艾滋病携带者勿扰 本市户口优先 限无锡户籍 本地人优先考虑 外地勿扰 河南籍勿扰
    东北人除外 非本地户口勿扰 需有本市户籍 只招本地人 身高1.65米以上 身高要求165
    身高160-175cm 女身高160以上 男1.75以上 五官端正者优先 形象气质俱佳 长相甜美
    颜值在线 外貌出众 身材高挑 需提供照片 附近照一张 请附生活照 female_preferred
    male_only women_only single_women_preferred
    no_minorities at_least_170_cm_tall
"""

LAWFUL = """
    男装导购 女装陈列师 女鞋设计师 男士理发师 女子监狱民警 女性健康顾问 妇产科医生 月子中心护理
    母婴店店员 男科护士 女生公寓宿管 幼儿教师 男女装买手 女足教练 男篮教练 性别不限 男女不限
    男女均可 不限性别 不限户籍 户籍不限 民族不限 婚否不限 婚育不限 身高不限 不看长相 无需形象照
    形象设计师 企业形象策划 品牌形象专员 形象顾问 气质培训师 残疾人优先 欢迎残疾人 残疾人联合会
    少数民族地区支教 民族舞教师 民族品牌推广 清真餐饮 教堂保洁 宗教场所管理 佛学院教师
    乙肝疫苗销售 肝病科护士 户籍警 户口登记员 落户服务专员 身高体重测量员 身高管理师
    美女如云的团队 单身公寓管家 婚庆策划 婚纱摄影师 已婚未婚均可 生育服务专员 孕妇装设计
    孕婴用品销售 本地生活商家运营 外地差旅报销 农村电商运营 当地市场开拓 城市经理 女职工权益专员
    反性别歧视培训 禁止性别歧视 平等就业不限性别 女工程师沙龙运营 男模摄影 女主播经纪人
    妇女儿童医院护士 女子瑜伽馆前台 男童服装打样 女王节活动策划 照片处理 证件照摄影师 摄影修片
    男女同工同酬 女士箱包销售 限女性用品销售经验 负责照片后期 有照片处理经验 附近照相馆店员
    接待外地客户 小哥哥小姐姐们的团队 孕检科护士 妊娠纹护理师
"""


@pytest.mark.parametrize("words", FORBIDDEN.split())
def test_forbidden(words: str) -> None:
    text = words.replace("_", " ")
    for told in (text, f"工作认真负责，{text}", f"{text}。待遇优厚"):
        findings = find_discrimination(told)
        assert findings
        assert all(told[found.start : found.end] == found.words and found.article for found in findings)


@pytest.mark.parametrize("words", LAWFUL.split())
def test_lawful(words: str) -> None:
    text = words.replace("_", " ")
    for told in (text, f"工作认真负责，{text}", f"{text}。待遇优厚"):
        assert find_discrimination(told) == []
