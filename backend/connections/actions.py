"""What operators do about a connection: each with a reason, in the audit trail."""

import asyncio
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.connections import operators, registry
from backend.connections.adapter import Health
from backend.connections.claiming import open_connection
from backend.connections.queueing import CHANNEL
from backend.connections.trying import words_of
from backend.platform import clock
from backend.platform.database import execute, transaction, uuid7
from backend.platform.problems import Conflict, NotFound
from backend.settings import settings
from shared.contracts.connections import SetMapping, SetThresholds

_CHECK_SECONDS = 10


async def pause(actor: Actor, adapter_id: str, reason: str) -> None:
    """Nothing more is sent; what comes waits in order. Raises NotFound, Conflict."""
    operators.require(actor, *operators.RUN)
    await known(adapter_id)
    async with transaction() as connection:
        done = await connection.fetchval(
            "update connection_state set paused_at = $2, paused_by = $3, pause_reason = $4 "
            "where adapter_id = $1 and paused_at is null returning adapter_id",
            adapter_id,
            clock.now(),
            actor.account_id,
            reason.strip(),
        )
        if done is None:
            raise Conflict("Kết nối này đang tạm dừng.", en="It is paused.", slug="paused")
        await recorded(connection, actor, "connection.paused", adapter_id, reason)


async def resume(actor: Actor, adapter_id: str, reason: str) -> None:
    """Goes on, also with a partner that was left alone after failures. Raises NotFound."""
    operators.require(actor, *operators.RUN)
    await known(adapter_id)
    async with transaction() as connection:
        await connection.execute(
            "update connection_state set paused_at = null, paused_by = null, pause_reason = '', "
            "open_until = null where adapter_id = $1",
            adapter_id,
        )
        await go(connection, adapter_id)
        await recorded(connection, actor, "connection.resumed", adapter_id, reason)


async def set_thresholds(actor: Actor, adapter_id: str, data: SetThresholds) -> None:
    """When alarms are raised. Raises NotFound."""
    operators.require(actor, *operators.RUN)
    await known(adapter_id)
    async with transaction() as connection:
        await connection.execute(
            "update connection_state set backlog_limit = $2, silence_minutes = $3, "
            "error_share = $4 where adapter_id = $1",
            adapter_id,
            data.backlog_limit,
            data.silence_minutes,
            data.error_share,
        )
        detail = msgspec.to_builtins(data) | {"adapter": adapter_id}
        await record(connection, actor, "connection.thresholds", detail=detail)


async def check_now(actor: Actor, adapter_id: str) -> Health:
    """Asks the partner how it is because somebody wants to know. Raises NotFound."""
    operators.require(actor, *operators.RUN)
    return await check(adapter_id)


async def check(adapter_id: str) -> Health:
    """Asks the partner how it is and keeps the answer. Raises NotFound."""
    await known(adapter_id)
    adapter = await registry.one(adapter_id)
    if adapter is None:
        raise NotFound("Kết nối này chưa được cấu hình.", en="It is not configured.")
    try:
        async with asyncio.timeout(_CHECK_SECONDS):
            health = await adapter.check()
    except TimeoutError:
        health = Health(False, f"Không trả lời trong {_CHECK_SECONDS} giây.")
    except Exception as error:  # a check says how the partner is, whatever happens
        health = Health(False, words_of(error))
    await execute(
        "update connection_state set checked_at = now(), check_ok = $2, check_words = $3 "
        "where adapter_id = $1",
        adapter_id,
        health.ok,
        health.words[:500],
    )
    return health


async def set_mapping(actor: Actor, adapter_id: str, data: SetMapping) -> int:
    """The partner's code for one of ours from today; what waited for it goes on.

    Returns how many messages. Raises NotFound.
    """
    operators.require(actor, *operators.RUN)
    await known(adapter_id)
    async with transaction() as connection:
        count = await give_code(
            connection, adapter_id, data.kind, data.code.strip(), data.their_code.strip(),
            actor.account_id,
        )  # fmt: skip
        await recorded(
            connection, actor, "connection.mapped", adapter_id, data.reason,
            more={"kind": data.kind, "code": data.code, "theirs": data.their_code, "went": count},
        )  # fmt: skip
    return count


async def give_code(
    connection: asyncpg.Connection,
    adapter_id: str,
    kind: str,
    code: str,
    theirs: str,
    by: UUID | None,
) -> int:
    """The partner's code for one of ours from today, in the caller's transaction; returns how many
    messages waited for it and go on."""
    today = clock.today()
    # A code of today is mended in place; an older one ends today.
    await connection.execute(
        "delete from code_mapping where tenant_id = $1 and adapter_id = $2 and kind = $3 "
        "and code = $4 and valid_to is null and valid_from >= $5",
        settings().tenant, adapter_id, kind, code, today,
    )  # fmt: skip
    await connection.execute(
        "update code_mapping set valid_to = $5 where tenant_id = $1 and adapter_id = $2 "
        "and kind = $3 and code = $4 and valid_to is null",
        settings().tenant, adapter_id, kind, code, today,
    )  # fmt: skip
    await connection.execute(
        "insert into code_mapping (id, tenant_id, adapter_id, kind, code, their_code, "
        "valid_from, set_by, set_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        uuid7(), settings().tenant, adapter_id, kind, code, theirs, today, by, clock.now(),
    )  # fmt: skip
    tag = await connection.execute(
        "update delivery set state = 'waiting', next_try_at = now(), wanted_kind = '', "
        "wanted_code = '' where adapter_id = $1 and state = 'unmapped' and wanted_kind = $2 "
        "and wanted_code = $3",
        adapter_id, kind, code,
    )  # fmt: skip
    await go(connection, adapter_id)
    return int(tag.rsplit(" ", 1)[-1])


async def end_mapping(actor: Actor, mapping_id: UUID, reason: str) -> None:
    """The partner's code holds no more from today. Raises NotFound."""
    operators.require(actor, *operators.RUN)
    async with transaction() as connection:
        row = await connection.fetchrow(
            "select * from code_mapping where id = $1 and tenant_id = $2 and valid_to is null "
            "for update",
            mapping_id,
            settings().tenant,
        )
        if row is None:
            raise NotFound("Không có mã ánh xạ này.", en="There is no such mapping.")
        if row["valid_from"] >= clock.today():
            await connection.execute("delete from code_mapping where id = $1", mapping_id)
        else:
            await connection.execute(
                "update code_mapping set valid_to = $2 where id = $1", mapping_id, clock.today()
            )
        await recorded(
            connection, actor, "connection.unmapped", row["adapter_id"], reason, mapping_id,
            {"kind": row["kind"], "code": row["code"], "theirs": row["their_code"]},
        )  # fmt: skip


async def known(adapter_id: str) -> None:
    """Raises NotFound for a connection that is neither configured nor was ever used."""
    if await registry.one(adapter_id) is not None:
        await open_connection(adapter_id)
        return
    found = await execute(
        "update connection_state set tenant_id = tenant_id where adapter_id = $1", adapter_id
    )
    if found.endswith(" 0"):
        raise NotFound("Không có kết nối này.", en="There is no such connection.")


async def go(connection: asyncpg.Connection, adapter_id: str) -> None:
    """Wakes the workers for a partner when the transaction commits."""
    await connection.execute("select pg_notify($1, $2)", CHANNEL, adapter_id)


async def recorded(
    connection: asyncpg.Connection,
    actor: Actor,
    action: str,
    adapter_id: str,
    reason: str,
    subject_id: UUID | None = None,
    more: dict[str, Any] | None = None,
) -> None:
    """Writes into the audit trail what somebody did, and why."""
    detail = {"adapter": adapter_id, "reason": reason.strip()} | (more or {})
    await record(connection, actor, action, subject_id=subject_id, detail=detail)
