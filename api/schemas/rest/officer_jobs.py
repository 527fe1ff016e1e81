"""Imports and runs, as officers order and read them."""

from flask_smorest.fields import Upload
from marshmallow import Schema, fields

from api.registry_files.columns import RegistryKind
from api.schemas.rest.checks import Day, Length, Moment, Range, one_of
from api.schemas.rest.envelopes import Named, PageOf
from api.schemas.rest.officer_shortlists import LONGEST
from models.import_batch import UndoReason

NAME_LENGTH = 200


class ImportOrder(Schema):
    """What a file lists, and which sheet of it."""

    kind = fields.String(required=True, validate=one_of(RegistryKind))
    sheet = fields.String(load_default=None, validate=Length(max=NAME_LENGTH))


class ImportFile(Schema):
    """The file."""

    file = Upload(required=True, metadata={"description": ".xlsx or .csv, up to 10 MB and 50,000 rows"})


class RunOrder(Schema):
    """How long each shortlist may be, and of which day; today unless told otherwise."""

    k = fields.Integer(load_default=20, validate=Range(1, LONGEST))
    as_of = Day(load_default=None)


class Progress(Schema):
    """What is done, and of how much; null as long as that is not known."""

    done = fields.Integer(required=True)
    total = fields.Integer(required=True, allow_none=True)


class JobError(Schema):
    """Why a job failed."""

    code = fields.String(required=True)
    message = fields.String(required=True, metadata={"description": "in the reader's language"})


class JobAnswer(Schema):
    """How far a job is."""

    ref = fields.String(required=True)
    state = fields.String(required=True, metadata={"description": "queued, running, done, failed, cancelled"})
    progress = fields.Nested(Progress, required=True)
    queued_at = Moment(required=True)
    ended_at = Moment(required=True, allow_none=True)
    error = fields.Nested(JobError, required=True, allow_none=True)


class ImportCounts(Schema):
    """read = created + updated + unchanged + duplicates + rejected."""

    read = fields.Integer(required=True)
    created = fields.Integer(required=True)
    updated = fields.Integer(required=True)
    unchanged = fields.Integer(required=True)
    duplicates = fields.Integer(required=True)
    rejected = fields.Integer(required=True)
    not_in_file = fields.Integer(required=True)


class ImportedProblem(Schema):
    """What is wrong with a cell, a row, or (row null) the file."""

    sheet = fields.String(required=True, allow_none=True)
    row = fields.Integer(required=True, allow_none=True)
    column = fields.String(required=True, allow_none=True)
    code = fields.String(required=True)
    severity = fields.String(required=True)
    message = fields.String(required=True)
    value = fields.String(required=True, allow_none=True)


class ImportedProblemPage(PageOf):
    """Problems, a page at a time."""

    items = fields.List(fields.Nested(ImportedProblem), required=True)


class ImportAnswer(JobAnswer):
    """An import; counts and problems are null until it is done."""

    kind = fields.String(required=True)
    file = fields.String(required=True)
    counts = fields.Nested(ImportCounts, required=True, allow_none=True)
    problems = fields.Nested(ImportedProblemPage, required=True, allow_none=True)


class UndoOrder(Schema):
    """Why an import is undone."""

    reason = fields.String(required=True, validate=one_of(UndoReason))


class UndoneShown(Schema):
    """When an import was undone, by whom and why."""

    at = Moment(required=True)
    by = fields.String(required=True)
    reason = fields.Nested(Named, required=True)


class BatchShown(Schema):
    """An import that was applied."""

    ref = fields.String(required=True)
    kind = fields.Nested(Named, required=True)
    file = fields.String(required=True)
    at = Moment(required=True)
    by = fields.String(required=True, metadata={"description": "who ordered it, as the audit trail says"})
    counts = fields.Nested(ImportCounts, required=True)
    undone = fields.Nested(UndoneShown, required=True, allow_none=True)


class BatchPage(PageOf):
    """Imports, the last first, a page at a time."""

    items = fields.List(fields.Nested(BatchShown), required=True)


class RunAnswer(JobAnswer):
    """A run; by which policy, snapshot and code is known once it has begun."""

    as_of = fields.String(required=True)
    k = fields.Integer(required=True)
    policy = fields.String(required=True, allow_none=True)
    snapshot = fields.String(required=True, allow_none=True)
    code = fields.String(required=True, allow_none=True)
    students = fields.Integer(required=True, allow_none=True)
    items = fields.Integer(required=True, allow_none=True)


class RunItem(Schema):
    """An opening and its score."""

    rank = fields.Integer(required=True)
    ref = fields.String(required=True)
    score = fields.Float(required=True)


class RunList(Schema):
    """One student's shortlist, as it was made."""

    student = fields.String(required=True, metadata={"description": "reference"})
    considered = fields.Integer(required=True)
    eligible = fields.Integer(required=True)
    items = fields.List(fields.Nested(RunItem), required=True)


class RunListPage(PageOf):
    """Shortlists, a page at a time."""

    items = fields.List(fields.Nested(RunList), required=True)
