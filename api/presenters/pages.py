"""A page of a list as a document."""

from collections.abc import Sequence
from typing import Any

from models.queries.pages import Page

Document = dict[str, Any]


def envelope(page: Page[Any], items: Sequence[Document]) -> Document:
    """The items of a page as documents, with how many there are in all and which page it is."""
    return {"items": list(items), "total": page.total, "page": page.page, "page_size": page.page_size}
