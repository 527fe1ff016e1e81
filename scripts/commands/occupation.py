"""`aixin occupation`: how job titles are coded by the national classification, and what officers correct."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import click
from rich.console import Console

from api.clock import written
from api.i18n import marked, say
from api.presenters.failures import failure_of
from api.services.openings.correct_titles import correct_title, forget_title
from api.services.openings.read_opening import SURE
from api.settings import instance_path, remembered_profile
from matcher.reference.occupations import name_of
from matcher.text.normalise import fold, normalise
from matcher.text.occupations import code_titles
from matcher.text.title_coder import Coding
from models.queries.title_corrections import all_corrections, corrected_occupations
from scripts.instance import open_session, operator_acting, writing_session
from scripts.tables import table
from scripts.terminal import CommandError, Document, Terminal, clock_time, command


@command("occupation", "How job titles are coded by the national classification. · 职业编码")
@click.argument("titles", nargs=-1)
@click.option("--file", "path", type=click.Path(path_type=Path), help="A table with titles.")
@click.option("--column", help="Its column with the titles.")
@click.option("--held-out", is_flag=True, help="By a coder that did not learn from the title. 留出评测")
@click.option("--correct", nargs=2, metavar="TITLE CODE", help="Say what a title's code is. 更正")
@click.option("--forget", metavar="TITLE", help="Take a correction back. 撤销更正")
@click.option("--corrections", is_flag=True, help="List the corrections. 更正清单")
def occupation(
    terminal: Terminal,
    *,
    titles: tuple[str, ...],
    path: Path | None,
    column: str | None,
    held_out: bool,
    correct: tuple[str, str] | None,
    forget: str | None,
    corrections: bool,
) -> None:
    """Code titles, in the order in which they were given; or correct, forget, list."""
    asked = [bool(titles), path is not None, correct is not None, forget is not None, corrections]
    if sum(asked) > 1:
        sentence = marked("Titles, --file, --correct, --forget and --corrections cannot be combined")
        raise click.UsageError(say(sentence))
    if sum(asked) != 1 or (path is None) != (column is None):
        sentence = marked(
            "Give titles, or --file FILE with --column NAME, or one of --correct, --forget and --corrections"
        )
        raise click.UsageError(say(sentence))
    if held_out and not (titles or path):
        raise click.UsageError(say(marked("--held-out belongs to titles, or to --file")))
    if correct is not None:
        _correct(terminal, *correct)
    elif forget is not None:
        _forget(terminal, forget)
    elif corrections:
        _list(terminal)
    else:
        given = list(titles) if path is None or column is None else read_column(path, column)
        if held_out:
            _show_codes(terminal, given, _held_out(terminal, given), said={})
        else:
            _show_codes(terminal, given, code_titles(given), _corrections(terminal))


def _held_out(terminal: Terminal, titles: Sequence[str]) -> list[Coding]:
    """Codes that owe nothing to what is known of these very titles, corrections included."""
    from matcher.text.title_training import code_held_out

    with terminal.progress(say(marked("Models"))) as progress:
        return code_held_out(titles, progress=progress)


def _show_codes(
    terminal: Terminal, titles: Sequence[str], codings: Sequence[Coding], said: Mapping[str, str]
) -> None:
    items = [
        _item(title, coding, said.get(fold(title))) for title, coding in zip(titles, codings, strict=True)
    ]
    rows = [
        (
            item["title"],
            item["code"] or "—",
            item["name"] or "—",
            f"{item['confidence']:.0%}",
            "  ".join(f"{other['code']} {other['name']}" for other in item["alternatives"][:2]),
        )
        for item in items
    ]
    headers = [marked("Title"), marked("Code"), marked("Name"), marked("Sure"), marked("Or")]
    terminal.answer({"items": items}, lambda console: _show(console, headers, rows))


def _corrections(terminal: Terminal) -> Mapping[str, str]:
    """What officers of the instance said; nothing before it is set up."""
    if remembered_profile(instance_path()) is None:
        return {}
    try:
        with open_session() as session:
            return corrected_occupations(session)
    except CommandError as error:
        terminal.note(failure_of(error).text)
        return {}


def _item(title: str, found: Coding, said: str | None) -> Document:
    code, confidence = (said, SURE) if said else (found.code, found.confidence)
    return {
        "title": title,
        "code": code,
        "name": name_of(code) if code else None,
        "confidence": round(confidence, 4),
        "alternatives": [
            {"code": other, "name": name_of(other), "confidence": round(share, 4)}
            for other, share in found.alternatives
            if said is None
        ],
    }


def _correct(terminal: Terminal, title: str, code: str) -> None:
    with writing_session() as session:
        recoded = correct_title(operator_acting(session), title, code)
    document = {"title": recoded.title, "code": code, "name": name_of(code), "openings": recoded.openings}
    sentence = marked("%(title)s is %(code)s %(name)s from now on; registered openings changed: %(openings)s")
    line = say(sentence, **document)
    terminal.answer(document, lambda console: console.print(line, markup=False, soft_wrap=True))


def _forget(terminal: Terminal, title: str) -> None:
    with writing_session() as session:
        recoded = forget_title(operator_acting(session), title)
    document = {"title": recoded.title, "openings": recoded.openings}
    sentence = marked("%(title)s is coded by its words again; registered openings changed: %(openings)s")
    line = say(sentence, **document)
    terminal.answer(document, lambda console: console.print(line, markup=False, soft_wrap=True))


def _list(terminal: Terminal) -> None:
    with open_session() as session:
        kept = all_corrections(session)
    items = [
        {
            "title": correction.title,
            "code": correction.occupation,
            "name": name_of(correction.occupation),
            "actor": correction.actor,
            "at": written(correction.at),
        }
        for correction in kept
    ]

    def show(console: Console) -> None:
        if not kept:
            console.print(say(marked("No title has been corrected")))
            return
        headers = [marked("Title"), marked("Code"), marked("Name"), marked("By"), marked("On")]
        rows = [
            (one.title, one.occupation, name_of(one.occupation) or "—", one.actor, clock_time(one.at))
            for one in kept
        ]
        _show(console, headers, rows)

    terminal.answer({"items": items}, show)


def _show(console: Console, headers: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    console.print(table([say(header) for header in headers], rows))


def read_column(path: Path, column: str) -> list[str]:
    """The cells of one column below its header, on the first sheet that has it; empty rows are left out."""
    from api.registry_files.tables import open_sheets

    found: list[str] = []
    with open_sheets(path) as sheets:
        for sheet in sheets:
            rows = [["" if cell is None else str(cell).strip() for cell in row.cells] for row in sheet.rows]
            for header, row in enumerate(rows):
                names = [normalise(cell) for cell in row]
                if normalise(column) in names:
                    number = names.index(normalise(column))
                    return [row[number] if number < len(row) else "" for row in rows[header + 1 :]]
            found += rows[0] if rows else []
    raise CommandError("COLUMN_MISSING", column=column, found=found)
