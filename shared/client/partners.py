"""Programs of other systems: their registration, and the calls they make themselves."""

import base64
from typing import Any
from urllib.parse import quote

import httpx
import msgspec

from shared.client.base import ApiClient
from shared.contracts.common import Page
from shared.contracts.factors import Done
from shared.contracts.officers import BecauseOf
from shared.contracts.partners import (
    AccessToken,
    ApiClientShown,
    ClientSecret,
    DecideApiClient,
    PartnerChange,
    PartnerDossier,
    PartnerEvent,
    PartnerResult,
    PartnerSelf,
    ProposeApiClient,
)

TOKEN_PATH = "/api/v1/oauth/token"


class TokenRefused(Exception):
    """No token was given; the text is the error of RFC 6749."""


async def token(
    http: httpx.AsyncClient,
    client_id: str,
    secret: str = "",
    *,
    assertion: str = "",
    scope: str = "",
) -> AccessToken:
    """A token by secret, or by an assertion under one's own key. Raises TokenRefused."""
    form = {"grant_type": "client_credentials", **({"scope": scope} if scope else {})}
    headers = {}
    if assertion:
        form |= {
            "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            "client_assertion": assertion,
        }
    else:
        pair = f"{quote(client_id, safe='')}:{quote(secret, safe='')}".encode()
        headers["Authorization"] = f"Basic {base64.b64encode(pair).decode()}"
    answer = await http.post(TOKEN_PATH, data=form, headers=headers)
    if answer.status_code != 200:
        raise TokenRefused(answer.json().get("error", str(answer.status_code)))
    return msgspec.json.decode(answer.content, type=AccessToken)


class PartnerApi(ApiClient):
    """The API as a program with a token."""

    def __init__(self, http: httpx.AsyncClient, access_token: str) -> None:
        super().__init__(http, face="citizen")
        self._headers["Authorization"] = f"Bearer {access_token}"


async def jwks(api: ApiClient) -> dict[str, Any]:
    """The keys that sign access tokens."""
    return await api.get("/oauth/jwks", dict[str, Any])


async def metadata(api: ApiClient) -> dict[str, Any]:
    """Where and how tokens are given."""
    return await api.get("/oauth/metadata", dict[str, Any])


async def who_am_i(api: ApiClient) -> PartnerSelf:
    """What this program may do."""
    return await api.get("/partner/self", PartnerSelf)


async def dossier(api: ApiClient, code: str) -> PartnerDossier:
    """A dossier by its code."""
    return await api.get(f"/partner/dossiers/{code}", PartnerDossier)


async def changes(api: ApiClient, cursor: str = "", limit: int = 100) -> Page[PartnerChange]:
    """What happened after the cursor."""
    params = {"cursor": cursor, "limit": limit}
    return await api.get("/partner/changes", Page[PartnerChange], params=params)


async def events(api: ApiClient, code: str) -> list[PartnerEvent]:
    """The course of a dossier."""
    return await api.get(f"/partner/dossiers/{code}/events", list[PartnerEvent])


async def results(api: ApiClient, code: str) -> list[PartnerResult]:
    """Results issued for a dossier."""
    return await api.get(f"/partner/dossiers/{code}/results", list[PartnerResult])


async def clients(api: ApiClient) -> list[ApiClientShown]:
    """Administrators: programs let in, or waiting to be."""
    return await api.get("/api-clients", list[ApiClientShown])


async def propose(api: ApiClient, data: ProposeApiClient) -> Done:
    """Administrators: ask for a program to be let in."""
    return await api.post("/api-clients", data, Done)


async def decide(api: ApiClient, client_id: str, approve: bool) -> Done:
    """The second person's word."""
    return await api.post(f"/api-clients/{client_id}/decision", DecideApiClient(approve), Done)


async def renew_secret(api: ApiClient, client_id: str) -> ClientSecret:
    """A new secret, shown once."""
    return await api.post(f"/api-clients/{client_id}/secret", {}, ClientSecret)


async def revoke(api: ApiClient, client_id: str, reason: str) -> Done:
    """End a program at once."""
    return await api.post(f"/api-clients/{client_id}/revocation", BecauseOf(reason), Done)
