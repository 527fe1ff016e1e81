"""`aixin retention`: let go of what has been kept long enough; to be run every night."""

import click
from rich.console import Console

from api.i18n import marked, say, say_list
from api.services.rights.apply_retention import Periods, Retired, apply_retention
from api.settings import load_settings
from models.engine import empty_log, make_session
from scripts.instance import open_database, operator_acting
from scripts.tables import table
from scripts.terminal import Terminal, command

TRACES = {
    "personal_links": marked("personal links"),
    "login_sessions": marked("log-ins"),
    "idempotency_keys": marked("answers kept for repeats"),
    "match_runs": marked("runs of all shortlists"),
    "plans": marked("plans for everybody"),
    "import_changes": marked("rows kept to undo imports"),
    "import_problems": marked("problems that imports had"),
    "broken_glass": marked("emergencies and their reasons"),
    "jobs": marked("details of why work failed"),
}
REFS_SHOWN = 50


@command("retention", "Let go of what has been kept long enough. · 到期清理")
@click.option("--dry-run", is_flag=True, help="Only say what would be done. 只预览")
def retention(terminal: Terminal, *, dry_run: bool) -> None:
    """Erase who left long ago, and remove traces that are used up."""
    settings = load_settings()
    periods = Periods(settings.keep_left_years, settings.keep_traces_days)
    with open_database(settings) as (engine, vault):
        with make_session(engine, vault) as session:
            acting = operator_acting(session)
            retired = apply_retention(acting, periods, dry_run=dry_run)
            if not dry_run:
                session.commit()
        if not dry_run:
            empty_log(engine)
    document = {
        "dry_run": dry_run,
        "students": retired.students,
        "employed": retired.employed,
        "traces": retired.traces,
    }
    terminal.answer(document, lambda console: _show(console, retired, dry_run))


def _show(console: Console, retired: Retired, dry_run: bool) -> None:
    counts = {say(marked("students erased")): len(retired.students)}
    counts |= {say(TRACES[name]): count for name, count in retired.traces.items()}
    rows = [(name, str(count)) for name, count in counts.items()]
    console.print(table([say(marked("What")), say(marked("Number"))], rows))
    if retired.employed:
        refs = say_list(retired.employed, most=REFS_SHOWN)
        console.print(say(marked("Employed, so not erased: %(refs)s"), refs=refs), markup=False)
    if dry_run:
        console.print(say(marked("This would be done; nothing was.")))
