"""Learn the coder of titles from the tables, and write it beside them; `make model` runs this."""

import time
from pathlib import Path

import click

from matcher.text.occupations import MODEL
from matcher.text.title_training import Lessons, calibrate, fit


def main() -> None:
    """Calibrate on titles left out, learn from all of them, write the model."""
    began = time.monotonic()
    lessons = Lessons.shipped()
    coder = fit(lessons, calibrate())
    file = Path(str(MODEL))
    coder.save(file, lessons.fingerprint())
    click.echo(
        f"{file.name}: {len(lessons.rows)} titles and names, {len(coder.features.known)} features,"
        f" {coder.coefficients.nnz} coefficients, {file.stat().st_size / 1e6:.1f} MB,"
        f" {time.monotonic() - began:.0f} s"
    )


if __name__ == "__main__":
    main()
