from datetime import date

import pytest

from scripts.district import District, generate_district

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="session")
def district() -> District:
    """The default district, on a fixed day."""
    return generate_district(today=TODAY)
