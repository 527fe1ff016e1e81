"""The clock of the doors: services and the matcher are told the time."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

CLOCK = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """The moment."""
    return datetime.now(UTC)


def today() -> date:
    """The day where the districts are."""
    return datetime.now(CLOCK).date()
