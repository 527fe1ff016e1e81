"""What the matcher may complain of: errors that carry codes and values, never sentences."""


class MatcherError(Exception):
    """Root of everything the matcher raises on purpose."""

    code = "MATCHER_ERROR"

    def __init__(self, **params: object) -> None:
        super().__init__(self.code, params)
        self.params = params


class InvalidPolicy(MatcherError):
    """A policy that does not hold together; `problems` holds all that is wrong."""

    code = "INVALID_POLICY"


class UnknownSubject(MatcherError):
    """A reference that is not in the snapshot; `kind` is student or opening."""

    code = "UNKNOWN_SUBJECT"
