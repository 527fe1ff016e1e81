"""Gunicorn without a configuration file, which says that it stops before it does."""

import logging
import shutil
import time
from collections.abc import Sequence
from ctypes import c_bool
from multiprocessing.sharedctypes import RawValue
from pathlib import Path
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.glogging import Logger

from api.app import create_app
from api.extensions import warm_up
from api.logs import failure
from api.proxies import believe_proxies
from api.settings import load_settings
from scripts.server.companions import Companion, stop_all

THREADS = 8  # a worker answers so many at once; most of the time they wait for the database
REQUESTS_A_WORKER, JITTER = 20_000, 2_000  # then another takes its place: what leaks, leaks away
TIMEOUT = 60  # seconds after which a worker that shows no sign of life is replaced
GRACE = 30  # seconds for the answers that are under way when the server stops
LONGEST_LINE, LONGEST_FIELD, MOST_FIELDS = 4094, 8190, 64

log = logging.getLogger(__name__)


class OurLog(Logger):  # type: ignore[misc]
    """Gunicorn's log goes the way of ours, through the filter."""

    def setup(self, cfg: Any) -> None:
        """Let the root's handler write it."""
        super().setup(cfg)
        for stream in (self.error_log, self.access_log):
            stream.handlers.clear()
            stream.propagate = True


class Master(Arbiter):  # type: ignore[misc]
    """The process that keeps workers and companions; told to stop, it first lets /readyz say so."""

    _stops_at: float | None = None

    def handle_term(self) -> None:
        """Say that we stop, and do so when whoever sends requests has had the time to hear it."""
        again = self._stops_at is not None
        self.app.stopping.value = True
        self._stops_at = time.monotonic() + self.app.notice
        log.info("server_stopping", extra={"seconds": self.app.notice})
        if again or self.app.notice == 0:
            super().handle_term()

    def manage_workers(self) -> None:
        """Look after everybody, once a second."""
        if self._stops_at is not None and time.monotonic() >= self._stops_at:
            raise StopIteration  # as gunicorn's own handlers leave its loop
        super().manage_workers()
        for companion in self.app.companions:
            companion.tend()


class Server(BaseApplication):  # type: ignore[misc]
    """What gunicorn runs. Modules are loaded once, before the fork; databases are opened after it."""

    def __init__(
        self,
        *,
        proxies: Sequence[str] = (),
        companions: Sequence[Companion] = (),
        counts: Path | None = None,
        notice: float = 0,
        **options: Any,
    ) -> None:
        self.proxies = proxies
        self.companions = companions
        self.counts = counts  # folder of what the workers count, removed at the end
        self.notice = notice  # seconds between "not ready" and the end
        self.stopping = RawValue(c_bool, False)  # shared with the workers
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        """Hand gunicorn its options."""
        options = {
            "worker_class": "gthread",
            "threads": THREADS,
            "timeout": TIMEOUT,
            "graceful_timeout": GRACE,
            "max_requests": REQUESTS_A_WORKER,
            "max_requests_jitter": JITTER,
            "limit_request_line": LONGEST_LINE,
            "limit_request_field_size": LONGEST_FIELD,
            "limit_request_fields": MOST_FIELDS,
            "forwarded_allow_ips": "",  # headers of proxies are read by api.proxies, and by nobody else
            "control_socket_disable": True,
            "logger_class": OurLog,
            "loglevel": "warning",
            "post_worker_init": _warm_up,
            "on_exit": lambda _: self.clear_up(),
            **self.options,
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Make the app of a worker, by the settings as they are now: SIGHUP takes up another policy."""
        app = create_app(load_settings())
        app.config["STOPPING"] = lambda: bool(self.stopping.value)
        if self.proxies:
            believe_proxies(app, self.proxies)
        return app

    def clear_up(self) -> None:
        """What the master does last."""
        stop_all(self.companions)
        if self.counts is not None:
            shutil.rmtree(self.counts, ignore_errors=True)

    def run(self) -> None:
        """Serve until stopped."""
        Master(self).run()


def _warm_up(worker: Any) -> None:
    """Before its first request a worker has the openings at hand and the loops of the matcher loaded."""
    try:
        warm_up(worker.app.callable)
    except Exception as error:
        log.warning("worker_cold", extra=failure(error))
