"""Tests that share what a fixture of their module made go to one test process: a plugin.

Otherwise each of the processes would make it, and a browser would start in every one of them.
"""

import pytest


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist looks for groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Group them by their file, where they name no group of their own."""
    for item in items:
        if item.get_closest_marker("xdist_group") is None and _shares(item):
            item.add_marker(pytest.mark.xdist_group(item.location[0]))


def _shares(item: pytest.Item) -> bool:
    if not isinstance(item, pytest.Function):
        return False
    found = item._fixtureinfo.name2fixturedefs.values()
    return any(fixture.scope == "module" for fixtures in found for fixture in fixtures)
