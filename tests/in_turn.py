"""Cases of a test at a door take turns on the two databases; at full figures each runs on both: a plugin.

What a door refuses, and to whom it is open, does not depend on where data lies: the first case of a test runs
on the one, the second on the other, and so on. A test without cases of its own runs on both, as do all tests
of models and services.
"""

from collections import defaultdict
from pathlib import Path

import pytest

from tests.conftest import FULL_FIGURES

TESTS = Path(__file__).parent
DOORS = (TESTS / "api" / "rest", TESTS / "api" / "web", TESTS / "scripts")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out cases where it is not their turn; tests that are asked for by the names of cases stay."""
    if FULL_FIGURES or any("[" in argument for argument in config.args):
        return
    runs: defaultdict[str, defaultdict[object, list[pytest.Item]]] = defaultdict(lambda: defaultdict(list))
    for item in items:
        if _is_at_a_door(item) and "databases" in (params := _params(item)):
            case = frozenset((name, id(value)) for name, value in params.items() if name != "databases")
            runs[item.nodeid.partition("[")[0]][case].append(item)
    left_out = {
        on_both[1 - number % 2]
        for cases in runs.values()
        if len(cases) > 1
        for number, on_both in enumerate(cases.values())
        if len(on_both) == 2
    }
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=sorted(left_out, key=lambda item: item.nodeid))


def _is_at_a_door(item: pytest.Item) -> bool:
    return item.path.parent == TESTS / "api" or any(door in item.path.parents for door in DOORS)


def _params(item: pytest.Item) -> dict[str, object]:
    """What a test runs with, by the names of its parameters."""
    return item.callspec.params if hasattr(item, "callspec") else {}
