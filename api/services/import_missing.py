"""Who or what is in the registry and not in the file: named, so that somebody can ask why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.registry_files.columns import RegistryKind
from api.services.apply_changes import in_parts
from api.services.name_subjects import opening_faces, student_faces
from models.company import Company


@dataclass(frozen=True, slots=True)
class Missing:
    """One that the file does not name: a student's or company's name, or an opening's title and company."""

    ref: str
    called: str
    company: str | None = None


def name_missing(session: Session, kind: RegistryKind, refs: Sequence[str]) -> tuple[Missing, ...]:
    """Names for these references, in their order."""
    if kind is RegistryKind.OPENINGS:
        openings = opening_faces(session, refs)
        return tuple(Missing(ref, openings[ref].title, openings[ref].company_name) for ref in refs)
    if kind is RegistryKind.STUDENTS:
        names: Mapping[str, str] = {ref: face.name for ref, face in student_faces(session, refs).items()}
    else:
        names = _company_names(session, refs)
    return tuple(Missing(ref, names[ref]) for ref in refs)


def _company_names(session: Session, refs: Sequence[str]) -> dict[str, str]:
    return {
        ref: name
        for part in in_parts(refs)
        for ref, name in session.execute(select(Company.ref, Company.name).where(Company.ref.in_(part)))
    }
