"""Forms as somebody fills them in and sends them: what the page says, and what they change of it."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from flask.testing import FlaskClient

from tests.api.web.crawler import parse

Told = dict[str, Any]


def send(client: FlaskClient, page: str, action: str, **told: Any) -> Any:
    """Send the form of a page that goes to `action` and whose hidden fields do not contradict what is told.

    The answer is the page that follows. What a form does not have cannot be told.
    """
    text = client.get(page).text
    for form in parse(text).iter("form"):
        if form.get("method") != "post" or (form.get("action") or urlsplit(page).path) != action:
            continue
        fields = dict(_fields(parse(text), form))
        hidden = {each.get("name"): each.get("value") for each in form.iter("input") if _is_hidden(each)}
        if all(hidden.get(name, value) == value for name, value in told.items()):
            pressed = {each.get("name") for each in form.iter("button")}
            assert set(told) <= {*fields, *pressed}, (set(told) - set(fields), fields)
            return client.post(action, data={**fields, **told}, follow_redirects=True)
    raise AssertionError(f"no form to {action} with {told} on {page}")


def actions(client: FlaskClient, page: str) -> set[str]:
    """Where the forms of a page go."""
    forms = parse(client.get(page).text).iter("form")
    return {form.get("action", "") for form in forms if form.get("method") == "post"}


def _fields(page: Element, form: Element) -> Iterator[tuple[str, Any]]:
    """Every field with what is in it; ticks are not set, and of a choice the first counts."""
    beside = [each for each in page.iter("input") if each.get("form") and each.get("form") == form.get("id")]
    for field in (*form.iter("input"), *beside):
        ticked = field.get("type") != "checkbox"
        yield field.get("name", ""), field.get("value", "") if ticked else []
    for field in form.iter("textarea"):
        yield field.get("name", ""), field.text or ""
    for field in form.iter("select"):
        options = list(field.iter("option"))
        chosen = next((each for each in options if "selected" in each.attrib), options[0])
        yield field.get("name", ""), chosen.get("value", "")


def _is_hidden(field: Element) -> bool:
    return field.get("type") == "hidden" and field.get("name") not in ("csrf_token", "back", "version")
