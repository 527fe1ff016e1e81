"""`aixin shortlist`: ranked openings for a student, ranked students for an opening, or everybody's."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from api.i18n import marked, say
from api.presenters.plans import spread_document, spread_sentence
from api.presenters.shortlist_files import FILE_TYPES, write_shortlists
from api.presenters.shortlists import shortlist_document
from api.presenters.spread_charts import spread_charts
from api.services.matching.explain_pair import advise_listed
from api.services.matching.keep_shortlist import keep_shortlist
from api.services.matching.make_shortlist import (
    shortlist_for_opening,
    shortlist_for_student,
    shortlists_for_all,
)
from api.services.name_subjects import opening_faces, student_faces
from api.services.phone_book import phone_book
from api.services.plans.make_plan import spread_for_all
from api.settings import load_policy
from matcher.plan.spread import PER_PLACE, Spread
from matcher.results import Shortlist
from models.audit import Act
from scripts.instance import open_market, operator_acting, writing_session
from scripts.looking import looking
from scripts.output_files import check_drawing, replacing, write_drawing
from scripts.subjects import find_opening_ref, find_student_ref
from scripts.tables import show_shortlist
from scripts.terminal import CommandError, Document, Terminal, as_of_option, command


@command("shortlist", "Ranked openings for a student, ranked students for an opening, or all. · 推荐名单")
@click.option("--student", metavar="REF", help="Reference of a student, or a name that only one has.")
@click.option("--opening", metavar="REF", help="Reference of an opening, or a title that only one has.")
@click.option("--all", "everybody", is_flag=True, help="Every student's shortlist, into a file.")
@click.option("-k", default=20, show_default=True, type=click.IntRange(min=1), help="How many.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="File: .xlsx, .csv or .json.")
@click.option("--spread", is_flag=True, help="With --all: no opening on too many lists. 分散推荐")
@click.option(
    "--per-place",
    default=PER_PLACE,
    show_default=True,
    type=click.IntRange(min=1),
    help="With --spread: on how many lists for each place that is left.",
)
@click.option("--plot", type=click.Path(dir_okay=False, path_type=Path), help="With --spread: an .svg. 图")
@click.option("--keep", is_flag=True, help="Keep it, to be edited, approved and referred from. 保存名单")
@as_of_option
def shortlist(
    terminal: Terminal,
    *,
    student: str | None,
    opening: str | None,
    everybody: bool,
    k: int,
    out: Path | None,
    spread: bool,
    per_place: int,
    plot: Path | None,
    keep: bool,
    as_of: date,
) -> None:
    """Make one shortlist, or all."""
    if sum((student is not None, opening is not None, everybody)) != 1:
        raise click.UsageError(say(marked("Give one of --student REF, --opening REF and --all")))
    if everybody and out is None:
        raise click.UsageError(say(marked("--all needs --out FILE, a file for everybody's lists")))
    if out is not None and not everybody:
        raise click.UsageError(say(marked("--out FILE goes with --all: everybody's lists in one file")))
    if spread and not everybody:
        raise click.UsageError(say(marked("--spread goes with --all: it is about everybody's lists")))
    if plot is not None and not spread:
        raise click.UsageError(say(marked("--plot goes with --spread: it shows what that costs and brings")))
    if keep and everybody:
        raise click.UsageError(say(marked("--keep goes with --student and --opening: one shortlist")))
    check_drawing(plot)
    if out is not None:
        _write_all(terminal, out, k=k, per_place=per_place if spread else None, plot=plot, as_of=as_of)
        return
    found, document = _make(student, opening, k=k, as_of=as_of, advised=not terminal.as_json)
    if keep:
        with writing_session() as session:
            kept = keep_shortlist(operator_acting(session), found, k=k)
            document["kept"] = kept.ref
    terminal.answer(document, lambda console: show_shortlist(console, document))


def _make(
    student: str | None, opening: str | None, *, k: int, as_of: date, advised: bool
) -> tuple[Shortlist, Document]:
    """One shortlist; for people with what would raise its first items, which takes a little time."""
    policy = load_policy()
    with looking() as look:
        session = look.session
        if student is not None:
            ref = find_student_ref(look, student)
            found = shortlist_for_student(session, open_market(), ref, as_of=as_of, k=k)
            subject: Any = student_faces(session, [found.ref])[found.ref]
            faces: Any = opening_faces(session, [match.opening for match in found.items])
            look.audit(Act("student.shortlist", ("student", ref), ("name", "shortlist")))
        else:
            ref = find_opening_ref(look, opening or "")
            found = shortlist_for_opening(session, open_market(), ref, as_of=as_of, k=k)
            subject = opening_faces(session, [found.ref])[found.ref]
            listed = [match.student for match in found.items]
            faces = student_faces(session, listed)
            act = Act("opening.shortlist", ("opening", ref), ("name", "shortlist"), {"refs": listed})
            look.audit(act)
        advice = advise_listed(session, found, policy=policy) if advised else None
    return found, shortlist_document(found, subject, faces, advice)


def _write_all(
    terminal: Terminal, out: Path, *, k: int, per_place: int | None, plot: Path | None, as_of: date
) -> None:
    """Write everybody's shortlist, with the numbers that officers call; the file appears when it is whole.

    With `per_place` no opening is on more lists than that for each place.
    """
    if out.suffix.lower() not in FILE_TYPES:
        raise CommandError("OUT_TYPE", accepted=FILE_TYPES)
    market = open_market()
    students = items = 0
    spread: Spread | None = None

    def documents(session: Session) -> Iterator[Document]:
        nonlocal students, items
        openings = opening_faces(session)
        everyone = student_faces(session)
        with terminal.progress(say(marked("Shortlists"))) as progress:
            chosen = None if spread is None else spread.lists
            for found in shortlists_for_all(
                session, market, as_of=as_of, k=k, chosen=chosen, progress=progress
            ):
                students, items = students + 1, items + len(found.items)
                yield shortlist_document(found, everyone[found.ref], openings)

    with replacing(terminal, out) as path, looking() as look:
        session = look.session
        if per_place is not None:
            spread = spread_for_all(session, market, as_of=as_of, k=k, per_place=per_place)
        write_shortlists(path, documents(session), phone_book(session), as_of, market.policy.fingerprint)
        fields = ("name", "phone", "guardian_phone", "shortlist")
        look.audit(Act("students.exported", fields=fields, details={"students": students}))
    document: Document = {
        "file": str(out),
        "as_of": as_of.isoformat(),
        "students": students,
        "items": items,
    }
    line = say(
        marked("%(students)s students, %(items)s proposals → %(file)s"),
        students=students,
        items=items,
        file=str(out),
    )
    lines = [line]
    if spread is not None:
        document["spread"] = spread_document(spread)
        lines.append(spread_sentence(document["spread"]))
        if plot is not None:
            write_drawing(terminal, plot, spread_charts(document["spread"]))
            lines.append(f"→ {plot}")
    terminal.answer(document, lambda console: console.print("\n".join(lines), markup=False))
