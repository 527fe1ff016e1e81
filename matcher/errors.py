"""What the matcher may complain of: errors that carry codes and values, never sentences."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class MatcherError(Exception):
    """Root of everything the matcher raises on purpose."""

    code = "MATCHER_ERROR"

    def __init__(self, **params: object) -> None:
        super().__init__(self.code, params)
        self.params = params


class PolicyProblem(NamedTuple):
    """One thing that is wrong with a policy: the field by its path, a code, and what the code is about."""

    field: str  # points.wage.PARTLY; empty for the document as a whole
    code: str
    params: Mapping[str, object] = MappingProxyType({})


class InvalidPolicy(MatcherError):
    """A policy that does not hold together; `problems` holds all that is wrong."""

    code = "INVALID_POLICY"

    def __init__(self, *problems: PolicyProblem) -> None:
        super().__init__(problems=[{"field": one.field, "code": one.code, **one.params} for one in problems])
        self.problems = problems


class UnknownSubject(MatcherError):
    """A reference that is not in the snapshot; `kind` is student or opening."""

    code = "UNKNOWN_SUBJECT"
