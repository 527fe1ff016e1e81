"""Where a form stood: what was done is said there; one that is refused comes back there as it was typed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Flask, Response, flash, make_response, redirect, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as PlainResponse

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

BACK, FORM = "back", "form"  # fields of a form: the page it stood on, and which form of that page it is
DONE, PROBLEM = "done", "problem"  # kinds of what is said on the next page

MENDABLE = (400, 409, 412, 422)  # statuses of what somebody can put right and send again
TRIED = "aixin.tried"  # where a request keeps the forms that it refuses: one, or none


@dataclass(frozen=True, slots=True)
class Tried:
    """A form that comes back: which of its page, why, what was typed, and what is wrong with each field."""

    form: str
    why: str
    typed: MultiDict[str, str] = field(repr=False)
    wrong: Mapping[str, str]
    labels: dict[str, str] = field(default_factory=dict)  # of what is wrong, as the page calls it

    def wrong_at(self, name: str, label: str) -> str | None:
        """What is wrong with a field that the page shows under this label."""
        if name in self.wrong:
            self.labels[name] = label
        return self.wrong.get(name)


def came_from() -> str | None:
    """The page of ours on which the form stood; None where it does not say, or says what is not ours."""
    told = request.form.get(BACK, "")
    ours = told.startswith("/") and not told.startswith("//") and "\\" not in told and told.isprintable()
    return told if ours else None


def returns(status: int) -> bool:
    """Whether an error of this status is told on the page that the form stood on."""
    return request.method == "POST" and status in MENDABLE and came_from() is not None


def come_back(why: str, wrong: Mapping[str, str]) -> None:
    """Have the form come back on its page, whatever else is answered."""
    tried = Tried(request.form.get(FORM, ""), why, request.form, wrong)
    request.environ.setdefault(TRIED, []).append(tried)


def came_back(form: str | None = None) -> Tried | None:
    """The form that comes back on the page being shown, if one does and has this name."""
    forms: list[Tried] = request.environ.get(TRIED, [])
    return next((tried for tried in forms if form in (None, tried.form)), None)


def go_back(sentence: str, kind: str, address: str | None = None) -> Response:
    """Go to `address`, or back to where the form stood, and say `sentence` there; it names no person."""
    flash(sentence, kind)
    return make_response(redirect(address or came_from() or "/", 303))


def bring_forms_back(app: Flask) -> None:
    """Answer a form that is refused with the page that it stood on, which is asked for as any other page.

    What was typed goes from one request to the next within the server, and nowhere else.
    """
    inner = app.wsgi_app

    def answer(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "POST":
            return inner(environ, start)
        forms: list[Tried] = []
        told = PlainResponse.from_app(inner, {**environ, TRIED: forms}, buffered=True)
        if forms:
            page = PlainResponse.from_app(inner, _asking_again(environ, forms), buffered=True)
            if page.status_code == HTTPStatus.OK:
                page.status = told.status
                told = page
        return told(environ, start)

    app.wsgi_app = answer  # type: ignore[method-assign, assignment]


def _asking_again(environ: "WSGIEnvironment", forms: list[Tried]) -> "WSGIEnvironment":
    """A request for the page on which a form stood, by whoever sent the form."""
    page = urlsplit(forms[0].typed[BACK])
    asked = {
        TRIED: forms,
        "REQUEST_METHOD": "GET",
        "PATH_INFO": page.path.encode().decode("latin-1"),
        "QUERY_STRING": page.query,
        "CONTENT_LENGTH": "",
        "CONTENT_TYPE": "",
        "wsgi.input": BytesIO(),
    }
    return {**environ, **asked}
