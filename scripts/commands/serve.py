"""`aixin serve`: the pages and the API, by gunicorn."""

import os
import ssl
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import click

from api.i18n import marked, say
from api.security import LOOPBACK
from api.settings import Profile, Settings, load_settings
from scripts.instance import open_database
from scripts.server.address import bind_of, check_port, url_of
from scripts.terminal import CommandError, Terminal, command

HOST, PORT = "127.0.0.1", 8000
MOST_WORKERS = 8  # by default: each holds the students in memory
NOTICE = 5  # seconds that a proxy has to notice that we stop


class Address(click.ParamType[tuple[str, int]]):
    """A host and a port: 127.0.0.1:9100, [::1]:9100, or a port alone on this machine."""

    name = "HOST:PORT"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, int]:
        """The two apart."""
        if isinstance(value, tuple):
            return value
        host, _, port = str(value).rpartition(":")
        if not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
            self.fail("127.0.0.1:9100", param, ctx)
        return host.strip("[]") or HOST, int(port)


class Network(click.ParamType[str]):
    """An address, or a network such as 10.0.0.0/24."""

    name = "ADDRESS"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The network as the program writes it."""
        try:
            return str(ip_network(str(value)))
        except ValueError:
            self.fail("127.0.0.1 | 10.0.0.0/24", param, ctx)


@dataclass(frozen=True, slots=True)
class Service:
    """How an instance is served."""

    host: str = HOST
    port: int = PORT
    workers: int | None = None  # None: by the cores of the machine
    certfile: Path | None = None
    keyfile: Path | None = None
    proxies: tuple[str, ...] = ()
    metrics: tuple[str, int] | None = None
    with_worker: bool = False

    @property
    def url(self) -> str:
        """Where it is found."""
        return url_of(self.host, self.port, tls=self.certfile is not None)


@command("serve", "Serve the pages and the API; a demo to this machine only. · 启动网页与接口")
@click.option("--host", default=HOST, show_default=True)
@click.option("--port", default=PORT, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", type=click.IntRange(min=1), help="Processes (default: one for each core).")
@click.option("--certfile", type=click.Path(path_type=Path), help="TLS certificate, PEM, with its chain.")
@click.option("--keyfile", type=click.Path(path_type=Path), help="Its private key, PEM.")
@click.option(
    "--behind-proxy",
    "proxies",
    type=Network(),
    multiple=True,
    help="Address of a proxy that ends TLS, whose X-Forwarded headers are believed.",
)
@click.option("--metrics", type=Address(), help="Serve figures for Prometheus on an address of their own.")
@click.option("--with-worker", is_flag=True, help="Run `aixin worker` beside it: one machine does all.")
def serve(terminal: Terminal, **options: Any) -> None:
    """Serve until stopped: SIGTERM finishes what is under way, SIGHUP takes up changed settings."""
    settings, service = load_settings(), Service(**options)

    def announce(url: str) -> None:
        document = {"url": url, "profile": settings.profile}
        terminal.answer(document, lambda console: console.print(desk_line(url)))

    serve_desk(settings, announce, service)


def desk_line(url: str) -> str:
    """Where the desk is, in words."""
    return say(marked("The desk is at %(url)s (Ctrl-C stops it)"), url=url)


def serve_desk(settings: Settings, announce: Callable[[str], None], service: Service | None = None) -> None:
    """Check what can be checked beforehand, announce where the desk is, and serve until stopped."""
    service = service or Service()
    _check(settings, service)
    announce(service.url)
    _run(settings, service)


def _check(settings: Settings, service: Service) -> None:
    if settings.profile is Profile.DEMO and service.host not in LOOPBACK:
        raise CommandError("LOOPBACK_ONLY", host=service.host)
    if service.certfile is not None or service.keyfile is not None:
        _check_certificate(service)
    elif service.host not in LOOPBACK and not service.proxies:
        raise CommandError("TLS_NEEDED", host=service.host)
    with open_database(settings):
        pass  # it is there, in shape, and opens with these keys
    check_port(service.host, service.port)
    if service.metrics is not None:
        check_port(*service.metrics)


def _check_certificate(service: Service) -> None:
    files = [str(file) for file in (service.certfile, service.keyfile) if file is not None]
    try:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(service.certfile or "", service.keyfile)
    except OSError as error:  # ssl's errors are among them
        raise CommandError("CERTIFICATE_UNUSABLE", files=files) from error


def _run(settings: Settings, service: Service) -> None:
    # All workers count into one folder, which the library must know of before it is imported. The master
    # removes it; a `with` around the fork would do so in every worker that ends.
    counts = os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="aixin-metrics-")
    from api.logs import log_to_standard_error
    from scripts.server.companions import Companion
    from scripts.server.server import Server

    log_to_standard_error()
    companions = []
    if service.metrics is not None:
        companions.append(Companion("scripts.server.metrics_page", *map(str, service.metrics)))
    if service.with_worker:
        companions.append(Companion("scripts.server.worker"))
    demo = settings.profile is Profile.DEMO
    Server(
        bind=bind_of(service.host, service.port),
        workers=service.workers or (1 if demo else min(os.cpu_count() or 1, MOST_WORKERS)),
        proxies=service.proxies,
        companions=companions,
        counts=Path(counts),
        notice=NOTICE if service.proxies else 0,
        certfile=None if service.certfile is None else str(service.certfile),
        keyfile=None if service.keyfile is None else str(service.keyfile),
    ).run()
