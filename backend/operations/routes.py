"""Health and metrics, for machines."""

import asyncio

from litestar import Response, get
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from backend.access.guards import public
from backend.archive.integrity import refresh_gauge
from backend.connections import gauges
from backend.documents.store import store
from backend.operations.api_docs import api_docs, openapi_json, openapi_programs_json
from backend.overview import actions as figures
from backend.platform.database import fetch_value


@get("/health/live", **public(), include_in_schema=False)
async def live() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@get("/health/ready", **public(), include_in_schema=False)
async def ready() -> Response[dict[str, str]]:
    """Database and object store answer within two seconds."""
    states: dict[str, str] = {}
    try:
        async with asyncio.timeout(2):
            await fetch_value("select 1")
        states["database"] = "ok"
    except Exception as error:  # any failure means not ready
        states["database"] = type(error).__name__
    try:
        async with asyncio.timeout(2):
            states["storage"] = "ok" if await store().is_ready() else "unavailable"
    except TimeoutError:
        states["storage"] = "TimeoutError"
    good = set(states.values()) == {"ok"}
    return Response(states, status_code=200 if good else 503)


@get("/metrics", **public(), include_in_schema=False)
async def metrics() -> Response[bytes]:
    """Prometheus."""
    await refresh_gauge()
    await gauges.refresh()
    await figures.refresh_gauge()
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


ROUTES = [live, ready, metrics, api_docs, openapi_json, openapi_programs_json]
