"""Taking messages off the queue and writing down how each went.

A message is marked as being sent, under the number of this worker, before it leaves. A worker
holds an advisory lock on its number as long as it lives; what a dead worker left behind goes back
into the queue, or, where a repeat would do harm, becomes "maybe" and stays.
"""

import random
from datetime import datetime, timedelta
from uuid import UUID

import asyncpg
import msgspec

from backend.connections.adapter import Adapter, Delivery
from backend.connections.rules import OPENS_AT, break_after, failures_after
from backend.platform.database import execute, transaction
from backend.platform.sealing import unsealed_json
from backend.settings import settings

ALIVE = 7_305_042  # class of the advisory locks; the other half is the worker's number
_PLACE = "delivery_content.payload"
_UNREADABLE = "Đối tác trả lời bằng ký tự không lưu được."
_OPEN = "('waiting', 'sending', 'unmapped', 'dead')"
# One after a break, all alone: whether the partner is back is found out with one message.
_CLAIM = f"""
with room as (
    select case when failures < {OPENS_AT} then $2::int
        when exists (select 1 from delivery where adapter_id = $1 and state = 'sending') then 0
        else 1 end as places
    from connection_state
    where adapter_id = $1 and paused_at is null and (open_until is null or open_until <= now())
), due as (
    select d.id, d.tried_at from delivery d
    where d.adapter_id = $1 and d.state = 'waiting' and d.next_try_at <= now()
        and d.seq = (select min(e.seq) from delivery e where e.adapter_id = d.adapter_id
            and e.lane = d.lane and e.state in {_OPEN})
    order by d.next_try_at, d.seq
    limit coalesce((select places from room), 0)
    for update of d skip locked
), taken as (
    update delivery d set state = 'sending', worker = $3, attempts = d.attempts + 1,
        tried_at = now(), format_version = $4
    from due where d.id = due.id
    returning d.id, d.seq, d.adapter_id, d.subject_id, d.kind, d.key, d.attempts, d.created_at,
        due.tried_at as tried_before
)
select t.*, c.payload, coalesce(s.last_ok_at > t.tried_before, false) as others_passed
from taken t left join delivery_content c on c.delivery_id = t.id
    join connection_state s on s.adapter_id = $1
order by t.seq
"""
_ORPHANS = """
update delivery set state = $2, worker = null, next_try_at = now(),
    last_error = 'Tiến trình gửi dừng giữa chừng.'
where adapter_id = $1 and state = 'sending' and not exists (select 1 from pg_locks
    where locktype = 'advisory' and classid = $3::int::oid and objid = worker::oid and granted
        and database = (select oid from pg_database where datname = current_database()))
"""
_SETTLE = """
update delivery d set state = r.state, worker = null, next_try_at = r.next_try_at,
    last_error = r.error, wanted_kind = r.wanted_kind, wanted_code = r.wanted_code,
    reference = r.reference, latency_ms = r.latency_ms,
    sent_at = case when r.state = 'sent' then now() end
from unnest($2::uuid[], $3::text[], $4::timestamptz[], $5::text[], $6::text[], $7::text[],
    $8::text[], $9::int[])
    as r (id, state, next_try_at, error, wanted_kind, wanted_code, reference, latency_ms)
where d.id = r.id and d.state = 'sending' and d.worker = $1
"""
_MINUTE = """
insert into connection_minute (adapter_id, minute, sent, failed, latency_ms, longest_ms)
values ($1, date_trunc('minute', now()), $2, $3, $4, $5)
on conflict (adapter_id, minute) do update set sent = connection_minute.sent + excluded.sent,
    failed = connection_minute.failed + excluded.failed,
    latency_ms = connection_minute.latency_ms + excluded.latency_ms,
    longest_ms = greatest(connection_minute.longest_ms, excluded.longest_ms)
"""
_PARTNER = """
update connection_state set failures = $2, open_until = now() + $3::interval,
    last_ok_at = case when $4 then now() else last_ok_at end,
    last_error_at = case when $5 <> '' then now() else last_error_at end,
    last_error = case when $5 <> '' then $5 else last_error end
where adapter_id = $1
"""
# The partner is back: whoever waited for it need not wait out the pause.
_AT_ONCE = """
update delivery set next_try_at = now()
where adapter_id = $1 and state = 'waiting' and attempts > 0 and next_try_at > now()
"""


class Claimed(msgspec.Struct, frozen=True):
    """A message in hand; `others_passed`: others of this partner did since its last try."""

    delivery: Delivery
    others_passed: bool


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """How one try went: `fault` where the partner did not answer, `answered` where it did."""

    id: UUID
    state: str
    latency_ms: int
    next_try_at: datetime
    error: str = ""
    fault: bool = False
    answered: bool = False
    wanted_kind: str = ""
    wanted_code: str = ""
    reference: str = ""


def without_words(outcome: Outcome) -> Outcome:
    """The same without the partner's words, which the database refuses to keep."""
    return msgspec.structs.replace(outcome, error=_UNREADABLE, reference="", wanted_code="")


async def open_connection(adapter_id: str) -> None:
    """Makes the row of a connection, if it has none yet."""
    await execute(
        "insert into connection_state (adapter_id, tenant_id) values ($1, $2) "
        "on conflict do nothing",
        adapter_id,
        settings().tenant,
    )


async def claim(pool: asyncpg.Pool, adapter: Adapter, room: int, worker: int) -> list[Claimed]:
    """The next messages of a partner, at most `room`, the first of each lane; marked as leaving."""
    rows = await pool.fetch(_CLAIM, adapter.id, room, worker, adapter.format_version[:20])
    return [
        Claimed(
            Delivery(
                id=row["id"],
                adapter_id=row["adapter_id"],
                subject_id=row["subject_id"],
                kind=row["kind"],
                key=row["key"],
                payload=unsealed_json(_PLACE, row["id"], row["payload"] or "{}"),
                attempt=row["attempts"],
                created_at=row["created_at"],
            ),
            row["others_passed"],
        )
        for row in rows
    ]


async def take_back(adapter: Adapter) -> int:
    """Gives back to the queue what workers that died were sending; returns how many messages."""
    state = "waiting" if adapter.repeatable else "maybe"
    return int((await execute(_ORPHANS, adapter.id, state, ALIVE)).rsplit(" ", 1)[-1])


async def settle(adapter_id: str, worker: int, outcomes: list[Outcome]) -> None:
    """Writes down a round: each message, the partner's circuit and the minute's figures."""
    passed = sum(1 for each in outcomes if each.answered)
    faults = [each for each in outcomes if each.fault]
    async with transaction() as connection:
        await connection.execute(
            _SETTLE,
            worker,
            [each.id for each in outcomes],
            [each.state for each in outcomes],
            [each.next_try_at for each in outcomes],
            [each.error for each in outcomes],
            [each.wanted_kind for each in outcomes],
            [each.wanted_code for each in outcomes],
            [each.reference for each in outcomes],
            [each.latency_ms for each in outcomes],
        )
        await _partner(connection, adapter_id, passed, outcomes)
        await connection.execute(
            _MINUTE,
            adapter_id,
            sum(1 for each in outcomes if each.state == "sent"),
            len(faults) + sum(1 for each in outcomes if each.state in ("dead", "maybe")),
            sum(each.latency_ms for each in outcomes),
            max(each.latency_ms for each in outcomes),
        )


async def _partner(
    connection: asyncpg.Connection, adapter_id: str, passed: int, outcomes: list[Outcome]
) -> None:
    before = await connection.fetchval(
        "select failures from connection_state where adapter_id = $1 for update", adapter_id
    )
    failures = failures_after(before or 0, sum(1 for each in outcomes if each.fault), passed)
    pause: timedelta | None = break_after(failures, random.random())  # noqa: S311  # nosec B311
    error = next((each.error for each in reversed(outcomes) if each.error), "")
    await connection.execute(_PARTNER, adapter_id, failures, pause, passed > 0, error)
    if before and before >= OPENS_AT and not failures:
        await connection.execute(_AT_ONCE, adapter_id)
