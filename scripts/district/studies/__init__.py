"""The fields of study by their keys, and what those without one can do."""

from scripts.district.studies.offices import OFFICES
from scripts.district.studies.services import SERVICES
from scripts.district.studies.study import Study
from scripts.district.studies.technical import TECHNICAL
from scripts.district.trades.trade import words

STUDIES: dict[str, Study] = {**TECHNICAL, **OFFICES, **SERVICES}

# Those who left general school have no major: what they did in the holidays, and what they would do.
GENERAL_SKILLS = words("打字、办公软件、收银、理货、沟通能力、打包")
GENERAL_PRACTICE = (
    "暑假在超市理货一个月",
    "寒假在餐馆端菜、收银",
    "暑期在电子厂流水线装配两个月",
    "在快递驿站帮忙分拣、登记",
)
GENERAL_WISHES = words("营业员、普工、仓库理货员、餐厅服务员、收银员、电动车装配工、快递分拣员、客服")

# Wishes that a student of any field may have.
COMMON_WISHES = words("文员、客服、销售、仓管员、营业员、前台接待")

__all__ = ["COMMON_WISHES", "GENERAL_PRACTICE", "GENERAL_SKILLS", "GENERAL_WISHES", "STUDIES", "Study"]
