"""A plan for everybody at once as an officer ordered it, and what came of it for each student."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matcher.vocabulary import Without
from models.base import Base, enum_type
from models.job import Job
from models.opening import Opening
from models.student import Student


class DistrictPlan(Base):
    """One plan. By which policy, over which snapshot and made by which code is known once it is made.

    Its figures are the result of its job.
    """

    __tablename__ = "plans"

    id: Mapped[int] = mapped_column(primary_key=True)
    job_id: Mapped[int] = mapped_column(ForeignKey("jobs.id", ondelete="CASCADE"), unique=True)
    as_of: Mapped[date]
    candidates: Mapped[int]
    per_company: Mapped[int | None]
    per_occupation: Mapped[int | None]
    hold_back: Mapped[int | None]  # weeks
    at: Mapped[datetime]
    policy: Mapped[str | None]  # fingerprints
    snapshot: Mapped[str | None]
    code: Mapped[str | None]

    job: Mapped[Job] = relationship()
    orders: Mapped[list["PlanOrder"]] = relationship(
        cascade="all, delete-orphan",
        passive_deletes=True,
        order_by="(PlanOrder.student_id, PlanOrder.opening_id)",
    )


class PlanOrder(Base):
    """A pair that an officer pinned, so that it must be, or banned."""

    __tablename__ = "plan_orders"

    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id", ondelete="CASCADE"), primary_key=True)
    student_id: Mapped[int] = mapped_column(
        ForeignKey("students.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    opening_id: Mapped[int] = mapped_column(
        ForeignKey("openings.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    pinned: Mapped[bool]  # else banned

    student: Mapped[Student] = relationship()
    opening: Mapped[Opening] = relationship()


class PlanItem(Base):
    """What a plan has for a student: an opening, or the reason why there is none."""

    __tablename__ = "plan_items"

    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id", ondelete="CASCADE"), primary_key=True)
    student_id: Mapped[int] = mapped_column(
        ForeignKey("students.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    opening_id: Mapped[int | None] = mapped_column(ForeignKey("openings.id", ondelete="CASCADE"), index=True)
    score: Mapped[int | None]  # hundredths
    rank: Mapped[int | None]  # from 1, in the student's own shortlist
    regret: Mapped[int | None]  # hundredths below the first of that shortlist
    others: Mapped[int | None]  # who would rather have this opening than what the plan gives them
    pinned: Mapped[bool]
    reason: Mapped[Without | None] = mapped_column(enum_type(Without, "reason"))

    student: Mapped[Student] = relationship()
    opening: Mapped[Opening | None] = relationship()

    __table_args__ = (CheckConstraint("(opening_id IS NULL) = (reason IS NOT NULL)", name="placed"),)
