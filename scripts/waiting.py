"""Say so when a command waits for somebody else who writes into the database."""

from threading import Timer
from typing import Any

import click
from sqlalchemy import Engine, event

from api.i18n import marked, say

PATIENCE = 5.0  # seconds before one is told
TAKING_TURN = "BEGIN IMMEDIATE"  # what SQLite may have to wait for; PostgreSQL has no such queue


def tell_of_waits(engine: Engine) -> None:
    """Write a line to standard error whenever the turn to write is long in coming."""
    words = say(marked("Waiting for another program that is writing into the database …"))
    timers: list[Timer] = []

    def start(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement == TAKING_TURN:
            timer = Timer(PATIENCE, click.echo, (words,), {"err": True})
            timer.daemon = True
            timer.start()
            timers.append(timer)

    def stop(*_: Any) -> None:
        while timers:
            timers.pop().cancel()

    event.listen(engine, "before_cursor_execute", start)
    event.listen(engine, "after_cursor_execute", stop)
    event.listen(engine, "handle_error", stop)
