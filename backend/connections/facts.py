"""How every connection is, counted in a few statements for all of them at once."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from backend.connections import registry
from backend.connections.adapter import Adapter, Keyed
from backend.connections.rules import OPENS_AT, Facts, alarms
from backend.platform import clock
from backend.platform.database import fetch
from backend.settings import settings
from shared.vocabulary.connections import AlarmKind, ConnectionState

_STATES = """
select s.*, a.full_name as pauser from connection_state s
    left join account a on a.id = s.paused_by
where s.tenant_id = $1 order by s.adapter_id limit 500
"""
# Each half by an index that holds nothing that is done.
_HELD = """
select adapter_id,
    count(*) filter (where state <> 'dead') as backlog,
    min(created_at) filter (where state = 'sending'
        or (state = 'waiting' and (attempts > 0 or next_try_at <= now()))) as oldest,
    count(*) filter (where state = 'dead') as dead,
    count(*) filter (where state = 'unmapped') as unmapped
from delivery where state in ('waiting', 'sending', 'unmapped', 'dead') group by 1
"""
_MAYBE = "select adapter_id, count(*) as maybe from delivery where state = 'maybe' group by 1"
_LATELY = """
select adapter_id,
    coalesce(sum(sent + failed) filter (where minute > now() - interval '15 minutes'), 0) as tries,
    coalesce(sum(failed) filter (where minute > now() - interval '15 minutes'), 0) as failed,
    sum(sent) as today
from connection_minute
where minute >= date_trunc('day', now() at time zone 'Asia/Ho_Chi_Minh')
    at time zone 'Asia/Ho_Chi_Minh' group by 1
"""
_P95 = """
select s.adapter_id, (select percentile_cont(0.95) within group (order by ms) from (
    select extract(epoch from d.sent_at - d.created_at) * 1000 as ms from delivery d
    where d.adapter_id = s.adapter_id and d.state = 'sent' order by d.sent_at desc limit 200) n)
    as p95
from connection_state s where s.tenant_id = $1
"""


@dataclass(frozen=True, slots=True)
class Connection:
    """One connection: its adapter (None when none of this id is configured), row and counts."""

    id: str
    adapter: Adapter | None
    row: dict[str, Any]
    facts: Facts
    maybe: int
    unmapped: int
    today: int
    p95_ms: int | None
    alarms: dict[AlarmKind, str]

    @property
    def state(self) -> ConnectionState:
        """One word for how it is."""
        if self.row["paused_at"] is not None:
            return ConnectionState.PAUSED
        if self.row["failures"] >= OPENS_AT or self._said_no:
            return ConnectionState.BROKEN
        if self.alarms or self.unmapped or self.maybe or self.adapter is None:
            return ConnectionState.TROUBLED
        return ConnectionState.WORKING

    @property
    def _said_no(self) -> bool:
        """Whether the partner was not well when it was asked, and nothing has passed since."""
        at, ok_at = self.row["checked_at"], self.row["last_ok_at"]
        return self.row["check_ok"] is False and (ok_at is None or ok_at < at)

    @property
    def is_over(self) -> bool:
        """Whether it was taken away and left nothing behind."""
        held = self.facts.backlog or self.facts.dead or self.maybe
        return self.adapter is None and not held


async def connections() -> list[Connection]:
    """All connections that are configured, or have been used, by id."""
    known = await registry.known()
    rows = {row["adapter_id"]: dict(row) for row in await fetch(_STATES, settings().tenant)}
    held = {row["adapter_id"]: row for row in await fetch(_HELD)}
    maybe = {row["adapter_id"]: row["maybe"] for row in await fetch(_MAYBE)}
    lately = {row["adapter_id"]: row for row in await fetch(_LATELY)}
    p95 = {row["adapter_id"]: row["p95"] for row in await fetch(_P95, settings().tenant)}
    keys = {id_: await each.key_trouble() for id_, each in known.items() if isinstance(each, Keyed)}
    return [
        _one(
            id_,
            known.get(id_),
            rows.get(id_, _NEW),
            held.get(id_),
            maybe.get(id_, 0),
            lately.get(id_),
            p95.get(id_),
            keys.get(id_, ""),
        )
        for id_ in sorted(known.keys() | rows.keys())
    ]


async def one(adapter_id: str) -> Connection | None:
    """One connection, or None."""
    return next((found for found in await connections() if found.id == adapter_id), None)


_NEW: dict[str, Any] = {
    "failures": 0, "open_until": None, "paused_at": None, "paused_by": None, "pause_reason": "",
    "pauser": None, "last_ok_at": None, "last_error_at": None, "last_error": "",
    "checked_at": None, "check_ok": None, "check_words": "", "backlog_limit": 500,
    "silence_minutes": 60, "error_share": 20.0,
}  # fmt: skip


def _one(
    id_: str,
    adapter: Adapter | None,
    row: dict[str, Any],
    held: Any,
    maybe: int,
    lately: Any,
    p95: Any,
    key_trouble: str,
) -> Connection:
    now = clock.now()
    facts = Facts(
        paused=row["paused_at"] is not None,
        backlog=held["backlog"] if held else 0,
        oldest_seconds=_since(held["oldest"] if held else None, now) or 0.0,
        silent_seconds=_since(row["last_ok_at"], now),
        tries=int(lately["tries"]) if lately else 0,
        failed=int(lately["failed"]) if lately else 0,
        dead=held["dead"] if held else 0,
        backlog_limit=row["backlog_limit"],
        silence_minutes=row["silence_minutes"],
        error_share=row["error_share"],
    )
    return Connection(
        id=id_,
        adapter=adapter,
        row=row,
        facts=facts,
        maybe=maybe,
        unmapped=held["unmapped"] if held else 0,
        today=int(lately["today"]) if lately else 0,
        p95_ms=int(p95) if p95 is not None else None,
        alarms=alarms(facts) | ({AlarmKind.KEY: key_trouble} if key_trouble else {}),
    )


def _since(at: datetime | None, now: datetime) -> float | None:
    return (now - at).total_seconds() if at is not None else None
