"""What is wrong with the fields of a body, found by the service that reads them."""

from collections.abc import Iterator
from contextlib import contextmanager

from api.errors import Refused
from api.services.told_fields import FieldsRefused, FieldTaken


@contextmanager
def refusing_fields() -> Iterator[None]:
    """Answer fields that the block refuses: 409 for what is another's already, else 422."""
    try:
        yield
    except FieldsRefused as error:
        raise Refused(409 if isinstance(error, FieldTaken) else 422, error.code, error.findings) from None
