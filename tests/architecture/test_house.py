"""Habits of the house that no other tool checks."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = ("sklearn", "scipy", "opencc", "sqlalchemy", "flask", "rapidfuzz", "python_calamine", "xlsxwriter")


def test_every_test_folder_is_a_package():
    folders = {path.parent for path in (ROOT / "tests").rglob("test_*.py")}
    assert [folder for folder in folders if not (folder / "__init__.py").exists()] == []


@pytest.mark.parametrize(
    ("module", "heavy"),
    [
        ("matcher.shortlist", HEAVY),
        ("matcher.explain", HEAVY),
        ("matcher.policy", HEAVY),
        ("api.app", ("sklearn", "scipy", "numba", "ortools", "opencc", "xlsxwriter")),
    ],
)
def test_it_starts_light(module, heavy):
    code = f"import sys, {module}; print(*[name for name in {heavy!r} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert found.stdout.split() == []
