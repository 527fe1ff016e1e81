"""What learns of outcomes sees how full bars were and what came of it, and nothing of whom it is about."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = [*sorted((ROOT / "matcher" / "learning").glob("*.py")), ROOT / "models" / "queries" / "outcomes.py"]
MAY_KNOW = {
    "matcher.arrays",
    "matcher.evaluation.calibration",
    "matcher.lifecycle",
    "matcher.policy",
    "matcher.results",
    "matcher.vocabulary",
    "models.placement",
    "models.referral",
    "models.shortlist",
    "models.student",
}
WORDS = {"DeclineReason", "EndReason", "ReferralState"}  # of the vocabulary
OF_A_STUDENT = {"id", "ref"}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_nothing_protected_is_within_reach(file: Path) -> None:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if not isinstance(node, ast.ImportFrom) or node.module is None:
            continue
        if node.module.startswith(("matcher.", "models.", "api.")):
            assert node.module in MAY_KNOW or node.module.startswith("matcher.learning.")
        if node.module == "matcher.vocabulary":
            assert {name.name for name in node.names} <= WORDS


def test_of_a_student_only_the_reference_is_read() -> None:
    tree = ast.parse(FILES[-1].read_text("utf-8"))
    asked = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Student"
    }
    assert asked == OF_A_STUDENT
