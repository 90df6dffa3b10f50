"""Reads of messages: a person's inbox, and the ledger of a dossier."""

from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.dossiers.opening import opened as opened_dossier
from backend.dossiers.queries import iso
from backend.platform import clock
from backend.platform.database import fetch, fetch_value
from backend.platform.pagination import decode_cursor, page
from backend.platform.sealing import opened
from shared.contracts.common import Page
from shared.contracts.notifications import LedgerLine, Notice
from shared.vocabulary.messages import MEDIUM_LABELS, SEND_LABELS, Medium, SendState

MOST_COUNTED = 99
# A line for each way of a notice; the inbox itself is one of them.
_LEDGER = """
select * from (
    select n.id, n.created_at as at, n.subject, 'inbox' as medium, '' as address,
        n.read_at as received_at, n.created_at as handed_at, null::timestamptz as failed_at,
        null::timestamptz as due_at, 'sent' as queue,
        null::timestamptz as bounced_at, '' as failure
    from notice n where n.dossier_id = $1
        and (n.account_id = $2::uuid or $3 and n.account_id is not null and n.event <> '')
    union all
    select s.id, s.told_at, coalesce(n.subject, ''), s.medium, s.address,
        s.received_at, s.handed_at, s.failed_at, s.due_at, coalesce(v.state, 'sent'),
        s.bounced_at, s.failure
    from message_sending s left join notice n on n.id = s.notice_id
        left join delivery v on v.tenant_id = s.tenant_id and v.adapter_id = s.medium
            and v.key = s.id::text
    where s.dossier_id = $1 and (s.account_id = $2::uuid or $3)
) line
"""


async def notices(actor: Actor, cursor: str, limit: int, *, unread: bool = False) -> Page[Notice]:
    """The caller's notices, the newest first; on wish only those not read yet."""
    args: list[Any] = [actor.account_id, limit + 1]
    after = "and read_at is null" if unread else ""
    if cursor:
        args += decode_cursor(cursor, tuple[datetime, UUID])
        after += " and (created_at, id) < ($3, $4)"
    rows = await fetch(
        "select id, created_at, subject, body, dossier_id, read_at, link from notice "
        f"where account_id = $1 {after} order by created_at desc, id desc limit $2",
        *args,
    )
    return page(rows, limit, _notice, lambda r: (r["created_at"], r["id"]))


async def unread(actor: Actor) -> int:
    """How many notices wait to be read, at most `MOST_COUNTED`."""
    found: int = await fetch_value(
        "select count(*) from (select 1 from notice where account_id = $1 and read_at is null "
        f"limit {MOST_COUNTED}) n",
        actor.account_id,
    )
    return found


async def ledger(actor: Actor, dossier_id: UUID, cursor: str, limit: int) -> Page[LedgerLine]:
    """What was told about a dossier, on which way, when, and how far it came.

    A citizen sees what they were told themselves; an officer everything that was told outside.
    Raises NotFound, Forbidden when sealed.
    """
    row = await opened_dossier(actor, dossier_id)
    whose = row["applicant_id"] if actor.is_officer else actor.account_id
    args: list[Any] = [dossier_id, whose, actor.is_officer, limit + 1]
    after = ""
    if cursor:
        args += decode_cursor(cursor, tuple[datetime, UUID])
        after = "where (at, id) < ($5, $6)"
    rows = await fetch(f"{_LEDGER} {after} order by at desc, id desc limit $4", *args)
    return page(rows, limit, _line, lambda r: (r["at"], r["id"]))


def state_of(row: asyncpg.Record, now: datetime) -> tuple[SendState, datetime | None]:
    """How far a line has come, and since when."""
    if row["received_at"] is not None:
        return SendState.RECEIVED, row["received_at"]
    if row["bounced_at"] is not None:
        return SendState.BOUNCED, row["bounced_at"]
    if row["failed_at"] is not None:
        return SendState.FAILED, row["failed_at"]
    if row["handed_at"] is not None:
        return SendState.HANDED, row["handed_at"]
    if row["queue"] in ("waiting", "unmapped"):
        later = row["due_at"] is not None and row["due_at"] > now
        return (SendState.QUIET, row["due_at"]) if later else (SendState.WAITING, None)
    return _OF_QUEUE[row["queue"]], None


_OF_QUEUE = {
    "sending": SendState.SENDING,
    "sent": SendState.HANDED,
    "maybe": SendState.MAYBE,
    "dead": SendState.FAILED,
    "dropped": SendState.DROPPED,
}


def _notice(row: asyncpg.Record) -> Notice:
    return Notice(
        id=str(row["id"]),
        at=iso(row["created_at"]),
        subject=row["subject"],
        body=opened(row, "notice.body"),
        dossier_id=str(row["dossier_id"]) if row["dossier_id"] else None,
        link=row["link"] or "",
        read=row["read_at"] is not None,
    )


def _line(row: asyncpg.Record) -> LedgerLine:
    state, since = state_of(row, clock.now())
    medium = Medium(row["medium"])
    label = SEND_LABELS[state].vi
    if medium is Medium.INBOX:
        label = "Đã đọc" if state is SendState.RECEIVED else "Chưa đọc"
    return LedgerLine(
        id=str(row["id"]),
        at=iso(row["at"]),
        subject=row["subject"],
        medium=medium,
        medium_label=MEDIUM_LABELS[medium].vi,
        address=row["address"],
        state=state,
        state_label=label,
        state_at=iso(since) if since is not None else "",
        reason=row["failure"] if state in (SendState.FAILED, SendState.BOUNCED) else "",
    )
