"""Two records of one student, as officers compare and merge them."""

from marshmallow import Schema, fields

from api.schemas.merges import Side
from api.schemas.rest.checks import Length, one_of


class MergeOrder(Schema):
    """Which record goes, and whose word holds where the two contradict each other."""

    drop = fields.String(required=True, metadata={"description": "reference of the record that goes"})
    take = fields.Dict(
        keys=fields.String(validate=Length(max=50)),
        values=fields.String(validate=one_of(Side)),
        load_default=dict,
        metadata={"description": "field → keep or drop, for each field that differs"},
    )


class MergeObstacle(Schema):
    """What has to be settled first."""

    code = fields.String(required=True)
    message = fields.String(required=True)


class MergeDifference(Schema):
    """What the two records say in words, the one that is kept first."""

    field = fields.String(required=True)
    label = fields.String(required=True)
    kept = fields.String(required=True)
    dropped = fields.String(required=True)


class Comparison(Schema):
    """Two records side by side, where both know something and not the same."""

    keep = fields.String(required=True)
    drop = fields.String(required=True)
    obstacles = fields.List(fields.Nested(MergeObstacle), required=True)
    differences = fields.List(fields.Nested(MergeDifference), required=True)
