"""Is the process alive? Asked without the database, and without telling versions."""

from flask import Blueprint, Response, jsonify

from api.access import public

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@public
def healthz() -> Response:
    """Answer that the process is alive."""
    return jsonify({"status": "ok"})
