"""Openings that a company posts by itself: created, changed or revived by the company's own number.

The words are read by the schema and the reader of the import, so that one posting means the same at either
door; what the import would warn of is refused here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.schemas.base import Channel, Columns
from api.schemas.cells import Cell, cell_words
from api.schemas.opening import OpeningSchema
from api.schemas.problems import Finding, ProblemCode, Severity
from api.services.import_plan import Outcome
from api.services.openings.flag_openings import reviewing
from api.services.openings.near_duplicates import NearDuplicates
from api.services.openings.read_opening import OpeningReader, code_occupations
from api.services.openings.told_opening import NOT_TOLD
from api.services.told_fields import Told
from matcher.law.terms import NO_LOCAL_WAGES, LocalWages
from matcher.vocabulary import OpeningStatus
from models.company import Company
from models.opening import Opening
from models.posting import REJECTED, REVIEW, Flag
from models.queries.title_corrections import corrected_occupations

_LISTED = (OpeningStatus.OPEN, OpeningStatus.WAITING)


@dataclass(frozen=True, slots=True)
class Terms:
    """What the instance decides: its day, its division, and the minimum wages that it sets itself."""

    today: date
    within: str | None = None
    minimum_wages: LocalWages = field(default_factory=lambda: NO_LOCAL_WAGES)


@dataclass(frozen=True, slots=True)
class Posted:
    """What became of a posting: the opening, None when it was refused, and what there is to say about it.

    `changed` are the columns that differ from before; `revived` says that it had been off the list.
    """

    outcome: Outcome
    findings: tuple[Finding, ...]
    opening: Opening | None = None
    changed: tuple[str, ...] = ()
    revived: bool = False


def post_openings(session: Session, company: Company, posts: Sequence[Told], terms: Terms) -> list[Posted]:
    """Take the postings in, in their order; one that is refused costs the others nothing.

    The first of a number counts. A posting says all that there is to say: what it leaves out is not told any
    more.
    """
    schema = posting_schema(terms)
    readings = [_read_numbered(schema, told) for told in posts]
    desk = _PostingDesk(session, company, terms.today, [columns for columns, _ in readings if columns])
    return [desk.take_in(columns, findings) for columns, findings in readings]


def posting_schema(terms: Terms) -> OpeningSchema:
    """The gate that every posting passes whose company is known."""
    return OpeningSchema(
        channel=Channel.API,
        today=terms.today,
        within=terms.within,
        minimum_wages=terms.minimum_wages,
        employer_known=True,
    )


def read_posting(schema: OpeningSchema, told: Told) -> tuple[Columns | None, tuple[Finding, ...]]:
    """Columns of the opening; None when an error refuses it."""
    columns, found = schema.read(told)
    return columns, tuple(_in_the_whole(finding, told.get(finding.field)) for finding in found)


def below_filled(opening: Opening, columns: Columns) -> Finding | None:
    """That fewer are wanted than have been placed there; None where it is not so."""
    headcount = columns["headcount"]
    if not isinstance(headcount, int) or headcount >= opening.filled:
        return None
    params = {"filled": opening.filled}
    return Finding("headcount", ProblemCode.HEADCOUNT_BELOW_FILLED, Severity.ERROR, params)


def _read_numbered(schema: OpeningSchema, told: Told) -> tuple[Columns | None, tuple[Finding, ...]]:
    columns, findings = read_posting(schema, told)
    if not cell_words(told.get("external_ref")):
        findings = (Finding("external_ref", ProblemCode.REQUIRED, Severity.ERROR), *findings)
        columns = None
    return columns, findings


def _in_the_whole(finding: Finding, cell: Cell) -> Finding:
    """The finding with its place in the field as it was sent, blanks at the beginning included."""
    words = finding.params.get("words")
    if not isinstance(cell, str) or not isinstance(words, str):
        return finding
    start = finding.params.get("start")
    begin = cell.find(words) if start is None else cell.find(cell_words(cell)) + int(str(start))
    if begin < 0:  # it was written in full width, say
        return finding
    return replace(finding, params={**finding.params, "start": begin, "end": begin + len(words)})


class _PostingDesk:
    def __init__(self, session: Session, company: Company, today: date, told: Sequence[Columns]) -> None:
        self.session = session
        self.company = company
        self.today = today
        self.taken: set[str] = set()  # numbers of this batch
        self.reader = OpeningReader()
        self.alike = NearDuplicates(session, company.id, today)
        titles = sorted({str(columns["title"]) for columns in told})
        coded = code_occupations(titles, corrected_occupations(session)) if titles else []
        self.occupations = dict(zip(titles, coded, strict=True))
        own = select(Opening).where(Opening.company_id == company.id)
        numbers = {str(columns["external_ref"]) for columns in told}
        self.numbered = {
            opening.external_ref: opening
            for opening in session.scalars(own.where(Opening.external_ref.in_(sorted(numbers))))
        }
        keys = {str(columns["title_key"]) for columns in told}
        self.unnumbered = {
            (opening.title_key, opening.place_key): opening
            for opening in session.scalars(
                own.where(Opening.external_ref.is_(None), Opening.title_key.in_(sorted(keys)))
            )
        }

    def take_in(self, columns: Columns | None, findings: tuple[Finding, ...]) -> Posted:
        if columns is None:
            return Posted(Outcome.REJECTED, findings)
        if columns["external_ref"] in self.taken:
            twice = Finding("external_ref", ProblemCode.DUPLICATE, Severity.ERROR)
            return Posted(Outcome.REJECTED, (twice, *findings))
        opening = self._find(columns)
        if opening is not None and (below := below_filled(opening, columns)) is not None:
            return Posted(Outcome.REJECTED, (below, *findings), opening)
        self.taken.add(str(columns["external_ref"]))
        fresh = NOT_TOLD | columns | self.reader.complete(columns)
        fresh |= self.occupations[str(columns["title"])]
        if opening is None:
            return self._create(fresh, findings)
        return self._change(opening, fresh, findings)

    def _find(self, columns: Columns) -> Opening | None:
        """The opening of this number, or the one known without a number by the same title and place."""
        number = str(columns["external_ref"])
        if number not in self.numbered:
            words = str(columns["title_key"]), str(columns.get("place_key", ""))
            if words in self.unnumbered:
                self.numbered[number] = self.unnumbered.pop(words)
        return self.numbered.get(number)

    def _create(self, fresh: Columns, findings: tuple[Finding, ...]) -> Posted:
        opening = Opening(company=self.company, **fresh)
        self._list(opening)
        self.session.add(opening)
        warnings = self._compare(opening, before=())
        self.session.flush()
        self.numbered[opening.external_ref] = opening
        return Posted(Outcome.CREATED, (*findings, *warnings), opening, tuple(sorted(fresh)))

    def _change(self, opening: Opening, fresh: Columns, findings: tuple[Finding, ...]) -> Posted:
        changed = sorted(name for name, value in fresh.items() if getattr(opening, name) != value)
        was_listed = opening.status in _LISTED and opening.valid_to >= self.today
        for name in changed:
            setattr(opening, name, fresh[name])
        standing = opening.status, opening.status_reason
        self._relist(opening, changed=bool(changed))
        warnings = self._compare(opening, before=opening.flags)
        moved = standing != (opening.status, opening.status_reason)
        self.session.flush()
        outcome = Outcome.UPDATED if changed or moved else Outcome.UNCHANGED
        names = (*changed, "status") if moved else tuple(changed)
        revived = opening.status in _LISTED and not was_listed
        return Posted(outcome, (*findings, *warnings), opening, names, revived)

    def _relist(self, opening: Opening, *, changed: bool) -> None:
        """Posting again puts an opening back on the list; one that was refused must change for that.

        What an untrusted company changes waits for an officer again.
        """
        refused = opening.status is OpeningStatus.CLOSED and opening.status_reason == REJECTED
        if refused and not changed:
            return
        if opening.status is not OpeningStatus.OPEN or (changed and not self.company.trusted):
            self._list(opening)

    def _list(self, opening: Opening) -> None:
        """Open at once, or wait for an officer: openings of new companies, and those refused before."""
        trusted = self.company.trusted and Flag.REJECTED not in (opening.flags or ())
        opening.status = OpeningStatus.OPEN if trusted else OpeningStatus.WAITING
        opening.status_reason = None if trusted else REVIEW
        opening.status_words = None

    def _compare(self, opening: Opening, before: Sequence[str]) -> tuple[Finding, ...]:
        """Flag what looks like another opening of the company, and say so."""
        others = self.alike.of(opening)
        self.alike.add(opening)
        kept = set(before) - {Flag.NEAR_DUPLICATE}
        found = kept | ({Flag.NEAR_DUPLICATE.value} if others else set())
        for name, value in reviewing(found, before, needed=bool(opening.needs_review)).items():
            if getattr(opening, name) != value:
                setattr(opening, name, value)
        if not others:
            return ()
        return (Finding("title", ProblemCode.NEAR_DUPLICATE, Severity.WARNING, {"others": others}),)
