"""Imports that were applied, as they are listed."""

from typing import Any

from api.i18n import marked, say
from api.presenters.failures import REGISTRIES
from api.presenters.pages import envelope
from api.registry_files.columns import RegistryKind
from api.services.imports.import_result import counts_of
from models.import_batch import ImportBatch, UndoReason
from models.queries.pages import Page

Document = dict[str, Any]

REASONS = {
    UndoReason.WRONG_FILE: marked("the wrong file"),
    UndoReason.MISREAD: marked("columns were misread"),
    UndoReason.TRIAL: marked("only a trial"),
    UndoReason.OTHER: marked("another reason"),
}


def batch_document(batch: ImportBatch) -> Document:
    """An import that was applied, with its counts and whether it was undone."""
    undone = batch.undone_at and {
        "at": batch.undone_at,
        "by": batch.undone_by,
        "reason": _reason(batch.undo_reason),
    }
    return {
        "ref": batch.ref,
        "kind": {"code": batch.kind, "name": say(REGISTRIES[RegistryKind(batch.kind)])},
        "file": batch.file_name,
        "at": batch.at,
        "by": batch.actor,
        "counts": counts_of(batch),
        "undone": undone,
    }


def batch_page(page: Page[ImportBatch]) -> Document:
    """A page of imports."""
    return envelope(page, [batch_document(batch) for batch in page.items])


def _reason(reason: UndoReason | None) -> Document | None:
    return None if reason is None else {"code": reason, "name": say(REASONS[reason])}
