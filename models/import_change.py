"""What an import wrote, row by row, so that it can be undone as long as nothing was built on it."""

from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, select
from sqlalchemy.orm import Mapped, mapped_column, object_session, relationship

from models.base import REF_LENGTH, Base
from models.company import Company
from models.household import Household
from models.import_batch import ImportBatch
from models.sealing import RECORD, KeyOwner, Sealed, SealedRow, optional
from models.student import Student

OWNERS: tuple[type[KeyOwner], ...] = (Student, Household, Company)


class ImportChange(SealedRow, Base):
    """One row that an import made, or changed; of a changed one what stood there before.

    `ref` is the row's own. What stood there is sealed with the key of whom the row is about (`owner`), so
    that it ends with them.
    """

    __tablename__ = "import_changes"

    ref: Mapped[str] = mapped_column(String(REF_LENGTH), index=True, sort_order=-1)
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batches.id", ondelete="CASCADE"), index=True)
    table: Mapped[str] = mapped_column(String(32))
    owner: Mapped[str | None] = mapped_column(String(REF_LENGTH), index=True)
    version_before: Mapped[int | None]
    version: Mapped[int]  # as the import left it: another one now means that somebody wrote there since
    before_sealed: Mapped[bytes | None]

    before = Sealed(optional(RECORD))  # column → value, of those that were changed

    batch: Mapped[ImportBatch] = relationship()

    __table_args__ = (
        CheckConstraint("(owner IS NULL) = (version_before IS NULL)", name="owner"),
        CheckConstraint("version_before IS NULL OR before_sealed IS NOT NULL", name="before"),
    )

    @property
    def made_the_row(self) -> bool:
        """Whether the row came with the import."""
        return self.version_before is None

    def key_owner(self) -> KeyOwner:
        """Whom the row is about."""
        session: Any = object_session(self)
        for owner_class in OWNERS:
            found: KeyOwner | None = session.scalars(
                select(owner_class).where(owner_class.ref == self.owner)
            ).one_or_none()
            if found is not None:
                return found
        raise LookupError(self.owner)
