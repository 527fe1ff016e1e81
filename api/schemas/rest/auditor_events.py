"""The audit trail as the auditor gets it: field names, codes and references; no values are kept."""

from marshmallow import Schema, fields

from api.schemas.rest.checks import Length, OneOf
from api.schemas.rest.envelopes import PageOf, PageQuery
from models.audit_event import Outcome


class AuditEventQuery(PageQuery):
    """Which events."""

    actor = fields.String(
        load_default=None, validate=Length(max=200), metadata={"description": "as account:wang"}
    )
    subject = fields.String(
        load_default=None, validate=Length(max=200), metadata={"description": "a reference"}
    )


class AuditSubject(Schema):
    """What an event is about."""

    kind = fields.String(required=True)
    ref = fields.String(required=True)


class AuditEvent(Schema):
    """One event."""

    number = fields.Integer(required=True, metadata={"description": "1, 2, 3 … without a gap"})
    at = fields.String(required=True, metadata={"format": "date-time"})
    actor = fields.String(required=True)
    act = fields.String(required=True)
    outcome = fields.String(required=True, validate=OneOf([outcome.value for outcome in Outcome]))
    subject = fields.Nested(AuditSubject, required=True, allow_none=True)
    fields_ = fields.List(
        fields.String(),
        required=True,
        data_key="fields",
        attribute="fields",
        metadata={"description": "names"},
    )
    details = fields.Dict(required=True, metadata={"description": "codes, numbers and references"})


class AuditEventPage(PageOf):
    """A page of the trail."""

    items = fields.List(fields.Nested(AuditEvent), required=True)


class OpenedRecord(Schema):
    """A record that was opened in an emergency."""

    ref = fields.String(required=True)
    account = fields.String(required=True)
    student = fields.String(required=True, metadata={"description": "a reference"})
    reason = fields.String(required=True)
    at = fields.String(required=True, metadata={"format": "date-time"})
    until = fields.String(required=True, metadata={"format": "date-time"})


class BrokenGlassPage(PageOf):
    """A page of opened records."""

    items = fields.List(fields.Nested(OpenedRecord), required=True)
