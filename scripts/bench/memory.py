"""P11: what an index takes, beside the bare postings: a number and a value for every skill that is wanted."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from api.i18n import marked
from matcher.index.index import Index
from matcher.policy import STANDARD
from scripts.bench.results import ROOT, Bar, Result
from scripts.bench.setting import Progress, Setting
from scripts.bench.workload.openings import Openings

MIB = 2**20
POSTING = np.dtype(np.int32).itemsize + np.dtype(np.float32).itemsize


def memory(setting: Setting, progress: Progress) -> Iterator[Result]:
    """Bytes of the index on disk, which processes map and share; and what a process that uses it grows by.

    It grows by the pages that it touches while it answers for a thousand students, by what it remembers of
    them, and by the code that it loads.
    """
    count, folder = setting.size.growth[-1], setting.folder / "largest"
    openings = Openings.of(setting.world, count)
    bare = len(openings.wanted_numbers) * POSTING / MIB
    Index.of(openings.columns(), STANDARD).save(folder)
    progress(1, 2)
    params = {"openings": f"{count:,}"}
    what = marked("memory of an index of %(openings)s openings, shared by all processes; bare postings")
    yield Result("P11", what, "MiB", [size_of(folder)], [bare], Bar("costs", 2), params=params)
    what = marked("growth of a process that opens it and answers for 1,000 students")
    yield Result("P11", what, "MiB", [_growth(folder)], [bare])
    progress(2, 2)


def size_of(folder: Path) -> float:
    """All files of a folder, in MiB."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / MIB


def _growth(folder: Path) -> float:
    told = subprocess.run(
        [sys.executable, "-m", "scripts.bench.resident", str(folder)],
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
    )
    growth: float = json.loads(told.stdout)
    return growth / MIB
