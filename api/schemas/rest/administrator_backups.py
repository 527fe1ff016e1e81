"""Backups, as administrators see them."""

from marshmallow import Schema, fields

from api.schemas.rest.checks import Moment


class BackupShown(Schema):
    """A backup in the folder; what is null cannot be read."""

    file = fields.String(required=True)
    bytes = fields.Integer(required=True)
    ref = fields.String(required=True, allow_none=True)
    made_at = Moment(required=True, allow_none=True)
    database = fields.String(required=True, allow_none=True)
    revision = fields.String(required=True, allow_none=True)


class Backups(Schema):
    """The backups of the instance, the newest first."""

    items = fields.List(fields.Nested(BackupShown), required=True)
