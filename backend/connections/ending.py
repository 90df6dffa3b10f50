"""A connection that is taken away for good: what waits is not sent, and nobody is alarmed by it."""

import asyncpg

from backend.platform.database import transaction
from backend.settings import settings

_DROP = """
update delivery set state = 'dropped', worker = null, wanted_kind = '', wanted_code = ''
where tenant_id = $1 and adapter_id = $2 and state = any($3::text[])
"""
_WAITING = ["waiting", "unmapped", "dead"]
_ON_ITS_WAY = ["sending", "maybe"]


async def drop_what_waits(connection: asyncpg.Connection, adapter_id: str) -> None:
    """In the transaction that takes the connection away; what is on its way now may arrive."""
    await connection.execute(_DROP, settings().tenant, adapter_id, _WAITING)


async def forget(adapter_id: str) -> None:
    """Once no worker sends for it any more: the rest is dropped, alarms end, its row goes.

    The log of what was sent stays.
    """
    async with transaction() as connection:
        await connection.execute(_DROP, settings().tenant, adapter_id, _WAITING + _ON_ITS_WAY)
        await connection.execute(
            "update connection_alarm set cleared_at = now() where tenant_id = $1 "
            "and adapter_id = $2 and cleared_at is null",
            settings().tenant,
            adapter_id,
        )
        await connection.execute(
            "delete from connection_state where tenant_id = $1 and adapter_id = $2",
            settings().tenant,
            adapter_id,
        )
