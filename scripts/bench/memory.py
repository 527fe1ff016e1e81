"""P11: what an index takes, beside the bare postings: a number and a value for every skill that is wanted."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from api.i18n import marked
from matcher.index.index import Index
from matcher.policy import STANDARD
from scripts.bench.peers.peer import TOP
from scripts.bench.results import ROOT, Bar, Result
from scripts.bench.setting import Progress, Setting, candidates, save
from scripts.bench.workload.openings import Openings

MIB = 2**20
POSTING = np.dtype(np.int32).itemsize + np.dtype(np.float32).itemsize


def memory(setting: Setting, progress: Progress) -> Iterator[Result]:
    """Bytes of the arrays of an index, without and with the columns that it is laid out from.

    Then what a process grows by that opens it: the pages that it touches while it answers for a thousand
    students, and what it remembers of them.
    """
    count = setting.size.growth[-1]
    index = Index.of(Openings.of(setting.world, count).columns(), STANDARD)
    list(index.best(candidates(setting.world, range(1)), TOP))  # it remembers what is closed on the day
    progress(1, 2)
    bare, columns, everything = bare_postings(index), held(index.columns), held(index)
    params = {"openings": f"{count:,}"}
    what = marked("memory of an index of %(openings)s openings; bare postings")
    yield Result("P11", what, "MiB", [everything - columns], [bare], Bar("costs", 2), params=params)
    yield Result("P11", marked("the same, with the columns of the openings"), "MiB", [everything], [bare])
    what = marked("growth of a process that opens it and answers for 1,000 students")
    yield Result("P11", what, "MiB", [_growth(save(index, setting.folder / "largest"))], [bare])
    progress(2, 2)


def bare_postings(index: Index) -> float:
    """MiB of an opening's number and a value for each skill that it wants."""
    return len(index.columns.wanted.numbers) * POSTING / MIB


def held(value: object) -> float:
    """MiB of all arrays that something holds, each counted once."""
    return sum({_address(array): array.nbytes for array in _arrays(value)}.values()) / MIB


def _arrays(value: object) -> Iterator[NDArray[np.generic]]:
    if isinstance(value, np.ndarray):
        yield value
        return
    if is_dataclass(value):
        value = [getattr(value, field.name) for field in fields(value)]
    elif isinstance(value, Mapping):
        value = value.values()
    elif not isinstance(value, tuple):
        return
    for part in value:
        yield from _arrays(part)


def _address(array: NDArray[np.generic]) -> int:
    address: int = array.__array_interface__["data"][0]
    return address


def _growth(folder: Path) -> float:
    told = subprocess.run(
        [sys.executable, "-m", "scripts.bench.resident", str(folder)],
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
    )
    growth: float = json.loads(told.stdout)
    return growth / MIB
