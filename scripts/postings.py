"""A file of postings to try things on: imported into a database of its own, which is thrown away."""

import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

from api.clock import now
from api.i18n import marked, say
from api.registry_files.columns import RegistryKind
from api.services.imports.import_registry import import_registry
from api.settings import load_settings
from matcher.columns import Columns
from matcher.index.index import Index
from matcher.ranking import Ranking
from models.engine import make_engine, make_session
from models.migrate import upgrade
from models.queries.snapshots import load_openings
from scripts.instance import open_vault, operator
from scripts.terminal import Terminal


def rank_postings(terminal: Terminal, path: Path, *, as_of: date) -> Ranking:
    """The openings of a file under the policy at work, as if none of them had ended by that day.

    What of the file cannot be read as an opening is left out, and told in a line.
    """
    settings = load_settings()
    vault = open_vault(settings)
    with tempfile.TemporaryDirectory() as folder, terminal.progress(path.stem) as progress:
        engine = make_engine(f"sqlite:///{Path(folder) / 'postings.sqlite'}")
        upgrade(engine)
        result = import_registry(
            engine,
            vault,
            RegistryKind.OPENINGS,
            path,
            now=now(),
            actor=operator(),
            within=settings.district,
            minimum_wages=settings.minimum_wages,
            progress=progress,
        )
        with make_session(engine, vault, read_only=True) as session:
            found = load_openings(session)
        engine.dispose()
    if result.rejected:
        told = marked("%(rejected)s of %(rows)s rows are not used; `aixin import openings` says why")
        terminal.note(say(told, rejected=result.rejected, rows=result.read))
    openings = [replace(opening, valid_to=max(opening.valid_to, as_of)) for opening in found]
    return Ranking(Index.of(Columns.of(openings), settings.policy))
