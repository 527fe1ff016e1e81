"""The clock of the doors: services and the matcher are told the time."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

CLOCK = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """The moment."""
    return datetime.now(UTC)


def today() -> date:
    """The day where the districts are."""
    return local_day(now())


def year_span(year: int) -> tuple[datetime, datetime]:
    """The first moment of a year where the districts are, and that of the next."""
    return datetime(year, 1, 1, tzinfo=CLOCK), datetime(year + 1, 1, 1, tzinfo=CLOCK)


def local_day(moment: datetime) -> date:
    """The day of a moment where the districts are."""
    return moment.astimezone(CLOCK).date()
