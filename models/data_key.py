"""The wrapped data key of one subject, in a table of its own: backed up apart, destroyed to erase."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import REF_LENGTH, Base
from models.change_counter import Watched


class DataKey(Watched, Base):
    """Whoever holds the master key can open this key, and with it all that is sealed about `owner`.

    There is no foreign key to the owner on purpose: the table can be kept, restored and emptied apart.
    """

    __tablename__ = "data_keys"

    owner: Mapped[str] = mapped_column(String(REF_LENGTH), primary_key=True)
    wrapped_key: Mapped[bytes]
    key_id: Mapped[str] = mapped_column(String(8), index=True)  # of the master key: rotation goes by it
