"""Programs of other systems over HTTP: their registration, their tokens, what they read."""

import base64
import binascii
from typing import Annotated, Any
from urllib.parse import unquote
from uuid import UUID

from litestar import Request, Response, get, post
from litestar.params import Parameter

from backend.access.actor import Actor
from backend.access.asker import address_of
from backend.access.guards import officer, public
from backend.access.partner import Partner, partner
from backend.access.step_up import stepped_up
from backend.identity.role_requests import DECIDERS
from backend.partners import (
    actions,
    feed_routes,
    granting,
    keys,
    open_data_routes,
    program_routes,
    queries,
    trial_routes,
    webhook_routes,
)
from backend.partners.rules import written_scope
from backend.platform.problems import TooMany
from shared.contracts.factors import Done
from shared.contracts.officers import BecauseOf
from shared.contracts.partners import (
    AccessToken,
    ApiClientShown,
    ClientSecret,
    DecideApiClient,
    PartnerDossier,
    PartnerEvent,
    PartnerResult,
    PartnerSelf,
    ProposeApiClient,
)
from shared.vocabulary.partners import SCOPES
from shared.vocabulary.roles import Role

AnyRequest = Request[Any, Any, Any]
Code = Annotated[str, Parameter(max_length=60)]
_SECRET = {"Cache-Control": "no-store", "Pragma": "no-cache"}
_ADMIN = officer(Role.SYSTEM_ADMIN)
_EITHER = officer(*DECIDERS)
_FORM_BYTES = 32 * 1024


@post("/oauth/token", status_code=200, request_max_body_size=_FORM_BYTES, **public())
async def token(request: AnyRequest) -> Response[Any]:
    """An access token for a program (RFC 6749 §4.4): form-encoded, client secret or assertion."""
    form = {name: str(value) for name, value in dict(await request.form()).items()}
    basic = _basic(request.headers.get("authorization", ""))
    try:
        given: AccessToken = await granting.grant_token(form, basic, address_of(request))
    except (granting.ClientRefused, granting.RequestRefused) as refused:
        headers = dict(_SECRET)
        if refused.status == 401:
            headers["WWW-Authenticate"] = 'Basic realm="oauth"'
        return Response({"error": refused.slug}, status_code=refused.status, headers=headers)
    except TooMany as refused:
        headers = {**_SECRET, "Retry-After": str(refused.retry_after)}
        return Response({"error": "slow_down"}, status_code=429, headers=headers)
    return Response(given, headers=_SECRET)


@get("/oauth/jwks", **public())
async def jwks() -> Response[dict[str, Any]]:
    """The keys that sign access tokens (RFC 7517)."""
    return Response(await keys.jwks(), headers={"Cache-Control": "public, max-age=300"})


@get("/oauth/metadata", **public())
async def metadata() -> dict[str, Any]:
    """Where and how tokens are given (RFC 8414)."""
    issuer = granting.issuer()
    return {
        "issuer": issuer,
        "token_endpoint": f"{issuer}/token",
        "jwks_uri": f"{issuer}/jwks",
        "grant_types_supported": [granting.GRANT],
        "token_endpoint_auth_methods_supported": [
            "client_secret_basic", "client_secret_post", "private_key_jwt",
        ],
        "token_endpoint_auth_signing_alg_values_supported": ["RS256", "ES256"],
        "scopes_supported": list(SCOPES),
    }  # fmt: skip


@get("/partner/self", **partner(""))
async def partner_self(partner: Partner) -> PartnerSelf:
    """What I, a program, may do."""
    return PartnerSelf(
        str(partner.client_id),
        partner.name,
        written_scope(partner.scopes),
        queries.grants_shown(partner.grants),
        partner.valid_until.isoformat(timespec="seconds"),
    )


@get("/partner/dossiers/{code:str}", **partner("dossiers:read"))
async def partner_dossier(partner: Partner, code: Code) -> PartnerDossier:
    """A dossier by its code, with the fields granted for its procedure."""
    row = await queries.dossier_row(partner, "dossiers:read", code)
    shown = queries.dossier_of(partner, row)
    detail = {"dossier": str(row["id"]), "fields": sorted(shown.fields)}
    await granting.record_reading(partner, "dossiers:read", detail)
    return shown


@get("/partner/dossiers/{code:str}/events", **partner("dossiers:events"))
async def partner_events(partner: Partner, code: Code) -> list[PartnerEvent]:
    """The course of a dossier; nobody is named."""
    row = await queries.dossier_row(partner, "dossiers:events", code)
    return await queries.events(row["id"])


@get("/partner/dossiers/{code:str}/results", **partner("results:read"))
async def partner_results(partner: Partner, code: Code) -> list[PartnerResult]:
    """Results that were issued for a dossier."""
    row = await queries.dossier_row(partner, "results:read", code)
    await granting.record_reading(partner, "results:read", {"dossier": str(row["id"])})
    return await queries.results(row["id"])


@get("/api-clients", **_EITHER)
async def api_clients(actor: Actor) -> list[ApiClientShown]:
    """Programs let in, or waiting to be."""
    return await queries.clients(actor)


@post("/api-clients", **stepped_up(_ADMIN))
async def propose_api_client(actor: Actor, data: ProposeApiClient) -> Done:
    """Asks for a program to be let in."""
    await actions.propose(actor, data)
    return Done(True)


@post("/api-clients/{client_id:uuid}/decision", status_code=200, **stepped_up(_EITHER))
async def decide_api_client(actor: Actor, client_id: UUID, data: DecideApiClient) -> Done:
    """The second person's word."""
    await actions.decide(actor, client_id, approve=data.approve)
    return Done(True)


@post("/api-clients/{client_id:uuid}/secret", status_code=200, **stepped_up(_ADMIN))
async def renew_client_secret(actor: Actor, client_id: UUID) -> Response[ClientSecret]:
    """A new secret, shown this once."""
    return Response(await actions.renew_secret(actor, client_id), headers=_SECRET)


@post("/api-clients/{client_id:uuid}/revocation", status_code=200, **stepped_up(_EITHER))
async def revoke_api_client(actor: Actor, client_id: UUID, data: BecauseOf) -> Done:
    """Ends a program at once."""
    await actions.revoke(actor, client_id, data.reason)
    return Done(True)


def _basic(header: str) -> tuple[str, str]:
    scheme, _, value = header.partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    try:
        name, _, secret = base64.b64decode(value, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return unquote(name), unquote(secret)


ROUTES = [
    token,
    jwks,
    metadata,
    partner_self,
    partner_dossier,
    partner_events,
    partner_results,
    api_clients,
    propose_api_client,
    decide_api_client,
    renew_client_secret,
    revoke_api_client,
    *feed_routes.ROUTES,
    *program_routes.ROUTES,
    *trial_routes.ROUTES,
    *open_data_routes.ROUTES,
    *webhook_routes.ROUTES,
]
