import json
import os
import signal
import socket
import ssl
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from api.keys import new_keys
from scripts.server.address import free_port
from tests.scripts.commands.conftest import Instance, Run, document


@pytest.fixture
def production(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The instance that commands work on is a production one, with an empty database."""
    monkeypatch.setenv("AIXIN_PROFILE", "production")
    for name, key in new_keys().items():
        monkeypatch.setenv(name, key)
    assert run("db", "upgrade").exit_code == 0


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
            assert "赵小满" in _fetch(f"http://127.0.0.1:{port}/students")
            second = run("serve", "--port", port, "--json")
            assert document(second)["error"]["code"] == "DESK_RUNNING"
            assert str(port) in second.stderr
        finally:
            server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=60) == 0


def _fetch(url: str, trusting: ssl.SSLContext | None = None) -> str:
    deadline = time.monotonic() + 60
    while True:
        try:
            with urlopen(url, timeout=60, context=trusting) as answer:
                return str(answer.read().decode())
        except HTTPError:
            raise
        except OSError:  # not there yet, or busy with starting
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def test_plain_http_is_for_this_machine_or_a_proxy(run: Run, production: None) -> None:
    result = run("serve", "--host", "0.0.0.0", "--json")
    assert document(result)["error"]["code"] == "TLS_NEEDED"


def test_a_certificate_that_is_none_is_named(run: Run, production: None, tmp_path: Path) -> None:
    nonsense = tmp_path / "cert.pem"
    nonsense.write_text("nonsense")
    result = run("serve", "--host", "0.0.0.0", "--certfile", nonsense, "--json")
    assert document(result)["error"]["code"] == "CERTIFICATE_UNUSABLE"
    assert str(nonsense) in result.stderr


@pytest.mark.parametrize(
    "arguments", [("--metrics", "here"), ("--metrics", "localhost:0"), ("--behind-proxy", "x")]
)
def test_addresses_that_are_none_are_wrong_usage(run: Run, instance: Instance, arguments: list[str]) -> None:
    assert run("serve", *arguments).exit_code == 2


def test_a_server_tells_that_it_stops_counts_and_logs_lines(run: Run, instance: Instance) -> None:
    port, figures = free_port(), free_port()
    options = ["--port", str(port), "--workers", "2", "--metrics", str(figures)]
    options += ["--behind-proxy", "192.0.2.1"]  # who stops behind a proxy gives it time to notice
    program = "from scripts.commands import serve; serve.NOTICE = 5; from scripts.cli import main; main()"
    command = [sys.executable, "-c", program, "serve", *options]
    with subprocess.Popen(
        command, env=dict(os.environ), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as server:
        try:
            base = f"http://127.0.0.1:{port}"
            assert "ready" in _fetch(f"{base}/readyz")
            assert "赵小满" in _fetch(f"{base}/students?q=%E8%B5%B5%E5%B0%8F%E6%BB%A1")
            server.send_signal(signal.SIGHUP)
            assert "ready" in _fetch(f"{base}/readyz")
            counted = _fetch(f"http://127.0.0.1:{figures}/metrics")
            assert 'aixin_requests_total{method="GET",route="/students",status="200"}' in counted
            assert 'aixin_students{state="seeking"} 1.0' in counted
        finally:
            server.send_signal(signal.SIGTERM)
        assert _status(f"{base}/readyz") == 503
        assert server.wait(timeout=30) == 0
        assert server.stderr is not None
        lines = [json.loads(line) for line in server.stderr.read().splitlines()]
    assert {"request_done", "server_stopping"} <= {line["event"] for line in lines}
    assert "赵小满" not in json.dumps(lines, ensure_ascii=False)


def test_the_desk_is_served_over_tls(run: Run, instance: Instance, tmp_path: Path) -> None:
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    make_certificate(certificate, key)
    port = free_port()
    options = ["--port", str(port), "--certfile", str(certificate), "--keyfile", str(key)]
    command = [sys.executable, "-c", "from scripts.cli import main; main()", "serve", *options]
    trusting = ssl.create_default_context(cafile=str(certificate))
    with subprocess.Popen(
        command, env=dict(os.environ), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            assert "ok" in _fetch(f"https://localhost:{port}/healthz", trusting)
        finally:
            server.terminate()


def make_certificate(certificate: Path, key: Path) -> None:
    """A certificate for localhost that signs itself."""
    secret = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    today = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(secret.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(secret, hashes.SHA256())
    )
    certificate.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    key.write_bytes(
        secret.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


def _status(url: str) -> int:
    """The status once it is no longer 200: the signal may take a moment to arrive."""
    deadline = time.monotonic() + 30
    while True:
        try:
            with urlopen(url, timeout=5) as answer:
                status = int(answer.status)
        except HTTPError as error:
            return error.code
        except (ConnectionError, TimeoutError):  # of a worker that SIGHUP replaced
            status = 0
        assert time.monotonic() < deadline, status
        time.sleep(0.05)
