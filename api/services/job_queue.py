"""Carry the references of jobs to a worker: signed, and nothing else; the table of jobs is the truth.

What is lost on the way, or sent twice, does no harm: a worker looks for forgotten jobs, and claims each.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import make_url

NAME = "aixin"
WAIT = 30  # seconds for a job under way when a worker is stopped; after that another begins it anew


class JobQueue:
    """The queue at `url` (sqlite:///file, postgresql://… or redis://…), its messages signed with `secret`."""

    def __init__(self, url: str, secret: bytes, perform: Callable[[str], None] | None = None) -> None:
        self._huey = _huey(url, secret)

        def job(ref: str) -> None:
            assert perform is not None
            perform(ref)

        self._job = self._huey.task(name="job")(job)

    def send(self, ref: str) -> None:
        """Send for a worker."""
        self._job(ref)

    def serve(self, look_after: Callable[[], None], *, at_once: int = 1) -> None:
        """Perform what comes until SIGTERM or SIGINT; `look_after` is called at first and every minute."""
        from huey import crontab  # noqa: PLC0415

        look_after()
        self._huey.periodic_task(crontab(), name="look_after")(look_after)
        consumer = self._huey.create_consumer(
            workers=at_once, graceful_signal="TERM", shutdown_timeout=WAIT, max_delay=1.0
        )
        consumer.run()


def _huey(url: str, secret: bytes) -> Any:
    import huey  # noqa: PLC0415  only who orders or performs jobs needs it
    from huey.serializer import SignedSerializer  # noqa: PLC0415

    options = {"results": False, "serializer": SignedSerializer(secret=secret.hex())}
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        file = Path(address.database or "")
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return huey.SqliteHuey(NAME, filename=str(file), fsync=True, **options)
    if address.get_backend_name() == "postgresql":
        dsn = address.set(drivername="postgresql").render_as_string(hide_password=False)
        return huey.PostgresHuey(NAME, dsn=dsn, **options)
    return huey.RedisHuey(NAME, url=url, **options)
