"""Routes that take nothing but what they declare, and that say in OpenAPI how they refuse."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from flask import abort, request
from flask_smorest import Blueprint
from marshmallow import Schema, ValidationError
from webargs.flaskparser import FlaskParser

from api.errors import Refused
from api.rest.repeats import refuse_idle_key
from api.schemas.problems import Finding, ProblemCode, Severity
from api.schemas.rest.checks import findings, is_storable

BODY_LIMIT = 16 * 1024 * 1024  # bytes: 500 openings with long duties
FILE_LIMIT = 11 * 1024 * 1024  # a file of 10 MB and what stands around it
_TAKEN = "aixin_taken"  # where a view keeps what it takes: json, query …
_BODIES = frozenset({"json", "files", "form"})
_ALWAYS = (401, 403, 422, 429, 500, 503)
_WITH = {"json": (400, 413, 415), "files": (413,)}


class StrictParser(FlaskParser):
    """Refuses fields that a schema does not list, and texts that no database could keep."""

    DEFAULT_UNKNOWN_BY_LOCATION: dict[str, str | None] = {"headers": "exclude"}  # noqa: RUF012 -- webargs' own

    def load_json(self, req: Any, schema: Schema) -> Any:
        """The body, none where nothing is required; 415 when it is not said to be JSON."""
        if not req.mimetype and not req.content_length and not _asks_for_something(schema):
            return {}
        if req.mimetype != "application/json":
            abort(415)
        try:
            body = super().load_json(req, schema)
        except RecursionError:
            abort(400)
        check_storable(body)
        return body

    def load_querystring(self, req: Any, schema: Schema) -> Any:
        """The query."""
        check_storable(req.args.to_dict())
        return super().load_querystring(req, schema)

    def handle_error(self, error: ValidationError, *_: Any, **__: Any) -> Any:
        """Refuse with a finding for each field."""
        by_place: Any = error.messages
        raise Refused(422, "INVALID_FIELDS", findings(list(by_place.values())))


def _asks_for_something(schema: Schema) -> bool:
    return any(field.required for field in schema.fields.values())


class RestBlueprint(Blueprint):
    """The routes of one noun."""

    ARGUMENTS_PARSER = StrictParser()

    def __init__(self, name: str, description: str) -> None:
        super().__init__(name, f"api.rest.{name}", url_prefix="/api/v1", description=description)
        self._prepare_doc_cbks.append(_document_refusals)

    def arguments(self, schema: Any, *, location: str = "json", **kwargs: Any) -> Callable[[Any], Any]:
        """As flask-smorest's; and the view remembers where it takes something from."""
        if location == "json":
            kwargs.setdefault("required", _asks_for_something(schema()))
        decorate = super().arguments(schema, location=location, **kwargs)

        def decorator(view: Any) -> Any:
            wrapped = decorate(view)
            setattr(wrapped, _TAKEN, {location, *getattr(view, _TAKEN, ())})
            return wrapped

        return decorator


def refuse_unasked(view: Any) -> None:
    """Refuse a query, a body or a key that a view does not take, and a path that no database could keep."""
    method = getattr(getattr(view, "view_class", None), request.method.lower(), view)
    taken = getattr(method, _TAKEN, ())
    refuse_idle_key(method)
    if request.view_args and not is_storable(request.view_args):
        abort(404)
    if request.args and "query" not in taken:
        raise Refused(422, "INVALID_FIELDS", [_unknown(name) for name in request.args])
    if "json" in taken:
        request.max_content_length = BODY_LIMIT
    if "files" in taken:
        request.max_content_length = FILE_LIMIT
    if request.content_length and not _BODIES.intersection(taken) and not _is_empty_object():
        raise Refused(422, "INVALID_FIELDS", [Finding("", ProblemCode.BODY_UNASKED, Severity.ERROR)])


def check_storable(value: Any) -> None:
    """Refuse NUL and halves of characters, wherever they stand."""
    if not is_storable(value):
        raise Refused(422, "INVALID_FIELDS", [Finding("", ProblemCode.CHARACTERS, Severity.ERROR)])


def _is_empty_object() -> bool:
    """Whether the body says nothing, as programs send it."""
    return (request.content_length or 0) <= len("{ }\r\n") and request.get_json(silent=True) == {}


def _unknown(field: str) -> Finding:
    return Finding(field, ProblemCode.UNKNOWN_FIELD, Severity.ERROR)


def refusal(status: int) -> dict[str, Any]:
    """How OpenAPI describes a refusal."""
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": HTTPStatus(status).phrase, "content": problem}


def either(company: Any, officer: Any) -> dict[str, Any]:
    """How OpenAPI describes an answer that differs by who asks."""
    content = {"application/json": {"schema": {"anyOf": [company, officer]}}}
    return {"description": "The first for a company, the second for an officer.", "content": content}


def _document_refusals(doc: dict[str, Any], doc_info: dict[str, Any], **_: Any) -> dict[str, Any]:
    taken = {each["in"] for each in doc_info.get("arguments", {}).get("parameters", [])}
    content = doc.get("requestBody", {}).get("content", {})
    taken |= {
        place for place, kind in Blueprint.DEFAULT_LOCATION_CONTENT_TYPE_MAPPING.items() if kind in content
    }
    responses = doc.setdefault("responses", {})
    for status in sorted({*_ALWAYS, *(status for place in taken for status in _WITH.get(place, ()))}):
        responses.pop(status, None)
        responses[str(status)] = refusal(status)
    responses.pop("default", None)
    return doc
