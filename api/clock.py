"""The clock of the doors: services and the matcher are told the time."""

from models.local_time import CLOCK, local_day, local_time, now, today, written, year_span

__all__ = ["CLOCK", "local_day", "local_time", "now", "today", "written", "year_span"]
