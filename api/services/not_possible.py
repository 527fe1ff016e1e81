"""What cannot be done as things stand, with a stable code: the doors answer 409 and say why."""

from typing import Any


class NotPossible(Exception):
    """An act that does not go together with what is there; `params` say what it is about."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params
