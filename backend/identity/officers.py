"""Officers' accounts: opened with a first password, locked, unlocked, disabled, put to sleep.

An administrator keeps the accounts of his agencies and those below. Nobody keeps his own.
TCVN 14423:2026 §5.6.2.2, 5.6.2.3.
"""

import secrets
from collections.abc import Awaitable, Callable
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.identity.passwords import hash_password
from backend.identity.policy import PROFILES
from backend.identity.role_requests import ask_within
from backend.identity.sessions import end_all
from backend.law.search_text import vi_sort_key
from backend.organisation.actions import seat_within
from backend.platform import clock
from backend.platform.database import transaction, uuid7
from backend.platform.problems import Conflict, Forbidden, NotFound, RuleBroken, field
from backend.platform.sealing import is_number, sealed
from backend.settings import settings
from backend.succession.left_behind import refuse_while_holding
from shared.contracts.officers import FirstPassword, OpenOfficerAccount
from shared.vocabulary.roles import (
    KIND_OF_ROLE,
    AccountKind,
    OfficerKind,
    Role,
)

ASLEEP = "Không đăng nhập trong thời gian quy định"
_LETTERS = "abcdefghjkmnpqrstuvwxyzACDEFGHJKLMNPQRTUVWXY3479"


async def open_account(actor: Actor, data: OpenOfficerAccount) -> FirstPassword:
    """Opens an account without rights; its role waits for a second person.

    Raises RuleBroken for an unknown unit or role, Conflict when the name is taken.
    """
    if is_number(data.username):
        raise RuleBroken(
            "Tên đăng nhập của cán bộ không được là một dãy số.",
            en="An officer's user name is not a number.",
            errors=[field("/username", "Chọn tên có chữ, ví dụ lan.nguyen.")],
        )
    kind = _kind(data)
    password = first_password()
    hashed = await hash_password(password)
    id_ = uuid7()
    try:
        async with transaction() as connection:
            unit = await connection.fetchrow(
                "select u.id, u.agency_id from unit u join agency g on g.id = u.agency_id "
                "where u.id = $1 and u.dissolved_at is null "
                "and (g.id = any($2::uuid[]) or g.parent_id = any($2::uuid[]))",
                _uuid(data.unit_id, "/unit_id"),
                _mine(actor),
            )
            if unit is None:
                raise RuleBroken(
                    "Không có phòng, ban này.", errors=[field("/unit_id", "Chọn phòng, ban.")]
                )
            await write_officer(connection, id_, data, hashed, kind, actor)
            await seat_within(connection, id_, unit["id"], data.position.strip())
            if data.role:
                await ask_within(
                    connection, actor, id_, data.role, unit["agency_id"], unit["id"], data.reason
                )
    except asyncpg.UniqueViolationError:
        raise Conflict(
            "Tên đăng nhập này đã có. Vui lòng chọn tên khác.",
            en="This user name is taken.",
            errors=[field("/username", "Chọn tên khác.")],
            slug="account-exists",
        ) from None
    return FirstPassword(str(id_), data.username, password)


async def write_officer(
    connection: asyncpg.Connection,
    id_: UUID,
    data: OpenOfficerAccount,
    hashed: str,
    kind: OfficerKind,
    actor: Actor | None,
) -> None:
    """The account itself, with a password that is changed at the first sign-in.

    Raises asyncpg.UniqueViolationError when the name is taken.
    """
    await connection.execute(
        "insert into account (id, tenant_id, kind, username, full_name, personal_id, "
        "email, phone, password_hash, must_change_password, created_at, sort_key, "
        "officer_kind) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, true, $10, $11, $12)",
        id_,
        settings().tenant,
        AccountKind.OFFICER,
        data.username,
        " ".join(data.full_name.split()),
        sealed("account.personal_id", id_, data.personal_id),
        sealed("account.email", id_, data.email.lower()),
        sealed("account.phone", id_, data.phone),
        hashed,
        clock.now(),
        vi_sort_key(data.full_name),
        kind,
    )
    await record(connection, actor, "account.created", subject_id=id_)


async def lock(actor: Actor, account_id: UUID, reason: str) -> None:
    """Locks at once: every session ends, nobody signs in until it is unlocked."""
    await _change(
        actor,
        account_id,
        "locked",
        "locked_at = coalesce(locked_at, $2), lock_reason = $3, "
        f"locked_by = coalesce(locked_by, '{actor.account_id}')",
        reason,
    )


async def unlock(actor: Actor, account_id: UUID, reason: str) -> None:
    """Opens a locked account again; the time of sleep begins anew.

    Raises Forbidden for who locked it: a second person looks at why. What fell asleep or was locked
    by the system any administrator opens.
    """
    await _change(
        actor,
        account_id,
        "unlocked",
        "locked_at = null, locked_by = null, lock_reason = '', unlocked_at = $2",
        reason,
    )


async def disable(actor: Actor, account_id: UUID, reason: str) -> None:
    """Ends the account for good; open work is handed over by a succession first.

    Raises Conflict while dossiers are still in the officer's hands, or a role nobody else has.
    """
    await _change(
        actor, account_id, "disabled", "disabled_at = coalesce(disabled_at, $2), lock_reason = $3",
        reason, refuse_while_holding,
    )  # fmt: skip


async def reset(actor: Actor, account_id: UUID, reason: str) -> FirstPassword:
    """A new first password and a new second factor, for somebody who lost theirs."""
    password = first_password()
    hashed = await hash_password(password)
    async with transaction() as connection:
        row = await _own(connection, actor, account_id)
        await connection.execute(
            "update account set password_hash = $2, must_change_password = true, "
            "totp_secret = null, totp_pending = null where id = $1",
            account_id,
            hashed,
        )
        await connection.execute("delete from recovery_code where account_id = $1", account_id)
        await end_all(connection, account_id)
        await record(
            connection, actor, "account.reset", subject_id=account_id, detail={"reason": reason}
        )
    return FirstPassword(str(account_id), row["username"], password)


async def put_sleepers_to_rest() -> int:
    """Locks officers' accounts nobody has used for the time of the policy; returns how many."""
    now = clock.now()
    async with transaction() as connection:
        rows = await connection.fetch(
            "update account set locked_at = $1, lock_reason = $3 where id in (select id "
            "from account where kind = 'officer' and disabled_at is null and locked_at is null "
            "and greatest(last_sign_in_at, unlocked_at, created_at) < $2 limit 200 "
            "for update skip locked) returning id",
            now,
            now - PROFILES[settings().policy].sleeping,
            ASLEEP,
        )
        for row in rows:
            await end_all(connection, row["id"])
            await record(connection, None, "account.put_to_sleep", subject_id=row["id"])
    return len(rows)


async def _change(
    actor: Actor,
    account_id: UUID,
    done: str,
    assignments: str,
    reason: str,
    guard: Callable[[asyncpg.Connection, UUID], Awaitable[None]] | None = None,
) -> None:
    async with transaction() as connection:
        row = await _own(connection, actor, account_id)
        if done == "unlocked" and row["locked_by"] == actor.account_id:
            raise Forbidden(
                "Người đã khóa không tự mở khóa. Hãy nhờ người quản trị khác.",
                en="Somebody else must unlock what you locked.",
                slug="second-person-needed",
            )
        if guard is not None:
            await guard(connection, account_id)
        await connection.execute(
            f"update account set {assignments} where id = $1 and $3::text is not null",
            account_id,
            clock.now(),
            reason.strip(),
        )
        await end_all(connection, account_id)
        await record(
            connection, actor, f"account.{done}", subject_id=account_id,
            detail={"reason": reason.strip()},
        )  # fmt: skip


async def _own(connection: asyncpg.Connection, actor: Actor, account_id: UUID) -> asyncpg.Record:
    if account_id == actor.account_id:
        raise Conflict(
            "Không tự quản trị tài khoản của mình. Hãy nhờ người quản trị khác.",
            en="Nobody keeps their own account.",
            slug="own-account",
        )
    row = await connection.fetchrow(
        "select a.username, a.locked_by from account a join officer_post p on p.account_id = a.id "
        "join unit u on u.id = p.unit_id join agency g on g.id = u.agency_id where a.id = $1 "
        "and a.kind = 'officer' and (g.id = any($2::uuid[]) or g.parent_id = any($2::uuid[])) "
        "for update of a",
        account_id,
        _mine(actor),
    )
    if row is None:
        raise NotFound("Không tìm thấy cán bộ này.", en="There is no such officer.")
    return row


def _kind(data: OpenOfficerAccount) -> OfficerKind:
    """The kind of the new account. Raises RuleBroken when it does not go with the role."""
    role = Role(data.role) if data.role in set(Role) else None
    if role is None and data.role:
        raise RuleBroken("Không có vai trò này.", errors=[field("/role", "Chọn vai trò.")])
    wanted = OfficerKind(data.account_kind) if data.account_kind else None
    if role is not None and wanted in (None, KIND_OF_ROLE[role]):
        return KIND_OF_ROLE[role]
    if role is None and wanted in (OfficerKind.TECHNICAL, OfficerKind.SERVICE):
        return wanted
    raise RuleBroken(
        "Loại tài khoản không hợp với vai trò: tài khoản quản trị, tác nghiệp, kỹ thuật và dịch vụ "
        "phải tách riêng.",
        en="This kind of account does not go with the role.",
        errors=[field("/account_kind" if role else "/role", "Chọn lại loại tài khoản, vai trò.")],
        slug="kinds-apart",
    )


def _mine(actor: Actor) -> list[UUID]:
    return actor.alone().agencies(Role.SYSTEM_ADMIN)


def first_password() -> str:
    """Fifteen letters in three groups, none that look alike."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(3))


def _uuid(text: str, pointer: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise RuleBroken("Chưa chọn.", errors=[field(pointer, "Chọn trong danh sách.")]) from None
