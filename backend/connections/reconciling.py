"""Comparing with a partner what both believe, both ways; what does not agree is kept and shown."""

from datetime import date, timedelta
from uuid import UUID

import structlog

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.connections import operators, registry
from backend.connections.adapter import Adapter, Reconciling
from backend.connections.rules import compared
from backend.connections.trying import words_of
from backend.platform import clock
from backend.platform.database import fetch_value, transaction, uuid7
from backend.platform.problems import NotFound, RuleBroken, Unavailable, field
from backend.settings import settings

log = structlog.get_logger("connections")
_FOUND = """
insert into connection_difference
    (id, tenant_id, adapter_id, day, reference, ours, theirs, found_at)
select d.id, $1, $2, $3, d.reference, d.ours, d.theirs, $4
from unnest($5::uuid[], $6::text[], $7::text[], $8::text[]) as d (id, reference, ours, theirs)
on conflict (tenant_id, adapter_id, day, reference) do update
    set ours = excluded.ours, theirs = excluded.theirs, settled_at = null, settled_by = null,
        settled_reason = ''
    where (connection_difference.ours, connection_difference.theirs)
        is distinct from (excluded.ours, excluded.theirs)
"""
_AGREES = """
update connection_difference set settled_at = $4, settled_reason = 'Đã khớp khi so lại.'
where tenant_id = $1 and adapter_id = $2 and day = $3 and settled_at is null
    and not reference = any($5::text[])
"""


async def compare(adapter: Adapter, day: date) -> int:
    """Compares a day; returns how many differences of it are open.

    Raises Unreachable, Refused.
    """
    assert isinstance(adapter, Reconciling)
    found = compared(await adapter.ours(day), await adapter.theirs(day))
    async with transaction() as connection:
        await connection.execute(
            _FOUND,
            settings().tenant,
            adapter.id,
            day,
            clock.now(),
            [uuid7() for _ in found],
            [each.reference[:200] for each in found],
            [each.ours for each in found],
            [each.theirs for each in found],
        )
        await connection.execute(
            _AGREES,
            settings().tenant,
            adapter.id,
            day,
            clock.now(),
            [each.reference[:200] for each in found],
        )
        await connection.execute(
            "insert into connection_comparison (adapter_id, day, compared_at, differences) "
            "values ($1, $2, $3, $4) on conflict (adapter_id, day) do update "
            "set compared_at = excluded.compared_at, differences = excluded.differences",
            adapter.id,
            day,
            clock.now(),
            len(found),
        )
    return len(found)


async def compare_again(actor: Actor, adapter_id: str, day: str) -> int:
    """The same because somebody asks. Raises NotFound, RuleBroken, Unavailable."""
    operators.require(actor, *operators.RUN)
    adapter = await registry.one(adapter_id)
    if adapter is None or not isinstance(adapter, Reconciling):
        raise NotFound("Kết nối này không có đối soát.", en="It cannot be compared.")
    try:
        wanted = date.fromisoformat(day)
    except ValueError:
        wanted = date.max
    if wanted > clock.today():
        words = "Chọn một ngày đã qua hoặc hôm nay."
        raise RuleBroken(words, errors=[field("/day", words)])
    try:
        count = await compare(adapter, wanted)
    except Exception as error:
        log.warning("not compared", adapter=adapter_id, error=words_of(error))
        raise Unavailable(
            "Đối tác chưa trả lời nên chưa đối soát được. Hãy thử lại sau ít phút.",
            en="The partner does not answer; please try again later.",
        ) from error
    async with transaction() as connection:
        detail = {"adapter": adapter_id, "day": day, "differences": count}
        await record(connection, actor, "connection.compared", detail=detail)
    return count


async def settle(actor: Actor, difference_id: UUID, reason: str) -> None:
    """Somebody has dealt with a difference. Raises NotFound."""
    operators.require(actor, *operators.RUN)
    async with transaction() as connection:
        found = await connection.fetchval(
            "update connection_difference set settled_at = $3, settled_by = $4, "
            "settled_reason = $5 where id = $1 and tenant_id = $2 and settled_at is null "
            "returning adapter_id",
            difference_id,
            settings().tenant,
            clock.now(),
            actor.account_id,
            reason.strip(),
        )
        if found is None:
            raise NotFound(
                "Không có chênh lệch này, hoặc đã xử lý.", en="There is no such open difference."
            )
        detail = {"adapter": found, "reason": reason.strip()}
        await record(
            connection, actor, "connection.settled", subject_id=difference_id, detail=detail
        )


async def every_night() -> int:
    """Compares yesterday with every partner that can be asked, once, from one o'clock on."""
    now = clock.now()
    if now.hour < 1:
        return 0
    day, done = now.date() - timedelta(days=1), 0
    for adapter in (await registry.known()).values():
        if not isinstance(adapter, Reconciling) or await _was_compared(adapter.id, day):
            continue
        try:
            await compare(adapter, day)
            done += 1
        except Exception as error:  # the next minute tries again; another partner is not held up
            log.warning("not compared", adapter=adapter.id, error=words_of(error))
    return done


async def _was_compared(adapter_id: str, day: date) -> bool:
    return bool(
        await fetch_value(
            "select exists (select 1 from connection_comparison where adapter_id = $1 "
            "and day = $2)",
            adapter_id,
            day,
        )
    )
