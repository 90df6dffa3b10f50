"""One's own password and changing it."""

from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.identity import throttle
from backend.identity.passwords import hash_password, verify_password
from backend.identity.sessions import end_all
from backend.identity.weak_passwords import refuse_weak
from backend.platform.database import fetch_row, transaction
from backend.platform.problems import RuleBroken, field
from shared.contracts.factors import ChangePassword


async def change_password(actor: Actor, data: ChangePassword, address: str) -> None:
    """Changes the password and ends the other sessions. Raises RuleBroken, TooMany."""
    row = await fetch_row("select password_hash from account where id = $1", actor.account_id)
    assert row is not None
    name = f"password {actor.account_id}"
    await throttle.admit(name, address)
    if not await verify_password(row["password_hash"] or None, data.old):
        raise RuleBroken(
            "Mật khẩu hiện tại chưa đúng.",
            en="The present password is not right.",
            errors=[field("/old", "Nhập đúng mật khẩu đang dùng.")],
            slug="password-wrong",
        )
    await throttle.forget(name, address, "")
    if data.new == data.old:
        raise RuleBroken(
            "Mật khẩu mới phải khác mật khẩu cũ.",
            errors=[field("/new", "Chọn một mật khẩu khác.")],
            slug="same-password",
        )
    known = [actor.full_name, actor.personal_id, actor.phone, actor.username, actor.email]
    refuse_weak(data.new, known, "/new")
    hashed = await hash_password(data.new)
    async with transaction() as connection:
        await keep_password(connection, actor.account_id, hashed, except_id=actor.session_id)
        await record(connection, actor, "password.changed", subject_id=actor.account_id)


async def keep_password(
    connection: asyncpg.Connection, account_id: UUID, hashed: str, *, except_id: UUID | None
) -> None:
    """Stores a password and ends every other session of the account."""
    await connection.execute(
        "update account set password_hash = $2, must_change_password = false where id = $1",
        account_id,
        hashed,
    )
    await end_all(connection, account_id, except_id=except_id)
