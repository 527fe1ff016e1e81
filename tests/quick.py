"""Statements are compiled once for all engines of a test process, and not anew on each fresh database.

A plugin. SQLAlchemy keeps what it compiled by the dialect that it is for: engines of one kind share theirs.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import Dialect


@pytest.fixture(scope="session", autouse=True)
def compiled_once() -> Iterator[None]:
    """Engines made by models.engine share one dialect of their kind, and what was compiled for it."""
    dialects: dict[str, Dialect] = {}
    compiled: dict[Any, Any] = {}

    def create(url: str, **options: Any) -> Engine:
        engine = create_engine(url, **options)
        kind = engine.dialect.name
        if kind in dialects:
            engine.dialect = engine.pool._dialect = dialects[kind]
        else:  # a dialect knows its database from the first connection on
            event.listen(engine, "first_connect", lambda *_: dialects.setdefault(kind, engine.dialect))
        engine.update_execution_options(compiled_cache=compiled)
        return engine

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("models.engine.create_engine", create)
        yield
