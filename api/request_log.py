"""Every request leaves a line in the log and a count in the metrics: its route, never what it asked for."""

import logging
from time import perf_counter

from flask import Flask, Response, g, request

from api.metrics import Metrics
from models.base import new_ref

log = logging.getLogger(__name__)

HEADER = "X-Request-ID"
UNKNOWN = "unknown"  # the route of a path that is none of ours, and of a method that nobody uses
METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))


def log_requests(app: Flask, metrics: Metrics) -> None:
    """Number, time and count the requests; to be called before anything else looks at them."""

    @app.before_request
    def begin() -> None:
        g.request_id = new_ref()
        g.began = perf_counter()

    @app.after_request
    def end(response: Response) -> Response:
        if "began" not in g:  # refused before it began
            g.request_id, g.began = new_ref(), perf_counter()
        seconds = perf_counter() - g.began
        route = request.url_rule.rule if request.url_rule else UNKNOWN
        method = request.method if request.method in METHODS else UNKNOWN
        metrics.requests.labels(route, method, response.status_code).inc()
        metrics.request_seconds.labels(route).observe(seconds)
        response.headers[HEADER] = g.request_id
        principal = g.get("principal")
        log.info(
            "request_done",
            extra={
                "request": g.request_id,
                "route": route,
                "method": method,
                "status": response.status_code,
                "milliseconds": round(1000 * seconds, 1),
                "role": principal.role.value if principal else None,
            },
        )
        return response
