"""Messages of one partner in every state, put there as rooms put them."""

import asyncio
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import asyncpg

from backend.connections.queueing import enqueue
from backend.settings import settings

_STATES = """
insert into connection_state (adapter_id, tenant_id, last_ok_at, last_error_at, last_error)
values ($1, $2, now() - interval '20 minutes', now() - interval '1 minute',
    'HTTP 422 Sai mã đơn vị nhận') on conflict do nothing
"""
_MINUTES = """
insert into connection_minute (adapter_id, minute, sent, failed, latency_ms, longest_ms)
select $1, date_trunc('minute', now()) - make_interval(mins => n),
    12 + (n * 7) % 23, case when n < 20 then (n * 5) % 9 else 0 end, 2400, 310
from generate_series(1, 110) n on conflict do nothing
"""
_DEAD = """
update delivery set state = 'dead', attempts = 1, tried_at = now(),
    last_error = 'HTTP 422 Sai mã đơn vị nhận' where adapter_id = $1 and key like 'refused%'
"""
_UNMAPPED = """
update delivery set state = 'unmapped', attempts = 1, tried_at = now(),
    wanted_kind = 'procedure', wanted_code = '1.004873' where adapter_id = $1 and key like 'code%'
"""
_MAYBE = """
update delivery set state = 'maybe', attempts = 1, tried_at = now(),
    last_error = 'Đã gửi đi nhưng không nhận được trả lời.'
where adapter_id = $1 and key like 'maybe%'
"""
_SENT = """
update delivery set state = 'sent', attempts = 1, tried_at = now(), sent_at = now(),
    reference = 'TN-000012' where adapter_id = $1 and key like 'sent%'
"""


def with_messages(adapter_id: str) -> None:
    """One dead letter with two behind it, three without a code, one maybe sent, four sent."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, _put(adapter_id)).result()


async def _put(adapter_id: str) -> None:
    connection = await asyncpg.connect(settings().database_url)
    try:
        async with connection.transaction():
            await connection.execute(_STATES, adapter_id, settings().tenant)
            await connection.execute(_MINUTES, adapter_id)
            dossier = uuid.uuid4()
            for name in ("refused", "behind-1", "behind-2"):
                await _one(connection, adapter_id, dossier, name)
            for name in ("code-1", "code-2", "code-3", "maybe", "sent-1", "sent-2", "sent-3"):
                await _one(connection, adapter_id, uuid.uuid4(), name)
            for sql in (_DEAD, _UNMAPPED, _MAYBE, _SENT):
                await connection.execute(sql, adapter_id)
    finally:
        await connection.close()


async def _one(
    connection: asyncpg.Connection, adapter_id: str, subject: uuid.UUID, name: str
) -> None:
    payload: dict[str, Any] = {
        "MaHoSo": "H37.12-261126-0001", "MaDonVi": "SAI", "ChuHoSo": "Nguyễn Văn Mẫu",
    }  # fmt: skip
    key = f"{name}:{subject}"
    await enqueue(connection, adapter_id, subject, "CapNhatTienDoHoSoMC", payload, key)
