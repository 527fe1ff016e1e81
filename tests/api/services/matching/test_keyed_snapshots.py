"""The fingerprint of what a shortlist was made of gives nothing away, and is the same for the same data."""

from datetime import date

import pytest
from sqlalchemy import Engine

from api.services.matching.make_shortlist import (
    shortlist_for_opening,
    shortlist_for_student,
    shortlists_for_all,
)
from api.services.matching.market import Market
from matcher.cohort import Cohort
from models.engine import make_session
from models.queries.snapshots import load_students
from models.vault import Keys, Vault
from tests.small_district import fill

TODAY = date(2026, 11, 1)


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_snapshot_is_keyed_and_reproducible(engine: Engine, vault: Vault, market: Market) -> None:
    refs = fill(engine, vault)
    other_pepper = Vault(Keys(master=b"m" * 32, blind_index=b"b" * 32, pepper=b"q" * 32))

    def snapshots(keys: Vault) -> list[str]:
        with make_session(engine, keys, read_only=True) as session:
            made = [
                shortlist_for_student(session, market, refs["赵小满"], as_of=TODAY),
                shortlist_for_opening(session, market, refs["会计"], as_of=TODAY),
                *shortlists_for_all(session, market, as_of=TODAY),
            ]
        return [shortlist.snapshot for shortlist in made]

    of_student, of_opening, *of_all = snapshots(vault)
    assert of_student in of_all
    assert snapshots(vault) == [of_student, of_opening, *of_all]
    with make_session(engine, vault, read_only=True) as session:
        students = load_students(session)
    plain = {Cohort.of(some).fingerprint for some in ([students[0]], [students[1]], students)}
    keyed = {snapshot.partition("-")[0] for snapshot in (of_student, of_opening, *of_all)}
    assert plain.isdisjoint(keyed)
    others = {snapshot.partition("-")[0] for snapshot in snapshots(other_pepper)}
    assert others.isdisjoint(keyed)
