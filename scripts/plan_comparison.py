"""What `aixin plan --compare` shows: the plan beside what is done without one, also on trial."""

from datetime import date
from pathlib import Path

from rich.console import Console

from api.i18n import marked, say
from api.presenters.plan_comparisons import (
    comparison_document,
    comparison_headers,
    comparison_rows,
    comparison_sentence,
)
from api.services.plans.compare_plan import compare_plan
from matcher.plan.results import Plan
from scripts.instance import open_market, open_session
from scripts.postings import rank_postings
from scripts.tables import table
from scripts.terminal import Document, Terminal


def compare_made(made: Plan, *, candidates: int, as_of: date) -> Document:
    """A plan that was made, beside the rest."""
    with open_session() as session:
        ranking = open_market().ranking(session)
        found = compare_plan(session, ranking, plan=made, candidates=candidates, as_of=as_of)
    return comparison_document(found)


def compare_on_trial(
    terminal: Terminal, postings: Path | None, places: float | None, *, candidates: int, as_of: date
) -> Document:
    """The best plan beside the rest, on a file's postings or the registry's, perhaps with fewer places."""
    ranking = None if postings is None else rank_postings(terminal, postings, as_of=as_of)
    with open_session() as session, terminal.progress(say(marked("Shortlists"))) as progress:
        found = compare_plan(
            session,
            ranking or open_market().ranking(session),
            places_per_student=places,
            candidates=candidates,
            as_of=as_of,
            progress=progress,
        )
    return comparison_document(found)


def show_trial(console: Console, document: Document) -> None:
    """Who and what there is, and the figures."""
    console.print(comparison_sentence(document), markup=False)
    show_compared(console, document)


def show_compared(console: Console, document: Document) -> None:
    """A column for each method."""
    console.print(table(comparison_headers(), comparison_rows(document)))
