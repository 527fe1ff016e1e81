"""What a list is narrowed to, in its address."""

from collections.abc import Mapping, Sequence

from flask import request

from api.web.forms import MOST, plain

Choices = Mapping[str, Sequence[tuple[str, str]]]

TICKED = [("yes", "")]  # the choices of a filter that is ticked or not


def chosen_of(filters: Sequence[str], choices: Choices) -> dict[str, str]:
    """Filter → the word that was chosen, by the address or by a search that goes on with it.

    One without choices is ticked or not; what is no choice is left out.
    """
    asked = {name: request.values.get(name, "") for name in filters}
    return {
        name: word for name, word in asked.items() if word in [code for code, _ in choices.get(name, TICKED)]
    }


def asked(name: str, most: int = MOST) -> str:
    """What the address says under a name, trimmed and cut to `most` characters."""
    return plain(request.args.get(name, ""))[:most]


def page_number() -> int:
    """Which page of the list is asked for."""
    return request.args.get("page", 1, int)
