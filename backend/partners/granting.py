"""Access tokens for programs (RFC 6749 §4.4), and the program behind a token.

A program proves itself by its secret, or by an assertion under its own key (RFC 7523), good once. A
token says who and how much was asked for; what the registration allows is read anew at each
request, so that a revoked program, or one calling from elsewhere, is out at once.
"""

import secrets
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from backend.access.partner import Partner
from backend.audit.actions import keyed_hash, record
from backend.identity import throttle, tokens
from backend.identity.tokens import ACCESS_SECONDS, KeySet, TokenRefused
from backend.partners import keys
from backend.partners.queries import GRANTS, grants_in
from backend.partners.rules import RATES, comes_from, read_scope, written_scope
from backend.platform import clock
from backend.platform.database import execute, fetch_row, transaction, uuid7
from backend.platform.problems import Forbidden, Refusal, TooMany, Unauthenticated
from backend.platform.rate import Bucket, Rate
from backend.settings import settings
from shared.contracts.partners import AccessToken

GRANT = "client_credentials"
BY_KEY = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_buckets = {name: Bucket(burst, a_second) for name, (burst, a_second) in RATES.items()}
_askings = Rate(60, 60)  # tokens last ten minutes; nobody needs one a second
_CLIENT = f"""
select c.id, c.name, c.agency_id, c.method, c.secret_hash, c.keys, c.scopes, c.networks,
    c.rate_class, c.valid_until, c.last_used_at, c.sandbox,
    c.proposed_by, c.former_agency_ids, c.approved is null as to_review, a.name as agency,
    {GRANTS} as grants
from api_client c join agency a on a.id = c.agency_id
where c.id = $1 and c.tenant_id = $2 and c.revoked_at is null and c.valid_until > $3
    and (c.approved or (c.approved is null and cardinality(c.former_agency_ids) > 0))
"""


class ClientRefused(Refusal):
    """The program did not prove itself; one answer for every reason (RFC 6749 §5.2)."""

    status = 401
    slug = "invalid_client"


class RequestRefused(Refusal):
    """What was asked for cannot be given; `slug` is the error of RFC 6749 §5.2."""

    status = 400
    slug = "invalid_request"


def issuer() -> str:
    """Who signs our tokens: the address under which the metadata and keys are published."""
    return f"{settings().citizen_url}/api/v1/oauth"


def audience() -> str:
    """For whom they are."""
    return f"{settings().citizen_url}/api/v1/partner"


async def grant_token(form: dict[str, str], basic: tuple[str, str], address: str) -> AccessToken:
    """A token for a program that proves itself.

    Raises ClientRefused, RequestRefused, TooMany after too many askings from one address.
    """
    _askings.take(address)
    if form.get("grant_type") != GRANT:
        raise RequestRefused(slug="unsupported_grant_type")
    client = await _proved(form, basic, address)
    if not _from_its_network(address, client):
        await _note(client["id"], "partner.refused", {"why": "network"})
        raise ClientRefused
    if client["to_review"]:
        raise RequestRefused(slug="unauthorized_client")
    asked = read_scope(form.get("scope", "") or " ".join(client["scopes"]))
    granted = grants_in(client["grants"])
    if not asked or not set(asked) <= set(client["scopes"]):
        raise RequestRefused(slug="invalid_scope")
    for procedures in asked.values():
        if "*" not in granted and not procedures <= set(granted):
            raise RequestRefused(slug="invalid_scope")
    now = int(clock.now().timestamp())
    scope = written_scope(asked)
    claims = {
        "iss": issuer(), "aud": audience(), "sub": str(client["id"]), "iat": now,
        "client_id": str(client["id"]), "exp": now + ACCESS_SECONDS, "scope": scope,
        "jti": secrets.token_urlsafe(16),
    }  # fmt: skip
    token = (await keys.signing_key()).sign(claims)
    await _note(client["id"], "partner.token", {"scope": scope})
    return AccessToken(token, "Bearer", ACCESS_SECONDS, scope)


async def client_of(authorization: str) -> UUID | None:
    """Whose token this is, or None for none that we gave and that is still good.

    Says who asks, not what they may: that is `partner_of`.
    """
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token:
        return None
    try:
        claims = await _claims(token)
        return UUID(claims["client_id"])
    except (TokenRefused, ValueError):
        return None


async def partner_of(authorization: str, address: str) -> Partner:
    """The program behind a bearer token, as its registration stands now.

    Raises Unauthenticated for whatever is wrong, Forbidden while it is to be reviewed, TooMany
    when it asks too fast.
    """
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise _unknown()
    try:
        claims = await _claims(token)
        client_id = UUID(claims["client_id"])
    except (TokenRefused, ValueError):
        raise _unknown() from None
    client = await _registered(client_id)
    scopes = read_scope(claims["scope"])
    if client is None or scopes is None or not _from_its_network(address, client):
        raise _unknown()
    if client["to_review"]:
        raise Forbidden(
            "Cơ quan mà chương trình này được duyệt đã kết thúc hoạt động. Chương trình tạm dừng "
            f"cho đến khi {client['agency']} duyệt lại: liên hệ quản trị của cơ quan đó.",
            en="The agency this program was let in for is over; the one that goes on for it has "
            "yet to approve the program again.",
            slug="review-needed",
        )
    _buckets[client["rate_class"]].take(str(client_id))
    await _used(client)
    return Partner(
        client_id=client_id,
        name=client["name"],
        agency_id=client["agency_id"],
        # A scope that was taken away meanwhile is gone, whatever the token says.
        scopes={name: p for name, p in scopes.items() if name in client["scopes"]},
        grants={name: frozenset(f) for name, f in grants_in(client["grants"]).items()},
        rate_class=client["rate_class"],
        valid_until=client["valid_until"],
        developer_id=client["proposed_by"] if client["sandbox"] else None,
        former_agency_ids=tuple(client["former_agency_ids"]),
    )


async def _claims(token: str) -> dict[str, Any]:
    return tokens.access_token(
        token.strip(), await keys.public_keys(), issuer(), audience(), clock.now()
    )


async def record_reading(partner: Partner, scope: str, detail: dict[str, Any]) -> None:
    """Which program read what of whom; called for every read of a dossier."""
    await _note(partner.client_id, "partner.read", {"scope": scope} | detail)


async def forget_used_proofs() -> int:
    """Drops proofs that are expired anyway; returns how many."""
    gone = await execute("delete from client_assertion where expires_at < $1", clock.now())
    return int(gone.split()[-1])


async def _proved(form: dict[str, str], basic: tuple[str, str], address: str) -> asyncpg.Record:
    if form.get("client_assertion"):
        if basic[0] or form.get("client_secret") or form.get("client_assertion_type") != BY_KEY:
            raise RequestRefused(slug="invalid_request")
        return await _by_assertion(form["client_assertion"], form.get("client_id", ""))
    name, secret = basic if basic[0] else (form.get("client_id", ""), form.get("client_secret", ""))
    try:
        try_id = await throttle.admit(f"client {name[:80]}", address)
    except TooMany as refused:
        raise TooMany(
            "Sai thông tin nhiều lần. Vui lòng thử lại sau.",
            retry_after=refused.retry_after or 60,
            en="Too many wrong tries; please wait.",
        ) from None
    client = await _registered(_uuid(name))
    given = secret_hash(_uuid(name), secret)
    kept = bytes(client["secret_hash"] or b"") if client is not None else b""
    if client is None or not kept or not secrets.compare_digest(kept, given):
        raise ClientRefused
    await throttle.forgive(try_id)
    return client


async def _by_assertion(assertion: str, said: str) -> asyncpg.Record:
    try:
        name = tokens.unproved_client(assertion)
        client = await _registered(_uuid(name))
        if client is None or client["method"] != "key" or said not in ("", name):
            raise ClientRefused
        document = KeySet(msgspec.json.decode(client["keys"], type=dict[str, Any]))
        audiences = frozenset({issuer(), f"{issuer()}/token"})
        claims = tokens.assertion(assertion, document, name, audiences, clock.now())
    except TokenRefused:
        raise ClientRefused from None
    new = await execute(
        "insert into client_assertion (id, client_id, jti_hash, expires_at) "
        "values ($1, $2, $3, $4) on conflict do nothing",
        uuid7(),
        client["id"],
        keyed_hash("assertion", claims["jti"]),
        datetime.fromtimestamp(float(claims["exp"]) + 120, UTC),
    )
    if new != "INSERT 0 1":
        raise ClientRefused
    return client


def _from_its_network(address: str, client: asyncpg.Record) -> bool:
    # Keys for trials may be used from anywhere: they open nothing that is real.
    if client["sandbox"] and not client["networks"]:
        return True
    return comes_from(address, client["networks"])


async def _registered(client_id: UUID) -> asyncpg.Record | None:
    return await fetch_row(_CLIENT, client_id, settings().tenant, clock.now())


async def _used(client: asyncpg.Record) -> None:
    now = clock.now()
    last = client["last_used_at"]
    if last is None or (now - last).total_seconds() > 60:
        await execute("update api_client set last_used_at = $2 where id = $1", client["id"], now)


async def _note(client_id: UUID, action: str, detail: dict[str, Any]) -> None:
    async with transaction() as connection:
        await record(connection, None, action, subject_id=client_id, detail=detail)


def secret_hash(client_id: UUID, secret: str) -> bytes:
    """What is kept of a secret: 256 random bits need no slow hash."""
    return keyed_hash("client secret", client_id, secret)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)


def _unknown() -> Unauthenticated:
    return Unauthenticated(
        "Mã truy cập không hợp lệ hoặc đã hết hạn.", en="The access token is not valid.",
        slug="invalid-token",
    )  # fmt: skip
