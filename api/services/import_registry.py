"""Import a registry file: read, validate and encrypt first, then one short transaction applies it."""

from dataclasses import dataclass

from api.registry_files.columns import RegistryKind
from api.schemas.problems import Problem


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What became of a file: read = created + updated + unchanged + duplicates + rejected.

    `refs` are (row, ref) of the rows that are in the registry now; `missing` are the refs of the registry
    that the file did not name, `not_in_file` their number.
    """

    kind: RegistryKind
    file: str
    sheet: str
    read: int
    created: int
    updated: int
    unchanged: int
    duplicates: int
    rejected: int
    not_in_file: int
    refs: tuple[tuple[int, str], ...]
    problems: tuple[Problem, ...]
    missing: tuple[str, ...] = ()
