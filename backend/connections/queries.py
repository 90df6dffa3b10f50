"""What operators read: the list, one connection, its messages, codes and differences."""

from datetime import datetime
from typing import Any
from uuid import UUID

from backend.access.actor import Actor
from backend.connections import facts, operators
from backend.connections.adapter import Reconciling, Settings
from backend.connections.facts import Connection
from backend.platform import clock
from backend.platform.database import fetch, fetch_value
from backend.platform.pagination import MAX_LIMIT, decode_cursor, page
from backend.platform.problems import NotFound
from backend.settings import settings
from shared.contracts.common import Page
from shared.contracts.connections import (
    AlarmShown,
    ConnectionDetail,
    ConnectionShown,
    DifferenceShown,
    MappingShown,
    MinuteShown,
    SettingShown,
    WantedCode,
)
from shared.vocabulary.connections import (
    ALARM_LABELS,
    CONNECTION_LABELS,
    AlarmKind,
    ConnectionState,
)

_MINUTES = """
select to_timestamp(floor(extract(epoch from minute) / 300) * 300) as at, sum(sent) as sent,
    sum(failed) as failed, sum(latency_ms) as ms
from connection_minute where adapter_id = $1 and minute > now() - interval '2 hours'
group by 1 order by 1
"""
_WANTED = """
select wanted_kind as kind, wanted_code as code, count(*) as waiting, min(created_at) as since
from delivery where adapter_id = $1 and state = 'unmapped' group by 1, 2
order by 3 desc, 2 limit 200
"""


async def connections(actor: Actor) -> list[ConnectionShown]:
    """Every connection: those that need somebody first."""
    operators.require(actor, *operators.LOOK)
    found = [_shown(each) for each in await facts.connections() if not each.is_over]
    urgency = {state: number for number, state in enumerate(
        (ConnectionState.BROKEN, ConnectionState.TROUBLED, ConnectionState.PAUSED,
         ConnectionState.WORKING)
    )}  # fmt: skip
    return sorted(found, key=lambda shown: (urgency[ConnectionState(shown.state)], shown.name))


async def connection(actor: Actor, adapter_id: str) -> ConnectionDetail:
    """One connection. Raises NotFound."""
    operators.require(actor, *operators.LOOK)
    one = await _one(adapter_id)
    row = one.row
    minutes = await fetch(_MINUTES, adapter_id)
    wanted = await fetch(_WANTED, adapter_id)
    raised = await fetch(
        "select * from connection_alarm where tenant_id = $1 and adapter_id = $2 "
        "order by raised_at desc limit 20",
        settings().tenant,
        adapter_id,
    )
    known = one.adapter.settings if one.adapter is not None else Settings()
    return ConnectionDetail(
        connection=_shown(one),
        format_version=one.adapter.format_version if one.adapter is not None else "",
        settings=[SettingShown(name, value) for name, value in known.shown().items()],
        repeatable=one.adapter.repeatable if one.adapter is not None else True,
        reconciles=isinstance(one.adapter, Reconciling),
        checked_at=moment(row["checked_at"]),
        check_ok=row["check_ok"],
        check_words=row["check_words"],
        last_error=row["last_error"],
        last_error_at=moment(row["last_error_at"]),
        paused_by=row["pauser"],
        paused_at=moment(row["paused_at"]),
        pause_reason=row["pause_reason"],
        retry_at=moment(row["open_until"]),
        backlog_limit=row["backlog_limit"],
        silence_minutes=row["silence_minutes"],
        error_limit=round(row["error_share"], 1),
        minutes=[
            MinuteShown(
                moment(m["at"]) or "",
                int(m["sent"]),
                int(m["failed"]),
                int(m["ms"] / max(m["sent"] + m["failed"], 1)),
            )
            for m in minutes
        ],
        wanted=[
            WantedCode(w["kind"], w["code"], w["waiting"], moment(w["since"]) or "") for w in wanted
        ],
        alarms=[
            AlarmShown(
                a["kind"],
                ALARM_LABELS[AlarmKind(a["kind"])].vi,
                a["words"],
                moment(a["raised_at"]) or "",
                moment(a["cleared_at"]),
            )
            for a in raised
        ],
        differences=int(
            await fetch_value(
                "select count(*) from connection_difference "
                "where adapter_id = $1 and tenant_id = $2 and settled_at is null",
                adapter_id,
                settings().tenant,
            )
        ),
    )


async def mappings(actor: Actor, adapter_id: str, cursor: str, limit: int) -> Page[MappingShown]:
    """Codes of a partner, by kind and our code; those that ended too."""
    operators.require(actor, *operators.LOOK)
    limit = max(1, min(limit, MAX_LIMIT))
    args: list[Any] = [settings().tenant, adapter_id, limit + 1]
    after = ""
    if cursor:
        args += decode_cursor(cursor, tuple[str, str, UUID])
        after = "and (m.kind, m.code, m.id) > ($4, $5, $6) "
    rows = await fetch(
        "select m.*, a.full_name from code_mapping m left join account a on a.id = m.set_by "
        f"where m.tenant_id = $1 and m.adapter_id = $2 {after}"
        "order by m.kind, m.code, m.id limit $3",
        *args,
    )
    return page(
        rows,
        limit,
        lambda r: MappingShown(
            id=str(r["id"]),
            kind=r["kind"],
            code=r["code"],
            their_code=r["their_code"],
            valid_from=r["valid_from"].isoformat(),
            valid_to=r["valid_to"].isoformat() if r["valid_to"] else None,
            set_by=r["full_name"],
        ),
        lambda r: (r["kind"], r["code"], r["id"]),
    )


async def differences(
    actor: Actor, adapter_id: str, is_open: bool, cursor: str, limit: int
) -> Page[DifferenceShown]:
    """What was found when both sides were compared, the newest first."""
    operators.require(actor, *operators.LOOK)
    limit = max(1, min(limit, MAX_LIMIT))
    args: list[Any] = [settings().tenant, adapter_id, limit + 1]
    after = ""
    if cursor:
        args += decode_cursor(cursor, tuple[datetime, UUID])
        after = "and (f.found_at, f.id) < ($4, $5) "
    rows = await fetch(
        "select f.*, a.full_name from connection_difference f "
        "left join account a on a.id = f.settled_by where f.tenant_id = $1 and f.adapter_id = $2 "
        f"and f.settled_at is {'' if is_open else 'not '}null {after}"
        "order by f.found_at desc, f.id desc limit $3",
        *args,
    )
    return page(
        rows,
        limit,
        lambda r: DifferenceShown(
            id=str(r["id"]),
            day=r["day"].isoformat(),
            reference=r["reference"],
            subject_id=str(r["subject_id"]) if r["subject_id"] else None,
            ours=r["ours"],
            theirs=r["theirs"],
            found_at=moment(r["found_at"]) or "",
            settled_at=moment(r["settled_at"]),
            settled_by=r["full_name"],
            settled_reason=r["settled_reason"],
        ),
        lambda r: (r["found_at"], r["id"]),
    )


async def _one(adapter_id: str) -> Connection:
    found = await facts.one(adapter_id)
    if found is None:
        raise NotFound("Không có kết nối này.", en="There is no such connection.")
    return found


def _shown(one: Connection) -> ConnectionShown:
    adapter = one.adapter
    return ConnectionShown(
        id=one.id,
        name=adapter.name if adapter is not None else one.id,
        name_en=(adapter.name_en or adapter.name) if adapter is not None else one.id,
        configured=adapter is not None,
        state=one.state,
        state_label=CONNECTION_LABELS[one.state].vi,
        why=_why(one),
        backlog=one.facts.backlog,
        oldest_seconds=int(one.facts.oldest_seconds),
        dead=one.facts.dead,
        maybe=one.maybe,
        unmapped=one.unmapped,
        p95_ms=one.p95_ms,
        sent_today=one.today,
        error_share=round(one.facts.share(), 1),
        last_ok_at=moment(one.row["last_ok_at"]),
        alarms=[f"{ALARM_LABELS[kind].vi}: {words}" for kind, words in one.alarms.items()],
    )


def _why(one: Connection) -> str:
    if one.row["paused_at"] is not None:
        return str(one.row["pause_reason"])
    if one.adapter is None:
        return "Chưa cấu hình, tin đang chờ sẽ được gửi khi có cấu hình."
    if one.state is ConnectionState.BROKEN:
        return str(one.row["last_error"] or one.row["check_words"])
    return ""


def moment(at: datetime | None) -> str | None:
    """RFC 3339 in Vietnamese time."""
    return at.astimezone(clock.VIETNAM).isoformat(timespec="seconds") if at is not None else None
