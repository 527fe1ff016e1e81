"""Everybody's shortlists as they were made once, kept so that they can be read again."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base
from models.job import Job
from models.student import Student


class MatchRun(Base):
    """One run: by which policy, over which snapshot, made by which code."""

    __tablename__ = "match_runs"

    id: Mapped[int] = mapped_column(primary_key=True)
    job_id: Mapped[int] = mapped_column(ForeignKey("jobs.id", ondelete="CASCADE"), unique=True)
    as_of: Mapped[date]
    k: Mapped[int]
    policy: Mapped[str]  # fingerprints
    snapshot: Mapped[str]
    code: Mapped[str]
    at: Mapped[datetime]

    job: Mapped[Job] = relationship()


class MatchRunList(Base):
    """One student's shortlist of a run: [reference of the opening, score in hundredths], the best first."""

    __tablename__ = "match_run_lists"

    run_id: Mapped[int] = mapped_column(ForeignKey("match_runs.id", ondelete="CASCADE"), primary_key=True)
    student_id: Mapped[int] = mapped_column(
        ForeignKey("students.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    considered: Mapped[int]
    eligible: Mapped[int]
    items: Mapped[list[Any]] = mapped_column(JSON(none_as_null=True))

    student: Mapped[Student] = relationship()
