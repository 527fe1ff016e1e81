"""What every test may use."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real postings and labelled data; without it the test is skipped."""
    folder = os.environ.get("AIXIN_SHARED_DATA")
    if not folder:
        pytest.skip("set AIXIN_SHARED_DATA to the folder of the shared data to run this test")
    return Path(folder)
