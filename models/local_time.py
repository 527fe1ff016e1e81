"""The one clock: moments are kept in UTC, and told by the clock where the districts are."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

CLOCK = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """The moment."""
    return datetime.now(UTC)


def today() -> date:
    """The day where the districts are."""
    return local_day(now())


def local_time(moment: datetime) -> datetime:
    """The same moment by the clock where the districts are."""
    return moment.astimezone(CLOCK)


def local_day(moment: datetime) -> date:
    """The day of a moment where the districts are."""
    return local_time(moment).date()


def written(moment: datetime) -> str:
    """A moment as all documents hold it: 2026-11-24T01:29:05+08:00."""
    return local_time(moment).isoformat(timespec="seconds")


def year_span(year: int) -> tuple[datetime, datetime]:
    """The first moment of a year where the districts are, and that of the next."""
    return datetime(year, 1, 1, tzinfo=CLOCK), datetime(year + 1, 1, 1, tzinfo=CLOCK)
