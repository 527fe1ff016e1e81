import os
import signal
import socket
import subprocess
import sys
import time
from urllib.error import URLError
from urllib.request import urlopen

from tests.scripts.commands.conftest import Instance, Run, document


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_demo_is_served_to_this_machine_only(run: Run, instance: Instance) -> None:
    result = run("serve", "--host", "0.0.0.0", "--json")
    assert result.exit_code == 1
    assert document(result)["error"]["code"] == "LOOPBACK_ONLY"


def test_a_taken_port_is_named(run: Run, instance: Instance) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = run("serve", "--port", port)
    assert result.exit_code == 1
    assert str(port) in result.stderr


def test_the_desk_is_served_until_it_is_stopped_and_a_second_is_told(run: Run, instance: Instance) -> None:
    port = free_port()
    command = [sys.executable, "-c", "from scripts.cli import main; main()", "serve", "--port", str(port)]
    with subprocess.Popen(command, env=dict(os.environ), stdout=subprocess.PIPE) as server:
        try:
            assert "赵小满" in _fetch(f"http://127.0.0.1:{port}/")
            second = run("serve", "--port", port, "--json")
            assert document(second)["error"]["code"] == "DESK_RUNNING"
            assert str(port) in second.stderr
        finally:
            server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=60) == 0


def _fetch(url: str) -> str:
    deadline = time.monotonic() + 20
    while True:
        try:
            with urlopen(url, timeout=60) as answer:
                return str(answer.read().decode())
        except URLError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
