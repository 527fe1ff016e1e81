"""Names of codes, and numbers as the reader writes them."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from flask_babel import format_date

from api.clock import local_day, local_time
from api.i18n import marked, reader_locale, say, say_list
from matcher.policy import STANDARD
from matcher.reference.divisions import MUNICIPALITIES, ancestors, full_name
from matcher.reference.majors import field
from matcher.reference.occupations import name_of
from matcher.reference.topics import topic_name
from matcher.text.certificates import certificate_name
from matcher.text.skills import skill_name
from matcher.vocabulary import (
    Completion,
    Demand,
    Education,
    HardshipCategory,
    Hazard,
    OpeningStatus,
    StudentState,
)

EDUCATION = {
    Education.ANY: marked("any level"),
    Education.DOCTOR: marked("doctorate"),
    Education.MASTER: marked("master's degree"),
    Education.BACHELOR: marked("bachelor's degree"),
    Education.COLLEGE: marked("college diploma"),
    Education.SECONDARY_VOCATIONAL: marked("secondary vocational school"),
    Education.VOCATIONAL_HIGH: marked("vocational high school"),
    Education.TECHNICAL_SCHOOL: marked("technical school"),
    Education.HIGH_SCHOOL: marked("high school"),
    Education.MIDDLE_SCHOOL: marked("middle school"),
    Education.PRIMARY_SCHOOL: marked("primary school"),
    Education.OTHER: marked("other education"),
}

COMPLETION = {
    Completion.GRADUATED: marked("graduated"),
    Completion.COMPLETED: marked("completed without a diploma"),
    Completion.LEFT: marked("left before the end"),
    Completion.IN_SCHOOL: marked("in school"),
}

HARDSHIPS = {
    HardshipCategory.MINIMUM_LIVING: marked("minimum living allowance"),
    HardshipCategory.NEAR_MINIMUM: marked("near the minimum allowance"),
    HardshipCategory.DESTITUTE: marked("destitute"),
    HardshipCategory.EXPENDITURE_POOR: marked("poor by expenditure"),
    HardshipCategory.RELAPSE_MONITORED: marked("monitored against relapse"),
    HardshipCategory.ORPHAN: marked("orphan"),
    HardshipCategory.UNSUPPORTED_CHILD: marked("child without support in fact"),
    HardshipCategory.DISABILITY: marked("disability"),
    HardshipCategory.ZERO_EMPLOYMENT: marked("household without employment"),
    HardshipCategory.OTHER: marked("other hardship"),
}

STATES = {
    StudentState.NOT_CONTACTED: marked("not contacted yet"),
    StudentState.UNREACHABLE: marked("unreachable"),
    StudentState.SEEKING: marked("seeking"),
    StudentState.PROPOSED: marked("proposed"),
    StudentState.INTERVIEW: marked("interview"),
    StudentState.TO_START: marked("about to start"),
    StudentState.EMPLOYED: marked("employed"),
    StudentState.SELF_EMPLOYED: marked("self-employed"),
    StudentState.FURTHER_STUDY: marked("further study"),
    StudentState.ARMY: marked("in the army"),
    StudentState.INTERNSHIP: marked("internship"),
    StudentState.TRAINING: marked("training"),
    StudentState.NOT_SEEKING: marked("not seeking now"),
    StudentState.MOVED_AWAY: marked("moved away"),
    StudentState.LEFT_PROGRAMME: marked("left the programme"),
}

OPENING_STATUSES = {
    OpeningStatus.OPEN: marked("open"),
    OpeningStatus.WAITING: marked("waiting for an officer"),
    OpeningStatus.WITHDRAWN: marked("withdrawn"),
    OpeningStatus.CLOSED: marked("closed"),
}

DEMANDS = {
    Demand.STANDING: marked("long standing"),
    Demand.WALKING: marked("much walking"),
    Demand.LIFTING: marked("heavy lifting"),
    Demand.CLIMBING: marked("climbing"),
    Demand.DRIVING: marked("driving"),
    Demand.NIGHT_SHIFT: marked("night shifts"),
    Demand.COLOUR_VISION: marked("colour vision"),
    Demand.SIGHT: marked("good sight"),
    Demand.HEARING: marked("hearing"),
    Demand.SPEECH: marked("speech"),
    Demand.FINE_HANDWORK: marked("fine handwork"),
    Demand.DUST: marked("dust"),
    Demand.NOISE: marked("noise"),
    Demand.CHEMICALS: marked("chemicals"),
    Demand.TEMPERATURE: marked("heat or cold"),
}

HAZARDS = {
    Hazard.MINE: marked("mine work"),
    Hazard.TOXIC: marked("toxic substances"),
    Hazard.RADIATION: marked("radiation"),
    Hazard.HEAVY_LABOUR: marked("class-4 heavy labour"),
    Hazard.DUST: marked("dust"),
    Hazard.HEIGHTS: marked("work at heights"),
    Hazard.EXTREME_TEMPERATURE: marked("extreme temperature"),
    Hazard.NOISE: marked("noise"),
    Hazard.ELECTRICITY: marked("electrical work"),
    Hazard.PRESSURE_VESSEL: marked("boilers and pressure vessels"),
    Hazard.EXPLOSIVE: marked("explosives"),
    Hazard.UNDERWATER: marked("work under water"),
    Hazard.NIGHTLIFE: marked("bars and entertainment"),
    Hazard.OTHER: marked("other hazards"),
}

# Why a title, an occupation or a skill closes work to minors, where it is no hazard of the list.
CLOSURES = {
    "dangerous_machinery": marked("dangerous machinery"),
    "driver": marked("driving or riding a vehicle"),
    "field_survey": marked("field survey and drilling"),
    "forestry": marked("forestry in the wild"),
    "guard": marked("guard duty"),
    "night_work": marked("night work"),
    "operating_certificate": marked("an operating certificate is needed"),
    "rescue": marked("rescue and emergency work"),
    "seafaring": marked("work on ships"),
}


MOST_CERTIFICATES = 3  # of which one will do, that are named
_ARTICLES = re.compile(r"([^\W\d_]+)\s*([\d][\d\s,，、–-]*)")  # 就业促进法 27, 人力资源市场暂行条例 24


def place_name(code: str | None) -> str | None:
    """The full Chinese name of a division; None for no code."""
    return full_name(code) if code else None


def short_place(code: str | None) -> str | None:
    """The name of a division from its city on: who reads it knows the province."""
    full = place_name(code)
    if code is None or full is None:
        return None
    provinces = ancestors(code)[-1:]
    if not provinces or provinces[0] in MUNICIPALITIES:  # a municipality is the city
        return full
    return full.removeprefix(full_name(provinces[0])) or full


def place_within(code: str | None, district: str | None) -> str:
    """The name of a division as those of a district say it: of a street there, the street alone."""
    inside = code is not None and district is not None and code.startswith(district) and code != district
    return (
        (place_name(code) or "").removeprefix(place_name(district) or "")
        if inside
        else short_place(code) or ""
    )


def occupation_name(code: str | None) -> str | None:
    """The name in the classification, which is Chinese in both languages; None for no code."""
    return name_of(code) if code else None


def education_name(code: int | None) -> str:
    """A level of education by its GB/T 4658 code."""
    return say(EDUCATION[Education(code)]) if code is not None else say(marked("unknown"))


def state_name(state: StudentState | str | None) -> str:
    """Where a student stands."""
    return say(STATES[StudentState(state)]) if state else say(marked("unknown"))


def skill_names(skills: Iterable[str], related: Iterable[tuple[str, str]] = (), *, most: int = 3) -> str:
    """Skills, and certificates among them, as a short list; related ones, as (own, wanted), behind them."""
    near = [
        say(marked("%(wanted)s (near %(own)s)"), wanted=_skill_name(wanted), own=_skill_name(own))
        for own, wanted in related
    ]
    return say_list([*map(_skill_name, skills), *near], most=most)


def certificate_names(certificates: Iterable[str]) -> str:
    """Certificates as a short list."""
    locale = reader_locale()
    return say_list([certificate_name(one, locale) or one for one in certificates])


def certificate_choice(groups: Sequence[Sequence[str]]) -> str:
    """Certificates of which one of each group is needed."""
    return say_list([_any_of(group) for group in groups])


def field_names(fields: Iterable[str]) -> str:
    """Fields of study as a short list."""
    english = reader_locale() == "en"
    known = [field(one) for one in fields]
    return say_list([one.en if english else one.zh for one in known if one is not None])


def topic_names(topics: Iterable[int]) -> str:
    """Topics of work as a short list."""
    locale = reader_locale()
    return say_list([topic_name(topic, locale) for topic in topics])


def demand_names(demands: Iterable[str]) -> str:
    """Bodily demands as a short list."""
    return say_list([say(DEMANDS[Demand(demand)]) for demand in demands])


def closure_names(rule: str | None, hazards: Iterable[str]) -> str:
    """What closes work to minors: the rule that its title meets, then the hazards it declares."""
    reasons = dict.fromkeys([*([rule] if rule else []), *hazards])
    return say_list([say(CLOSURES.get(reason) or HAZARDS[Hazard(reason)]) for reason in reasons])


def number(count: int) -> str:
    """A count, as both languages group its digits."""
    return f"{count:,}"


def money(yuan: int) -> str:
    """CNY a month, without pennies."""
    return f"¥{yuan:,}"


def wage_range(low: int | None, high: int | None) -> str:
    """Both ends of a wage, or the one that is stated."""
    if low is not None and high is not None and low != high:
        return f"¥{low:,}–{high:,}"
    if low is not None and high is None:
        return say(marked("from %(wage)s"), wage=money(low))
    if high is not None and low is None:
        return say(marked("up to %(wage)s"), wage=money(high))
    return money(low) if low is not None else say(marked("not stated"))


def kilometres(distance: float) -> str:
    """A distance as people say it; none within a district, for streets have no centres."""
    if not distance:
        return say(marked("in the district"))
    return say(marked("%(distance)s km"), distance=max(1, round(distance)))


def duration(months: int) -> str:
    """Months as years and months."""
    years, rest = divmod(months, 12)
    if months == 0:
        return say(marked("none"))
    if years == 0:
        return say(marked("1 month")) if rest == 1 else say(marked("%(months)d months"), months=rest)
    if rest == 0:
        return say(marked("1 year")) if years == 1 else say(marked("%(years)d years"), years=years)
    return say(marked("%(years)d y %(months)d m"), years=years, months=rest)


def policy_name(fingerprint: str) -> str:
    """A policy as people call it; the standard one by its name, another by its fingerprint."""
    return say(marked("standard points")) if fingerprint == STANDARD.fingerprint else fingerprint


def article_names(articles: str) -> str:
    """Articles of laws as a lawyer cites them: 劳动合同法 9, 10 → 《劳动合同法》第9、10条."""
    cited: list[str] = []
    for law, numbers in _ARTICLES.findall(articles):
        listed = re.sub(r"\D+", "、", numbers.strip(" ,，、"))
        cited.append(say(marked("%(law)s, article %(numbers)s"), law=law, numbers=listed))
    return say_list(cited, most=len(cited)) if cited else articles


def day(value: date) -> str:
    """A date as the reader writes it; of a moment the day where the districts are."""
    return str(format_date(local_day(value) if isinstance(value, datetime) else value, "medium"))


def moment(value: datetime) -> str:
    """Day and time where the districts are."""
    return f"{day(value)} {local_time(value):%H:%M}"


def iso_day(told: str) -> str:
    """The same of a day as documents hold it: 2025-09-10."""
    return day(date.fromisoformat(told))


def signed(difference: float, amount: str) -> str:
    """A difference by its amount, with the sign that people write."""
    return f"{'+' if difference > 0 else '−'}{amount}"


def _skill_name(skill: str) -> str:
    locale = reader_locale()
    return certificate_name(skill, locale) or skill_name(skill, locale)


def _any_of(certificates: Sequence[str]) -> str:
    named = say(marked(" or ")).join(certificate_names([one]) for one in certificates[:MOST_CERTIFICATES])
    more = len(certificates) - MOST_CERTIFICATES
    return say(marked("%(words)s and %(more)d more"), words=named, more=more) if more > 0 else named
