"""Signing in and out as a plain form or as JSON, who am I, opening an account."""

import re
from typing import Any
from urllib.parse import parse_qs, quote, urlencode, urlsplit
from uuid import UUID

import msgspec
import pyotp
from litestar import Request, Response, get, post
from litestar.datastructures import Cookie
from litestar.response import Redirect

from backend.access.actor import Actor
from backend.access.guards import officer, public, signed_in
from backend.access.middleware import FACES, cookie_name
from backend.identity import actions, delegations, queries
from backend.identity.passwords import unseal
from backend.platform.database import fetch
from backend.platform.problems import NotFound, Refusal, TooMany
from backend.settings import settings
from shared.contracts.delegations import Colleague, Delegation, StartDelegation
from shared.contracts.identity import DemoAccount, Me, RegisterCitizen
from shared.vocabulary.roles import ROLE_LABELS, Role

AnyRequest = Request[Any, Any, Any]
_LOCAL = re.compile(r"^/(?![/\\])[^\x00-\x20\\]*$")
_ERRORS = {
    "sign-in-refused": "sai-thong-tin",
    "code-needed": "can-ma",
    "code-wrong": "sai-ma",
    "too-many": "khoa-tam",
}


class SignIn(msgspec.Struct, frozen=True):
    """What the sign-in form sends."""

    username: str
    password: str
    code: str = ""
    face: str = "citizen"
    next: str = ""


@post("/session", status_code=200, **public())
async def open_session(request: AnyRequest) -> Response[Any]:
    """Signs in. A browser's form is sent back to a page, JSON gets the person."""
    is_json = request.headers.get("content-type", "").startswith("application/json")
    if is_json:
        data = msgspec.json.decode(await request.body(), type=SignIn)
    else:
        data = msgspec.convert(dict(await request.form()), SignIn)
    face = data.face if data.face in FACES else "citizen"
    target = _target(data, request.headers.get("referer", ""), face)
    try:
        token = await actions.sign_in(
            data.username, data.password, data.code, face, request.headers.get("user-agent", "")
        )
    except Refusal as refusal:
        if is_json:
            raise
        slug = "too-many" if isinstance(refusal, TooMany) else refusal.slug
        query = urlencode({"loi": _ERRORS.get(slug, "sai-thong-tin"), "next": target})
        return Redirect(f"/dang-nhap?{query}", status_code=303)
    cookie = _cookie(face, token, settings().session_absolute_hours * 3600)
    if not is_json:
        return Redirect(quote(target, safe="/?=&%#-._~:@+,;"), status_code=303, cookies=[cookie])
    actor = await queries.actor_of_session(token)
    assert actor is not None
    return Response(await queries.me(actor), cookies=[cookie], status_code=200)


@post("/session/end", status_code=303, **public())
async def end_session(request: AnyRequest) -> Response[Any]:
    """Signs out and forgets the cookie."""
    form = dict(await request.form())
    face = str(form.get("face", "citizen"))
    face = face if face in FACES else "citizen"
    actor: Actor | None = request.scope.get("user")
    if actor is not None:
        await actions.sign_out(actor)
    target = str(form.get("next", "/"))
    target = target if _LOCAL.match(target) else "/"
    return Redirect(target, status_code=303, cookies=[_cookie(face, "", 0)])


@get("/me", **signed_in())
async def who_am_i(actor: Actor) -> Me:
    """The signed-in person."""
    return await queries.me(actor)


@post("/accounts/citizens", **public())
async def open_citizen_account(data: RegisterCitizen) -> Me:
    """Opens a citizen's account."""
    await actions.register_citizen(data)
    return await queries.me(await queries.actor_of_username(data.personal_id))


@get("/demo/accounts", **public())
async def demo_accounts() -> list[DemoAccount]:
    """Accounts to try the demonstration with; nowhere else."""
    if not settings().demo:
        raise NotFound
    rows = await fetch(
        "select a.username, d.password, a.totp_secret, d.role, a.full_name, "
        "coalesce((select g.name from role_grant r join agency g on g.id = r.agency_id "
        "where r.account_id = a.id limit 1), '') as agency "
        "from demo_account d join account a on a.id = d.account_id "
        "order by agency, d.role, a.username limit 200"
    )
    found = []
    for row in rows:
        secret = unseal(bytes(row["totp_secret"])) if row["totp_secret"] else None
        label = ROLE_LABELS[Role(row["role"])].vi if row["role"] != "citizen" else "Công dân"
        found.append(
            DemoAccount(
                username=row["username"],
                password=row["password"],
                totp_secret=secret,
                code_now=pyotp.TOTP(secret).now() if secret else None,
                role=row["role"],
                role_label=label,
                full_name=row["full_name"],
                agency=row["agency"],
            )
        )
    return found


def _target(data: SignIn, referer: str, face: str) -> str:
    # The sign-in page may be sent before its script has filled in the hidden field; its address
    # says the same.
    asked = data.next or parse_qs(urlsplit(referer).query).get("next", [""])[0]
    if not asked:
        return "/ho-so/" if face == "citizen" else "/"
    return asked if _LOCAL.match(asked) else "/"


def _cookie(face: str, value: str, max_age: int) -> Cookie:
    return Cookie(
        key=cookie_name(face),
        value=value,
        max_age=max_age,
        path="/",
        httponly=True,
        secure=settings().secure_cookies,
        samesite="lax",
    )


@get("/colleagues", **officer())
async def my_colleagues(actor: Actor) -> list[Colleague]:
    """Officers of my agency."""
    return await delegations.colleagues(actor)


@get("/delegations", **officer())
async def list_delegations(actor: Actor) -> list[Delegation]:
    """Absences that concern me, or my agency when I head it."""
    return await delegations.delegations(actor)


@post("/delegations", **officer())
async def start_delegation(actor: Actor, data: StartDelegation) -> Delegation:
    """Says who stands in for whom, from when until when."""
    return await delegations.start_delegation(actor, data)


@post("/delegations/{delegation_id:uuid}/end", status_code=200, **officer())
async def end_delegation(actor: Actor, delegation_id: UUID) -> Delegation:
    """Ends an absence now."""
    return await delegations.end_delegation(actor, delegation_id)


ROUTES = [
    open_session,
    end_session,
    who_am_i,
    open_citizen_account,
    demo_accounts,
    my_colleagues,
    list_delegations,
    start_delegation,
    end_delegation,
]
