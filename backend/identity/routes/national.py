"""The way to the national identity provider and back, as the browser walks it."""

from typing import Any
from urllib.parse import quote, urlencode

import structlog
from litestar import Request, get, post
from litestar.datastructures import Cookie
from litestar.response import Redirect

from backend.access.guards import public
from backend.identity import national, provider
from backend.identity.routes.signing_in import (
    HINT,
    caller_of,
    cookies_of,
    local_target,
    short_cookie,
    short_value,
)
from backend.identity.tokens import TokenRefused
from backend.platform.problems import NotFound, Refusal, TooMany, Unavailable
from shared.contracts.national import NationalOffer, PendingMerge

AnyRequest = Request[Any, Any, Any]
_STATE, _TICKET = "motcua_national_state", "motcua_national_ticket"
_MERGE = "/dang-nhap/lien-ket/"
log = structlog.get_logger("national")


@get("/session/national/offer", **public())
async def national_offer() -> NationalOffer:
    """Whether the sign-in page offers it."""
    return NationalOffer(provider.offered())


@get("/session/national", status_code=303, **public())
async def go_to_provider(request: AnyRequest) -> Redirect:
    """Sends the browser to VNeID."""
    target = local_target(request.query_params.get("next", ""), "/ho-so/")
    try:
        url, state = await national.begin(target)
    except Unavailable:
        return _back("vneid-ban", target)
    return Redirect(url, status_code=303, cookies=[short_cookie(_STATE, state)])


@get("/session/national/callback", status_code=303, **public())
async def back_from_provider(request: AnyRequest) -> Redirect:
    """VNeID sends the browser here; a session, a merge to decide, or back to the sign-in page."""
    given = request.query_params
    gone = short_cookie(_STATE, "")
    if given.get("error") or not given.get("code"):
        return _back("vneid-thoi", "", [gone])
    caller = caller_of(request, "citizen")
    shown = short_value(request, _STATE)
    try:
        opened, target = await national.finish(given["code"], given.get("state", ""), shown, caller)
    except Unavailable:
        return _back("vneid-ban", "", [gone])
    except (TokenRefused, Refusal) as refused:
        log.warning("national sign-in refused", reason=str(refused))
        return _back("vneid-sai", "", [gone])
    if isinstance(opened, str):
        return Redirect(_MERGE, status_code=303, cookies=[gone, short_cookie(_TICKET, opened)])
    cookies = [gone, *cookies_of("citizen", opened)]
    return Redirect(_written(target), status_code=303, cookies=cookies)


@get("/session/national/pending", **public())
async def pending_merge(request: AnyRequest) -> PendingMerge:
    """Whose identity waits to be joined to the account of its number."""
    return await national.pending(short_value(request, _TICKET))


@post("/session/national/merge", status_code=303, request_max_body_size=16 * 1024, **public())
async def merge_identity(request: AnyRequest) -> Redirect:
    """The form of the merge: by password, or by taking the account over."""
    form = dict(await request.form())
    caller = caller_of(request, "citizen")
    try:
        opened, target = await national.merge(
            short_value(request, _TICKET),
            str(form.get("password", ""))[:128],
            str(form.get("code", ""))[:20],
            take_over=form.get("how") == "take_over",
            caller=caller,
        )
    except NotFound:
        return _back("vneid-het", "")
    except Refusal as refused:
        slug = "too-many" if isinstance(refused, TooMany) else refused.slug
        return Redirect(f"{_MERGE}?{urlencode({'loi': slug})}", status_code=303)
    cookies = [short_cookie(_TICKET, ""), *cookies_of("citizen", opened)]
    return Redirect(_written(target), status_code=303, cookies=cookies)


@get("/session/national/end", status_code=303, **public())
async def end_at_provider(request: AnyRequest) -> Redirect:
    """After signing out here: signs out at VNeID as well (RP-initiated logout)."""
    subject = short_value(request, HINT)
    try:
        url = await provider.end_session_url(subject) if subject and provider.offered() else ""
    except Unavailable:
        url = ""
    return Redirect(url or "/", status_code=303, cookies=[short_cookie(HINT, "")])


def _back(problem: str, target: str, cookies: list[Cookie] | None = None) -> Redirect:
    query = urlencode({"loi": problem, **({"next": target} if target else {})})
    return Redirect(f"/dang-nhap/?{query}", status_code=303, cookies=cookies or [])


def _written(target: str) -> str:
    return quote(target, safe="/?=&%#-._~:@+,;")


ROUTES = [
    national_offer,
    go_to_provider,
    back_from_provider,
    pending_merge,
    merge_identity,
    end_at_provider,
]
