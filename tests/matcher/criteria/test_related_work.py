"""Which work is near which: what somebody wishes for, against openings by their titles.

Each line of the families begins with a work that all others in the line are near to, both ways; near work of
near work need not be near. Works that stand apart are other work to each other.
"""

from datetime import date
from functools import cache
from itertools import permutations

import pytest

from matcher.candidate import Candidate
from matcher.candidates import Candidates
from matcher.columns import Columns
from matcher.criteria.wishes import Wishes
from matcher.policy import STANDARD
from matcher.records import Opening, Student
from matcher.text.occupations import code_titles, code_wishes
from tests.matcher.worlds import TODAY

NEAR = {"SAME", "CLOSE", "RELATED"}

FAMILIES = """
收银员 导购 店员 零售销售员 营业员 理货员 餐厅服务员 酒店前台
导购 收银员 销售代表 电话销售 市场专员 店长
java开发 后端工程师 软件工程师 程序员 全栈工程师 前端工程师
前端工程师 软件工程师 小程序开发 UI设计师
测试工程师 软件工程师 软件测试员
运维工程师 网络工程师 IT技术支持 网管 系统管理员
数据分析师 大数据工程师 数据库管理员 数据标注员 统计员
算法工程师 人工智能工程师 Python开发
嵌入式工程师 硬件工程师 单片机开发 电子工程师
叉车 仓库 仓管 仓库管理员 理货员 装卸工 货车司机
仓库管理员 叉车司机 分拣员 打包员 物流专员 快递员 采购员
货车司机 叉车司机 网约车司机 快递员 送货员 车辆调度员
外卖骑手 快递员 送货员
物流专员 车辆调度员 货代操作 货车司机 仓库管理员
采购员 仓库管理员 采购经理 供应链专员 跟单员
会计 出纳 审计 税务会计 财务经理 统计员 银行柜员
文员 前台 行政专员 秘书 档案管理员 客服 跟单员 会计
人事专员 行政专员 招聘专员 人事经理 培训专员
客服 电话销售 售后客服 淘宝客服 文员
销售代表 导购 电话销售 市场专员 客户经理 房产经纪人 保险销售
房产经纪人 置业顾问 物业管家 销售代表
保险销售 理财顾问 销售代表
银行柜员 理财顾问 信贷专员
外贸业务员 跟单员 报关员 单证员 英语翻译 货代操作
淘宝运营 新媒体运营 主播 淘宝客服 短视频运营
新媒体运营 文案策划 短视频剪辑 编辑 市场专员 摄影师
平面设计师 UI设计师 美工 广告设计师 网页设计师
室内设计师 装修工 绘图员 家具设计师
视频剪辑 短视频运营 摄影师 UI设计师
幼师 保育员 早教老师 小学老师 育婴师 美术老师
小学老师 初中老师 辅导老师 班主任 教务
健身教练 游泳教练 瑜伽老师 体育老师
护士 护工 养老护理员 健康管理师 口腔助理
康复治疗师 按摩师 针灸师 护士
药店店员 药剂师 医药代表 导购
养老护理员 家政服务员 护工 月嫂 社工
月嫂 育婴师 保育员 保姆
保洁员 家政服务员 物业保洁 客房服务员 环卫工
保安 门卫 物业管理员 消防员 安检员
厨师 切配工 面点师 洗碗工 厨房学徒
面包师 面点师 西点师 蛋糕裱花师
咖啡师 奶茶店员 餐厅服务员 调酒师
酒店前台 客房服务员 导游 餐厅服务员 旅游顾问
美容师 美发师 美甲师 按摩师 化妆师
普工 操作工 装配工 包装工 质检员 电子厂普工
电子装配工 SMT操作员 质检员 焊锡工 装配工
CNC操作工 车工 铣工 磨工 钳工 模具工
焊工 钳工 钣金工 铆工 装配工
电工 机修工 电气工程师 空调安装工 弱电工 家电维修
机修工 汽车维修工 设备工程师 钳工 家电维修
注塑工 模具工 注塑技术员
冲压工 钣金工 模具工
油漆工 喷涂工 装修工
缝纫工 裁剪工 服装设计师 打版师 织布工
木工 家具安装工 装修工 架子工
瓦工 钢筋工 架子工 施工员 装修工
施工员 资料员 预算员 测量员 监理员 安全员
挖掘机司机 铲车司机 货车司机 吊车司机
机械工程师 机械设计师 绘图员 工艺工程师 模具设计师
电气工程师 自动化工程师 PLC工程师 机修工
质检员 质量工程师 化验员 包装工 食品加工工
化验员 化工操作工 质检员 实验员
污水处理工 环保工程师 环境监测员
园林绿化工 花艺师 农场工人 园艺师
兽医 饲养员 宠物美容师
律师 法务 律师助理
社工 网格员 社区工作人员 养老护理员
印刷工 包装工 平面设计师
主持人 主播 记者
无人机飞手 测绘员
"""

APART = """
会计 厨师 焊工 护士 司机
收银员 焊工 护士 律师
Java开发工程师 厨师 保洁员 叉车司机
护士 电工 程序员 会计
幼师 焊工 货车司机 会计
缝纫工 程序员 护士
保安 会计 美容师
"""


@cache
def level(wish: str, title: str) -> str:
    """The level of the wishes, of one who wishes for a work and an opening of that title."""
    codes = frozenset(wished.code for wished in code_wishes([wish])[0] if wished.code)
    assert codes, wish
    student = Student(ref="s", key="s", birth_date=date(2003, 1, 1), wished_occupations=codes)
    opening = Opening(
        ref="o",
        key="A",
        company="A",
        title=title,
        valid_to=TODAY,
        occupation=code_titles([title])[0].code,
        occupation_confidence=1,
    )
    people = Candidates.of([Candidate.of(student, TODAY, STANDARD)])
    return Wishes.levels[Wishes().assess(people, Columns.of([opening]), STANDARD).levels[0, 0]]


@pytest.mark.parametrize("family", FAMILIES.split("\n")[1:-1])
def test_a_family_is_near_both_ways(family: str) -> None:
    first, *others = family.split()
    pairs = [pair for other in others for pair in ((first, other), (other, first))]
    assert {pair: level(*pair) for pair in pairs if level(*pair) not in NEAR} == {}


@pytest.mark.parametrize("works", APART.split("\n")[1:-1])
def test_other_work_stays_apart(works: str) -> None:
    pairs = permutations(works.split(), 2)
    assert {pair: level(*pair) for pair in pairs if level(*pair) != "OTHER"} == {}
