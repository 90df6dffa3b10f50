"""One measurement a request, and a log line for each write and for what is slow or fails."""

import time

import structlog
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send
from prometheus_client import Histogram

from backend.platform import tally

_READS = ("GET", "HEAD", "OPTIONS")
log = structlog.get_logger("request")
SECONDS = Histogram(
    "motcua_request_seconds",
    "Time to answer a request",
    ["method", "route", "status"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)


class RequestLogMiddleware(ASGIMiddleware):
    """Logs the pattern of a route, never the path with its ids."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """One request."""
        started = time.perf_counter()
        status = 500
        method = str(scope.get("method", ""))

        async def watch(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await next_app(scope, receive, watch)
        finally:
            spent = time.perf_counter() - started
            route = str(scope.get("path_template") or "unknown")
            SECONDS.labels(method, route, str(status)).observe(spent)
            tally.note(route, spent, status)
            slow = status >= 500 or spent > 1
            if slow or method not in _READS:
                (log.warning if slow else log.info)(
                    "slow or failed" if slow else "written",
                    method=method,
                    route=route,
                    status=status,
                    milliseconds=round(spent * 1000, 1),
                )
