"""Where a form stood: what cannot be done is said there, rather than on a page of its own."""

from flask import Response, flash, make_response, redirect, request

BACK = "back"  # the form's field that says where it stood
DONE, PROBLEM = "done", "problem"  # kinds of what is said on the next page

MENDABLE = (400, 409, 412, 422)  # statuses of what somebody can put right and send again


def came_from() -> str | None:
    """The page of ours on which the form stood; None where it does not say, or says what is not ours."""
    told = request.form.get(BACK, "")
    ours = told.startswith("/") and not told.startswith("//") and "\\" not in told and told.isprintable()
    return told if ours else None


def returns(status: int) -> bool:
    """Whether an error of this status is told on the page that the form stood on."""
    return request.method == "POST" and status in MENDABLE and came_from() is not None


def go_back(sentence: str, kind: str, address: str | None = None) -> Response:
    """Go to `address`, or back to where the form stood, and say `sentence` there; it names no person."""
    flash(sentence, kind)
    return make_response(redirect(address or came_from() or "/", 303))
