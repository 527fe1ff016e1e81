"""Canaries are found in every spelling, wherever they lie, and a run that leaves one behind fails."""

import base64
import gzip
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from shutil import rmtree
from urllib.parse import quote

import pytest

from tests import canaries
from tests.canaries import CANARIES, CONTROL, Found, search, search_files, search_plainly

ROOT = Path(__file__).parents[1]
MARKED = {"control": CONTROL}


@pytest.mark.parametrize("name", CANARIES)
@pytest.mark.parametrize("spelling", canaries.spellings(CONTROL))
def test_a_canary_is_found_in_every_spelling(name: str, spelling: str) -> None:
    text = f"前{CANARIES[name]}后"
    written = {
        "UTF-8": [text.encode()],
        "UTF-16": [text.encode("utf-16"), text.encode("utf-16-be"), b"x" + text.encode("utf-16-le")],
        "GB18030": [text.encode("gb18030")],
        "JSON": [json.dumps(text).encode(), json.dumps(text).upper().replace("\\U", "\\u").encode()],
        "per cent": [quote(text).encode(), quote(text).lower().encode()],
        "hexadecimal": [text.encode().hex().encode(), text.encode().hex().upper().encode()],
        "base64": [base64.b64encode(b"x" * before + text.encode() + b"y") for before in range(4)],
    }
    if CANARIES[name].isascii():
        del written["JSON"], written["per cent"]  # it is its own spelling there
    for content in written.get(spelling, []):
        assert (name, spelling) in {(each.canary, each.spelling) for each in search(content, "")}


def test_a_canary_is_found_in_the_name_of_a_file_and_in_archives(tmp_path: Path) -> None:
    text = CONTROL
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", f"<t>{text}</t>" * 99)
    (tmp_path / "b.gz").write_bytes(gzip.compress(text.encode() * 99))
    (tmp_path / f"{text}.txt").write_bytes(b"")
    found = [Path(each.place).name for each in search_files(tmp_path, canaries=MARKED)]
    assert found == ["sharedStrings.xml", "b.gz", f"{text}.txt"]


def test_a_canary_on_the_edge_of_two_blocks_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(canaries, "BLOCK", 10_000)
    file, text = tmp_path / "a", CONTROL.encode()
    for before in range(9_990, 10_001):
        file.write_bytes(bytes(before) + text + bytes(20_000))
        assert search_files(file, canaries=MARKED) == [Found(str(file), "control", "UTF-8")]


def test_words_are_found_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b").write_text(f"x{CONTROL}y", "utf-8")
    assert search_plainly(tmp_path, words=["nobody", CONTROL]) == [(str(tmp_path / "a" / "b"), CONTROL)]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("leaves", "is_found"),
    [
        ("(tmp_path / 'a').write_text(words)", True),
        ("tempfile.NamedTemporaryFile('w', delete=False).write(words)", True),
        ("print(words)", True),
        ("logging.getLogger('x').error(words)", True),
        ("print(words[1:])", False),
    ],
)
def test_a_run_that_leaves_a_canary_behind_fails(tmp_path: Path, leaves: str, is_found: bool) -> None:
    (tmp_path / "test_it.py").write_text(
        "import logging, tempfile\n"
        "from tests.canaries import CANARIES\n"
        "def test_it(tmp_path):\n"
        "    words = CANARIES['name']\n"
        f"    {leaves}\n",
        encoding="utf-8",
    )
    left = tmp_path / "left"
    options = ["-p", "tests.left_behind", "-p", "no:cacheprovider", "--rootdir", tmp_path, "--basetemp", left]
    command = [sys.executable, "-m", "pytest", *options, tmp_path / "test_it.py"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    rmtree(left)  # the run that this test belongs to is searched too
    assert ("1 passed" in run.stdout, "1 error" in run.stdout) == (True, is_found), run.stdout
    assert (run.returncode != 0) == is_found
