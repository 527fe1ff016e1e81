"""P10: how long the command line takes to speak, and an index on disk to give its first answer."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from time import perf_counter

from api.i18n import marked
from scripts.bench.results import ROOT, Bar, Result
from scripts.bench.setting import Progress, Setting

HELP = ("-c", "from scripts.cli import main; main()", "--help")
FLASK = ("-c", "import flask")
FIRST_ANSWER = ("-m", "scripts.bench.first_answer")


def starting(setting: Setting, progress: Progress) -> Iterator[Result]:
    """Processes from their start to their end; a first run, to get warm, is not told."""
    ours, flask, ready = [], [], []
    for run in range(setting.runs + 1):
        ours.append(_seconds(HELP))
        flask.append(_seconds(FLASK))
        ready.append(_seconds((*FIRST_ANSWER, str(setting.saved))))
        progress(run + 1, setting.runs + 1)
    what = marked("aixin --help, from start to end; python -c 'import flask'")
    yield Result("P10", what, "s", ours[1:], flask[1:], Bar("costs", 2))
    what = marked("a new process opens an index of %(openings)s openings and gives its first answer")
    params = {"openings": f"{setting.size.openings:,}"}
    yield Result("P10", what, "s", ready[1:], bar=Bar("alone", 3), params=params)


def _seconds(arguments: Sequence[str]) -> float:
    started = perf_counter()
    subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return perf_counter() - started
