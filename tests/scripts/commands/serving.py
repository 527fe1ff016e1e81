"""An instance that is served as in production, for tests that ask it from outside."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from api.keys import new_keys
from scripts.server.address import free_port


def make_production(patch: pytest.MonkeyPatch, database_url: str) -> None:
    """From here on commands, and what they start, work on a production instance with this database."""
    patch.setenv("AIXIN_PROFILE", "production")
    patch.setenv("AIXIN_DATABASE_URL", database_url)
    for name, key in new_keys().items():
        patch.setenv(name, key)


@contextmanager
def serving(log: Path, *options: str) -> Iterator[str]:
    """Its address, as long as the context lasts; what it says of itself goes to `log`."""
    port = free_port()
    command = [sys.executable, "-c", "from scripts.cli import main; main()", "serve", "--port", str(port)]
    with log.open("wb") as said, subprocess.Popen([*command, *options], stdout=said, stderr=said) as process:
        try:
            _wait_for(f"http://127.0.0.1:{port}/healthz")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=60)


def _wait_for(address: str) -> None:
    for _ in range(600):
        try:
            urlopen(address, timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the server does not answer")
