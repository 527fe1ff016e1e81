"""Real databases for tests: SQLite files and a PostgreSQL server, each test with a fresh copy of its own.

Without a PostgreSQL (see scripts.bench.peers.postgres_server) the tests fail; they never skip.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from uuid import uuid4

from sqlalchemy import URL, Connection, text

from models.engine import make_engine
from models.migrate import upgrade

Make = Callable[[str], None]
"""What is made of the empty database of an address, before it is let go of."""


def set_up(url: str) -> None:
    """Bring an empty database to head, and let go of it."""
    engine = make_engine(url)
    upgrade(engine)
    engine.dispose()


class SqliteDatabases:
    """Fresh SQLite databases, copied from ones that were made once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count()
        self._made: dict[Make, Path] = {}

    @contextmanager
    def fresh(self, make: Make = set_up) -> Iterator[str]:
        """The address of a database at head, with no rows; or of whatever else `make` makes, once."""
        if make not in self._made:
            template = self._folder / f"template{len(self._made)}.db"
            make(f"sqlite:///{template}")
            self._made[make] = template
        file = self._folder / f"{next(self._numbers)}.db"
        shutil.copyfile(self._made[make], file)
        yield f"sqlite:///{file}"
        for left in self._folder.glob(f"{file.name}*"):
            left.unlink()

    @contextmanager
    def empty(self) -> Iterator[str]:
        """The address of a database that was never set up."""
        file = self._folder / f"{next(self._numbers)}.db"
        yield f"sqlite:///{file}"
        for left in self._folder.glob(f"{file.name}*"):
            left.unlink()


class PostgresDatabases:
    """Fresh databases on a PostgreSQL server, copied from ones that were made once."""

    def __init__(self, server: URL) -> None:
        self._server = server
        self._maintenance = make_engine(server.render_as_string(hide_password=False))
        self._prefix = f"aixin_test_{uuid4().hex[:8]}"
        self._numbers = count()
        self._made: dict[Make, str] = {}

    @contextmanager
    def fresh(self, make: Make = set_up) -> Iterator[str]:
        """The address of a database at head, with no rows; or of whatever else `make` makes, once."""
        if make not in self._made:
            template = f"{self._prefix}_template{len(self._made)}"
            self._run(f"CREATE DATABASE {template}")
            make(self._url(template))
            self._made[make] = template
        with self._database(f"TEMPLATE {self._made[make]} STRATEGY FILE_COPY") as url:
            yield url

    @contextmanager
    def empty(self) -> Iterator[str]:
        """The address of a database that was never set up."""
        with self._database("") as url:
            yield url

    def files(self) -> list[Path]:
        """The server's folder of data and its log, all of it on the disk; nothing where it is not ours."""
        with self._maintained() as connection:
            connection.execute(text("CHECKPOINT"))
            data = Path(connection.execute(text("SHOW data_directory")).scalar_one())
        return [place for place in (data, data.parent / "log") if place.exists()]

    def close(self) -> None:
        """Leave the server as it was."""
        for template in self._made.values():
            self._run(f"DROP DATABASE {template} WITH (FORCE)")
        self._maintenance.dispose()

    @contextmanager
    def _database(self, template: str) -> Iterator[str]:
        name = f"{self._prefix}_{next(self._numbers)}"
        self._run(f"CREATE DATABASE {name} {template}")
        yield self._url(name)
        self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def _url(self, name: str) -> str:
        return self._server.set(database=name).render_as_string(hide_password=False)

    def _run(self, statement: str) -> None:
        with self._maintained() as connection:
            connection.execute(text(statement))

    def _maintained(self) -> Connection:
        return self._maintenance.connect().execution_options(isolation_level="AUTOCOMMIT")
