"""Where the server may listen, and whether somebody listens there already."""

import errno
import socket
from http.client import HTTPConnection, HTTPException

from scripts.terminal import CommandError

ANSWERS_WITHIN = 2  # seconds


def url_of(host: str, port: int, *, tls: bool = False) -> str:
    """The address as a browser takes it."""
    return f"{'https' if tls else 'http'}://{bind_of(host, port)}"


def bind_of(host: str, port: int) -> str:
    """The address as gunicorn takes it."""
    return f"{f'[{host}]' if ':' in host else host}:{port}"


def check_port(host: str, port: int) -> None:
    """Refuse a port that cannot be had; a desk that was forgotten there is told from other programs."""
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


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _is_desk(host: str, port: int) -> bool:
    asked = HTTPConnection(host, port, timeout=ANSWERS_WITHIN)
    try:
        asked.request("GET", "/healthz")
        return asked.getresponse().read().strip() == b'{"status":"ok"}'
    except (OSError, HTTPException):
        return False
    finally:
        asked.close()
