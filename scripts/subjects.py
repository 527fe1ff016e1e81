"""Who is meant: by reference, or by a name or title that only one has."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from api.presenters.registries import row_line
from api.settings import load_settings
from matcher.errors import UnknownSubject
from matcher.text.normalise import fold
from models.audit import Act
from models.queries import openings, students
from scripts.looking import Look
from scripts.terminal import CommandError

CANDIDATES_SHOWN = 10
LOOKED_AT = 1_000  # of what is found, to see who is called so in full


def find_student_ref(look: Look, text: str) -> str:
    """The reference of the student meant; CommandError with the candidates when several may be."""
    known = students.get(look.session, text)
    if known is not None:
        return known.ref
    refuse_merged(look.session, text)
    page = students.find(look.session, text, page_size=LOOKED_AT, within=load_settings().district)
    named = [student.ref for student in page.items[:CANDIDATES_SHOWN]]
    if named:
        look.audit(
            Act("students.listed", fields=("name", "place", "school", "major"), details={"refs": named})
        )
    return _only("student", text, page.items, page.total, [student.name for student in page.items])


def refuse_merged(session: Session, ref: str) -> None:
    """Say of a record that was merged where it is now."""
    into = students.merged_into(session, ref)
    if into is not None:
        raise CommandError("STUDENT_MERGED", ref=ref, into=into)


def find_opening_ref(look: Look, text: str) -> str:
    """The reference of the opening meant; CommandError with the candidates when several may be."""
    known = openings.get(look.session, text)
    if known is not None:
        return known.ref
    page = openings.find(look.session, text, page_size=LOOKED_AT, within=load_settings().district)
    return _only("opening", text, page.items, page.total, [opening.title for opening in page.items])


def _only(kind: str, text: str, found: Sequence[Any], total: int, names: Sequence[str]) -> str:
    """The one that is called so in full, else the only one found at all."""
    if not fold(text) or not found:
        raise UnknownSubject(kind=kind, ref=text)
    called_so = [row.ref for row, name in zip(found, names, strict=True) if fold(name) == fold(text)]
    if total <= len(found) and len(called_so) == 1:
        return str(called_so[0])
    if total == 1:
        return str(found[0].ref)
    candidates = [row_line(row) for row in found[:CANDIDATES_SHOWN]]
    raise CommandError("SEVERAL_FOUND", text=text, total=total, candidates=candidates)
