"""`aixin evaluate`: how good the matcher is, on the registry of a day or against what people judged."""

from datetime import date
from pathlib import Path

import click
from rich.console import Console

from api.i18n import marked, say
from api.presenters.evaluation_files import FILE_TYPES, write_evaluation
from api.presenters.evaluation_tables import remarks, sections, title_of
from api.presenters.evaluations import outcomes_document, registry_document, titles_document
from api.registry_files.labelled import LabelledTitles, read_labelled
from api.services.matching.evaluate import evaluate_outcomes, evaluate_registry
from api.services.name_subjects import opening_faces
from api.settings import load_policy
from matcher.evaluation.titles import title_figures
from scripts.instance import open_market, open_session
from scripts.output_files import replacing
from scripts.sections import show_sections
from scripts.terminal import CommandError, Document, Terminal, as_of_option, command


@command("evaluate", "How good shortlists are: on the registry, or against a labelled file. · 评估")
@click.option(
    "--file", "path", type=click.Path(path_type=Path), help="Titles with codes, or pairs with outcomes."
)
@click.option("-k", default=20, show_default=True, type=click.IntRange(min=1), help="Length of the lists.")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="File: .html, .svg, .xlsx or .json."
)
@as_of_option
def evaluate(terminal: Terminal, *, path: Path | None, k: int, out: Path | None, as_of: date) -> None:
    """Evaluate, and show the figures or write them to a file."""
    if out is None:
        document = _document(terminal, path, k=k, as_of=as_of)
        terminal.answer(document, lambda console: _show(console, document))
        return
    if out.suffix.lower() not in FILE_TYPES:
        raise CommandError("OUT_TYPE", accepted=FILE_TYPES)
    with replacing(terminal, out) as unfinished:
        document = _document(terminal, path, k=k, as_of=as_of)
        write_evaluation(unfinished, document)
    line = say(marked("%(title)s → %(file)s"), title=title_of(document), file=str(out))
    terminal.answer({**document, "file": str(out)}, lambda console: console.print(line, markup=False))


def _document(terminal: Terminal, path: Path | None, *, k: int, as_of: date) -> Document:
    """What is asked for: without a file the registry, otherwise what the file's columns are."""
    if path is None:
        with open_session() as session, terminal.progress(say(marked("Shortlists"))) as progress:
            figures = evaluate_registry(session, open_market(), as_of=as_of, k=k, progress=progress)
            crowded = [crowd.opening for crowd in figures.congestion.crowded]
            return registry_document(figures, opening_faces(session, crowded))
    labelled = read_labelled(path)
    if isinstance(labelled, LabelledTitles):
        from matcher.text.title_training import cross_validate

        with terminal.progress(say(marked("Models"))) as progress:
            coded = cross_validate(labelled.rows, progress=progress)
        return titles_document(title_figures(coded), labelled.unread)
    with open_session() as session, terminal.progress(say(marked("Rankings"))) as progress:
        agreement = evaluate_outcomes(
            session, labelled.rows, as_of=as_of, policy=load_policy(), progress=progress
        )
    if not agreement.pairs:
        raise CommandError("OUTCOMES_UNKNOWN", pairs=agreement.unknown)
    return outcomes_document(agreement, labelled.unread)


def _show(console: Console, document: Document) -> None:
    console.print(title_of(document), style="bold", markup=False)
    for remark in remarks(document):
        console.print(remark, markup=False)
    show_sections(console, sections(document))
