"""Figures for Prometheus on an address of their own: what the workers counted, and the sizes of the registry.

`aixin serve --metrics` runs it beside the workers: `python -m scripts.server.metrics_page HOST PORT`.
"""

import signal
import sys
from collections.abc import Iterator
from threading import Event

from prometheus_client import CollectorRegistry, Metric, start_http_server
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError

from api.settings import load_settings
from models.engine import make_engine, make_session
from models.queries.sizes import load_sizes


class Sizes(Collector):
    """How much there is of everything, counted when it is asked for."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def collect(self) -> Iterator[Metric]:
        """One gauge a table, its rows by their state; nothing while the database cannot be reached."""
        try:
            with make_session(self._engine, None, read_only=True) as session:
                sizes = load_sizes(session)
        except DatabaseError:
            return
        for table, counts in sizes.items():
            gauge = GaugeMetricFamily(f"aixin_{table}", f"Rows of {table}", labels=("state",))
            for state, count in counts.items():
                gauge.add_metric((state,), count)
            yield gauge


def main(host: str, port: int) -> None:
    """Serve until told to stop."""
    engine = make_engine(load_settings().database_url)
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    registry.register(Sizes(engine))
    server, thread = start_http_server(port, host, registry)
    stopped = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    stopped.wait()
    server.shutdown()
    thread.join()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
