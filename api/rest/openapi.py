"""The OpenAPI document of the door, and a page that shows it, offline."""

import secrets
from importlib.resources import files
from typing import Any

from flask import Blueprint, Flask, Response, abort, current_app, jsonify, make_response, render_template
from flask_smorest import Api
from flask_smorest.spec.plugins import FlaskPlugin

from api.access import declared_access, public
from api.cookies import SESSION
from api.errors import CODES, REASONS
from api.registry_files.errors import FileProblem
from api.rest.blueprints import RestBlueprint
from api.schemas.problems import ProblemCode
from api.schemas.rest.envelopes import Problem

INFO = {
    "description": (
        "Companies post openings, officers work with the registries. Errors are problem+json (RFC 9457) with "
        "a stable `code`, and `errors` for fields. Times are UTC, days ISO 8601, money whole CNY a month. "
        "Texts follow Accept-Language: zh-CN, en. `x-roles` says whom an operation is open to."
    ),
    "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
}
SPEC = {"title": "Aixin", "version": "v1", "openapi_version": "3.1.0", "info": INFO}
SECURITY_SCHEMES = {
    "bearer": {"type": "http", "scheme": "bearer", "description": "a company's key, or an officer's token"},
    "session": {"type": "apiKey", "in": "cookie", "name": f"__Host-{SESSION}", "description": "of a browser"},
}
DOCUMENT = "aixin-openapi"
SWAGGER_FILES = ("swagger-ui-bundle.js", "swagger-ui.css", "index.css", "favicon-32x32.png")
PAGE_POLICY = (
    "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)

blueprint = Blueprint("openapi", __name__)


class RestApi(Api):
    """flask-smorest without its error handlers: there is one for all errors (api.errors)."""

    ERROR_SCHEMA = Problem

    def _register_error_handlers(self) -> None:
        pass


@blueprint.get("/api/v1/openapi.json")
@public
def document() -> Response:
    """The OpenAPI document."""
    return jsonify(openapi_document(current_app))


@blueprint.get("/api/docs")
@public
def page() -> Response:
    """The document as a page to read and try."""
    nonce = secrets.token_urlsafe(16)
    response = make_response(render_template("api_docs.html", nonce=nonce))
    response.headers["Content-Security-Policy"] = PAGE_POLICY.format(nonce=nonce)
    return response


@blueprint.get("/api/docs/<name>")
@public
def swagger_file(name: str) -> Response:
    """A file of Swagger UI, from the installed package."""
    if name not in SWAGGER_FILES:
        abort(404)
    response = make_response((files("flask_swagger_ui") / "dist" / name).read_bytes())
    kinds = {"js": "text/javascript", "css": "text/css", "png": "image/png"}
    response.content_type = kinds[name.rpartition(".")[2]]
    return response


def openapi_document(app: Flask) -> dict[str, Any]:
    """The whole document, made when it is first asked for: no app waits for it to start."""
    found: dict[str, Any] | None = app.extensions.get(DOCUMENT)
    if found is None:
        found = app.extensions[DOCUMENT] = _with_access(_gathered(app), app)
    return found


def _gathered(app: Flask) -> dict[str, Any]:
    """What flask-smorest gathers from the routes of all nouns."""
    api = RestApi(app, spec_kwargs=SPEC)
    for noun in app.blueprints.values():
        if isinstance(noun, RestBlueprint):
            noun.register_views_in_doc(api, app, api.spec, name=noun.name, parameters=None)
            api.spec.tag({"name": noun.name, "description": noun.description})
    document: dict[str, Any] = api.spec.to_dict()
    return document


def _with_access(found: dict[str, Any], app: Flask) -> dict[str, Any]:
    """A document that says whom each operation is open to."""
    components = found.setdefault("components", {})
    components["securitySchemes"] = SECURITY_SCHEMES
    codes = {*CODES.values(), *REASONS, *(each.value for each in FileProblem)}
    components["schemas"]["Problem"]["properties"]["code"]["enum"] = sorted(codes)
    components["schemas"]["FieldProblem"]["properties"]["code"]["enum"] = sorted(ProblemCode)
    for rule in app.url_map.iter_rules():
        operations = found["paths"].get(FlaskPlugin.flaskpath2openapi(rule.rule), {})
        for method in sorted(operations.keys() & {"get", "post", "put", "patch", "delete"}):
            _put_form_into_body(operations[method], components["schemas"])
            access = declared_access(app, rule.endpoint, method.upper())
            if access is not None and not access.public and method.upper() in (rule.methods or ()):
                operations[method]["x-roles"] = sorted(role.value for role in access.roles)
                operations[method]["security"] = [{way: []} for way in SECURITY_SCHEMES]
    return found


def _put_form_into_body(operation: dict[str, Any], schemas: dict[str, Any]) -> None:
    """Move fields of a form, which flask-smorest tells as Swagger 2 did, into the schema of the body."""
    parameters = operation.get("parameters", [])
    form = [each for each in parameters if each["in"] == "formData"]
    if not form:
        return
    reference = operation["requestBody"]["content"]["multipart/form-data"]["schema"]["$ref"]
    body = schemas[reference.rpartition("/")[2]]
    body["properties"] |= {each["name"]: each["schema"] for each in form}
    body["required"] = sorted({*body["required"], *(each["name"] for each in form if each["required"])})
    operation["parameters"] = [each for each in parameters if each["in"] != "formData"]
