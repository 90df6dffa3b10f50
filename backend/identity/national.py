"""Signing in with the national identity (VNeID), and joining it to a local account once.

A national identity proves its personal number; a local account only says one. So an account that
exists already is joined either by its password, or it is taken over: the number is proved, and what
somebody else may have set up under it (password, codes, sessions) ends.
"""

import hashlib
import secrets
from datetime import timedelta

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.identity import factors, provider, throttle
from backend.identity.national_accounts import (
    NationalRefused,
    Proved,
    create,
    link,
    read_claims,
)
from backend.identity.national_accounts import take_over as take_over_account
from backend.identity.passwords import seal, unseal, verify_password
from backend.identity.sessions import Caller, Opened, open_session
from backend.identity.sign_in_names import stored_name
from backend.platform import clock
from backend.platform.database import fetch_row, transaction, uuid7
from backend.platform.problems import NotFound, RuleBroken
from backend.privacy.actions import prove_by_national_identity
from backend.settings import settings
from shared.contracts.national import PendingMerge
from shared.vocabulary.assurance import Assurance

_WAITS = timedelta(minutes=10)


async def begin(next_path: str) -> tuple[str, str]:
    """Begins a sign-in: where to send the browser, and the state its cookie must show again."""
    if not provider.offered():
        raise NotFound
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    url = await provider.authorization_url(provider.national(), state, nonce, verifier)
    now = clock.now()
    async with transaction() as connection:
        await connection.execute(
            "insert into national_sign_in (id, tenant_id, state_hash, sealed, next_path, "
            "created_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7)",
            uuid7(),
            settings().tenant,
            _hash(state),
            seal(msgspec.json.encode([nonce, verifier]).decode()),
            next_path,
            now,
            now + _WAITS,
        )
    return url, state


async def finish(code: str, state: str, shown: str, caller: Caller) -> tuple[Opened | str, str]:
    """The way back: a session, or (as text) the ticket of a merge that waits; and where to go.

    A state is good once, for ten minutes, and only in the browser it was given to. Raises
    NationalRefused, tokens.TokenRefused, Unavailable.
    """
    if not shown or not secrets.compare_digest(state.encode(), shown.encode()):
        raise NationalRefused("Lượt đăng nhập này không bắt đầu từ trình duyệt của bạn.")
    now = clock.now()
    async with transaction() as connection:
        row = await connection.fetchrow(
            "update national_sign_in set used_at = $2 where state_hash = $1 and used_at is null "
            "and expires_at > $2 and provider_id is null returning id, sealed, next_path",
            _hash(state),
            now,
        )
    if row is None:
        raise NationalRefused("Lượt đăng nhập này đã dùng hoặc đã hết hạn.")
    nonce, verifier = msgspec.json.decode(unseal(bytes(row["sealed"])), type=tuple[str, str])
    raw, token = await provider.claims_for(provider.national(), code, nonce, verifier)
    proved = read_claims(raw, token)
    async with transaction() as connection:
        # One after the other for one identity, so that two windows do not open two accounts.
        await connection.execute(
            "select pg_advisory_xact_lock(hashtextextended($1, 1))", proved.claims.username
        )
        linked = await connection.fetchrow(
            _LINKED, settings().tenant, settings().oidc_issuer, proved.claims.sub
        )
        if linked is not None:
            return await _open(connection, linked, proved, caller), row["next_path"]
        local = await connection.fetchrow(
            "select id, closed_at, disabled_at, locked_at from account "
            "where tenant_id = $1 and username = $2 and kind <> 'officer'",
            settings().tenant,
            stored_name(proved.claims.username),
        )
        if local is None:
            account = await create(connection, proved)
            return await _open(connection, account, proved, caller), row["next_path"]
        ticket = secrets.token_urlsafe(32)
        await connection.execute(
            "update national_sign_in set pending_hash = $2, pending_sealed = $3, expires_at = $4 "
            "where id = $1",
            row["id"],
            _hash(ticket),
            seal(msgspec.json.encode(proved).decode()),
            now + _WAITS,
        )
        return ticket, row["next_path"]


async def pending(ticket: str) -> PendingMerge:
    """Whose identity waits to be joined. Raises NotFound when it waits no longer."""
    row = await _waiting(ticket)
    claims = msgspec.json.decode(unseal(bytes(row["pending_sealed"])), type=Proved).claims
    return PendingMerge(full_name=claims.HoVaTen, ending=claims.username[-4:])


async def merge(
    ticket: str, password: str, code: str, *, take_over: bool, caller: Caller
) -> tuple[Opened, str]:
    """Joins the proved identity to the local account of its number, once.

    By the account's password (and code, where it has one), or by taking it over. Raises NotFound,
    RuleBroken, TooMany, Conflict when another identity is joined already.
    """
    row = await _waiting(ticket)
    proved = msgspec.json.decode(unseal(bytes(row["pending_sealed"])), type=Proved)
    account = await fetch_row(
        "select id, password_hash, totp_secret, totp_last_step, disabled_at, locked_at, closed_at "
        "from account where tenant_id = $1 and username = $2 and kind <> 'officer'",
        settings().tenant,
        stored_name(proved.claims.username),
    )
    if account is None:
        raise NotFound
    proof: factors.Proof | None = None
    if take_over and proved.claims.IAL < 2:
        raise RuleBroken("Cần VNeID mức độ 2 để nhận lại tài khoản.", slug="level-too-low")
    if not take_over:
        await throttle.admit(proved.claims.username, caller.address)
        if not await verify_password(account["password_hash"] or None, password):
            raise RuleBroken("Mật khẩu chưa đúng. Vui lòng nhập lại.", slug="password-wrong")
        if account["totp_secret"] is not None:
            sealed = bytes(account["totp_secret"])
            proof = factors.examine(account["id"], sealed, account["totp_last_step"], code)
            if proof is None:
                raise RuleBroken("Mã xác thực chưa đúng hoặc đã dùng.", slug="code-wrong")
        await throttle.forget(proved.claims.username, caller.address, "")
    async with transaction() as connection:
        used = await connection.fetchval(
            "update national_sign_in set merged_at = $2 where id = $1 and merged_at is null "
            "returning true",
            row["id"],
            clock.now(),
        )
        if not used:
            raise NotFound
        if proof is not None and not await factors.take(connection, account["id"], proof):
            raise RuleBroken("Mã xác thực chưa đúng hoặc đã dùng.", slug="code-wrong")
        if take_over:
            await take_over_account(connection, account["id"])
        await link(connection, account["id"], proved, "taken_over" if take_over else "merged")
        return await _open(connection, account, proved, caller), row["next_path"]


async def subject_of(actor: Actor) -> str:
    """The provider's name for the person, by which it knows whom to sign out; or nothing."""
    row = await fetch_row(
        "select subject from national_identity where account_id = $1", actor.account_id
    )
    return str(row["subject"]) if row is not None and provider.offered() else ""


_LINKED = """
select a.id, a.disabled_at, a.locked_at, a.closed_at from national_identity i
join account a on a.id = i.account_id where i.tenant_id = $1 and i.issuer = $2 and i.subject = $3
"""


async def _open(
    connection: asyncpg.Connection, account: asyncpg.Record, proved: Proved, caller: Caller
) -> Opened:
    if any(account[name] is not None for name in ("disabled_at", "locked_at", "closed_at")):
        raise NationalRefused("Tài khoản trên Cổng đã đóng hoặc đang bị khóa.")
    if proved.claims.assurance is Assurance.NATIONAL_2:
        await prove_by_national_identity(connection, account["id"])
    return await open_session(
        connection,
        account["id"],
        caller,
        proved.claims.assurance,
        national_token=bytes.fromhex(proved.digest),
    )


async def _waiting(ticket: str) -> asyncpg.Record:
    row = await fetch_row(
        "select id, pending_sealed, next_path from national_sign_in where pending_hash = $1 "
        "and merged_at is null and expires_at > $2",
        _hash(ticket),
        clock.now(),
    )
    if row is None:
        raise NotFound(
            "Lượt liên kết này đã hết hạn. Vui lòng đăng nhập lại bằng VNeID.",
            en="This has expired. Please sign in with VNeID again.",
        )
    return row


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
