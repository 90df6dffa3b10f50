"""One log line and one measurement a request: method, route pattern, status, milliseconds."""

import time

import structlog
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send
from prometheus_client import Histogram

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
            handler = scope.get("route_handler")
            route = next(iter(sorted(handler.paths)), "") if handler is not None else "unknown"
            SECONDS.labels(method, route, str(status)).observe(spent)
            if status >= 500 or spent > 1:
                log.warning(
                    "slow or failed",
                    method=method,
                    route=route,
                    status=status,
                    milliseconds=round(spent * 1000, 1),
                )
