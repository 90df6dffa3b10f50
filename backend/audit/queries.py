"""Reads of the audit trail for auditors: within their agency and those below it."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
from msgspec.structs import replace

from backend.access.actor import Actor
from backend.identity.sign_in_names import shown_name, stored_name
from backend.platform import clock
from backend.platform.database import fetch
from backend.platform.pagination import decode_cursor, encode_cursor, page
from backend.platform.problems import Malformed, field
from backend.settings import settings
from shared.contracts.audit import AuditLine, SearchAudit
from shared.contracts.common import Page
from shared.vocabulary.roles import Role

READERS = (Role.AUDITOR, Role.SYSTEM_ADMIN)
MOST_EXPORTED = 100_000
_CHUNK = 1000
_COLUMNS = (
    "e.id, e.at, e.action, e.subject_id, e.detail, l.seq, coalesce(a.full_name, '') as full_name, "
    "a.id as account_id, coalesce(a.kind, '') as kind, coalesce(a.username, '') as username, "
    "a.personal_id, coalesce(g.name, '') as agency_name"
)
# Whose acts: of officers of the auditor's agencies and those below; the highest also sees acts of
# citizens, visitors and the system. The agency is that of the actor's roles, as in the chain.
_SCOPE = """
(exists (select from role_grant r join agency ra on ra.id = r.agency_id
    where r.account_id = e.actor_id
    and (ra.id = any($2::uuid[]) or ra.parent_id = any($2::uuid[])))
 or (exists (select from agency t where t.id = any($2::uuid[]) and t.parent_id is null)
    and not exists (select from role_grant r where r.account_id = e.actor_id)))
"""


async def search(actor: Actor, wanted: SearchAudit) -> Page[AuditLine]:
    """Entries that fit, the newest first. Raises Malformed."""
    rows = await _rows(actor, wanted, wanted.limit + 1)
    return page(rows, wanted.limit, _line, lambda row: (row["at"], row["id"]))


async def exported(actor: Actor, wanted: SearchAudit) -> AsyncIterator[AuditLine]:
    """All that fit, at most 100,000, read in chunks."""
    given = 0
    while given < MOST_EXPORTED:
        rows = await _rows(actor, replace(wanted, limit=100), _CHUNK)
        for row in rows:
            yield _line(row)
        given += len(rows)
        if len(rows) < _CHUNK:
            return
        last = rows[-1]
        wanted = replace(wanted, cursor=encode_cursor(last["at"], last["id"]))


async def _rows(actor: Actor, wanted: SearchAudit, limit: int) -> list[asyncpg.Record]:
    args: list[Any] = [settings().tenant, actor.agencies(*READERS), limit]
    where = ["e.tenant_id = $1", _SCOPE]

    def add(condition: str, value: Any) -> None:
        args.append(value)
        where.append(condition.replace("?", f"${len(args)}"))

    if person := wanted.person.strip().lower():
        args.append(stored_name(person))
        name = f"username = ${len(args)}"
        add(f"e.actor_id in (select id from account where {name} or lower(full_name) = ?)", person)
    if action := wanted.action.strip():
        add("starts_with(e.action, ?)", action)
    if subject := wanted.subject.strip():
        add("e.subject_id = ?", _id(subject))
    if wanted.day_from is not None:
        add("e.at >= ?", _midnight(wanted.day_from))
    if wanted.day_to is not None:
        add("e.at < ?", _midnight(wanted.day_to) + timedelta(days=1))
    if wanted.cursor:
        at, id_ = decode_cursor(wanted.cursor, tuple[datetime, UUID])
        args += [at, id_]
        where.append(f"(e.at, e.id) < (${len(args) - 1}, ${len(args)})")
    return await fetch(
        f"select {_COLUMNS} from audit_entry e left join account a on a.id = e.actor_id "
        "left join audit_link l on l.entry_id = e.id left join agency g on g.id = l.agency_id "
        f"where {' and '.join(where)} order by e.at desc, e.id desc limit $3",
        *args,
    )


def _midnight(day: Any) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=clock.VIETNAM)


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Malformed(
            "Mã đối tượng không đúng. Hãy chép nguyên mã từ một dòng nhật ký.",
            en="This is not an id.",
            errors=[field("/subject", "Hãy chép nguyên mã.")],
        ) from None


def _name(row: asyncpg.Record) -> str:
    if row["account_id"] is None:
        return ""
    shown = shown_name(row, "account_id")
    return shown if row["kind"] == "officer" else f"…{shown[-4:]}"


def _line(row: asyncpg.Record) -> AuditLine:
    return AuditLine(
        id=str(row["id"]),
        at=row["at"].astimezone(clock.VIETNAM).isoformat(timespec="seconds"),
        person=row["full_name"],
        # A citizen signs in by their personal id, which is shown by its end alone.
        username=_name(row),
        action=row["action"],
        subject_id=str(row["subject_id"]) if row["subject_id"] else None,
        detail=row["detail"],
        agency_name=row["agency_name"],
        seq=row["seq"],
        sealed=row["seq"] is not None,
    )
