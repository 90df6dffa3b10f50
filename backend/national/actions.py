"""Telling the national portal of every step, in order, once each (TT 22/2019 Phụ lục I).

A dossier is sent as it stands now with the steps since the last time, so that a message that came
late, twice or after another does no harm. What could not be sent stays marked and is tried again.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg

from backend.national.portal import Portal, PortalRefused, PortalUnreachable
from backend.national.records import dossier_record, progress_record
from backend.platform import clock
from backend.platform.database import execute, fetch, transaction
from backend.platform.outbox import Message
from backend.settings import settings

_AT_ONCE = 10  # progress rows a call
_AGAIN_AFTER = timedelta(minutes=2)
_SWEPT = 50
_DOSSIER = """
select d.*, g.name as agency_name, coalesce(u.name, '') as unit_name,
    coalesce(v.content->>'sector', '') as sector
from dossier d join agency g on g.id = d.holding_agency_id
    left join unit u on u.id = d.holding_unit_id
    join procedure_version v on v.id = d.procedure_version_id
where d.id = $1
"""
_EVENTS = """
select e.seq, e.act, e.state_after, e.at, e.actor_name, coalesce(u.name, g.name, '') as unit_name,
    (select due_at from due_date x where x.dossier_id = e.dossier_id and x.set_at <= e.at
        order by x.set_at desc, x.id desc limit 1) as due_at
from dossier_event e left join unit u on u.id = e.unit_id left join agency g on g.id = e.agency_id
where e.dossier_id = $1 and e.seq > $2 order by e.seq limit 500
"""


async def tell_national_portal(message: Message) -> None:
    """Sends what the portal does not know yet of one dossier.

    Raises PortalUnreachable, PortalRefused, so that the queue tries again.
    """
    await tell(message.subject_id)


async def tell_again() -> int:
    """Tries again what was not sent for two minutes; returns how many dossiers were."""
    if not settings().national_url:
        return 0
    rows = await fetch(
        "select dossier_id from national_sync where pending and tried_at < $1 "
        "order by tried_at, dossier_id limit $2",
        clock.now() - _AGAIN_AFTER,
        _SWEPT,
    )
    done = 0
    for row in rows:
        try:
            await tell(row["dossier_id"])
        except PortalUnreachable:
            break  # the portal is away; the next minute tries again
        except PortalRefused:
            continue  # kept with its words; the others are not held up
        done += 1
    return done


async def tell(dossier_id: UUID) -> None:
    """One dossier. Raises PortalUnreachable, PortalRefused with what the portal said kept."""
    await execute(
        "insert into national_sync (dossier_id, tenant_id, tried_at) values ($1, $2, $3) "
        "on conflict (dossier_id) do update set pending = true, tried_at = $3",
        dossier_id,
        settings().tenant,
        clock.now(),
    )
    try:
        async with transaction() as connection:
            await _tell(connection, dossier_id)
    except (PortalUnreachable, PortalRefused) as error:
        await execute(
            "update national_sync set last_error = $2 where dossier_id = $1",
            dossier_id,
            str(error),
        )
        raise


async def _tell(connection: asyncpg.Connection, dossier_id: UUID) -> None:
    # The lock keeps two messages of one dossier in turn.
    known = await connection.fetchrow(
        "select * from national_sync where dossier_id = $1 for update", dossier_id
    )
    row: Any = await connection.fetchrow(_DOSSIER, dossier_id)
    events = await connection.fetch(_EVENTS, dossier_id, known["sent_seq"])
    if not events:
        await _sent(connection, dossier_id, known["sent_code"], known["sent_seq"])
        return
    code = row["code"] or row["reference"]
    before = known["sent_code"]
    async with Portal() as portal:
        if before and before != code:  # accepted: the code takes the place of the reference
            note = f"Đã tiếp nhận với mã hồ sơ {code}."
            old = dossier_record(row, before, note)
            await portal.send("DongBoHoSoMC", [old], updating=True)
        note = f"Mã tra cứu khi nộp: {row['reference']}."
        record = dossier_record(row, code, note)
        await portal.send("DongBoHoSoMC", [record], updating=before == code)
        rows = [progress_record(code, event) for event in events]
        for start in range(0, len(rows), _AT_ONCE):
            part = rows[start : start + _AT_ONCE]
            await portal.send("CapNhatTienDoHoSoMC", part, updating=False)
    await _sent(connection, dossier_id, code, events[-1]["seq"])


async def _sent(connection: asyncpg.Connection, dossier_id: UUID, code: str, seq: int) -> None:
    await connection.execute(
        "update national_sync set sent_code = $2, sent_seq = $3, pending = false, "
        "last_error = '' where dossier_id = $1",
        dossier_id,
        code,
        seq,
    )
