"""Files that a command writes: whole or not at all, and never over what was there."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from api.clock import local_time, now
from api.i18n import marked, say
from api.presenters.charts import Chart, drawing
from scripts.terminal import CommandError, Terminal

DRAWING = ".svg"


@contextmanager
def replacing(terminal: Terminal, out: Path) -> Iterator[Path]:
    """A path to write to, which becomes `out` when the block is done; what `out` was before is kept aside."""
    unfinished = out.with_name(f".{out.name}.part{out.suffix}")
    try:
        if not out.parent.is_dir():
            raise CommandError("OUT_FOLDER_MISSING", folder=str(out.parent))
        unfinished.touch()  # told now, not after an hour of work
        try:
            yield unfinished
            kept = _keep_aside(out, now())
            unfinished.replace(out)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise CommandError("OUT_UNWRITABLE", file=str(out)) from error
    _tell_kept(terminal, out, kept)


def check_drawing(out: Path | None) -> None:
    """Raise CommandError before an hour of work where a drawing has another name than one of an SVG."""
    if out is not None and out.suffix.lower() != DRAWING:
        raise CommandError("PLOT_TYPE", accepted=DRAWING)


def write_drawing(terminal: Terminal, out: Path, charts: Sequence[Chart]) -> None:
    """Draw charts below each other into a file."""
    with replacing(terminal, out) as path:
        path.write_text(drawing(charts), "utf-8")


def set_aside(terminal: Terminal, path: Path) -> None:
    """Move a file that is to count no longer to a name that tells; where there is none, nothing is done."""
    _tell_kept(terminal, path, _keep_aside(path, now()))


def _tell_kept(terminal: Terminal, out: Path, kept: Path | None) -> None:
    if kept is not None:
        terminal.note(say(marked("What %(file)s was before is now %(kept)s"), file=out.name, kept=kept.name))


def _keep_aside(out: Path, moment: datetime) -> Path | None:
    """Move a file that holds something to a name that tells; None when nothing was there."""
    if not out.exists() or out.stat().st_size == 0:
        return None
    told = f"{out.stem}.before-{local_time(moment):%Y%m%d-%H%M%S}"
    kept = out.with_name(f"{told}{out.suffix}")
    number = 1
    while kept.exists():
        number += 1
        kept = out.with_name(f"{told}-{number}{out.suffix}")
    return out.rename(kept)
