"""`aixin audit`: whether the trail is whole, its signed head to keep elsewhere, and what stands in it."""

import json
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from api.i18n import marked, say
from api.presenters.audit import event_document
from models.audit import SignedHead, find_break, signed_head
from models.queries.audit_events import find
from scripts.instance import open_session
from scripts.output_files import replacing
from scripts.tables import table
from scripts.terminal import CommandError, Document, Terminal, clock_time, command


@click.group("audit", help="The audit trail. · 审计记录")
def audit() -> None:
    """Hold the commands of the trail."""


@command("verify", "Whether the trail is what was written; names the first row that is not. · 核验")
@click.option("--head", "kept", type=click.Path(path_type=Path), help="A head that was kept elsewhere.")
def verify(terminal: Terminal, *, kept: Path | None) -> None:
    """Look at every row; a broken trail is a failure."""
    with open_session() as session:
        found = find_break(session, None if kept is None else read_head(kept))
        if found is not None:
            raise CommandError(f"AUDIT_{found.fault}", row=found.row)
        events = signed_head(session).events
    line = say(marked("The trail is whole; events: %(events)s"), events=events)
    terminal.answer({"events": events, "whole": True}, lambda console: console.print(line, markup=False))


@command("head", "The signed head of the trail, to be kept elsewhere. · 签名摘要")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write it to FILE.json.")
def head(terminal: Terminal, *, out: Path | None) -> None:
    """Tell the head, or write it to a file."""
    with open_session() as session:
        found = signed_head(session)
    document = {"events": found.events, "mac": found.mac.hex(), "seal": found.seal.hex()}
    if out is not None:
        with replacing(terminal, out) as path:
            path.write_text(json.dumps(document) + "\n", "utf-8")
    line = say(marked("%(events)s events, %(seal)s"), **document)
    terminal.answer(document, lambda console: console.print(line, markup=False, soft_wrap=True))


@command("list", "What was done and looked at, the newest first. · 审计清单")
@click.option("--actor", help="By whom, as account:wang. 操作人")
@click.option("--subject", metavar="REF", help="About whom or what. 对象")
@click.option("--page", default=1, show_default=True, type=click.IntRange(min=1))
def list_(terminal: Terminal, *, actor: str | None, subject: str | None, page: int) -> None:
    """List events, a page at a time."""
    with open_session() as session:
        found = find(session, actor=actor, subject=subject, page=page)
        items = [event_document(event) for event in found.items]
    document = {"items": items, "total": found.total, "page": found.page, "page_size": found.page_size}
    terminal.answer(document, lambda console: _show(console, items))


def read_head(path: Path) -> SignedHead:
    """A head from the file that `aixin audit head --out` wrote."""
    try:
        told: Any = json.loads(path.read_text("utf-8"))
        return SignedHead(int(told["events"]), bytes.fromhex(told["mac"]), bytes.fromhex(told["seal"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CommandError("AUDIT_HEAD_UNREADABLE", file=str(path)) from error


def _show(console: Console, items: list[Document]) -> None:
    headers = [marked("No."), marked("At"), marked("By"), marked("Act"), marked("About")]
    rows = [
        (
            str(item["number"]),
            clock_time(item["at"]),
            item["actor"],
            item["act"] if item["outcome"] == "done" else f"{item['act']} ✗",
            " ".join(item["subject"].values()) if item["subject"] else "",
        )
        for item in items
    ]
    console.print(table([say(header) for header in headers], rows))


for each in (verify, head, list_):
    audit.add_command(each)
