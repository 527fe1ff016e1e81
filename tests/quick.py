"""What makes test processes quick and changes nothing that they test: a plugin."""

import gc
from collections.abc import Callable, Collection, Iterator
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.templating import Environment
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import Dialect
from threadpoolctl import threadpool_limits
from werkzeug.routing import Rule

from api.services.access import passwords
from matcher.disclosure.tables import Key, Tables
from matcher.disclosure.withhold import withhold
from tests.conftest import FULL_FIGURES


def pytest_collection_finish() -> None:
    """Whatever is there before the first test stays: collections of garbage need not go through it.

    Of what comes later much stays as well, so that a collection takes long and finds little: they are rarer.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 10, 10)


@pytest.fixture(scope="session", autouse=True)
def one_core_each() -> Iterator[None]:
    """Processes run side by side: none of them computes on the others' cores."""
    with threadpool_limits(1):
        yield


@pytest.fixture(scope="session", autouse=True)
def cheap_passwords() -> Iterator[None]:
    """Hashing a password costs next to nothing; at full figures and in processes of their own, as ever."""
    if FULL_FIGURES:
        yield
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        yield


@pytest.fixture(scope="session", autouse=True)
def addresses_compiled_once() -> Iterator[None]:
    """How the address of a route is written is compiled when one is first asked for, once for all apps.

    Hundreds of apps start here, with hundreds of routes each, and few of their addresses are ever written.
    """
    compile_now = Rule._compile_builder
    compiled: dict[object, Callable[..., tuple[str, str]]] = {}

    def compile_late(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        alike = (rule.rule, rule.subdomain, repr(rule.defaults), append_unknown)

        def write(rule: Rule, **values: Any) -> tuple[str, str]:
            if alike not in compiled:
                compiled[alike] = compile_now(rule, append_unknown)
            return compiled[alike](rule, **values)

        return write

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rule, "_compile_builder", compile_late)
        yield


class Templates(BytecodeCache):
    """What templates were compiled to, by their text."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """What a template of this name and text was compiled to before."""
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it."""
        self._codes[bucket.key, bucket.checksum] = bucket.code


@pytest.fixture(scope="session", autouse=True)
def templates_compiled_once() -> Iterator[None]:
    """Templates are compiled once for all apps of a process."""
    templates = Templates()

    class Remembering(Environment):
        def __init__(self, app: Flask, **options: Any) -> None:
            super().__init__(app, bytecode_cache=templates, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Flask, "jinja_environment", Remembering)
        yield


@pytest.fixture(scope="session", autouse=True)
def statements_compiled_once() -> Iterator[None]:
    """Statements are compiled once for all engines of a process, and not anew on each fresh database.

    SQLAlchemy keeps what it compiled by the dialect that it is for: engines of one kind share theirs.
    """
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


@pytest.fixture(scope="session", autouse=True)
def tables_protected_once() -> Iterator[None]:
    """What must be withheld of the same tables is worked out once, however many tests publish them."""
    found: dict[object, frozenset[Key]] = {}

    def withhold_once(
        tables: Tables, k: int, *, withheld: Collection[Key] = (), published: Collection[Key] = ()
    ) -> frozenset[Key]:
        asked = (
            (*tables.cells.items(),),
            tables.sums,
            tables.nested,
            k,
            frozenset(withheld),
            frozenset(published),
        )
        if asked not in found:
            found[asked] = withhold(tables, k, withheld=withheld, published=published)
        return found[asked]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("matcher.disclosure.withhold.withhold", withhold_once)
        yield
