"""`aixin explain`: one student and one opening, bar by bar, or all that stands between them."""

from datetime import date

import click
from rich.console import Console

from api.presenters.shortlists import explanation_document
from api.services.explain_pair import explain_pair
from api.services.name_subjects import opening_faces, student_faces
from scripts.instance import open_session
from scripts.subjects import find_opening_ref, find_student_ref
from scripts.tables import show_match, show_pair, show_refusals
from scripts.terminal import Terminal, as_of_option, command


@command("explain", "Why a student and an opening score as they do, or cannot meet. · 逐项说明")
@click.option("--student", metavar="REF", required=True, help="Reference or name of a student.")
@click.option("--opening", metavar="REF", required=True, help="Reference or title of an opening.")
@as_of_option
def explain(terminal: Terminal, student: str, opening: str, as_of: date) -> None:
    """Explain one pair."""
    with open_session() as session:
        pair = find_student_ref(session, student), find_opening_ref(session, opening)
        explanation = explain_pair(session, *pair, as_of=as_of)
        seeker = student_faces(session, pair[:1])[explanation.student]
        offer = opening_faces(session, pair[1:])[explanation.opening]
        document = explanation_document(explanation, offer)

    def show(console: Console) -> None:
        show_pair(console, seeker, offer)
        if explanation.match is None:
            show_refusals(console, document["refused"])
        else:
            show_match(console, document)

    terminal.answer(document, show)
