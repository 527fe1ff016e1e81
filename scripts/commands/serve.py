"""`aixin serve`: the desk for browsers, by gunicorn."""

import errno
import socket
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException
from typing import Any

import click
from flask import Flask
from gunicorn.app.base import BaseApplication

from api.app import create_app
from api.i18n import marked, say
from api.security import LOOPBACK
from api.settings import Profile, Settings, load_settings
from scripts.instance import open_database
from scripts.terminal import CommandError, Terminal, command

HOST, PORT, WORKERS, THREADS = "127.0.0.1", 8000, 1, 4
ANSWERS_WITHIN = 2  # seconds


class Server(BaseApplication):  # type: ignore[misc]
    """Gunicorn without a configuration file; each worker makes its own app after the fork."""

    def __init__(self, settings: Settings, **options: Any) -> None:
        self.settings = settings
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        """Hand gunicorn its options."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Make the app of a worker."""
        return create_app(self.settings)


@command("serve", "Serve the desk to a browser; a demo to this machine only. · 启动网页")
@click.option("--host", default=HOST, show_default=True)
@click.option("--port", default=PORT, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=WORKERS, show_default=True, type=click.IntRange(min=1))
def serve(terminal: Terminal, host: str, port: int, workers: int) -> None:
    """Serve until stopped."""
    settings = load_settings()

    def announce(url: str) -> None:
        document = {"url": url, "profile": settings.profile}
        terminal.answer(document, lambda console: console.print(desk_line(url)))

    serve_desk(settings, announce, host=host, port=port, workers=workers)


def desk_line(url: str) -> str:
    """Where the desk is, in words."""
    return say(marked("The desk is at %(url)s (Ctrl-C stops it)"), url=url)


def serve_desk(
    settings: Settings,
    announce: Callable[[str], None],
    *,
    host: str = HOST,
    port: int = PORT,
    workers: int = WORKERS,
) -> None:
    """Check what can be checked beforehand, announce where the desk is, and serve until stopped."""
    if settings.profile is Profile.DEMO and host not in LOOPBACK:
        raise CommandError("LOOPBACK_ONLY", host=host)
    with open_database(settings):
        pass  # it is there, in shape, and opens with these keys
    _check_port(host, port)
    url = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    announce(url)
    Server(
        settings,
        bind=url.removeprefix("http://"),
        workers=workers,
        threads=THREADS,
        worker_class="gthread",
        loglevel="warning",
    ).run()


def _check_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise CommandError("HOST_UNUSABLE", host=host, port=port) from error
            code = "DESK_RUNNING" if _is_desk(host, port) else "PORT_TAKEN"
            raise CommandError(code, host=host, port=port) from error


def _is_desk(host: str, port: int) -> bool:
    """Whether a desk answers there already, perhaps one that was forgotten."""
    asked = HTTPConnection(host, port, timeout=ANSWERS_WITHIN)
    try:
        asked.request("GET", "/healthz")
        return asked.getresponse().read().strip() == b'{"status":"ok"}'
    except (OSError, HTTPException):
        return False
    finally:
        asked.close()
