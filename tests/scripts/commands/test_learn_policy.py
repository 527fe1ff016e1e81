"""`aixin policy learn`: it proposes and never acts."""

from pathlib import Path

import pytest

from matcher.policy import STANDARD, Policy
from tests.api.services.matching.told_introductions import telling_otherwise
from tests.scripts.commands.conftest import Instance, Run, document


@pytest.fixture
def telling(monkeypatch: pytest.MonkeyPatch) -> None:
    """Outcomes that speak for other points."""
    monkeypatch.setattr(
        "api.services.matching.learn_policy.load_introductions", lambda session: telling_otherwise()
    )


def test_a_young_district_keeps_its_policy(run: Run, instance: Instance, tmp_path: Path) -> None:
    out = tmp_path / "policy.json"
    plot = tmp_path / "calibration.svg"
    result = run("policy", "learn", "--out", out, "--plot", plot, "--locale", "en")
    assert result.exit_code == 0
    assert "too few outcomes. It takes 90 of each kind" in result.stdout
    assert not out.exists()
    assert not plot.exists()
    found = document(run("policy", "learn", "--json"))
    assert (found["unchanged"], found["proposed"], found["changes"]) == ("TOO_FEW_OUTCOMES", None, [])


@pytest.mark.usefixtures("telling")
def test_what_is_proposed_counts_only_once_somebody_lets_it(
    run: Run, instance: Instance, tmp_path: Path
) -> None:
    out = tmp_path / "policy.json"
    found = document(run("policy", "learn", "--out", out, "--json"))
    proposed = Policy.from_json(out.read_text("utf-8"))
    assert found["proposed"]["fingerprint"] == proposed.fingerprint != STANDARD.fingerprint
    assert sum(one["after"] for one in found["weights"]) == 10_000
    assert found["changes"] == document(run("policy", "diff", out, "--json"))["changes"]
    assert found["log_loss"]["low"] > 0
    assert found["auc"]["low"] > 0
    assert document(run("policy", "show", "--json")) == STANDARD.document()
    assert run("policy", "use", out).exit_code == 0
    assert document(run("policy", "show", "--json")) == proposed.document()


@pytest.mark.usefixtures("telling")
@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("en", ["Proposed, and not in use", "How much each bar would weigh"]),
        ("zh_CN", ["尚未启用", "各项比重"]),
    ],
)
def test_a_proposal_is_told_in_both_languages(
    run: Run, instance: Instance, tmp_path: Path, locale: str, words: list[str]
) -> None:
    plot = tmp_path / "calibration.svg"
    result = run("policy", "learn", "--plot", plot, "--locale", locale)
    assert result.exit_code == 0
    assert all(word in result.stdout for word in words)
    assert "aixin policy use FILE" in result.stderr
    assert plot.read_text("utf-8").startswith("<svg")
    assert STANDARD.fingerprint in result.stdout


def test_a_plot_of_another_kind_is_refused_before_the_work(run: Run, tmp_path: Path) -> None:
    result = run("policy", "learn", "--plot", tmp_path / "plot.png", "--json")
    assert document(result)["error"]["code"] == "PLOT_TYPE"
