"""Test processes get their tests as pytest-xdist is told, or what is shared would be made in each of them."""

import pytest


@pytest.fixture(scope="module")
def shared() -> None:
    """What takes long to make."""


def group(request: pytest.FixtureRequest) -> str:
    if not request.config.getoption("loadgroup", False):
        pytest.skip("the tests run in one process")
    return str(request.node.nodeid).rpartition("@")[2]


@pytest.mark.xdist_group("apart")
def test_a_group_reaches_whoever_distributes_tests(request: pytest.FixtureRequest) -> None:
    assert group(request) == "apart"


@pytest.mark.usefixtures("shared")
def test_a_module_that_shares_stays_together(request: pytest.FixtureRequest) -> None:
    assert group(request) == "tests/test_together.py"
