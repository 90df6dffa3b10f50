"""Signing in and out as a plain form or as JSON and who am I."""

import re
from typing import Any
from urllib.parse import parse_qs, quote, urlencode

import msgspec
import pyotp
from litestar import Request, Response, get, post
from litestar.datastructures import Cookie
from litestar.response import Redirect

from backend.access.actor import Actor
from backend.access.guards import in_first_steps, public, signed_in
from backend.access.middleware import FACES, cookie_name
from backend.identity import actions, national, queries, sessions
from backend.identity.passwords import unseal_totp
from backend.identity.sessions import Caller, Opened
from backend.identity.sign_in_names import shown_name
from backend.identity.throttle import mark_of_browser
from backend.platform.addresses import split_address
from backend.platform.database import fetch
from backend.platform.problems import NotFound, Refusal, TooMany
from backend.settings import settings
from shared.contracts.identity import DemoAccount, Me
from shared.vocabulary.assurance import Assurance
from shared.vocabulary.cookies import mark_cookie, short_cookie_name
from shared.vocabulary.roles import ROLE_LABELS, Role

AnyRequest = Request[Any, Any, Any]
_LOCAL = re.compile(r"^/(?![/\\])[^\x00-\x20\\]*$")
_NATIONAL = (Assurance.NATIONAL_1, Assurance.NATIONAL_2)
HINT = "motcua_national_hint"
_FORM_BYTES = 16 * 1024
_MARK_SECONDS = 365 * 24 * 3600
_ERRORS = {
    "sign-in-refused": "sai-thong-tin",
    "code-needed": "can-ma",
    "code-wrong": "sai-ma",
    "too-many": "khoa-tam",
    "account-locked": "bi-khoa",
}


class SignIn(msgspec.Struct, frozen=True):
    """What the sign-in form sends."""

    username: str
    password: str
    code: str = ""
    face: str = "citizen"
    next: str = ""


@post("/session", status_code=200, request_max_body_size=_FORM_BYTES, **public())
async def open_session(request: AnyRequest) -> Response[Any]:
    """Signs in. A browser's form is sent back to a page, JSON gets the person."""
    is_json = request.headers.get("content-type", "").startswith("application/json")
    if is_json:
        data = msgspec.json.decode(await request.body(), type=SignIn)
    else:
        data = msgspec.convert(dict(await request.form()), SignIn)
    face = data.face if data.face in FACES else "citizen"
    target = _target(data, request.headers.get("referer", ""), face)
    caller = caller_of(request, face)
    try:
        opened = await actions.sign_in(data.username, data.password, data.code, caller)
    except Refusal as refusal:
        if is_json:
            raise
        slug = "too-many" if isinstance(refusal, TooMany) else refusal.slug
        query = urlencode({"loi": _ERRORS.get(slug, "sai-thong-tin"), "next": target})
        return Redirect(f"/dang-nhap?{query}", status_code=303)
    cookies = cookies_of(face, opened)
    if not is_json:
        return Redirect(quote(target, safe="/?=&%#-._~:@+,;"), status_code=303, cookies=cookies)
    actor = await queries.actor_of_session(opened.token)
    assert actor is not None
    return Response(await queries.me(actor), cookies=cookies, status_code=200)


@post("/session/end", status_code=303, request_max_body_size=_FORM_BYTES, **public())
async def end_session(request: AnyRequest) -> Response[Any]:
    """Signs out and forgets the cookie."""
    form = dict(await request.form())
    face = str(form.get("face", "citizen"))
    face = face if face in FACES else "citizen"
    actor: Actor | None = request.scope.get("user")
    if actor is not None:
        await sessions.sign_out(actor)
    target = str(form.get("next", "/"))
    target = local_target(target, "/")
    cookies = [_cookie(face, "", 0)]
    if actor is not None and actor.assurance in _NATIONAL:
        # The provider still has its own session; the page offers to end that one too.
        cookies.append(short_cookie(HINT, await national.subject_of(actor)))
        target = "/dang-xuat/"
    return Redirect(target, status_code=303, cookies=cookies)


@get("/me", **in_first_steps(signed_in()))
async def who_am_i(actor: Actor) -> Me:
    """The signed-in person."""
    return await queries.me(actor)


@get("/demo/accounts", **public())
async def demo_accounts() -> list[DemoAccount]:
    """Accounts to try the demonstration with; nowhere else."""
    if not settings().demo:
        raise NotFound
    rows = await fetch(
        "select a.id, a.kind, a.username, a.personal_id, d.password, a.totp_secret, d.role, "
        "a.full_name, "
        "coalesce((select g.name from role_grant r join agency g on g.id = r.agency_id "
        "where r.account_id = a.id limit 1), '') as agency "
        "from demo_account d join account a on a.id = d.account_id "
        "order by agency, d.role, a.username limit 200"
    )
    found = []
    for row in rows:
        secret = unseal_totp(row["id"], bytes(row["totp_secret"])) if row["totp_secret"] else None
        label = ROLE_LABELS[Role(row["role"])].vi if row["role"] != "citizen" else "Công dân"
        found.append(
            DemoAccount(
                username=shown_name(row),
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
    asked = data.next or parse_qs(split_address(referer).query).get("next", [""])[0]
    if not asked:
        return "/ho-so/" if face == "citizen" else "/"
    return local_target(asked, "/")


def local_target(asked: str, otherwise: str) -> str:
    """An address of ours, or `otherwise` for one that leads to another site."""
    return asked if _LOCAL.match(asked) else otherwise


def caller_of(request: AnyRequest, face: str) -> Caller:
    """The browser of a request; its address is the one the proxy in front of us vouches for."""
    return Caller(
        face=face,
        user_agent=request.headers.get("user-agent", ""),
        address=request.client.host if request.client else "",
        session=request.cookies.get(cookie_name(face), ""),
        mark=request.cookies.get(_mark_name(face), ""),
    )


def cookies_of(face: str, opened: Opened) -> list[Cookie]:
    """The session, and the mark by which this browser is known again."""
    return [
        _cookie(face, opened.token, opened.max_age),
        _named(_mark_name(face), mark_of_browser(opened.account_id), _MARK_SECONDS),
    ]


def short_cookie(name: str, value: str, path: str = "/api/v1/session/national") -> Cookie:
    """Ten minutes, for the steps of a sign-in elsewhere alone; an empty value takes it away."""
    return Cookie(
        key=short_cookie_name(name, secure=settings().secure_cookies),
        value=value,
        max_age=600 if value else 0,
        path=path,
        httponly=True,
        secure=settings().secure_cookies,
        samesite="lax",
    )


def short_value(request: AnyRequest, name: str) -> str:
    """What `short_cookie` left in the browser."""
    return request.cookies.get(short_cookie_name(name, secure=settings().secure_cookies), "")


def _mark_name(face: str) -> str:
    return mark_cookie(face, secure=settings().secure_cookies)


def _cookie(face: str, value: str, max_age: int) -> Cookie:
    return _named(cookie_name(face), value, max_age)


def _named(name: str, value: str, max_age: int) -> Cookie:
    return Cookie(
        key=name,
        value=value,
        max_age=max_age,
        path="/",
        httponly=True,
        secure=settings().secure_cookies,
        samesite="lax",
    )


ROUTES = [open_session, end_session, who_am_i, demo_accounts]
