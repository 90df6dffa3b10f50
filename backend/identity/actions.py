"""Opening accounts, granting roles, signing in and out."""

import secrets
from datetime import timedelta
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.identity.passwords import (
    hash_password,
    matching_step,
    seal,
    unseal,
    verify_password,
)
from backend.identity.queries import token_hash
from backend.law.search_text import vi_sort_key
from backend.platform import clock
from backend.platform.database import fetch_row, transaction, uuid7
from backend.platform.problems import Conflict, RuleBroken, TooMany, field
from backend.settings import settings
from shared.contracts.identity import RegisterCitizen
from shared.vocabulary.roles import AccountKind, Role

MAX_FAILURES = 5
LOCK_MINUTES = 15


class SignInRefused(RuleBroken):
    """Wrong name, password or code; the answer is the same whether the account exists or not."""

    slug = "sign-in-refused"


async def create_account(
    kind: AccountKind,
    username: str,
    full_name: str,
    password: str,
    *,
    personal_id: str = "",
    email: str = "",
    phone: str = "",
    address: str = "",
    totp_secret: str = "",
) -> UUID:
    """Opens an account. Raises Conflict when the user name is taken."""
    hashed = await hash_password(password)
    id_ = uuid7()
    try:
        async with transaction() as connection:
            await connection.execute(
                "insert into account (id, tenant_id, kind, username, full_name, personal_id, "
                "email, phone, address, password_hash, totp_secret, created_at, sort_key) "
                "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
                id_,
                settings().tenant,
                kind,
                username.lower(),
                full_name,
                personal_id,
                email,
                phone,
                address,
                hashed,
                seal(totp_secret) if totp_secret else None,
                clock.now(),
                vi_sort_key(full_name),
            )
            await record(connection, None, "account.created", subject_id=id_)
    except asyncpg.UniqueViolationError:
        raise Conflict(
            "Số định danh này đã có tài khoản. Vui lòng đăng nhập hoặc lấy lại mật khẩu.",
            en="This personal ID already has an account. Please sign in.",
            slug="account-exists",
        ) from None
    return id_


async def register_citizen(data: RegisterCitizen) -> UUID:
    """A citizen opens an account; the user name is the personal ID."""
    if data.password.lower() in (data.personal_id, data.full_name.lower(), data.phone):
        raise RuleBroken(
            "Mật khẩu quá dễ đoán. Vui lòng chọn mật khẩu khác.",
            errors=[field("/password", "Không dùng họ tên, số định danh hay số điện thoại.")],
        )
    return await create_account(
        AccountKind.CITIZEN,
        data.personal_id,
        " ".join(data.full_name.split()),
        data.password,
        personal_id=data.personal_id,
        email=data.email,
        phone=data.phone,
    )


async def grant_role(
    account_id: UUID, role: Role, agency_id: UUID, unit_id: UUID | None = None
) -> None:
    """Gives a role from now on."""
    async with transaction() as connection:
        await connection.execute(
            "insert into role_grant (id, tenant_id, account_id, role, agency_id, unit_id, "
            "valid_from) values ($1, $2, $3, $4, $5, $6, $7)",
            uuid7(),
            settings().tenant,
            account_id,
            role,
            agency_id,
            unit_id,
            clock.now(),
        )
        await record(connection, None, "role.granted", subject_id=account_id, detail={"role": role})


async def sign_in(username: str, password: str, code: str, face: str, user_agent: str) -> str:
    """Checks name, password and (for officers) the one-time code; returns the new cookie.

    Raises SignInRefused (slug `sign-in-refused`, `code-needed`, `code-wrong`), TooMany while
    locked after five failures.
    """
    account = await fetch_row(
        "select id, kind, password_hash, totp_secret, totp_last_step, failed_count, locked_until, "
        "disabled_at from account where tenant_id = $1 and username = $2",
        settings().tenant,
        username.strip().lower()[:120],
    )
    now = clock.now()
    if account is not None and account["locked_until"] and account["locked_until"] > now:
        raise TooMany(
            "Đăng nhập sai nhiều lần nên tài khoản tạm khóa 15 phút. Vui lòng thử lại sau.",
            retry_after=int((account["locked_until"] - now).total_seconds()) + 1,
            en="Too many wrong tries; please wait 15 minutes.",
        )
    fits = await verify_password(account["password_hash"] if account else None, password)
    face_fits = account is not None and (account["kind"] == AccountKind.OFFICER) == (
        face == "officer"
    )
    if account is None or not fits or account["disabled_at"] is not None or not face_fits:
        if account is not None and not fits:
            await _count_failure(account["id"])
        raise SignInRefused(
            "Tên đăng nhập hoặc mật khẩu chưa đúng. Vui lòng kiểm tra lại.",
            en="The user name or password is not right.",
        )
    step: int | None = None
    if account["totp_secret"] is not None:
        if not code.strip():
            raise SignInRefused(
                "Vui lòng nhập mã xác thực 6 số.", en="Please enter the code.", slug="code-needed"
            )
        secret = unseal(bytes(account["totp_secret"]))
        step = matching_step(secret, code.strip(), account["totp_last_step"])
        if step is None:
            await _count_failure(account["id"])
            raise SignInRefused(
                "Mã xác thực chưa đúng hoặc đã dùng. Vui lòng chờ mã mới.",
                en="The code is wrong or was used already.",
                slug="code-wrong",
            )
    return await _open_session(account["id"], face, user_agent, step)


async def sign_out(actor: Actor) -> None:
    """Ends the session at once."""
    async with transaction() as connection:
        await connection.execute(
            "update session set revoked_at = $2 where id = $1", actor.session_id, clock.now()
        )
        await record(connection, actor, "session.ended", subject_id=actor.account_id)


async def _count_failure(account_id: UUID) -> None:
    async with transaction() as connection:
        await connection.execute(
            "update account set failed_count = (failed_count + 1) % $2::int, "
            "locked_until = case when failed_count + 1 >= $2 then $3 else locked_until end "
            "where id = $1",
            account_id,
            MAX_FAILURES,
            clock.now() + timedelta(minutes=LOCK_MINUTES),
        )
        await record(connection, None, "session.refused", subject_id=account_id)


async def _open_session(account_id: UUID, face: str, user_agent: str, step: int | None) -> str:
    token = secrets.token_urlsafe(32)
    now = clock.now()
    async with transaction() as connection:
        # The step is taken with a condition, so that two requests cannot both use one code.
        taken = await connection.fetchval(
            "update account set failed_count = 0, locked_until = null, "
            "totp_last_step = coalesce($2, totp_last_step) "
            "where id = $1 and ($2::bigint is null or totp_last_step < $2) returning true",
            account_id,
            step,
        )
        if not taken:
            raise SignInRefused("Mã xác thực đã dùng. Vui lòng chờ mã mới.", slug="code-wrong")
        await connection.execute(
            "insert into session (id, tenant_id, account_id, face, token_hash, created_at, "
            "last_seen_at, expires_at, user_agent) values ($1, $2, $3, $4, $5, $6, $6, $7, $8)",
            uuid7(),
            settings().tenant,
            account_id,
            face,
            token_hash(token),
            now,
            now + timedelta(hours=settings().session_absolute_hours),
            user_agent[:300],
        )
        await record(connection, None, "session.opened", subject_id=account_id)
    return token
