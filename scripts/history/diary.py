"""What a story acts with: the officer of the demo, the matcher, and the database at a moment of the past."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from sqlalchemy.orm import Session

from api.clock import CLOCK, local_day
from api.services.acting import Acting
from api.services.matching.market import Market
from models.principal import Principal, Role

OFFICER = Principal(Role.OFFICER, "account:demo")
STUDENT = Principal(Role.OFFICER, "link:demo")
WEEKEND = 5


@dataclass
class Diary:
    """One session for all stories; `places` says how many may still be placed in a year that is limited."""

    session: Session
    market: Market
    places: dict[int, int] = field(default_factory=dict)

    def takes(self, year: int) -> bool:
        """Whether one more may be placed in a year; if so, that one is counted."""
        left = self.places.get(year)
        if left is None:
            return True
        self.places[year] = max(0, left - 1)
        return left > 0

    def gives_back(self, year: int) -> None:
        """Somebody counted was not placed after all."""
        if year in self.places:
            self.places[year] += 1


class Moment:
    """Where a story stands in time; its events fall into office hours."""

    def __init__(self, rng: Random, day: date) -> None:
        self._rng = rng
        self.at = self._on(day)

    @property
    def day(self) -> date:
        """The day where the district is."""
        return local_day(self.at)

    def after(self, days: int) -> datetime:
        """Go on by some days, and to the next working day."""
        return self.on(self.day + timedelta(days=days))

    def on(self, day: date) -> datetime:
        """Go on to a day, or to the next working day; never back."""
        self.at = max(self._on(day), self.at + timedelta(minutes=1))
        return self.at

    def _on(self, day: date) -> datetime:
        day += timedelta(days=max(0, 7 - day.weekday()) if day.weekday() >= WEEKEND else 0)
        return datetime.combine(day, time(9 + self._rng.randrange(8), self._rng.randrange(60)), CLOCK)


def act(diary: Diary, moment: Moment, who: Principal = OFFICER) -> Acting:
    """Somebody who acts at this moment of a story."""
    return Acting(diary.session, who, moment.at)
