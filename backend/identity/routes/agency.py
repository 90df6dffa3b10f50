"""The way to an agency's identity provider and back, and who is let in by one."""

from typing import Any
from urllib.parse import quote, urlencode
from uuid import UUID

import structlog
from litestar import Request, get, post
from litestar.datastructures import Cookie
from litestar.response import Redirect

from backend.access.actor import Actor
from backend.access.guards import officer, public
from backend.access.step_up import stepped_up
from backend.identity import agency_providers, agency_sign_in
from backend.identity.role_requests import DECIDERS
from backend.identity.routes.signing_in import (
    caller_of,
    cookies_of,
    local_target,
    short_cookie,
    short_value,
)
from backend.identity.tokens import TokenRefused
from backend.platform.problems import NotFound, Refusal, TooMany, Unavailable
from shared.contracts.agency_providers import (
    LinkOfficer,
    ProposeProvider,
    ProviderOffer,
    ProviderShown,
)
from shared.contracts.factors import Done
from shared.contracts.partners import DecideApiClient
from shared.vocabulary.roles import Role

AnyRequest = Request[Any, Any, Any]
_PATH = "/api/v1/session/agency"
_STATE, _TICKET = "motcua_agency_state", "motcua_agency_ticket"
_CODE = "/dang-nhap/ma-xac-thuc/"
_ADMIN = officer(Role.SYSTEM_ADMIN)
_EITHER = officer(*DECIDERS)
log = structlog.get_logger("agency")


@get("/session/agency/offers", **public())
async def agency_offers() -> list[ProviderOffer]:
    """Providers the officers' sign-in page offers."""
    return await agency_providers.offers()


@get("/session/agency/{provider_id:uuid}", status_code=303, **public())
async def go_to_agency(request: AnyRequest, provider_id: UUID) -> Redirect:
    """Sends the browser to the agency's provider."""
    target = local_target(request.query_params.get("next", ""), "/")
    try:
        url, state = await agency_sign_in.begin(provider_id, target)
    except (Unavailable, TokenRefused):
        return _back("co-quan-ban")
    return Redirect(url, status_code=303, cookies=[short_cookie(_STATE, state, _PATH)])


@get("/session/agency/callback", status_code=303, **public())
async def back_from_agency(request: AnyRequest) -> Redirect:
    """The provider sends the browser here: a session, our own code to ask for, or back."""
    given = request.query_params
    gone = short_cookie(_STATE, "", _PATH)
    if given.get("error") or not given.get("code"):
        return _back("co-quan-thoi", [gone])
    shown = short_value(request, _STATE)
    try:
        opened, target = await agency_sign_in.finish(
            given["code"], given.get("state", ""), shown, caller_of(request, "officer")
        )
    except Unavailable:
        return _back("co-quan-ban", [gone])
    except (TokenRefused, Refusal) as refused:
        log.warning("agency sign-in refused", reason=str(refused))
        return _back("co-quan-sai", [gone])
    if isinstance(opened, str):
        cookies = [gone, short_cookie(_TICKET, opened, _PATH)]
        return Redirect(_CODE, status_code=303, cookies=cookies)
    cookies = [gone, *cookies_of("officer", opened)]
    return Redirect(_written(target), status_code=303, cookies=cookies)


@post("/session/agency/code", status_code=303, request_max_body_size=16 * 1024, **public())
async def agency_code(request: AnyRequest) -> Redirect:
    """The form that asks for our own code after the provider's word."""
    form = dict(await request.form())
    try:
        opened, target = await agency_sign_in.finish_with_code(
            short_value(request, _TICKET),
            str(form.get("code", ""))[:20],
            caller_of(request, "officer"),
        )
    except NotFound:
        return _back("co-quan-het")
    except Refusal as refused:
        slug = "khoa-tam" if isinstance(refused, TooMany) else "sai-ma"
        return Redirect(f"{_CODE}?{urlencode({'loi': slug})}", status_code=303)
    cookies = [short_cookie(_TICKET, "", _PATH), *cookies_of("officer", opened)]
    return Redirect(_written(target), status_code=303, cookies=cookies)


@get("/agency-providers", **_EITHER)
async def agency_provider_list(actor: Actor) -> list[ProviderShown]:
    """Providers of my agencies, and who is linked."""
    return await agency_providers.providers(actor)


@post("/agency-providers", **stepped_up(_ADMIN))
async def propose_provider(actor: Actor, data: ProposeProvider) -> Done:
    """Asks for a provider to be let in."""
    await agency_providers.propose(actor, data)
    return Done(True)


@post("/agency-providers/{provider_id:uuid}/decision", status_code=200, **stepped_up(_EITHER))
async def decide_provider(actor: Actor, provider_id: UUID, data: DecideApiClient) -> Done:
    """The second person's word."""
    await agency_providers.decide(actor, provider_id, approve=data.approve)
    return Done(True)


@post("/agency-providers/{provider_id:uuid}/end", status_code=200, **stepped_up(_EITHER))
async def end_provider(actor: Actor, provider_id: UUID) -> Done:
    """Nobody comes in by it any more."""
    await agency_providers.end(actor, provider_id)
    return Done(True)


@post("/agency-providers/{provider_id:uuid}/officers", **stepped_up(_ADMIN))
async def link_officer(actor: Actor, provider_id: UUID, data: LinkOfficer) -> Done:
    """Says who an officer is there."""
    await agency_providers.link(actor, provider_id, data)
    return Done(True)


@post(
    "/agency-providers/{provider_id:uuid}/officers/{identity_id:uuid}/end",
    status_code=200,
    **stepped_up(_ADMIN),
)
async def unlink_officer(actor: Actor, provider_id: UUID, identity_id: UUID) -> Done:
    """The officer no longer comes in that way."""
    await agency_providers.unlink(actor, provider_id, identity_id)
    return Done(True)


def _back(problem: str, cookies: list[Cookie] | None = None) -> Redirect:
    return Redirect(
        f"/dang-nhap/?{urlencode({'loi': problem})}", status_code=303, cookies=cookies or []
    )


def _written(target: str) -> str:
    return quote(target, safe="/?=&%#-._~:@+,;")


ROUTES = [
    agency_offers,
    go_to_agency,
    back_from_agency,
    agency_code,
    agency_provider_list,
    propose_provider,
    decide_provider,
    end_provider,
    link_officer,
    unlink_officer,
]
