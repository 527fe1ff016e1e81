"""Follow every link of the desk as somebody would, a few pages of each kind."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException

ALIKE = 3  # pages of one kind: the same view, asked for the same things


class Seen(NamedTuple):
    """A page that was come to: what kind it is, its address, from where, and what was answered."""

    kind: tuple[str, ...]
    address: str
    linked_from: str
    status: int
    content_type: str
    text: str

    @property
    def is_page(self) -> bool:
        """Whether it is for a person to read, and no file."""
        return self.content_type.startswith("text/html")


def crawl(client: FlaskClient, start: str = "/") -> Iterator[Seen]:
    """Every page that a client comes to from `start` by links; of each kind the first few."""
    routes = client.application.url_map.bind("localhost")
    waiting, known, kinds = [(start, "")], {start}, Counter[tuple[str, ...]]()
    while waiting:
        address, linked_from = waiting.pop(0)
        parts = urlsplit(address)
        try:
            view = str(routes.match(parts.path, "GET")[0])
        except HTTPException:
            view = parts.path
        asked_for = sorted(each.partition("=")[0] for each in parts.query.split("&") if each)
        kind = (view, *asked_for)
        kinds[kind] += 1
        if kinds[kind] > ALIKE or view == "static":
            continue
        answer = client.get(address)
        seen = Seen(kind, address, linked_from, answer.status_code, answer.content_type or "", "")
        if not seen.is_page:
            answer.close()
            yield seen
            continue
        seen = seen._replace(text=answer.text)
        yield seen
        for found in links(parse(seen.text), address):
            if found not in known:
                known.add(found)
                waiting.append((found, address))


@cache
def parse(text: str) -> Element:
    """The page as a tree, read as strictly as the standard of HTML asks; raises ParseError."""
    root: Element = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)
    return root


def links(page: Element, address: str) -> Iterator[str]:
    """Addresses of our own that a page links to."""
    path = urlsplit(address).path
    for anchor in page.iter("a"):
        to = urlsplit(anchor.get("href", ""))
        if to.scheme or to.netloc or not (to.path or to.query):
            continue
        yield to._replace(path=to.path or path, fragment="").geturl()
