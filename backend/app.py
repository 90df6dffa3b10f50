"""Builds the API: a list of slices and plugins, nothing else."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from litestar import Litestar, Router
from litestar.di import Provide
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin

from backend.access.guards import as_declared, provide_actor
from backend.access.middleware import SessionMiddleware
from backend.catalogue import routes as catalogue
from backend.directives import routes as directives
from backend.documents import routes as documents
from backend.documents.store import store
from backend.dossiers import routes as dossiers
from backend.forms import routes as forms
from backend.identity import routes as identity
from backend.inbox import routes as inbox
from backend.notifications import routes as notifications
from backend.operations import routes as operations
from backend.operations.logs import configure
from backend.operations.request_log import RequestLogMiddleware
from backend.organisation import routes as organisation
from backend.platform.database import close_pool, open_pool
from backend.platform.idempotency import IdempotencyMiddleware
from backend.platform.json_body import JsonBodyMiddleware
from backend.platform.problem_responses import HANDLERS
from backend.registers import routes as registers
from backend.results import routes as results
from backend.settings import settings
from backend.succession import routes as succession
from backend.workflow import routes as workflow

SLICES = (
    organisation,
    identity,
    catalogue,
    forms,
    dossiers,
    inbox,
    directives,
    documents,
    results,
    registers,
    workflow,
    succession,
    notifications,
)


@asynccontextmanager
async def _resources(_app: Litestar) -> AsyncIterator[None]:
    await open_pool(minimum=4, maximum=12)
    await store().ensure_bucket()
    yield
    await close_pool()


def create_app() -> Litestar:
    """The API application."""
    configure()
    api = Router(path="/api/v1", route_handlers=[r for s in SLICES for r in s.ROUTES])
    return Litestar(
        route_handlers=[api, *operations.ROUTES],
        lifespan=[_resources],
        middleware=[
            RequestLogMiddleware(),
            SessionMiddleware(),
            JsonBodyMiddleware(),
            IdempotencyMiddleware(),
        ],
        guards=[as_declared],
        dependencies={"actor": Provide(provide_actor, sync_to_thread=False)},
        exception_handlers=HANDLERS,
        request_max_body_size=settings().max_upload_bytes + 1024 * 1024,
        openapi_config=OpenAPIConfig(
            title="Một Cửa",
            version="0.1.0",
            description="Cổng Dịch vụ công và Hệ thống thông tin một cửa điện tử.",
            openapi_router=Router(
                path="/api/schema",
                route_handlers=[],
                opt={"permission": "public"},
                include_in_schema=False,
            ),
            render_plugins=[JsonRenderPlugin(path="/openapi.json")],
        ),
    )
