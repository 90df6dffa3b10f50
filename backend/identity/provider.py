"""An identity provider's side of OpenID Connect: where it is, its keys, a code for a token.

Discovery 1.0, authorization code with PKCE (RFC 7636 S256). What comes back is bounded in time and
size and believed only after `tokens.id_token`.
"""

import base64
import hashlib
import json
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

import httpx

from backend.connections.calling import http_client
from backend.identity import tokens
from backend.identity.tokens import Expected, KeySet, TokenRefused, UnknownKey
from backend.platform import clock
from backend.platform.problems import Unavailable
from backend.settings import settings

_SECONDS = 8.0
_MAX_BYTES = 256 * 1024
_KEPT_SECONDS = 3600
_AGAIN_SECONDS = 10  # a token under an unknown key makes us ask for the keys, no more often


@dataclass(frozen=True, slots=True)
class Provider:
    """The addresses of its discovery document that are used."""

    issuer: str
    authorization: str
    token: str
    keys: str
    end_session: str


@dataclass(frozen=True, slots=True)
class Party:
    """Us, as a provider knows us: whom we ask, under which name, where people come back to."""

    name: str
    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    callback: str


@dataclass
class _Known:
    provider: Provider | None = None
    keys: KeySet | None = None
    provider_at: float = -1e9
    keys_at: float = -1e9


_known: dict[str, _Known] = {}


def offered() -> bool:
    """Whether this installation is registered with the national provider."""
    return bool(settings().oidc_issuer)


def national() -> Party:
    """Us at VNeID."""
    return Party(
        "VNeID",
        settings().oidc_issuer,
        settings().oidc_client_id,
        settings().oidc_client_secret,
        f"{settings().citizen_url}/api/v1/session/national/callback",
    )


async def provider(party: Party) -> Provider:
    """The provider, read again every hour. Raises Unavailable."""
    known = _known.setdefault(party.issuer, _Known())
    if known.provider is None or time.monotonic() - known.provider_at > _KEPT_SECONDS:
        found = await _json(party, "GET", f"{party.issuer}/.well-known/openid-configuration")
        if found.get("issuer") != party.issuer:
            raise _away(party)
        names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
        if not all(isinstance(found.get(name), str) for name in names):
            raise _away(party)
        known.provider = Provider(
            party.issuer,
            found["authorization_endpoint"],
            found["token_endpoint"],
            found["jwks_uri"],
            str(found.get("end_session_endpoint", "")),
        )
        known.provider_at = time.monotonic()
    return known.provider


async def authorization_url(party: Party, state: str, nonce: str, verifier: str) -> str:
    """Where to send the browser."""
    where = await provider(party)
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest())
    query = urlencode(
        {
            "response_type": "code",
            "client_id": party.client_id,
            "redirect_uri": party.callback,
            "scope": "openid profile",
            "state": state,
            "nonce": nonce,
            "code_challenge": challenge.decode().rstrip("="),
            "code_challenge_method": "S256",
        },
        quote_via=quote,
    )
    return f"{where.authorization}?{query}"


async def claims_for(
    party: Party, code: str, nonce: str, verifier: str
) -> tuple[dict[str, Any], str]:
    """Exchanges a code; the verified claims and the token they came in.

    Raises TokenRefused when the provider refuses the code or the token is not for us, Unavailable.
    """
    where = await provider(party)
    answer = await _json(
        party,
        "POST",
        where.token,
        data={
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": party.callback,
            "code_verifier": verifier,
        },
        auth=(party.client_id, party.client_secret),
    )
    token = answer.get("id_token")
    if not isinstance(token, str):
        raise TokenRefused("no ID token")
    expected = Expected(where.issuer, party.client_id, nonce)
    try:
        return tokens.id_token(token, await _keys(party, where), expected, clock.now()), token
    except UnknownKey:
        # They may have changed their keys since we asked.
        fresh = await _keys(party, where, afresh=True)
        return tokens.id_token(token, fresh, expected, clock.now()), token


async def end_session_url(subject: str) -> str:
    """Where signing out of VNeID goes (RP-initiated logout), or nothing when they offer none.

    Without the ID token, which holds the personal number and would stand in the address.
    """
    where = await provider(national())
    if not where.end_session:
        return ""
    query = urlencode(
        {
            "client_id": settings().oidc_client_id,
            "logout_hint": subject,
            "post_logout_redirect_uri": f"{settings().citizen_url}/",
        },
        quote_via=quote,
    )
    return f"{where.end_session}?{query}"


async def _keys(party: Party, where: Provider, *, afresh: bool = False) -> KeySet:
    known = _known[party.issuer]
    age = time.monotonic() - known.keys_at
    if known.keys is None or age > _KEPT_SECONDS or (afresh and age > _AGAIN_SECONDS):
        known.keys = KeySet(await _json(party, "GET", where.keys))
        known.keys_at = time.monotonic()
    return known.keys


async def _json(party: Party, method: str, url: str, **request: Any) -> dict[str, Any]:
    try:
        async with (
            http_client(timeout=_SECONDS, follow_redirects=False) as http,
            http.stream(method, url, **request) as answer,
        ):
            body = b""
            async for chunk in answer.aiter_bytes():
                body += chunk
                if len(body) > _MAX_BYTES:
                    raise _away(party)
            if answer.status_code == 400:
                raise TokenRefused("the provider refuses the code")
            if answer.status_code != 200:
                raise _away(party)
            found = json.loads(body)
    except (httpx.HTTPError, ValueError) as error:
        raise _away(party) from error
    if not isinstance(found, dict):
        raise _away(party)
    return found


def _away(party: Party) -> Unavailable:
    return Unavailable(
        f"{party.name} chưa trả lời. Bạn có thể đăng nhập bằng mật khẩu hoặc thử lại sau ít phút.",
        en=f"{party.name} does not answer. Sign in with your password or try again later.",
    )
