"""An officer comes in by the agency's own identity provider (single sign-on).

The provider says who somebody is there; whose account that is here was said by an administrator.
Nobody is let in who was not linked, and no account is opened by it. Our own second factor is asked
for unless two persons decided that the provider vouches for one and it does so in `amr`.
"""

import hashlib
import secrets
from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from backend.audit.actions import record
from backend.identity import factors, provider, throttle
from backend.identity.actions import SignInRefused
from backend.identity.agency_providers import party_of
from backend.identity.passwords import seal, unseal
from backend.identity.sessions import Caller, Opened, open_session
from backend.platform import clock
from backend.platform.database import fetch_row, transaction, uuid7
from backend.platform.problems import NotFound, RuleBroken
from backend.settings import settings
from shared.vocabulary.assurance import Assurance

_WAITS = timedelta(minutes=10)
# RFC 8176: several factors, a one-time code, a hardware key, a smart card.
_SECOND_FACTORS = frozenset({"mfa", "otp", "hwk", "sc"})


class AgencyRefused(RuleBroken):
    """The provider's answer opens nothing here; the log knows why."""

    slug = "agency-refused"


async def begin(provider_id: UUID, next_path: str) -> tuple[str, str]:
    """Begins: where to send the browser, and the state its cookie must show again."""
    party, _ = await party_of(provider_id)
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    url = await provider.authorization_url(party, state, nonce, verifier)
    now = clock.now()
    async with transaction() as connection:
        await connection.execute(
            "insert into national_sign_in (id, tenant_id, state_hash, sealed, next_path, "
            "created_at, expires_at, provider_id) values ($1, $2, $3, $4, $5, $6, $7, $8)",
            uuid7(), settings().tenant, _hash(state),
            seal(msgspec.json.encode([nonce, verifier]).decode()), next_path, now, now + _WAITS,
            provider_id,
        )  # fmt: skip
    return url, state


async def finish(code: str, state: str, shown: str, caller: Caller) -> tuple[Opened | str, str]:
    """The way back: a session, or (as text) the ticket of a code that is still asked for.

    Raises AgencyRefused, tokens.TokenRefused, Unavailable, NotFound.
    """
    if not shown or not secrets.compare_digest(state.encode(), shown.encode()):
        raise AgencyRefused("Lượt đăng nhập này không bắt đầu từ trình duyệt của bạn.")
    now = clock.now()
    async with transaction() as connection:
        row = await connection.fetchrow(
            "update national_sign_in set used_at = $2 where state_hash = $1 and used_at is null "
            "and expires_at > $2 and provider_id is not null "
            "returning id, sealed, next_path, provider_id",
            _hash(state),
            now,
        )
    if row is None:
        raise AgencyRefused("Lượt đăng nhập này đã dùng hoặc đã hết hạn.")
    party, vouches = await party_of(row["provider_id"])
    nonce, verifier = msgspec.json.decode(unseal(bytes(row["sealed"])), type=tuple[str, str])
    claims, token = await provider.claims_for(party, code, nonce, verifier)
    digest = hashlib.sha256(token.encode()).hexdigest()
    account = await _linked(row["provider_id"], str(claims["sub"]))
    if account["totp_secret"] is None or (vouches and _shows_second_factor(claims)):
        # Without a second factor of ours yet, the session opens only the way to set one up.
        async with transaction() as connection:
            opened = await _open(connection, account, caller, digest, vouched=vouches)
        return opened, row["next_path"]
    ticket = secrets.token_urlsafe(32)
    pending = msgspec.json.encode([str(claims["sub"]), digest]).decode()
    async with transaction() as connection:
        await connection.execute(
            "update national_sign_in set pending_hash = $2, pending_sealed = $3, expires_at = $4 "
            "where id = $1",
            row["id"], _hash(ticket), seal(pending), now + _WAITS,
        )  # fmt: skip
    return ticket, row["next_path"]


async def finish_with_code(ticket: str, code: str, caller: Caller) -> tuple[Opened, str]:
    """Our own second factor after the provider's word. Raises NotFound, SignInRefused, TooMany."""
    row = await fetch_row(
        "select id, pending_sealed, next_path, provider_id from national_sign_in "
        "where pending_hash = $1 and merged_at is null and expires_at > $2 "
        "and provider_id is not null",
        _hash(ticket),
        clock.now(),
    )
    if row is None:
        raise NotFound("Lượt đăng nhập này đã hết hạn. Vui lòng đăng nhập lại.")
    subject, digest = msgspec.json.decode(
        unseal(bytes(row["pending_sealed"])), type=tuple[str, str]
    )
    account = await _linked(row["provider_id"], subject)
    name = f"agency {account['id']}"
    await throttle.admit(name, caller.address)
    sealed = bytes(account["totp_secret"] or b"")
    proof = (
        factors.examine(account["id"], sealed, account["totp_last_step"], code) if sealed else None
    )
    async with transaction() as connection:
        right = proof is not None and await factors.take(connection, account["id"], proof)
        if right:
            used = await connection.fetchval(
                "update national_sign_in set merged_at = $2 where id = $1 and merged_at is null "
                "returning true",
                row["id"],
                clock.now(),
            )
            if not used:
                raise NotFound
            opened = await _open(connection, account, caller, digest, vouched=False)
        else:
            await record(connection, None, "session.refused", subject_id=account["id"])
    if not right:
        raise SignInRefused(
            "Mã xác thực chưa đúng hoặc đã dùng. Vui lòng chờ mã mới.",
            en="The code is wrong or was used already.",
            slug="code-wrong",
        )
    await throttle.forget(name, caller.address, "")
    return opened, row["next_path"]


def _shows_second_factor(claims: dict[str, Any]) -> bool:
    methods = claims.get("amr")
    return isinstance(methods, list) and any(m in _SECOND_FACTORS for m in map(str, methods))


async def _linked(provider_id: UUID, subject: str) -> asyncpg.Record:
    row = await fetch_row(
        "select a.id, a.totp_secret, a.totp_last_step from officer_identity i "
        "join account a on a.id = i.account_id where i.provider_id = $1 and i.subject = $2 "
        "and i.ended_at is null and a.kind = 'officer' and a.disabled_at is null "
        "and a.locked_at is null and a.closed_at is null",
        provider_id,
        subject,
    )
    if row is None:
        raise AgencyRefused("Tài khoản cơ quan này chưa được liên kết, hoặc đang bị khóa.")
    return row


async def _open(
    connection: asyncpg.Connection,
    account: asyncpg.Record,
    caller: Caller,
    digest: str,
    *,
    vouched: bool,
) -> Opened:
    known = account["totp_secret"] is not None or vouched
    opened = await open_session(
        connection,
        account["id"],
        caller,
        Assurance.TWO_FACTORS if known else Assurance.PASSWORD,
        national_token=bytes.fromhex(digest),
    )
    await record(
        connection, None, "session.by_agency", subject_id=account["id"],
        detail={"token_sha256": digest, "vouched": vouched},
    )  # fmt: skip
    return opened


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
