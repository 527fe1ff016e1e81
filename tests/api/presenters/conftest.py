"""Sentences are tested in both languages."""

from collections.abc import Iterator

import pytest

from api.i18n import speaking


@pytest.fixture(params=["zh_CN", "en"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    """Every sentence in one language, then in the other."""
    with speaking(request.param):
        yield request.param
