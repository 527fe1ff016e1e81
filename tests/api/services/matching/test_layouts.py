"""What is laid out is shared, and made anew where it is spoilt."""

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.services.matching.layouts import code_fingerprint
from api.services.matching.market import Market
from matcher.policy import STANDARD
from models.opening import Opening
from tests.api.services.matching.live_market import check, open_one, reads_of_openings


@pytest.mark.usefixtures("few_changes")
def test_what_is_laid_out_is_shared_with_others(
    district: Session, market: Market, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check(market, district)
    read = reads_of_openings(monkeypatch)
    other = Market(tmp_path / "market", STANDARD)
    check(other, district)
    assert read == []
    open_one(district)
    district.commit()
    for one in (market, other, Market(tmp_path / "market", STANDARD)):
        check(one, district)
    assert len(read) == 3


@pytest.mark.usefixtures("few_changes")
def test_a_layout_that_another_process_removes_is_passed_over(
    district: Session, market: Market, tmp_path: Path
) -> None:
    check(market, district)
    (tmp_path / "market" / f"{code_fingerprint()}-removed").symlink_to(tmp_path / "nowhere")
    check(Market(tmp_path / "market", STANDARD), district)


def _empty_files(folder: Path) -> None:
    for path in folder.glob("*.npy"):
        path.write_bytes(b"")


def _forget_words(folder: Path) -> None:
    (folder / "columns.json").write_text("[]")


def _forget_wages(folder: Path) -> None:
    wages = np.load(folder / "wage_low.npy")
    np.save(folder / "wage_low.npy", np.zeros_like(wages))


def _lose_rows(folder: Path) -> None:
    np.save(folder / "numbers.npy", np.load(folder / "numbers.npy")[:-1])


def _lose_digests(folder: Path) -> None:
    (folder / "digests.json").unlink()


@pytest.mark.usefixtures("few_changes")
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
@pytest.mark.parametrize("spoil", [_empty_files, _forget_words, _forget_wages, _lose_rows, _lose_digests])
def test_what_is_spoilt_is_laid_out_anew(
    district: Session, market: Market, tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    check(market, district)
    (folder,) = (tmp_path / "market").iterdir()
    spoil(folder)
    check(Market(tmp_path / "market", STANDARD), district)
    shutil.rmtree(tmp_path / "market")
    check(Market(tmp_path / "market", STANDARD), district)


@pytest.mark.usefixtures("few_changes")
def test_where_nothing_can_be_saved_the_answers_are_the_same(district: Session, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    check(Market(tmp_path / "file" / "market", STANDARD), district)


@pytest.mark.usefixtures("few_changes")
def test_only_the_newest_layout_is_kept(district: Session, market: Market, tmp_path: Path) -> None:
    for number in range(3):
        for opening in district.scalars(select(Opening)):
            opening.wage_low = 3000 + number
        district.commit()
        check(market, district)
    assert len(list((tmp_path / "market").iterdir())) == 1
