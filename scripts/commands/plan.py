"""`aixin plan`: one proposal for everybody at once, within the places that there are."""

from collections import Counter
from datetime import date
from functools import partial
from pathlib import Path

import click
from rich.console import Console

from api.i18n import marked, say
from api.presenters.holdings import holdings_document, holdings_sentences
from api.presenters.plan_comparisons import comparison_charts
from api.presenters.plan_files import FILE_TYPES, Named, write_plan
from api.presenters.plans import (
    left_out_sentences,
    plan_document,
    proof_sentence,
    reason_sentence,
    sought_sentence,
)
from api.services.name_subjects import OpeningFace, opening_faces, student_faces
from api.services.phone_book import phone_book
from api.services.plans.past_refusals import LeftOut, leave_out_refused
from api.services.plans.spare_places import plan_as_ordered
from matcher.plan.plan import CANDIDATES
from matcher.plan.results import Plan
from models.audit import Act
from scripts.instance import open_market
from scripts.looking import looking
from scripts.output_files import check_drawing, replacing, write_drawing
from scripts.plan_comparison import compare_made, compare_on_trial, show_compared, show_trial
from scripts.plan_orders import ToldOrders
from scripts.tables import table
from scripts.terminal import CommandError, Document, Terminal, as_of_option, command

FILE = click.Path(dir_okay=False, path_type=Path)


@command("plan", "One proposal for every student at once, within headcounts. · 统筹方案")
@click.option("--out", type=FILE, help="File: .xlsx, .csv or .json.")
@click.option("--pins", type=FILE, help="Table of student and opening: pairs that must be. 固定")
@click.option("--bans", type=FILE, help="Table of student and opening: pairs that must not be. 排除")
@click.option("--per-company", type=click.IntRange(min=0), help="At most so many with any company.")
@click.option("--per-occupation", type=click.IntRange(min=0), help="At most so many in any occupation.")
@click.option(
    "--candidates",
    default=CANDIDATES,
    show_default=True,
    type=click.IntRange(min=1),
    help="Openings that are looked at for each at first; more where the proof needs them.",
)
@click.option(
    "--hold-back",
    type=click.IntRange(1, 52),
    metavar="WEEKS",
    help="Hold back what registered students need who may be proposed only within so many weeks. 预留",
)
@click.option("--compare", is_flag=True, help="Beside it, what would come of placing without a plan. 对比")
@click.option("--plot", type=FILE, help="With --compare: both as a drawing, an .svg. 图")
@click.option(
    "--postings",
    type=FILE,
    help="With --compare: on the postings of this file instead, as if none had ended. 岗位",
)
@click.option(
    "--places",
    type=click.FloatRange(min=0, min_open=True),
    metavar="RATIO",
    help="With --compare: on so many places for each student, drawn from all.",
)
@as_of_option
def plan(
    terminal: Terminal,
    *,
    out: Path | None,
    pins: Path | None,
    bans: Path | None,
    per_company: int | None,
    per_occupation: int | None,
    candidates: int,
    hold_back: int | None,
    compare: bool,
    plot: Path | None,
    postings: Path | None,
    places: float | None,
    as_of: date,
) -> None:
    """Make the plan, and show its figures or write it to a file; on trial, compare and make none."""
    if out is not None and out.suffix.lower() not in FILE_TYPES:
        raise CommandError("OUT_TYPE", accepted=FILE_TYPES)
    check_drawing(plot)
    told = ToldOrders(pins, bans, per_company, per_occupation, hold_back, candidates)
    on_trial = postings is not None or places is not None
    if not compare and (on_trial or plot is not None):
        raise click.UsageError(say(marked("--plot, --postings and --places go with --compare")))
    if on_trial:
        if out is not None or told.given:
            raise click.UsageError(
                say(marked("--postings and --places only compare: nothing is planned there"))
            )
        document = compare_on_trial(terminal, postings, places, candidates=candidates, as_of=as_of)
        if plot is not None:
            write_drawing(terminal, plot, comparison_charts(document))
        terminal.answer(document, lambda console: show_trial(console, document))
        return
    making = partial(_make, terminal, told, as_of=as_of, remember=not compare)
    if out is None:
        made, left_out, holdings, openings = making()
    else:
        with replacing(terminal, out) as path:
            made, left_out, holdings, openings = making(path)
    document = plan_document(made)
    if left_out is not None:
        document["left_out"] = left_out._asdict()
    if holdings is not None:
        document["held_back"] = holdings
    if compare:
        document["compared"] = compare_made(made, candidates=candidates, as_of=as_of)["compared"]
        if plot is not None:
            write_drawing(terminal, plot, comparison_charts(document))
    terminal.answer(document, lambda console: _show(console, document, openings, out))


def _make(
    terminal: Terminal, told: ToldOrders, path: Path | None = None, *, as_of: date, remember: bool
) -> tuple[Plan, LeftOut | None, Document | None, dict[str, OpeningFace]]:
    """The plan, written to a path if there is one, which alone names people, and what is told beside it.

    That is what is left out, if refusals are remembered, what is held back, and the openings.
    """
    market = open_market()
    with (
        looking() as look,
        told.read(terminal, look) as asked,
        terminal.progress(say(marked("Shortlists"))) as progress,
    ):
        session, ordered, left_out = look.session, asked, None
        if remember:
            ordered, left_out = leave_out_refused(session, market, asked, as_of=as_of)
        made, sparing = plan_as_ordered(session, market, as_of=as_of, ordered=ordered, progress=progress)
        holdings = None if sparing is None else holdings_document(sparing)
        openings = opening_faces(session)
        if path is not None:
            named = Named(student_faces(session), openings, phone_book(session))
            write_plan(path, made, named, as_of=as_of, policy=market.policy.fingerprint)
        fields = ("shortlist",) if path is None else ("name", "phone", "shortlist")
        refs = {*(each.student for each in made.proposals), *(each.student for each in made.unplaced)}
        refs |= {ref for held in (holdings or {}).get("held", ()) for ref in held["students"]}
        look.audit(Act("students.planned", fields=fields, details={"refs": sorted(refs)}))
    return made, left_out, holdings, openings


def _show(console: Console, document: Document, openings: dict[str, OpeningFace], out: Path | None) -> None:
    told = marked("%(placed)s of %(students)s students have a proposal, in %(headcount)s places")
    names = ("placed", "students", "headcount")
    lines = [say(told, **{name: document[name] for name in names}), proof_sentence(document)]
    congestion = document["congestion"]
    if document["items"]:
        told = marked("On the average no. %(rank)s of the own shortlist, %(regret)s points below its first")
        lines.append(say(told, rank=congestion["mean_rank"], regret=congestion["mean_regret"]))
    lines += left_out_sentences(document.get("left_out"))
    if "held_back" in document:
        lines += holdings_sentences(document["held_back"])
    if out is not None:
        lines.append(f"→ {out}")
    for line in lines:
        console.print(line, markup=False)
    if document.get("held_back", {}).get("held"):
        _show_held(console, document["held_back"], openings)
    reasons = Counter(none["reason"] for none in document["unplaced"])
    if reasons:
        headers = [say(marked("Without a proposal")), say(marked("Students"))]
        console.print(table(headers, [(reason_sentence(code), str(n)) for code, n in reasons.items()]))
    if "compared" in document:
        show_compared(console, document)
    if congestion["sought"]:
        headers = [say(header) for header in (marked("Opening"), marked("Company"), marked("Places free"))]
        rows = [
            (
                openings[each["opening"]].title,
                openings[each["opening"]].company_name,
                str(each["places"]),
                sought_sentence(each["others"]),
            )
            for each in congestion["sought"]
        ]
        console.print(table([*headers, ""], rows))


def _show_held(console: Console, holdings: Document, openings: dict[str, OpeningFace]) -> None:
    headers = (
        marked("Opening"),
        marked("Company"),
        marked("Held back"),
        marked("From"),
        marked("Would rather have it now"),
    )
    rows = [
        (
            openings[each["opening"]].title,
            openings[each["opening"]].company_name,
            str(each["places"]),
            each["first_day"],
            str(each["others"]),
        )
        for each in holdings["held"]
    ]
    console.print(table([say(header) for header in headers], rows))
