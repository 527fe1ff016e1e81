"""`aixin policy learn`: the points that recorded answers speak for, as a proposal and nothing more."""

from datetime import date
from pathlib import Path

import click
from rich.console import Console

from api.i18n import marked, say
from api.presenters.lessons import calibration_chart, lesson_document, lesson_sections, lesson_sentences
from api.services.matching.learn_policy import compare_groups, learn_policy
from api.settings import load_policy
from matcher.learning.answers import Goal
from matcher.policy import Policy
from scripts.instance import open_market, open_session
from scripts.output_files import check_drawing, replacing, write_drawing
from scripts.sections import show_sections
from scripts.terminal import Document, Terminal, as_of_option, command


@command("learn", "Propose points by what came of introductions; nothing takes effect. · 从结果学习")
@click.option(
    "--goal",
    type=click.Choice([goal.value for goal in Goal]),
    default=Goal.HIRED.value,
    show_default=True,
    help="What counts as a good outcome.",
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="File for what is proposed.")
@click.option(
    "--plot", type=click.Path(dir_okay=False, path_type=Path), help="File for the calibration: .svg."
)
@as_of_option
def learn(terminal: Terminal, *, goal: str, out: Path | None, plot: Path | None, as_of: date) -> None:
    """Learn, and tell what is proposed, or why nothing is; `aixin policy use FILE` is what accepts it."""
    check_drawing(plot)
    policy = load_policy()
    document, proposed = _learned(terminal, policy, Goal(goal), as_of)
    if out is not None and proposed is not None:
        with replacing(terminal, out) as unfinished:
            unfinished.write_text(proposed.to_json(), "utf-8")
    if plot is not None and document["calibration"]:
        write_drawing(terminal, plot, [calibration_chart(document)])
    terminal.answer(document, lambda console: _show(console, document))
    if proposed is not None:
        file = "FILE" if out is None else str(out)
        terminal.note(say(marked("`aixin policy use %(file)s` lets it count"), file=file))


def _learned(terminal: Terminal, policy: Policy, goal: Goal, as_of: date) -> tuple[Document, Policy | None]:
    """What was learned, with what it would mean for groups of seekers if something is proposed."""
    with open_session() as session:
        lesson = learn_policy(session, policy, goal)
        proposed = lesson.learned.policy
        if proposed is None:
            return lesson_document(lesson, policy, {}), None
        with terminal.progress(say(marked("Shortlists"))) as progress:
            groups = compare_groups(
                session, open_market(policy), open_market(proposed), as_of=as_of, progress=progress
            )
        return lesson_document(lesson, policy, groups), proposed


def _show(console: Console, document: Document) -> None:
    for sentence in lesson_sentences(document):
        console.print(sentence, markup=False, soft_wrap=True)
    show_sections(console, lesson_sections(document))
