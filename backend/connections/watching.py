"""Every minute: asks quiet partners how they are, raises and clears alarms, takes away what is old.

Whoever runs the system is told of a new alarm once, in the account and by letter.
"""

import asyncio
from datetime import timedelta
from uuid import UUID

import asyncpg
import structlog

from backend.connections import facts, registry
from backend.connections.actions import check
from backend.connections.adapter import Adapter
from backend.connections.claiming import open_connection
from backend.connections.facts import Connection
from backend.notifications.letters import send_letter
from backend.platform import clock
from backend.platform.database import execute, fetch, fetch_row, transaction, uuid7
from backend.platform.outbox import Message, publish
from backend.platform.sealing import opened, sealed
from backend.settings import settings
from shared.vocabulary.connections import ALARM_LABELS, AlarmKind
from shared.vocabulary.roles import Role

ALARM_TOPIC = "connection.alarm"
log = structlog.get_logger("connections")
_CHECK_EVERY = timedelta(minutes=5)
_KEPT_DAYS = 30  # what a sent message said
_MINUTES_DAYS = 90
_SWEPT = 5000
_ADMINISTRATORS = """
select distinct a.id, a.email, a.full_name from role_grant g join account a on a.id = g.account_id
where a.tenant_id = $1 and a.disabled_at is null and g.role = $2
    and g.valid_from <= $3 and (g.valid_to is null or g.valid_to > $3)
    and g.agency_id in (select id from agency where parent_id is null) limit 50
"""


async def watch() -> int:
    """What the worker does every minute; returns how many alarms were raised."""
    known = await registry.known()
    for adapter in known.values():
        await open_connection(adapter.id)
    await _check_the_quiet(known)
    raised = 0
    for one in await facts.connections():
        raised += await _alarms_of(one)
    await _forget_the_old()
    return raised


async def _check_the_quiet(known: dict[str, Adapter]) -> None:
    """Partners from which nothing was heard for five minutes, all at the same time."""
    rows = await fetch(
        "select adapter_id from connection_state where adapter_id = any($1::text[]) "
        "and coalesce(checked_at, '-infinity') < $2 and coalesce(last_ok_at, '-infinity') < $2 "
        "limit 200",
        list(known),
        clock.now() - _CHECK_EVERY,
    )

    await asyncio.gather(*(check(row["adapter_id"]) for row in rows))


async def _alarms_of(one: Connection) -> int:
    """Raises what is new, clears what is over; returns how many are new."""
    name = one.adapter.name if one.adapter is not None else one.id
    new = 0
    async with transaction() as connection:
        await connection.execute(
            "update connection_alarm set cleared_at = $4 where tenant_id = $1 "
            "and adapter_id = $2 and cleared_at is null and not kind = any($3::text[])",
            settings().tenant,
            one.id,
            [*one.alarms],
            clock.now(),
        )
        for kind, words in one.alarms.items():
            id_ = await _raised(connection, one.id, kind, words)
            if id_ is not None:
                await publish(connection, ALARM_TOPIC, id_, {"name": name})
                log.warning("alarm", adapter=one.id, kind=kind, words=words)
                new += 1
    return new


async def _raised(
    connection: asyncpg.Connection, adapter_id: str, kind: AlarmKind, words: str
) -> UUID | None:
    id_: UUID | None = await connection.fetchval(
        "insert into connection_alarm (id, tenant_id, adapter_id, kind, words, raised_at) "
        "values ($1, $2, $3, $4, $5, $6) on conflict (tenant_id, adapter_id, kind) "
        "where cleared_at is null do nothing returning id",
        uuid7(),
        settings().tenant,
        adapter_id,
        kind,
        words,
        clock.now(),
    )
    return id_


async def tell_of_alarm(message: Message) -> None:
    """A notice and a letter to each administrator of the installation, once each.

    Raises aiosmtplib's errors, so that the queue tries the letters again.
    """
    alarm = await fetch_row("select * from connection_alarm where id = $1", message.subject_id)
    if alarm is None:
        return
    name = str(message.payload["name"])
    label = ALARM_LABELS[AlarmKind(alarm["kind"])].vi
    subject = f"Cảnh báo kết nối: {name} – {label.lower()}"
    body = (
        f"Kết nối “{name}”: {alarm['words']}\n\nHãy mở trang Kết nối để xem nguyên nhân, tạm dừng "
        f"hoặc gửi lại: {settings().officer_url}/ket-noi\n"
    )
    people = await fetch(_ADMINISTRATORS, settings().tenant, Role.SYSTEM_ADMIN, clock.now())
    async with transaction() as connection:
        await connection.executemany(
            "insert into notice (id, tenant_id, outbox_id, account_id, dossier_id, address, "
            "subject, body, created_at) values ($1, $2, $3, $4, null, $5, $6, $7, $8) "
            "on conflict do nothing",
            [
                (
                    id_ := uuid7(), settings().tenant, message.id, person["id"],
                    opened(person, "account.email"), subject,
                    sealed("notice.body", id_, body), clock.now(),
                )
                for person in people
            ],
        )  # fmt: skip
    for notice in await fetch(
        "select id, address from notice where outbox_id = $1 and mailed_at is null "
        "and address <> ''",
        message.id,
    ):
        await send_letter(notice["id"], notice["address"], subject, body)
        await execute("update notice set mailed_at = $2 where id = $1", notice["id"], clock.now())


async def _forget_the_old() -> None:
    """What messages said goes thirty days after they were done; figures after ninety."""
    # Ids are ordered by time: what is younger is not looked at.
    before = clock.now() - timedelta(days=_KEPT_DAYS)
    await execute(
        "delete from delivery_content where delivery_id in (select c.delivery_id "
        "from delivery_content c join delivery d on d.id = c.delivery_id "
        "where c.delivery_id < $1 and d.state in ('sent', 'dropped') "
        "and coalesce(d.sent_at, d.created_at) < $2 order by c.delivery_id limit $3)",
        uuid7(before.timestamp()),
        before,
        _SWEPT,
    )
    await execute(
        "delete from connection_minute where minute < $1",
        clock.now() - timedelta(days=_MINUTES_DAYS),
    )
