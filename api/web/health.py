"""Is the process alive, and can it do its work? Neither answer tells versions."""

import time
from dataclasses import dataclass

from flask import Blueprint, Response, current_app, jsonify

from api.access import public
from api.extensions import find_obstacle_now
from api.services.readiness import Obstacle

blueprint = Blueprint("health", __name__)

ASKED_AGAIN = 1.0  # seconds for which an answer holds, so that asking often costs nothing


@dataclass
class Readiness:
    """The last answer of this process."""

    obstacle: Obstacle | None = None
    holds_until: float = 0.0


@blueprint.get("/healthz")
@public
def healthz() -> Response:
    """Answer that the process is alive; the database is not asked."""
    return jsonify({"status": "ok"})


@blueprint.get("/readyz")
@public
def readyz() -> tuple[Response, int]:
    """Answer whether requests are welcome; if not, what is in the way."""
    known: Readiness = current_app.extensions.setdefault("aixin-readiness", Readiness())
    if time.monotonic() >= known.holds_until:
        known.obstacle = find_obstacle_now()
        known.holds_until = time.monotonic() + ASKED_AGAIN
    obstacle = Obstacle.STOPPING if current_app.config["STOPPING"]() else known.obstacle
    if obstacle is None:
        return jsonify({"status": "ready"}), 200
    return jsonify({"status": "not ready", "obstacle": obstacle}), 503
