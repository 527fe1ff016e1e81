"""A household of the programme: what its children have in common."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Versioned
from models.sealing import TEXT, KeyOwner, Sealed, optional


class Household(KeyOwner, Versioned, Base):
    """A household by its number in the programme's books, and its head.

    The head's ID number is another way to find it: lists of payments go by it.
    """

    __tablename__ = "households"

    number_sealed: Mapped[bytes]
    number_blind: Mapped[bytes] = mapped_column(unique=True)
    head_sealed: Mapped[bytes | None]
    head_id_number_sealed: Mapped[bytes | None]
    head_id_number_blind: Mapped[bytes | None]

    number = Sealed(TEXT)
    head = Sealed(optional(TEXT))
    head_id_number = Sealed(optional(TEXT))

    @property
    def is_erased(self) -> bool:
        """Whether nothing is left of the household but what it was paid."""
        return not self.number_sealed

    __table_args__ = (Index("uq_households_head_id_number_blind", "head_id_number_blind", unique=True),)
