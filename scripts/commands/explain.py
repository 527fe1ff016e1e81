"""`aixin explain`: one student and one opening, bar by bar, or all that stands between them."""

from datetime import date

import click

from api.presenters.shortlists import explanation_document
from api.services.explain_pair import explain_pair
from api.services.name_subjects import opening_faces
from scripts.instance import open_session
from scripts.tables import show_match, show_refusals
from scripts.terminal import Ref, Terminal, as_of_option, command


@command("explain", "Why a student and an opening score as they do, or cannot meet. · 逐项说明")
@click.option("--student", type=Ref(), required=True, help="Reference of a student.")
@click.option("--opening", type=Ref(), required=True, help="Reference of an opening.")
@as_of_option
def explain(terminal: Terminal, student: str, opening: str, as_of: date) -> None:
    """Explain one pair."""
    with open_session() as session:
        explanation = explain_pair(session, student, opening, as_of=as_of)
        document = explanation_document(explanation, opening_faces(session, [opening])[opening])
    if explanation.match is None:
        terminal.answer(document, lambda console: show_refusals(console, document["refused"]))
    else:
        terminal.answer(document, lambda console: show_match(console, document))
