"""What became of an imported file, as a document."""

from typing import Any

from api.presenters.problems import problem_sentence
from api.services.import_registry import ImportResult

Document = dict[str, Any]


def import_document(result: ImportResult) -> Document:
    """Counts, references by row, and every problem with its sentence."""
    return {
        "kind": result.kind,
        "file": result.file,
        "sheet": result.sheet,
        "read": result.read,
        "created": result.created,
        "updated": result.updated,
        "unchanged": result.unchanged,
        "duplicates": result.duplicates,
        "rejected": result.rejected,
        "not_in_file": result.not_in_file,
        "refs": [{"row": row, "ref": ref} for row, ref in result.refs],
        "problems": [
            {
                "sheet": problem.sheet,
                "row": problem.row,
                "column": problem.column,
                "code": problem.code,
                "severity": problem.severity,
                "message": problem_sentence(problem),
                "value": problem.value,
            }
            for problem in result.problems
        ],
    }
