"""`aixin explain`: one student and one opening, bar by bar, or all that stands between them."""

from datetime import date

import click
from rich.console import Console

from api.presenters.explanations import Side, explanation_document
from api.services.matching.explain_pair import explain_among_students, explain_pair
from api.services.name_subjects import opening_faces, student_faces
from models.audit import Act
from scripts.explanations import show_explanation
from scripts.instance import open_market
from scripts.looking import looking
from scripts.subjects import find_opening_ref, find_student_ref
from scripts.tables import show_pair
from scripts.terminal import Terminal, as_of_option, command


@command("explain", "Why a student and an opening score as they do, or cannot meet. · 逐项说明")
@click.option("--student", metavar="REF", required=True, help="Reference or name of a student.")
@click.option("--opening", metavar="REF", required=True, help="Reference or title of an opening.")
@click.option(
    "--among",
    type=click.Choice(["openings", "students"]),
    default="openings",
    show_default=True,
    help="Rank among the student's openings, or the opening's students.",
)
@click.option("-k", default=20, show_default=True, type=click.IntRange(min=1), help="Length of the list.")
@as_of_option
def explain(terminal: Terminal, *, student: str, opening: str, among: Side, k: int, as_of: date) -> None:
    """Explain one pair."""
    with looking() as look:
        session = look.session
        pair = find_student_ref(look, student), find_opening_ref(look, opening)
        explain_in_list = explain_pair if among == "openings" else explain_among_students
        market = open_market()
        explanation = explain_in_list(session, market, *pair, as_of=as_of, k=k)
        last = [explanation.behind.last] if explanation.behind else []
        seekers = student_faces(session, [pair[0], *(match.student for match in last)])
        offers = opening_faces(session, [pair[1], *(match.opening for match in last)])
        details = {"opening": pair[1], "refs": sorted(seekers)}
        look.audit(Act("student.explanation", ("student", pair[0]), ("name", "shortlist"), details))
    document = explanation_document(
        explanation, seekers, offers, among=among, as_of=as_of, policy=market.policy.fingerprint
    )

    def show(console: Console) -> None:
        show_pair(console, seekers[pair[0]], offers[pair[1]])
        show_explanation(console, document, among=among)

    terminal.answer(document, show)
