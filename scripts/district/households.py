"""Households: who heads them, who looks after the children, and why they are in the programme."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from scripts.district.names import elder_name, surname
from scripts.district.numbers import Numbers
from scripts.district.places import Place, home, spell

# In percent of the households; an orphan's or unsupported child's guardian is a relative.
HARDSHIPS = {
    "低保": 26,
    "低保边缘": 15,
    "支出型困难": 26,
    "特困": 2,
    "防返贫监测": 5,
    "孤儿": 6,
    "事实无人抚养儿童": 5,
    "残疾": 5,
    "零就业家庭": 4,
    "低保、残疾": 4,
    "支出型困难、残疾": 2,
}
WITHOUT_PARENTS = ("孤儿", "事实无人抚养儿童", "特困")
CHILDREN = {1: 76, 2: 19, 3: 5}
NOTES = {
    "支出型困难": ("母亲患病长期透析", "父亲大病手术后在家休养", "祖父住院，医疗支出大"),
    "低保": ("单亲家庭", "父亲无固定收入", "父亲残疾，母亲打零工"),
    "零就业家庭": ("父母均失业", "父亲待业，母亲照顾老人"),
}
# Relatives who bring a child up: sex, whether of the child's surname, and how the note puts it.
RELATIVES = (
    ("male", True, "随祖父生活"),
    ("female", False, "随祖母生活"),
    ("female", True, "由姑姑照顾"),
    ("male", False, "由舅舅照顾"),
)
REVIEW_EVERY = 365  # days: most categories are reviewed each year


@dataclass(slots=True)
class Household:
    """A household that is being filled with children."""

    number: str
    surname: str
    head: str
    guardian: str
    guardian_phone: str
    place: Place
    spelled_place: str
    hardship: str
    since: date
    until: date | None
    note: str
    size: int
    births: list[date] = field(default_factory=list)

    @property
    def full(self) -> bool:
        """Whether all its children are there."""
        return len(self.births) >= self.size

    def fits(self, birth: date) -> bool:
        """Whether a child born then can be a brother or sister of the others."""
        return all(abs((birth - other).days) > 300 for other in self.births)


def found_household(rng: Random, numbers: Numbers, serial: int, today: date) -> Household:
    """A household without children yet."""
    name = surname(rng)
    hardship = rng.choices(list(HARDSHIPS), list(HARDSHIPS.values()))[0]
    note = rng.choice((*NOTES.get(hardship, ()), "", ""))
    if hardship in WITHOUT_PARENTS:
        sex, same_surname, note = rng.choice(RELATIVES)
        head = guardian = elder_name(rng, name if same_surname else surname(rng), sex)
    else:
        father, mother = elder_name(rng, name, "male"), elder_name(rng, surname(rng), "female")
        head = father if rng.random() < 0.7 else mother
        guardian = rng.choice((head, father, mother))
    since = today - timedelta(days=rng.randrange(30, 5 * REVIEW_EVERY))
    place = home(rng)
    return Household(
        number=f"XS{since.year}-{serial:04d}",
        surname=name,
        head=head,
        guardian=guardian,
        guardian_phone=numbers.phone(),
        place=place,
        spelled_place=spell(rng, place),
        hardship=hardship,
        since=since,
        until=_until(rng, hardship, since, today),
        note=note,
        size=rng.choices(list(CHILDREN), list(CHILDREN.values()))[0],
    )


def _until(rng: Random, hardship: str, since: date, today: date) -> date | None:
    """The next review, or the day on which a family got out; without parents there is no review."""
    if hardship in WITHOUT_PARENTS or rng.random() < 0.15:
        return None
    if rng.random() < 0.06 and since + timedelta(days=60) < today:
        return today - timedelta(days=rng.randrange(1, 50))
    return today + timedelta(days=rng.randrange(20, REVIEW_EVERY))
