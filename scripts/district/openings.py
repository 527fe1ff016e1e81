"""Openings of the companies, consistent with their trade."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from scripts.district.companies import Company
from scripts.district.industries import OFFICE_TRADES
from scripts.district.places import XISHAN_STREETS, Place, spell
from scripts.district.spelling import write_daily_wage, write_date, write_list, write_wage
from scripts.district.trades import TRADES, Trade

# Years asked for, by how much a trade leans on them; 0 is told as no requirement or not at all.
EXPERIENCE_ASKED: dict[str, dict[int, int]] = {
    "open": {0: 66, 1: 24, 2: 7, 3: 3},
    "some": {0: 36, 1: 32, 2: 18, 3: 11, 5: 3},
    "seasoned": {0: 22, 1: 25, 2: 23, 3: 22, 5: 8},
}
YEARS_IN_WORDS: dict[int, tuple[str, ...]] = {
    0: ("不限", "无需经验", "应届生可", "经验不限", "无经验可培训", ""),
    1: ("1年", "1年以上", "1-2年", "一年以上"),
    2: ("2年", "1-3年", "2年以上"),
    3: ("3年以上", "3-4年", "3-5年"),
    5: ("5年以上", "5-7年"),
}
RAISE_PER_YEAR = 0.09
HIRES_ELSEWHERE = 0.08  # openings at another place than the company's own
# Contract terms and the probation that each allows.
PROBATION: dict[str, tuple[str, ...]] = {
    "3年": ("3个月", "2个月", "1个月", "3个月"),
    "三年": ("三个月", "两个月"),
    "2年": ("2个月", "1个月"),
    "1年": ("1个月", "2个月", "1个月"),
    "一年": ("一个月",),
    "无固定期限": ("3个月",),
    "": ("", "1个月"),
}
CONTRACT_WEIGHTS = (40, 8, 12, 20, 4, 3, 13)
HOME = "320205"
APPRENTICE = "学徒"
APPRENTICES = 0.15  # share of newcomers, in trades that take them
HIRING_SHARE = 0.85  # companies with openings
TRIES = 20  # to find a company something that it does not have yet
INTERNSHIPS = 0.06
HOLIDAY_JOBS = 0.03  # of the trades that have them
EXPIRED = 0.03
URGENT = 0.03
REFERENCE_MISSING = 0.12
CODE_MISSING = 0.08
HEADCOUNT_MISSING = 0.02
VALIDITY_MISSING = 0.1
BENEFITS = ("五险一金", "双休", "年终奖", "带薪年假", "节日福利", "加班费", "工作餐")
LODGED = ("包吃住", "包住", "提供宿舍", "包住，有工作餐", "免费宿舍，餐补")
NOT_LODGED = ("工作餐", "工作餐", "包一餐", "包一餐", "食宿自理", "不包住", "餐补", "", "", "")
HOLIDAY_TRADES = ("waiter", "retail", "packing", "cashier", "assembly", "tutoring")


@dataclass(frozen=True, slots=True)
class Post:
    """A company that hires for a trade."""

    company: Company
    trade: str
    for_newcomers: bool = False


def invent_openings(rng: Random, count: int, companies: list[Company], today: date) -> list[dict[str, str]]:
    """So many openings spread over the companies, the larger ones hiring more and some not at all."""
    hiring = [company for company in companies if rng.random() < HIRING_SHARE] or companies
    if not hiring:
        return []
    posts = _kept_for_newcomers(rng, count, hiring)
    for company in rng.choices(hiring, [company.hiring for company in hiring], k=count - len(posts)):
        posts.append(Post(company, _trade(rng, company)))
    rng.shuffle(posts)
    rows: list[dict[str, str]] = []
    taken: set[tuple[str, ...]] = set()
    for number, post in enumerate(posts, 1):
        for _ in range(TRIES):
            row, place = _opening(rng, post, today)
            key = (row["company"], row["title"], place.code)
            if key not in taken:
                break
        if key in taken or rng.random() > REFERENCE_MISSING:  # what repeats is told apart by its reference
            row["external_ref"] = f"GW{number:05d}"
        if rng.random() < URGENT:
            row["title"] += "（急聘）"
        taken.add(key)
        rows.append(row)
    return rows


def _kept_for_newcomers(rng: Random, count: int, companies: list[Company]) -> list[Post]:
    """One in a thousand openings for each trade, at home and without experience: nobody is left out."""
    posts = []
    for key in TRADES:
        at_home = [
            company
            for company in companies
            if company.place.county == HOME and key in company.industry.trades | OFFICE_TRADES
        ]
        if at_home:
            posts += [Post(rng.choice(at_home), key, for_newcomers=True) for _ in range(count // 1000)]
    return posts


def _opening(rng: Random, post: Post, today: date) -> tuple[dict[str, str], Place]:
    company, trade = post.company, TRADES[post.trade]
    place = company.place
    if not post.for_newcomers and rng.random() < HIRES_ELSEWHERE:
        place = rng.choice(list(XISHAN_STREETS))
    published = today - timedelta(days=rng.randrange(60))
    valid_to = today + timedelta(days=rng.choice((15, 30, 45, 60, 90)) + rng.randrange(10))
    if not post.for_newcomers and rng.random() < EXPIRED:
        published, valid_to = (day - timedelta(days=150) for day in (published, valid_to))
    row = {
        "company": company.row["name"],
        "uscc": "" if rng.random() < CODE_MISSING else company.row["uscc"],
        "external_ref": "",
        "place": spell(rng, place),
        "skills": _skills(rng, trade),
        "board": rng.choice(LODGED if rng.random() < trade.lodging else NOT_LODGED),
        "shifts": rng.choice((*trade.shifts, *trade.shifts, "")),
        "hazards": rng.choice(trade.hazards),
        "valid_to": "" if rng.random() < VALIDITY_MISSING else write_date(rng, valid_to),
        "published": write_date(rng, published),
    }
    draw = rng.random()
    if post.for_newcomers:
        return row | _employment(rng, trade, 0, place, company), place
    if trade.trainee and draw < INTERNSHIPS:
        return row | _internship(rng, trade), place
    if post.trade in HOLIDAY_TRADES and draw > 1 - HOLIDAY_JOBS:
        return row | _holiday_job(rng, trade), place
    asked = EXPERIENCE_ASKED[trade.experience]
    years = rng.choices(list(asked), list(asked.values()))[0]
    return row | _employment(rng, trade, years, place, company), place


def _trade(rng: Random, company: Company) -> str:
    """What the company hires for: its own trades, or the office every company has."""
    own = company.industry.trades
    office = company.industry.office
    weights = {**{key: weight * office / 2 for key, weight in OFFICE_TRADES.items()}, **own}
    return rng.choices(list(weights), list(weights.values()))[0]


def _employment(rng: Random, trade: Trade, years: int, place: Place, company: Company) -> dict[str, str]:
    bottom, top = trade.wage
    low = min(bottom * (1 + RAISE_PER_YEAR * years) * rng.uniform(0.95, 1.12), (bottom + top) / 2) * place.pay
    high = min(max(low * rng.uniform(1.15, 1.45), low + 500), top * place.pay * 1.1)
    most = max(1, round(trade.headcount * (1 + company.size / 2)))
    headcount = rng.randint(1, most) if rng.random() < 0.7 else 1
    wants = rng.sample(trade.wants, rng.randint(1, len(trade.wants)))
    if years == 0 and rng.random() < 0.5:
        wants.append(trade.newcomers)
    contract = rng.choices(list(PROBATION), CONTRACT_WEIGHTS)[0]
    title = _title(rng, trade, years)
    if title == trade.senior:
        headcount = 1
    return {
        "title": title,
        "headcount": "" if rng.random() < HEADCOUNT_MISSING else str(headcount),
        "wage": _wage(rng, _round(low), _round(high)),
        "education": rng.choice(trade.education),
        "majors": _majors(rng, trade),
        "experience": rng.choice(YEARS_IN_WORDS[years]),
        "certificates": "" if APPRENTICE in title else _certificates(rng, trade),
        "contract": contract,
        "probation": rng.choice(PROBATION[contract]),
        "duties": _duties(rng, trade, wants),
    }


def _internship(rng: Random, trade: Trade) -> dict[str, str]:
    monthly = rng.randrange(2800, 4201, 100)
    return {
        "title": trade.trainee,
        "headcount": str(rng.randint(1, 4)),
        "wage": rng.choice((f"{monthly}元/月", f"{monthly}-{monthly + 500}", write_daily_wage(monthly))),
        "education": rng.choice(("不限", *trade.education)),
        "majors": _majors(rng, trade),
        "experience": rng.choice(("无需经验", "不限", "应届生可")),
        "certificates": "",
        "contract": "",
        "probation": "",
        "duties": _duties(rng, trade, ("在校生或应届毕业生，每周到岗4天以上", "有带教师傅，期满可留用")),
    }


def _holiday_job(rng: Random, trade: Trade) -> dict[str, str]:
    return {
        "title": f"{rng.choice(trade.titles)}（{rng.choice(('寒假工', '暑期工', '兼职'))}）",
        "headcount": str(rng.randint(2, 10)),
        "wage": f"{rng.randint(26, 32)}元/小时",
        "education": "不限",
        "majors": "不限",
        "experience": "无需经验",
        "certificates": "",
        "contract": "",
        "probation": "",
        "duties": _duties(rng, trade, ("时间固定，能坚持一个月以上",)),
    }


def _title(rng: Random, trade: Trade, years: int) -> str:
    """A title that goes with the years asked for."""
    title = rng.choice([title for title in trade.titles if years == 0 or APPRENTICE not in title])
    if years >= 3 and trade.senior and rng.random() < 0.4:
        return trade.senior
    if years == 0 and title.endswith("工") and APPRENTICE in trade.newcomers and rng.random() < APPRENTICES:
        return title + APPRENTICE
    return title


def _wage(rng: Random, low: int, high: int) -> str:
    return write_daily_wage(low) if rng.random() < 0.03 else write_wage(rng, low, high)


def _round(amount: float) -> int:
    step = 500 if amount >= 5000 else 100
    return round(amount / step) * step


def _majors(rng: Random, trade: Trade) -> str:
    if not trade.majors:
        return rng.choice(("不限", "", "专业不限"))
    chosen = rng.sample(trade.majors, min(len(trade.majors), rng.randint(1, 2)))
    named = "、".join(chosen)
    return rng.choices((f"{named}等相关专业", named, "不限", ""), (35, 20, 15, 30))[0]


def _skills(rng: Random, trade: Trade) -> str:
    """Skills asked for, with the benefit words that companies put among them."""
    chosen = rng.sample(trade.skills, rng.randint(2, min(5, len(trade.skills))))
    if rng.random() < 0.3:
        chosen += rng.sample(BENEFITS, rng.randint(1, 3))
    return "" if rng.random() < 0.08 else write_list(rng, chosen)


def _certificates(rng: Random, trade: Trade) -> str:
    if trade.certificates:
        return rng.choice(trade.certificates)
    if trade.useful_certificates and rng.random() < 0.35:
        return rng.choice(trade.useful_certificates)
    return rng.choice(("", "", "无"))


def _duties(rng: Random, trade: Trade, wants: Sequence[str]) -> str:
    duties = rng.sample(trade.duties, rng.randint(2, len(trade.duties)))
    text = "；".join(f"{number}.{duty}" for number, duty in enumerate(duties, 1))
    return f"{text}。要求：{'，'.join(wants)}。"
