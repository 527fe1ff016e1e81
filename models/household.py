"""A household of the programme: what its children have in common."""

from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Versioned
from models.sealing import TEXT, KeyOwner, Sealed, optional


class Household(KeyOwner, Versioned, Base):
    """A household by its number in the programme's books, and its head."""

    __tablename__ = "households"

    number_sealed: Mapped[bytes]
    number_blind: Mapped[bytes] = mapped_column(unique=True)
    head_sealed: Mapped[bytes | None]

    number = Sealed(TEXT)
    head = Sealed(optional(TEXT))
