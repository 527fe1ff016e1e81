"""Why an opening is proposed and what is missing for it: short sentences that can be read aloud."""

from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import takewhile
from typing import Any

from api.i18n import marked, say
from api.presenters.bars import STRONG_PERCENT, WEAK_PERCENT, bar_note
from api.presenters.words import duration, kilometres, money, skill_names
from matcher.criteria import CRITERIA
from matcher.criteria.place import Place
from matcher.policy import UNKNOWN
from matcher.results import Bar

Facts = Mapping[str, Any]

MOST, LEAST = 3, 2  # reasons that are told
SKILLS_NAMED = 2

# Levels that leave something to wish for, though they give a good part of the points.
LACKING = {("experience", "LITTLE_SHORT"), ("place", "REACHABLE")}

# Levels that speak for a match.
MATCHES = {
    (criterion.name, level)
    for criterion in CRITERIA
    for level in takewhile(lambda level: level != UNKNOWN, criterion.levels)
}

HELD = {
    "ALL": marked("Has the skills asked for: %(skills)s"),
    "MANY": marked("Has most of the skills: %(skills)s"),
    "SOME": marked("Has some of the skills: %(skills)s"),
}


def strengths(bars: Sequence[Bar], *, leaving_out: Collection[str] = ()) -> list[Bar]:
    """The two or three bars that speak most for a match, those with the most points first.

    The criteria to leave out are those that say the same of everybody.
    """
    considered = [bar for bar in bars if bar.criterion not in leaving_out]
    strong = [bar for bar in considered if 100 * bar.points >= STRONG_PERCENT * bar.of]
    chosen = sorted(strong, key=lambda bar: -bar.points)[:MOST]
    others = [bar for bar in considered if bar not in chosen]
    by_share = sorted(others, key=lambda bar: (bar.level == UNKNOWN, -bar.points / bar.of))
    return chosen + by_share[: max(0, LEAST - len(chosen))]


def shortcomings(bars: Sequence[Bar]) -> list[Bar]:
    """The bars, three at most, that something is missing for, those with the greatest loss first.

    What an opening does not say is nobody's lack, and neither is a match that could be a better one.
    """
    return sorted(filter(_is_lacking, bars), key=lambda bar: bar.points - bar.of)[:MOST]


def reason_code(bar: Bar) -> str:
    """Criterion and level in one code: SKILLS_MANY."""
    return f"{bar.criterion}_{bar.level}".upper()


def strength_sentence(bar: Bar) -> str:
    """What a bar says for a match."""
    if bar.criterion == "skills" and bar.level in HELD:
        facts: Facts = bar.params
        shared, related = facts["shared"], facts["related"]
        names = skill_names(shared[:SKILLS_NAMED]) or skill_names((), related[:1])
        return say(HELD[bar.level], skills=names)
    return bar_note(bar)


def shortcoming_sentence(bar: Bar) -> str:
    """What is missing, by name or in figures."""
    sentence = _MISSING.get((bar.criterion, bar.level))
    return (sentence(bar.params) if sentence else None) or bar_note(bar)


def missing_line(missing: Sequence[Mapping[str, Any]]) -> str:
    """What an item of a list lacks, in one line."""
    return say(marked("Missing: %(missing)s"), missing=_joined(missing))


def help_line(advice: Sequence[Mapping[str, Any]]) -> str:
    """What would raise an item of a list, in one line."""
    return say(marked("Would help: %(advice)s"), advice=_joined(advice))


def _is_lacking(bar: Bar) -> bool:
    if bar.level == UNKNOWN:
        return bar.criterion == "place" or bar.params.get("side") == "student"
    if bar.criterion == "skills":
        return bar.points < bar.of and bool(bar.params["missing"])
    kind = (bar.criterion, bar.level)
    praised = kind in MATCHES and kind not in _MISSING
    weak = 100 * bar.points < WEAK_PERCENT * bar.of and not praised
    return weak or kind in LACKING or bool(bar.params.get("lodging_missing"))


def _joined(told: Sequence[Mapping[str, Any]]) -> str:
    return say(marked("; ")).join(one["text"] for one in told)


def _skills(facts: Facts) -> str:
    return say(marked("Skills still to learn: %(skills)s"), skills=skill_names(facts["missing"]))


def _experience(facts: Facts) -> str:
    short = facts["asked_months"] - facts["own_months"]
    return say(marked("Short of experience by %(duration)s"), duration=duration(short))


def _place(facts: Facts) -> str | None:
    distance, lodging = facts["distance_km"], facts["lodging_missing"]
    if distance is None:
        return say(marked("A dormitory has to be found")) if lodging else None
    far = say(marked("%(distance)s from home"), distance=kilometres(distance))
    return say(marked("%(far)s, and a dormitory has to be found"), far=far) if lodging else far


def _wage(facts: Facts) -> str:
    return say(marked("Pays %(less)s less than hoped for"), less=money(facts["floor"] - facts["high"]))


_MISSING: Mapping[tuple[str, str], Callable[[Facts], str | None]] = {
    **{("skills", level): _skills for level in ("ALL", "MANY", "SOME", "NONE")},
    **{("experience", level): _experience for level in ("LITTLE_SHORT", "MUCH_SHORT")},
    **{("place", level): _place for level in Place.levels if level not in ("ELSEWHERE", UNKNOWN)},
    ("wage", "BELOW"): _wage,
}
