"""Which gateway carries text messages: the first, unless the rule or somebody turned to the second.

The rule is GOV.UK Notify's: when so many percent of receipts of a window are late, the other
provider is used; after a rest the first gets another chance.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import asyncpg
import structlog

from backend.audit.actions import record
from backend.notifications.rules import FailoverRule, may_return, should_leave
from backend.platform import clock
from backend.platform.database import fetch, fetch_row, fetch_value, transaction, uuid7
from backend.settings import settings
from shared.vocabulary.messages import Medium

FIRST, SECOND = "sms", "sms2"
log = structlog.get_logger("messages")
_NEWEST = """
select provider, at, kind from provider_turn where tenant_id = $1 and medium = $2
order by at desc, id desc limit 1
"""
# Late: no receipt within the time, as far as that time has passed already. What could not even be
# tried, because the gateway is away, counts against the one in use.
_COUNTS = """
select count(*) as tried, count(*) filter (where failed_at is null and
    coalesce(received_at, $4) - begun > make_interval(mins => $5)) as late
from (
    select tried_at as begun, received_at, failed_at from message_sending
    where medium = $1 and provider = $2 and tried_at > $3
    union all
    select due_at, received_at, failed_at from message_sending
    where medium = $1 and tried_at is null and due_at > $3 and $6
) m
where received_at is not null or failed_at is not null or begun < $4 - make_interval(mins => $5)
"""
_LOCK = 7_305_043
_TURN = """
insert into provider_turn (id, tenant_id, medium, provider, at, kind, tried, late, by_id, by_name)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
"""


@dataclass(frozen=True, slots=True)
class Gateway:
    """A gateway of text messages; receipts are signed with the same key."""

    id: str
    name: str
    url: str
    key: str


def gateways() -> list[Gateway]:
    """Those that are configured, the first first."""
    here = settings()
    both = (
        Gateway(FIRST, "Cổng tin nhắn thứ nhất", here.sms_url, here.sms_key),
        Gateway(SECOND, "Cổng tin nhắn thứ hai", here.sms2_url, here.sms2_key),
    )
    return [gateway for gateway in both if gateway.url]


async def gateway_in_use() -> Gateway | None:
    """The one that carries messages now, or None where there is none."""
    known = gateways()
    if len(known) < 2:
        return known[0] if known else None
    wanted = await provider_in_use()
    return next((gateway for gateway in known if gateway.id == wanted), known[0])


async def provider_in_use() -> str:
    """By the newest turn."""
    row = await fetch_row(_NEWEST, settings().tenant, Medium.SMS)
    return str(row["provider"]) if row is not None else FIRST


async def rule_in_force() -> tuple[FailoverRule, int]:
    """The rule and its version; 0 is the usual one."""
    row = await fetch_row(
        "select window_minutes, late_minutes, share_percent, minimum, rest_minutes, version "
        "from failover_rule where tenant_id = $1 and medium = $2",
        settings().tenant,
        Medium.SMS,
    )
    if row is None:
        return FailoverRule(), 0
    found = dict(row)
    version: int = found.pop("version")
    return FailoverRule(**found), version


async def counts(
    provider: str, rule: FailoverRule, since: datetime | None = None
) -> tuple[int, int]:
    """How many messages of the window were given to a provider, and how many are late."""
    now = clock.now()
    start = max(now - timedelta(minutes=rule.window_minutes), since or now - timedelta(days=1))
    using = provider == await provider_in_use()
    row = await fetch_row(_COUNTS, Medium.SMS, provider, start, now, rule.late_minutes, using)
    assert row is not None
    return row["tried"], row["late"]


async def turn_providers() -> int:
    """Every minute: leaves a late provider, and gives the first another chance after its rest."""
    known = gateways()
    if len(known) < 2:
        return 0
    rule, _version = await rule_in_force()
    newest = await fetch_row(_NEWEST, settings().tenant, Medium.SMS)
    using = newest["provider"] if newest is not None else FIRST
    since = newest["at"] if newest is not None else None
    tried, late = await counts(using, rule, since)
    if should_leave(tried, late, rule):
        other = SECOND if using == FIRST else FIRST
        return await _turn(other, using, "late", tried, late)
    if using == SECOND and newest is not None and newest["kind"] == "late":
        left = await fetch_value(
            "select count(*) from provider_turn where tenant_id = $1 and medium = $2 "
            "and provider = $3 and kind = 'late' and at > $4",
            settings().tenant,
            Medium.SMS,
            SECOND,
            clock.now() - timedelta(days=1),
        )
        if may_return(newest["at"], clock.now(), rule, left):
            return await _turn(FIRST, using, "back", tried, late)
    return 0


async def _turn(to: str, away_from: str, kind: str, tried: int, late: int) -> int:
    """Turns once, whoever else finds the same in this minute."""
    async with transaction() as connection:
        await connection.execute("select pg_advisory_xact_lock($1)", _LOCK)
        row = await connection.fetchrow(_NEWEST, settings().tenant, Medium.SMS)
        if (row["provider"] if row is not None else FIRST) != away_from:
            return 0
        await keep_turn(connection, to, kind, tried, late)
        detail = {"to": to, "why": kind, "tried": tried, "late": late}
        await record(connection, None, "messages.provider_turned", detail=detail)
    log.warning("provider of text messages turned", to=to, why=kind, tried=tried, late=late)
    return 1


async def keep_turn(
    connection: asyncpg.Connection,
    to: str,
    kind: str,
    tried: int,
    late: int,
    by: tuple[object, str] = (None, "Hệ thống"),
) -> None:
    """Writes a turn down; it holds from now on."""
    await connection.execute(
        _TURN, uuid7(), settings().tenant, Medium.SMS, to, clock.now(), kind, tried, late, *by
    )


async def newest_turns(limit: int = 20) -> list[asyncpg.Record]:
    """What changed, the newest first."""
    return await fetch(
        "select provider, at, kind, tried, late, by_name from provider_turn "
        "where tenant_id = $1 and medium = $2 order by at desc, id desc limit $3",
        settings().tenant,
        Medium.SMS,
        limit,
    )
