"""Work that takes longer than an answer may: the truth about it, whatever carries its reference around."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Referable, enum_type


class JobKind(StrEnum):
    """What is to be done."""

    IMPORT = "import"  # a registry file
    RUN = "run"  # everybody's shortlists
    PLAN = "plan"  # one proposal for everybody at once


class JobState(StrEnum):
    """How far it is."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Job(Referable, Base):
    """One order. Whoever performs it holds `claim`: what is written under another claim is not kept."""

    __tablename__ = "jobs"

    kind: Mapped[JobKind] = mapped_column(enum_type(JobKind, "kind"))
    state: Mapped[JobState] = mapped_column(enum_type(JobState, "state"), default=JobState.QUEUED)
    actor: Mapped[str]  # name of the principal who ordered it
    params: Mapped[dict[str, Any]]  # references, codes and numbers
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int | None]  # None: not known yet
    attempts: Mapped[int] = mapped_column(default=0)
    claim: Mapped[str | None]
    queued_at: Mapped[datetime]
    heartbeat: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    error: Mapped[str | None]  # code
    error_params: Mapped[dict[str, Any]] = mapped_column(default=dict)
    result: Mapped[dict[str, Any]] = mapped_column(default=dict)  # references and counts

    __table_args__ = (
        CheckConstraint("(state = 'running') = (claim IS NOT NULL)", name="claim"),
        CheckConstraint("(state IN ('queued', 'running')) = (ended_at IS NULL)", name="ended"),
        Index("ix_jobs_state", "state"),
    )
