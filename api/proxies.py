"""Behind a proxy that ends TLS: whose word is taken on who asks, and by which name we are asked."""

from collections.abc import Iterable, Sequence
from http import HTTPStatus
from ipaddress import ip_address, ip_network
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

REFUSED = HTTPStatus.FORBIDDEN


def believe_proxies(app: Flask, proxies: Sequence[str]) -> None:
    """Read the X-Forwarded headers of requests that come from `proxies` (addresses or networks).

    Anybody else would come without TLS, and could claim any address: refused.
    """
    networks = [ip_network(proxy) for proxy in proxies]
    inner = app.wsgi_app
    fixed = ProxyFix(inner, x_for=1, x_proto=1, x_host=1)

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        peer = ip_address(environ["REMOTE_ADDR"])
        if any(peer in network for network in networks):
            return fixed(environ, start_response)
        if peer.is_loopback:  # health checks on the machine itself
            return inner(environ, start_response)
        start_response(f"{REFUSED.value} {REFUSED.phrase}", [("Content-Length", "0")])
        return ()

    app.wsgi_app = answer  # type: ignore[method-assign]
