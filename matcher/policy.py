"""How much each criterion counts, where the thresholds lie, whom a plan puts first: data, JSON both ways.

Points are integers in hundredths of a point and the criteria's maxima sum to 10000 (a score of 100.00),
so that equal is equal. What the law fixes (nobody under 16) is not policy and stands in eligibility.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields
from functools import cached_property
from hashlib import sha256
from itertools import chain, pairwise
from types import MappingProxyType
from typing import Any, Self

from matcher.errors import InvalidPolicy, PolicyProblem

VERSION = 1  # of the document; another one is refused
FULL_SCORE = 10_000
UNKNOWN = "UNKNOWN"
PRIORITIES = "priorities"

# Each criterion's levels from best to worst; those before UNKNOWN are matches and may not fall below it,
# those behind it may not rise above it.
# In skills, MANY and SOME lie between UNKNOWN and ALL by the share of the wanted skills that is met; in
# duties, RELATED lies between UNKNOWN and CLOSE by the likeness of the texts, and OTHER rises with it.
STANDARD_POINTS: Mapping[str, Mapping[str, int]] = MappingProxyType(
    {
        "skills": {"ALL": 2070, UNKNOWN: 675, "NONE": 0},
        "study": {
            "SAME_MAJOR": 1170,
            "SAME_FIELD": 1080,
            "RELATED_WORK": 990,
            "NEAR_WORK": 675,
            UNKNOWN: 405,
            "OTHER": 0,
        },
        "education": {
            "MATCH": 540,
            "ABOVE": 378,
            "OPEN_TO_ALL": 324,
            UNKNOWN: 270,
            "FAR_ABOVE": 90,
            "BELOW": 0,
        },
        "experience": {"MET": 810, "NOT_ASKED": 810, UNKNOWN: 486, "LITTLE_SHORT": 405, "MUCH_SHORT": 81},
        "duties": {"CLOSE": 1000, UNKNOWN: 350, "OTHER": 0},
        "place": {
            "SAME_STREET": 1980,
            "WISHED": 1890,
            "SAME_DISTRICT": 1845,
            "NEAR": 1710,
            "NEAR_WISHED": 1620,
            "SAME_CITY": 1440,
            "REACHABLE": 1170,
            "LODGING": 945,
            "RELOCATION": 810,
            UNKNOWN: 720,
            "ELSEWHERE": 360,
            "FAR": 0,
            "NO_DORMITORY": 0,
        },
        "wishes": {"SAME": 1530, "CLOSE": 1260, "RELATED": 855, UNKNOWN: 495, "OTHER": 0},
        "wage": {"MEETS": 540, "PARTLY": 405, UNKNOWN: 270, "BELOW": 0},
        "openings": {"MANY": 360, "SEVERAL": 288, "ONE": 216},
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
    skills_related_percent: int = 50  # of its weight, that a wanted skill counts for who has one near it
    skills_read_percent: int = 25  # the same for who mentions it in words that are weighed as a whole
    duties_related_percent: int = 30  # likeness of two texts that tell of related work
    duties_close_percent: int = 60  # and of close work
    common_ground_weight: int = 3  # a shared skill of this weight tells what work a person does
    occupation_confidence_percent: int = 25  # a title coded less surely than this counts as not coded
    occupation_sure_percent: int = 60  # one coded less surely than this counts for less
    occupation_unsure_weight_percent: int = 60  # of its points, that a code counts for that is not sure
    wage_tolerance_percent: int = 10  # an upper end below the wage floor by this still counts as partly
    openings_several: int = 2
    openings_many: int = 5


@dataclass(frozen=True)
class Priorities:
    """Whom a plan puts first when places run out: what each reason adds. No score and no list knows them."""

    alone: int = 6  # orphans, and children whom nobody in fact brings up
    nobody_employed: int = 5  # households without any employment
    half_year_waiting: int = 1  # for each half year since graduation
    waiting_at_most: int = 4


# Numbers that rise along their line: what is near is within reach, and so on.
RISING: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "thresholds": (
        ("near_km", "reach_km", "reach_with_lodging_km"),
        ("duties_related_percent", "duties_close_percent"),
        ("experience_little_months", "experience_refusal_months"),
        ("occupation_confidence_percent", "occupation_sure_percent"),
        ("openings_several", "openings_many"),
    ),
    PRIORITIES: (("half_year_waiting", "waiting_at_most"),),
}
HIGHEST_PRIORITY = 100  # that one reason may add
LARGEST = 20_000  # of any threshold that is no percentage; nothing on earth is farther in kilometres


@dataclass(frozen=True)
class Policy:
    """Points by criterion and level, thresholds, and priorities; `InvalidPolicy` unless it holds together."""

    name: str = "standard"
    points: Mapping[str, Mapping[str, int]] = field(default_factory=lambda: STANDARD_POINTS)
    thresholds: Thresholds = field(default_factory=Thresholds)
    priorities: Priorities = field(default_factory=Priorities)

    def __post_init__(self) -> None:
        if problems := find_problems(self.document()):
            raise InvalidPolicy(*problems)

    def of(self, criterion: str) -> int:
        """The most that a criterion can give, in hundredths."""
        return max(self.points[criterion].values())

    @cached_property
    def fingerprint(self) -> str:
        """Sixteen hexadecimal digits that change with anything that can change a ranking.

        A name cannot, nor can priorities.
        """
        document = self.document()
        text = json.dumps([document["points"], document["thresholds"]], sort_keys=True)
        return sha256(text.encode()).hexdigest()[:16]

    def document(self) -> dict[str, Any]:
        """The policy as its JSON document, whose form `json_schema` tells."""
        return {
            "version": VERSION,
            "name": self.name,
            "points": {criterion: dict(levels) for criterion, levels in self.points.items()},
            "thresholds": asdict(self.thresholds),
            PRIORITIES: asdict(self.priorities),
        }

    def to_json(self) -> str:
        """The policy as a file to read and change."""
        return json.dumps(self.document(), ensure_ascii=False, indent=2) + "\n"

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """The policy written in `text`; `InvalidPolicy` names everything that is wrong with it."""
        try:
            data = json.loads(text, object_pairs_hook=_unrepeated)
        except json.JSONDecodeError as error:
            raise InvalidPolicy(PolicyProblem("", "not_json", {"line": error.lineno})) from error
        except (ValueError, RecursionError) as error:  # no text, or numbers and nesting beyond reason
            raise InvalidPolicy(PolicyProblem("", "unreadable")) from error
        if problems := find_problems(data):
            raise InvalidPolicy(*problems)
        priorities = Priorities(**data.get(PRIORITIES, {}))
        return cls(data["name"], data["points"], Thresholds(**data["thresholds"]), priorities)


def match_levels(criterion: str) -> tuple[str, ...]:
    """The levels that count as a match: telling what leads to one never gives less than silence."""
    levels = tuple(STANDARD_POINTS[criterion])
    return levels[: levels.index(UNKNOWN)] if UNKNOWN in levels else levels


def json_schema() -> dict[str, Any]:
    """The form of a policy document as JSON Schema 2020-12; what it cannot say, `find_problems` looks at."""
    points = {
        criterion: _table(dict.fromkeys(levels, _count(FULL_SCORE)))
        for criterion, levels in STANDARD_POINTS.items()
    }
    thresholds = {
        threshold.name: _count(100 if threshold.name.endswith("_percent") else LARGEST)
        for threshold in fields(Thresholds)
    }
    priorities = {weight.name: _count(HIGHEST_PRIORITY) for weight in fields(Priorities)}
    document = _table(
        {
            "version": {"const": VERSION},
            "name": {"type": "string", "minLength": 1},
            "points": _table(points),
            "thresholds": _table(thresholds),
            PRIORITIES: _table(priorities),
        },
        optional=PRIORITIES,  # files of before have none: the standard ones count
    )
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Aixin policy", **document}


def find_problems(data: object) -> tuple[PolicyProblem, ...]:
    """Everything that is wrong with a policy document: its form first, then what contradicts itself.

    Of a document of another version only that is told, for its form is not known.
    """
    version = data.get("version", VERSION) if isinstance(data, Mapping) else VERSION
    if type(version) is not int or version != VERSION:
        return (PolicyProblem("version", "wrong_version", {"value": version, "known": VERSION}),)
    misshapen = tuple(_misshapen("", data, json_schema()))
    return (*misshapen, *_contradictions(data, [problem.field for problem in misshapen]))


def _table(properties: Mapping[str, Any], optional: str = "") -> dict[str, Any]:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": [name for name in properties if name != optional],
        "additionalProperties": False,
    }


def _count(maximum: int) -> dict[str, Any]:
    return {"type": "integer", "minimum": 0, "maximum": maximum}


def _unrepeated(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object; a key that stands there twice is refused, for only one of the two would count."""
    table = dict(pairs)
    if len(table) < len(pairs):
        keys = [key for key, _ in pairs]
        repeated = next(key for key in table if keys.count(key) > 1)
        raise InvalidPolicy(PolicyProblem(repeated, "repeated"))
    return table


def _misshapen(path: str, value: Any, form: Mapping[str, Any]) -> Iterator[PolicyProblem]:
    """Where a value departs from its form in the schema."""
    match form.get("type"):
        case "object" if not isinstance(value, Mapping):
            yield PolicyProblem(path, "not_a_table")
        case "object":
            for key, inner in form["properties"].items():
                if key in value:
                    yield from _misshapen(_inside(path, key), value[key], inner)
                elif key in form["required"]:
                    yield PolicyProblem(_inside(path, key), "missing")
            for key in value:
                if key not in form["properties"]:
                    yield PolicyProblem(_inside(path, key), "unknown")
        case "integer" if type(value) is not int or not form["minimum"] <= value <= form["maximum"]:
            yield PolicyProblem(path, "not_a_count", {"value": value, "most": form["maximum"]})
        case "string" if not isinstance(value, str) or not value.strip():
            yield PolicyProblem(path, "not_a_name")


def _contradictions(data: Any, misshapen: Collection[str]) -> Iterator[PolicyProblem]:
    """What contradicts itself, wherever the form is right: so all is told at once."""
    for criterion in STANDARD_POINTS:
        if _is_sound(f"points.{criterion}", misshapen):
            yield from _against_silence(criterion, data["points"][criterion])
    if _is_sound("points", misshapen):
        total = sum(max(levels.values()) for levels in data["points"].values())
        if total != FULL_SCORE:
            yield PolicyProblem("points", "wrong_total", {"value": total, "full": FULL_SCORE})
    for table, lines in RISING.items():
        for lower, higher in chain.from_iterable(map(pairwise, lines)):
            if all(_is_sound(f"{table}.{one}", misshapen) for one in (lower, higher)) and table in data:
                least, value = data[table][lower], data[table][higher]
                if value < least:
                    params = {"value": value, "least": least, "other": lower}
                    yield PolicyProblem(f"{table}.{higher}", "falling", params)


def _is_sound(path: str, misshapen: Collection[str]) -> bool:
    """Whether neither the field, nor anything in it or around it, is misshapen."""
    return not any(_is_in(path, one) or _is_in(one, path) for one in misshapen)


def _is_in(path: str, whole: str) -> bool:
    return not whole or f"{path}.".startswith(f"{whole}.")


def _against_silence(criterion: str, levels: Mapping[str, int]) -> Iterator[PolicyProblem]:
    """Matches that give less than silence, and mismatches that give more."""
    silence = levels.get(UNKNOWN)
    if silence is None:
        return
    matches = match_levels(criterion)
    for level, value in levels.items():
        params = {"value": value, "unknown": silence}
        if level in matches and value < silence:
            yield PolicyProblem(f"points.{criterion}.{level}", "match_below_unknown", params)
        if level not in matches and value > silence:
            yield PolicyProblem(f"points.{criterion}.{level}", "mismatch_above_unknown", params)


def _inside(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


STANDARD = Policy()
