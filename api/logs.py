"""What the program says of itself while it serves: JSON lines on standard error, and nobody's name in them.

Our own events are fixed names with references, codes and numbers beside them. Of other programs' messages
only the words that are fixed in their code are kept, for what they quote may be anybody's. Whatever looks
like a number of a person is masked wherever it stands.
"""

import logging
import re
import sys
import traceback
import unicodedata
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

OURS = ("api", "matcher", "models", "scripts")
WITHHELD = "event_withheld"  # stands for an event of ours that is no fixed name
MASK = "*"
FRAMES = 8  # of an exception, the innermost
QUIET = ("alembic", "gunicorn.access", "huey", "sqlalchemy", "werkzeug")

_EVENT = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_QUOTED = re.compile(r"[^A-Za-z0-9 ,_-]")
_NUMBER = re.compile(r"\d(?:[\s.\-_/]?\d){10,}[xX]?")  # phones have 11 digits, ID numbers 15 or 18
_KEPT_AS_IT_IS = ("timestamp", "level", "logger")

Event = MutableMapping[str, Any]


def log_to_standard_error(level: int = logging.INFO) -> None:
    """Let the whole process write its log as JSON lines; to be called once, when it begins to serve."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(json_lines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def json_lines() -> logging.Formatter:
    """The formatter of these lines."""
    import structlog  # noqa: PLC0415  only who serves writes a log
    from structlog.stdlib import (  # noqa: PLC0415
        ExtraAdder,
        ProcessorFormatter,
        add_log_level,
        add_logger_name,
    )

    return ProcessorFormatter(
        use_get_message=False,  # the words as they stand in the code, without what is filled in
        foreign_pre_chain=[
            add_logger_name,
            add_log_level,
            ExtraAdder(),
            structlog.processors.TimeStamper(fmt="iso", utc=True),
        ],
        processors=[
            ProcessorFormatter.remove_processors_meta,
            keep_fixed_words,
            tell_where_it_failed,
            keep_scalars,
            mask_numbers,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )


def failure(error: BaseException) -> dict[str, str]:
    """What may be said of an exception: its kind and its places in the code, not what it says."""
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    where = " > ".join(f"{Path(frame.filename).stem}.{frame.name}:{frame.lineno}" for frame in frames)
    return {"error": type(error).__name__, "where": where}


def keep_fixed_words(logger: object, method: str, event: Event) -> Event:
    """Only a fixed name of our own events; of others' messages what stands before the first thing quoted."""
    words = str(event["event"])
    for filled_in in ("message", "asctime"):  # what another handler has made of the record
        event.pop(filled_in, None)
    if str(event.get("logger", "")).partition(".")[0] in OURS:
        event["event"] = words if _EVENT.fullmatch(words) else WITHHELD
    else:
        event["event"] = _QUOTED.split(words, maxsplit=1)[0].strip()
    return event


def tell_where_it_failed(logger: object, method: str, event: Event) -> Event:
    """Another program's exception, without its text: that may hold what somebody typed."""
    found = event.pop("exc_info", None)
    event.pop("stack_info", None)
    if isinstance(found, tuple) and found[1] is not None:
        event.update(failure(found[1]))
    return event


def keep_scalars(logger: object, method: str, event: Event) -> Event:
    """Texts, numbers, yes and no; of anything else only what kind of thing it is."""
    for name, value in event.items():
        if not isinstance(value, str | int | float | None):
            event[name] = f"<{type(value).__name__}>"
    return event


def mask_numbers(logger: object, method: str, event: Event) -> Event:
    """No run of eleven digits or more, however it is written."""
    for name, value in event.items():
        if name not in _KEPT_AS_IT_IS and isinstance(value, str | int) and not isinstance(value, bool):
            plain = unicodedata.normalize("NFKC", str(value))
            if _NUMBER.search(plain):
                event[name] = _NUMBER.sub(MASK, plain)
    return event
