"""Where people live and where work is: the district's streets first, then around it, then far away."""

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Place:
    """A place as the parts of its name; street and district are empty where only the city is told."""

    code: str  # of the most exact division that has one
    city: str  # as in an address: 无锡市
    district: str = ""
    street: str = ""
    pay: float = 1.0  # wages here against those at home

    @property
    def full(self) -> str:
        """Name from the city down; a city of its own needs no other before it."""
        return f"{'' if self.district.endswith('市') else self.city}{self.district}{self.street}"

    @property
    def county(self) -> str:
        """Code of the district, or of the city where that is all."""
        return self.code[:6]

    @property
    def prefix(self) -> str:
        """What a company here puts before its name."""
        return (self.district if self.district in ("江阴市", "宜兴市", "常熟市", "昆山市") else self.city)[:2]


XISHAN_STREETS: dict[Place, int] = {
    Place(code, "无锡市", "锡山区", street): weight
    for code, street, weight in (
        ("320205001", "东亭街道", 24),
        ("320205002", "安镇街道", 16),
        ("320205003", "东北塘街道", 12),
        ("320205102", "羊尖镇", 10),
        ("320205103", "鹅湖镇", 10),
        ("320205105", "锡北镇", 12),
        ("320205106", "东港镇", 16),
    )
}

WORK_PLACES: dict[Place, float] = {
    **{place: weight * 0.52 for place, weight in XISHAN_STREETS.items()},
    Place("320205", "无锡市", "锡山区", "云林街道"): 2.5,  # younger than most tables of divisions
    Place("320205", "无锡市", "锡山区"): 2.5,
    Place("320206001", "无锡市", "惠山区", "堰桥街道"): 3,
    Place("320206003", "无锡市", "惠山区", "钱桥街道"): 2,
    Place("320206102", "无锡市", "惠山区", "洛社镇"): 2.5,
    Place("320214054", "无锡市", "新吴区", "梅村街道", 1.05): 4,
    Place("320214051", "无锡市", "新吴区", "硕放街道", 1.05): 4,
    Place("320214050", "无锡市", "新吴区", "旺庄街道", 1.05): 3,
    Place("320213021", "无锡市", "梁溪区", "崇安寺街道"): 3,
    Place("320213025", "无锡市", "梁溪区", "广益街道"): 3,
    Place("320213", "无锡市", "梁溪区"): 2,
    Place("320211007", "无锡市", "滨湖区", "太湖街道", 1.03): 2.5,
    Place("320211", "无锡市", "滨湖区", "", 1.03): 2.5,
    Place("320281", "无锡市", "江阴市"): 3,
    Place("320282", "无锡市", "宜兴市", "", 0.95): 1,
    Place("320581", "苏州市", "常熟市"): 1.5,
    Place("320507", "苏州市", "相城区", "", 1.05): 1.2,
    Place("320583", "苏州市", "昆山市", "", 1.08): 1.2,
    Place("320576", "苏州市", "苏州工业园区", "", 1.12): 1.2,
    Place("320412", "常州市", "武进区"): 1.2,
    Place("320411", "常州市", "新北区"): 0.8,
    Place("310114", "上海市", "嘉定区", "", 1.2): 0.7,
    Place("320115", "南京市", "江宁区", "", 1.1): 0.5,
    Place("330110", "杭州市", "余杭区", "", 1.15): 0.4,
    Place("440306", "深圳市", "宝安区", "", 1.2): 0.3,
    Place("320900", "盐城市", "", "", 0.9): 0.3,
    Place("340100", "合肥市", "", "", 0.95): 0.3,
}


def home(rng: Random) -> Place:
    """A street of the district."""
    return rng.choices(list(XISHAN_STREETS), list(XISHAN_STREETS.values()))[0]


def work_place(rng: Random) -> Place:
    """Where a company stands."""
    return rng.choices(list(WORK_PLACES), list(WORK_PLACES.values()))[0]


def spell(rng: Random, place: Place) -> str:
    """The place as people write it: in full, with a dot, or the street alone within the own district."""
    if not place.district:
        return rng.choice((place.city, place.city[:-1]))
    if place.street and place.district == "锡山区":
        return rng.choices(
            (place.full, f"{place.district}{place.street}", place.street, f"江苏省{place.full}"),
            (40, 35, 20, 5),
        )[0]
    if place.street:
        return rng.choices((place.full, f"{place.city[:-1]}·{place.district}"), (70, 30))[0]
    return rng.choice((place.full, f"{place.city[:-1]}·{place.district.removesuffix('市')}"))
