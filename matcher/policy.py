"""How much each criterion counts and where the thresholds lie: data, with a fingerprint, JSON both ways.

Points are integers in hundredths of a point and the criteria's maxima sum to 10000 (a score of 100.00),
so that equal is equal. What the law fixes (nobody under 16) is not policy and stands in eligibility.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from functools import cached_property
from hashlib import sha256
from types import MappingProxyType
from typing import Any, Self

from matcher.errors import InvalidPolicy

FULL_SCORE = 10_000
UNKNOWN = "UNKNOWN"

# Each criterion's levels from best to worst; those before UNKNOWN are matches and may not fall below it,
# those behind it may not rise above it.
# In skills, MANY and SOME lie between UNKNOWN and ALL by the share of the wanted skills that is met.
STANDARD_POINTS: Mapping[str, Mapping[str, int]] = MappingProxyType(
    {
        "skills": {"ALL": 2300, UNKNOWN: 750, "NONE": 0},
        "study": {
            "SAME_MAJOR": 1300,
            "SAME_FIELD": 1200,
            "RELATED_WORK": 1100,
            "NEAR_WORK": 750,
            UNKNOWN: 450,
            "OTHER": 0,
        },
        "education": {
            "MATCH": 600,
            "ABOVE": 420,
            "OPEN_TO_ALL": 360,
            UNKNOWN: 300,
            "FAR_ABOVE": 100,
            "BELOW": 0,
        },
        "experience": {"MET": 900, "NOT_ASKED": 900, UNKNOWN: 540, "LITTLE_SHORT": 450, "MUCH_SHORT": 90},
        "place": {
            "SAME_STREET": 2200,
            "WISHED": 2100,
            "SAME_DISTRICT": 2050,
            "NEAR": 1900,
            "NEAR_WISHED": 1800,
            "SAME_CITY": 1600,
            "REACHABLE": 1300,
            "LODGING": 1050,
            "RELOCATION": 900,
            UNKNOWN: 800,
            "ELSEWHERE": 400,
            "FAR": 0,
            "NO_DORMITORY": 0,
        },
        "wishes": {"SAME": 1700, "CLOSE": 1400, "RELATED": 950, UNKNOWN: 550, "OTHER": 0},
        "wage": {"MEETS": 600, "PARTLY": 450, UNKNOWN: 300, "BELOW": 0},
        "openings": {"MANY": 400, "SEVERAL": 320, "ONE": 240},
    }
)


@dataclass(frozen=True)
class Thresholds:
    """Where one level ends and the next begins."""

    school_horizon_months: int = 12  # nearer than this to graduation, the expected level counts
    experience_little_months: int = 24  # a shortfall up to this lowers a little, beyond it much
    experience_refusal_months: int = 48  # a shortfall beyond this refuses: five years asked of none
    near_km: int = 15
    reach_km: int = 50  # beyond it nobody is sent who is not willing to move
    reach_with_lodging_km: int = 150
    skills_enough: int = 12  # weight of wanted skills that is enough to count as all: three specific ones
    skills_many_percent: int = 50
    common_ground_weight: int = 3  # a shared skill of this weight tells what work a person does
    occupation_confidence_percent: int = 25  # a title coded less surely than this counts as not coded
    openings_several: int = 2
    openings_many: int = 5


@dataclass(frozen=True)
class Policy:
    """Points by criterion and level, and the thresholds; `InvalidPolicy` unless it holds together."""

    name: str = "standard"
    points: Mapping[str, Mapping[str, int]] = field(default_factory=lambda: STANDARD_POINTS)
    thresholds: Thresholds = field(default_factory=Thresholds)

    def __post_init__(self) -> None:
        _check_criteria(self.points)
        for threshold in fields(Thresholds):
            value = getattr(self.thresholds, threshold.name)
            if type(value) is not int or value < 0:
                raise InvalidPolicy(field=f"thresholds.{threshold.name}", problem="not_a_count", value=value)

    def of(self, criterion: str) -> int:
        """The most that a criterion can give, in hundredths."""
        return max(self.points[criterion].values())

    @cached_property
    def fingerprint(self) -> str:
        """Sixteen hexadecimal digits that change with anything that can change a ranking."""
        return sha256(self.to_json().encode()).hexdigest()[:16]

    def to_json(self) -> str:
        """The policy as canonical JSON."""
        data = {
            "name": self.name,
            "points": {criterion: dict(levels) for criterion, levels in self.points.items()},
            "thresholds": asdict(self.thresholds),
        }
        return json.dumps(data, ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The policy written in `text`; `InvalidPolicy` names the field that is wrong."""
        try:
            data: Any = json.loads(text)
        except json.JSONDecodeError as error:
            raise InvalidPolicy(field="", problem="not_json", line=error.lineno) from error
        if not isinstance(data, dict) or set(data) != {"name", "points", "thresholds"}:
            raise InvalidPolicy(field="", problem="wrong_keys")
        if not isinstance(data["thresholds"], dict) or not isinstance(data["points"], dict):
            raise InvalidPolicy(field="points", problem="not_a_table")
        known = {threshold.name for threshold in fields(Thresholds)}
        if unknown := sorted(set(data["thresholds"]) - known):
            raise InvalidPolicy(field=f"thresholds.{unknown[0]}", problem="unknown_field")
        return cls(str(data["name"]), data["points"], Thresholds(**data["thresholds"]))


def _check_criteria(points: Mapping[str, Mapping[str, int]]) -> None:
    if set(points) != set(STANDARD_POINTS):
        raise InvalidPolicy(field="points", problem="wrong_criteria")
    for criterion, standard in STANDARD_POINTS.items():
        levels = points[criterion]
        if not isinstance(levels, Mapping) or set(levels) != set(standard):
            raise InvalidPolicy(field=f"points.{criterion}", problem="wrong_levels")
        for level, value in levels.items():
            if type(value) is not int or value < 0:
                raise InvalidPolicy(field=f"points.{criterion}.{level}", problem="not_a_count", value=value)
        matches = match_levels(criterion)
        for level in levels if UNKNOWN in levels else ():
            if level in matches and levels[level] < levels[UNKNOWN]:
                raise InvalidPolicy(field=f"points.{criterion}.{level}", problem="match_below_unknown")
            if level not in matches and levels[level] > levels[UNKNOWN]:
                raise InvalidPolicy(field=f"points.{criterion}.{level}", problem="mismatch_above_unknown")
    total = sum(max(levels.values()) for levels in points.values())
    if total != FULL_SCORE:
        raise InvalidPolicy(field="points", problem="wrong_total", value=total)


def match_levels(criterion: str) -> tuple[str, ...]:
    """The levels that count as a match: telling what leads to one never gives less than silence."""
    levels = tuple(STANDARD_POINTS[criterion])
    return levels[: levels.index(UNKNOWN)] if UNKNOWN in levels else levels


STANDARD = Policy()
