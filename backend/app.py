"""Builds the API: a list of slices and plugins, nothing else."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from litestar import Litestar, Router
from litestar.di import Provide
from litestar.openapi.config import OpenAPIConfig

from backend.access.guards import provide_actor
from backend.access.middleware import SessionMiddleware
from backend.access.partner import provide_partner
from backend.adapters import make_known
from backend.analyses import routes as analyses
from backend.archive import routes as archive
from backend.audit import routes as audit
from backend.catalogue import routes as catalogue
from backend.competences import routes as competences
from backend.compliance import routes as compliance
from backend.compliance.sampling import watch as watch_performance
from backend.connections import routes as connections
from backend.content import routes as content
from backend.directives import routes as directives
from backend.documents import routes as documents
from backend.documents.store import store
from backend.documents.upload_stream import forget_left_behind
from backend.dossiers import routes as dossiers
from backend.export_sources import make_known as make_sources_known
from backend.exports import routes as exports
from backend.feedback import routes as feedback
from backend.forms import routes as forms
from backend.identity import routes as identity
from backend.imports import routes as imports
from backend.inbox import routes as inbox
from backend.indicators import routes as indicators
from backend.lookups import routes as lookups
from backend.measuring import routes as measuring
from backend.mergers import routes as mergers
from backend.messages import routes as messages
from backend.national import routes as national
from backend.notifications import routes as notifications
from backend.office import routes as office
from backend.operations import routes as operations
from backend.operations.described import DescribedJson
from backend.operations.logs import configure
from backend.operations.request_log import RequestLogMiddleware
from backend.organisation import routes as organisation
from backend.overview import routes as overview
from backend.overview import screen_routes as wall_screens
from backend.particulars import routes as particulars
from backend.partners import routes as partners
from backend.partners.granting import client_of
from backend.payments import routes as payments
from backend.platform.database import close_pool, open_pool
from backend.platform.idempotency import IdempotencyMiddleware
from backend.platform.json_body import JsonBodyMiddleware
from backend.platform.problem_responses import HANDLERS
from backend.platform.response_headers import ResponseHeadersMiddleware
from backend.post import routes as post
from backend.prefill import routes as prefill
from backend.privacy import routes as privacy
from backend.proposals import routes as proposals
from backend.reception import routes as reception
from backend.regimes import routes as regimes
from backend.registers import routes as registers
from backend.reports import routes as reports
from backend.results import routes as results
from backend.settings import settings
from backend.shared_lists import routes as shared_lists
from backend.succession import routes as succession
from backend.surveys import routes as surveys
from backend.traffic import routes as traffic
from backend.traffic.actions import keep_writing
from backend.vault import routes as vault
from backend.workflow import routes as workflow

SLICES = (
    organisation,
    identity,
    catalogue,
    competences,
    forms,
    dossiers,
    inbox,
    directives,
    documents,
    results,
    registers,
    reports,
    overview,
    wall_screens,
    indicators,
    analyses,
    exports,
    compliance,
    traffic,
    workflow,
    succession,
    mergers,
    particulars,
    regimes,
    lookups,
    imports,
    notifications,
    messages,
    content,
    surveys,
    vault,
    prefill,
    privacy,
    proposals,
    archive,
    audit,
    payments,
    post,
    measuring,
    office,
    partners,
    connections,
    national,
    shared_lists,
    reception,
    feedback,
)


@asynccontextmanager
async def _resources(_app: Litestar) -> AsyncIterator[None]:
    await open_pool(minimum=4, maximum=12)
    await store().ensure_bucket()
    await asyncio.to_thread(forget_left_behind)
    ending = asyncio.Event()
    beside = [asyncio.create_task(each(ending)) for each in (watch_performance, keep_writing)]
    yield
    ending.set()
    await asyncio.gather(*beside, return_exceptions=True)
    await close_pool()


def create_app() -> Litestar:
    """The API application."""
    configure()
    make_known()
    make_sources_known()
    api = Router(path="/api/v1", route_handlers=[r for s in SLICES for r in s.ROUTES])
    return Litestar(
        route_handlers=[api, *operations.ROUTES],
        lifespan=[_resources],
        middleware=[
            RequestLogMiddleware(),
            ResponseHeadersMiddleware(),
            SessionMiddleware(),
            JsonBodyMiddleware(),
            IdempotencyMiddleware(client_of),
        ],
        dependencies={
            "actor": Provide(provide_actor, sync_to_thread=False),
            "partner": Provide(provide_partner, sync_to_thread=False),
        },
        exception_handlers=HANDLERS,
        # Logs are set up once, for ours and the libraries alike.
        logging_config=None,
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
            render_plugins=[DescribedJson(path="/openapi.json")],
        ),
    )
