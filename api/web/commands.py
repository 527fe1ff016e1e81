"""Commands that stand in sentences between backticks, as a page shows them."""

import re

from markupsafe import Markup, escape

_COMMAND = re.compile(r"`([^`]+)`")


def with_commands(sentence: str) -> Markup:
    """A sentence whose commands are set as code; everything else in it is text."""
    return Markup(_COMMAND.sub(r"<code>\1</code>", str(escape(sentence))))  # noqa: S704, escaped above
