"""Every page that people of a demo come to by links: how long the server takes, with how many queries."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any
from urllib.parse import urljoin, urlsplit

import numpy as np
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, event
from werkzeug.exceptions import HTTPException

from api.app import create_app
from api.i18n import marked
from api.settings import load_settings
from scripts.bench.measure import environment_of, measure
from scripts.bench.results import Bar, Result
from scripts.bench.setting import Progress, Setting
from scripts.demo_log_ins import log_ins_path

STUDENTS, OPENINGS = 600, 3_000  # of a demo
ROLES = ("officer", "leader", "company")
ALIKE = 3  # pages of one route that are looked at, to measure the longest
WARMING, OFTEN = 3, 4  # times that a page is asked for before it is measured, and times in each run
LONG, AT_MOST = 50, 50  # rows of a list that a bar is for, and milliseconds
WHAT = marked(
    "%(role)s, %(route)s: %(rows)s rows, %(queries)s queries, %(work)s ms of the processor; "
    "95 %% within %(slow)s ms"
)
NO_LIMIT = {"AIXIN_REQUESTS_A_MINUTE": "1000000"}
MILLISECONDS = 1000


def pages(setting: Setting, progress: Progress) -> Iterator[Result]:
    """Milliseconds of each page, the longest of its route, for each role."""
    folder = setting.folder / "pages"
    folder.mkdir()
    students, openings = min(STUDENTS, setting.size.students), min(OPENINGS, setting.size.openings)
    measure(["demo", "--students", str(students), "--openings", str(openings)], folder)
    app = create_app(load_settings({**environment_of(folder), **NO_LIMIT}))
    for number, (role, client) in enumerate(_logged_in(app, folder)):
        for route, (rows, address) in _longest(client).items():
            times, worked, queries = _ask(client, address, OFTEN * setting.runs)
            told: dict[str, object] = {"role": role, "route": route, "rows": rows, "queries": queries}
            told |= {"work": f"{median(worked):.3g}", "slow": f"{np.quantile(times, 0.95):.3g}"}
            bar = Bar("alone", AT_MOST) if rows >= LONG else None
            yield Result("pages", WHAT, "ms", times, bar=bar, params=told)
        progress(number + 1, len(ROLES))


def _logged_in(app: Flask, folder: Path) -> Iterator[tuple[str, FlaskClient]]:
    """The roles, and somebody of each who has logged in."""
    accounts = {
        each["role"]: each for each in json.loads(log_ins_path(folder).read_text("utf-8"))["accounts"]
    }
    for role in ROLES:
        client = app.test_client()
        token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/login").text)
        told = {name: accounts[role][name] for name in ("login", "password")}
        answer = client.post("/login", data={**told, "csrf_token": token and token[1]})
        if answer.status_code != 303 or "refused" in answer.headers["Location"]:
            raise RuntimeError(f"{role} could not log in")
        yield role, client


def _longest(client: FlaskClient) -> dict[str, tuple[int, str]]:
    """By route: the rows and the address of the longest of its first pages, as links lead there."""
    routes = client.application.url_map.bind("localhost")
    waiting, known = ["/"], {"/"}
    found: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    while waiting:
        address = waiting.pop(0)
        try:
            rule, _ = routes.match(urlsplit(address).path, "GET", return_rule=True)
        except HTTPException:  # a redirect to the same with a slash, or a page that only a form leads to
            continue
        if len(found[rule.rule]) == ALIKE or rule.endpoint == "static":
            continue
        answer = client.get(address)
        if not answer.content_type.startswith("text/html"):
            answer.close()
            continue
        waiting_there = [answer.headers["Location"]] if answer.status_code == 303 else []
        page = _Page(answer.text)
        if answer.status_code == 200:
            found[rule.rule].append((page.rows, address))
        for link in [*page.links, *waiting_there]:
            target = urlsplit(urljoin(address, link))
            to = target._replace(fragment="").geturl()
            if not target.netloc and not target.scheme and to not in known:
                known.add(to)
                waiting.append(to)
    return {route: max(seen) for route, seen in found.items() if seen}


class _Page(HTMLParser):
    """The links of a page, and how long its list is: items told at length, or else rows of tables."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self._in_body, self._table_rows, self._items = False, 0, 0
        self.feed(text)

    @property
    def rows(self) -> int:
        return self._items or self._table_rows

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "a":
            self.links.append(told.get("href") or "")
        self._in_body |= tag == "tbody"
        self._table_rows += self._in_body and tag == "tr"
        self._items += "item" in (told.get("class") or "").split()

    def handle_endtag(self, tag: str) -> None:
        self._in_body &= tag != "tbody"


def _ask(client: FlaskClient, address: str, times: int) -> tuple[list[float], list[float], int]:
    """Milliseconds of each answer, by the clock and of the processor, and how many queries one takes."""
    for _ in range(WARMING):
        client.get(address)
    with _counted() as statements:
        client.get(address)
    taken, worked = [], []
    for _ in range(times):
        began, began_work = perf_counter(), process_time()
        client.get(address)
        worked.append(MILLISECONDS * (process_time() - began_work))
        taken.append(MILLISECONDS * (perf_counter() - began))
    return taken, worked, len(statements)


@contextmanager
def _counted() -> Iterator[list[str]]:
    """What is said to databases meanwhile, what begins a transaction excepted."""
    statements: list[str] = []

    def count(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            statements.append(statement)

    event.listen(Engine, "before_cursor_execute", count)
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", count)
