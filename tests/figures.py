"""Figures that tests come to, told at the end of a run: a plugin, also of tests that run side by side."""

from collections.abc import Callable

import pytest

Figure = Callable[[int, str], None]

KEY = "figure"


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Figure:
    """Tell what a test came to: the number of what it shows, for the order, and the figure in words."""
    case = request.node.callspec.id if hasattr(request.node, "callspec") else ""

    def tell(number: int, words: str) -> None:
        request.node.user_properties.append((KEY, (number, f"{words} [{case}]" if case else words)))

    return tell


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print them, those of tests that failed excepted."""
    passed = (report for report in terminalreporter.stats.get("passed", []) if report.when == "call")
    told = [value for report in passed for key, value in report.user_properties if key == KEY]
    if told:
        terminalreporter.section("figures")
    for number, words in sorted(told):
        terminalreporter.line(f"{number:>3}  {words}")
