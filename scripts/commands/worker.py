"""`aixin worker`: performs what takes longer than an answer may: imports and runs."""

import click

from api.settings import load_settings
from scripts.terminal import Terminal, command


@command("worker", "Perform imports and runs that were ordered. · 后台任务")
@click.option("--jobs", default=1, show_default=True, type=click.IntRange(1, 16), help="How many at once.")
def worker(terminal: Terminal, *, jobs: int) -> None:
    """Work until stopped; several workers may share one database, on as many machines."""
    from api.logs import log_to_standard_error
    from scripts.server.worker import work

    settings = load_settings()
    log_to_standard_error()
    terminal.answer({"profile": settings.profile, "jobs": jobs}, lambda console: None)
    work(settings, at_once=jobs)
