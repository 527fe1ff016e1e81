"""The transcript of docs/api.md, as it stands there, against a live server."""

import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "api.md"
AIXIN = "#!{python}\nimport sys\nsys.path.insert(0, {root!r})\nfrom scripts.cli import main\nmain()\n"


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed: apt-get install curl")
def test_every_line_of_the_page_can_be_run(tmp_path: Path) -> None:
    script = "\n".join(["set -euo pipefail", *re.findall(r"```sh\n(.*?)```", PAGE.read_text("utf-8"), re.S)])
    command = tmp_path / "aixin"
    command.write_text(AIXIN.format(python=sys.executable, root=str(ROOT)))
    command.chmod(0o755)
    known = {name: value for name, value in os.environ.items() if not name.startswith("AIXIN_")}
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=ROOT,
        env={
            **known,
            "PATH": f"{tmp_path}:{os.environ['PATH']}",
            "PORT": str(_free_port()),
            "TMPDIR": str(tmp_path),
        },
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "限女性" in done.stdout
    assert "服装押金" in done.stdout


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
