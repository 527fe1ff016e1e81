"""Schemathesis from outside, all checks but one, as three roles: nothing fails or is beside the document.

Company and street officer have a peer whose objects they must not see. Not asked of it:

- addresses beyond what gunicorn reads: it answers 414 before any route is asked (`filter_case` below);
- that whatever the schema allows is done: where a version must be the present one (412), and where the law
  and the tables of majors and places decide (422), a schema cannot say it all; 400, 405, 415 and 428 count;
- U+0000 in a text, which is refused wherever it stands (tests/api/rest/test_strictness.py);
- that a batch with a bad item is refused: each item has an answer of its own, the batch is 200;
- that `Allow` names the methods of the document: `/openings/batch` is also the opening called "batch".
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.settings import load_settings
from models.engine import make_session
from scripts.instance import open_database
from tests.conftest import FULL_FIGURES
from tests.figures import Figure
from tests.models.samples import a_company, a_student, an_opening
from tests.scripts.commands.conftest import Run, document
from tests.scripts.commands.serving import make_production, serving

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("server")]

COMPANIES = {"company": "91320205MA1CANARYN", "another company": "91320205MA1PANARY3"}
STREETS = {"street officer": "320205001", "another street's": "320205002"}
PEERS = {"company": list(COMPANIES), "street officer": list(STREETS), "officer": []}
ASKING = [*PEERS] if FULL_FIGURES else [role for role in PEERS if PEERS[role]]
LEAST = 3_400  # cases of each role
PHASES, EXAMPLES = ("examples,coverage,fuzzing,stateful", 60) if FULL_FIGURES else ("examples,fuzzing", 2)

CONFIGURATION = """
[generation]
allow-x00 = false

[checks.negative_data_rejection]
expected-statuses = [400, 401, 403, 404, 405, 409, 412, 413, 415, 422, 428, 429]

[checks.positive_data_acceptance]
expected-statuses = ["2xx", 304, 401, 403, 404, 409, 412, 422, 429]

[checks.allow_header_conformance]
enabled = false

[[operations]]
include-path = "/api/v1/openings/batch"
[operations.checks.negative_data_rejection]
enabled = false
"""
HOOKS = """
import schemathesis

@schemathesis.hook
def filter_case(context, case):
    return len(case.as_transport_kwargs()["url"]) < 2000 and len(str(case.query)) < 300
"""


@pytest.fixture
def address(run: Run, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A production instance where each has something of their own, and the keys of all in `auth.json`."""
    make_production(monkeypatch, database_url)
    monkeypatch.setenv("AIXIN_REQUESTS_A_MINUTE", "1000000")
    with open_database(load_settings()) as (engine, vault), make_session(engine, vault) as session:
        for number, (name, uscc) in enumerate(COMPANIES.items()):
            company = a_company(name, uscc=uscc, verified=True, trusted=True)
            session.add(an_opening(company, "会计", external_ref=f"A-{number}"))
        for number, street in enumerate(STREETS.values()):
            session.add(a_student(vault, id_number=f"32020520060901{number:03}X", place=street))
        session.commit()
    keys = {}
    for name, uscc in COMPANIES.items():
        keys[name] = document(run("key", "issue", "--company", uscc, "--json"))["key"]
    staff = {name: ["street_officer", "--area", street] for name, street in STREETS.items()}
    staff["officer"] = ["officer"]
    for number, (name, role) in enumerate(staff.items()):
        run("user", "add", f"staff{number}", "--role", *role)
        keys[name] = document(run("key", "issue", "--account", f"staff{number}", "--json"))["key"]
    entries = [
        {"name": name, "fixedHeaders": [{"name": "Authorization", "value": f"Bearer {key}"}]}
        for name, key in keys.items()
    ]
    (tmp_path / "auth.json").write_text(json.dumps({"auth": entries}), "utf-8")
    (tmp_path / "hooks.py").write_text(HOOKS, "utf-8")
    with serving(tmp_path / "log", "--workers", "2") as served:
        yield served


@pytest.mark.parametrize("role", ASKING)
def test_nothing_fails_and_nothing_is_answered_beside_the_document(
    address: str, role: str, tmp_path: Path, figure: Figure
) -> None:
    peers = f"peers = {json.dumps(PEERS[role])}\n" if PEERS[role] else ""
    told = f'[auth.wfc]\npath = "{tmp_path}/auth.json"\nuser = "{role}"\n{peers}{CONFIGURATION}'
    (tmp_path / "schemathesis.toml").write_text(told, "utf-8")
    command = [sys.executable, "-m", "schemathesis.cli", "--config-file", "schemathesis.toml", "run"]
    command += [f"{address}/api/v1/openapi.json", "--phases", PHASES]  # all checks that are not off above
    command += ["--max-examples", str(EXAMPLES), "--seed", "1", "--continue-on-failure", "--no-color"]
    command += ["--report", "json", "--report-json-path", "report.json"]
    environment = {**os.environ, "SCHEMATHESIS_HOOKS": "hooks", "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    cases, operations = report["test_cases"]["generated"], report["operations"]
    assert (report["failures"], report["errors"], operations["errored"]) == ([], [], 0)
    assert operations["tested"] == operations["total"]
    assert cases >= (LEAST if FULL_FIGURES else operations["total"])
    figure(9, f"schemathesis: {cases} cases as {role}, {operations['tested']} operations, 0 failures")
