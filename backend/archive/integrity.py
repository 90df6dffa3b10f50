"""What the scrubber found: told to who runs the system, shown, resolved with a word."""

import contextlib
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
from prometheus_client import Gauge

from backend.access.actor import Actor
from backend.archive.rules import WATCHERS
from backend.audit.actions import record
from backend.dossiers.queries import iso
from backend.platform import clock
from backend.platform.database import fetch, fetch_row, fetch_value, transaction, uuid7
from backend.platform.outbox import Message
from backend.platform.pagination import MAX_LIMIT, decode_cursor, page
from backend.platform.problems import Conflict, NotFound
from backend.platform.sealing import sealed
from backend.settings import settings
from shared.contracts.archive_packages import Finding, Integrity, Scrub
from shared.contracts.common import Page
from shared.vocabulary.archive import FINDING_LABELS, FindingKind
from shared.vocabulary.roles import Role

ACTORS = (Role.SYSTEM_ADMIN,)
OPEN_FINDINGS = Gauge("motcua_damaged_objects", "Stored objects that are not what was stored")
_WATCHERS = """
select distinct g.account_id from role_grant g join account a on a.id = g.account_id
where a.tenant_id = $1 and a.disabled_at is null and g.role = any($2::text[])
    and g.valid_from <= $3 and (g.valid_to is null or g.valid_to > $3) limit 200
"""


async def alert(message: Message) -> None:
    """Tells administrators and auditors of a finding; a repeat of the message adds nothing."""
    row = await fetch_row("select * from scrub_finding where id = $1", message.subject_id)
    if row is None:
        return
    label = FINDING_LABELS[FindingKind(row["kind"])].vi
    body = (
        f"Tệp “{row['name']}”. Hãy mở trang Toàn vẹn kho tài liệu, khôi phục tệp từ "
        "bản sao lưu và ghi kết quả xử lý."
    )
    async with transaction() as connection:
        people = await connection.fetch(
            _WATCHERS, settings().tenant, [Role.SYSTEM_ADMIN, Role.AUDITOR], clock.now()
        )
        await connection.executemany(
            "insert into notice (id, tenant_id, outbox_id, account_id, dossier_id, subject, body, "
            "created_at) values ($1, $2, $3, $4, null, $5, $6, $7) on conflict do nothing",
            [
                (
                    id_ := uuid7(), settings().tenant, message.id, person["account_id"],
                    f"Cảnh báo toàn vẹn dữ liệu: {label.lower()}",
                    sealed("notice.body", id_, body),
                    clock.now(),
                )
                for person in people
            ],
        )  # fmt: skip


async def count_open() -> int:
    """How many findings are open; sets the gauge that monitoring reads."""
    found = int(
        await fetch_value(
            "select count(*) from scrub_finding where tenant_id = $1 and resolved_at is null",
            settings().tenant,
        )
    )
    OPEN_FINDINGS.set(found)
    return found


async def refresh_gauge() -> None:
    """Counts for monitoring; while the database is away the last number stays."""
    with contextlib.suppress(OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
        await count_open()


async def integrity(actor: Actor) -> Integrity:
    """The newest walk and how many findings are open."""
    row = await fetch_row(
        "select * from scrub_run where tenant_id = $1 order by started_at desc limit 1",
        settings().tenant,
    )
    return Integrity(_scrub(row) if row else None, await count_open(), actor.has(*ACTORS))


async def findings(actor: Actor, is_open: bool, cursor: str = "") -> Page[Finding]:
    """Findings, the newest first; a leader sees those of their agencies' dossiers."""
    args: list[Any] = [settings().tenant, MAX_LIMIT + 1]
    where = f"f.resolved_at is {'' if is_open else 'not '}null"
    if not actor.has(Role.SYSTEM_ADMIN, Role.AUDITOR):
        args.append(actor.agencies(*WATCHERS))
        where += (
            f" and exists (select from dossier d where d.id = f.dossier_id and "
            f"(d.receiving_agency_id = any(${len(args)}::uuid[]) "
            f"or d.holding_agency_id = any(${len(args)}::uuid[])))"
        )
    if cursor:
        args += decode_cursor(cursor, tuple[datetime, UUID])
        where += f" and (f.found_at, f.id) < (${len(args) - 1}, ${len(args)})"
    rows = await fetch(
        f"select f.* from scrub_finding f where f.tenant_id = $1 and {where} "
        "order by f.found_at desc, f.id desc limit $2",
        *args,
    )
    return page(rows, MAX_LIMIT, _finding, lambda row: (row["found_at"], row["id"]))


async def resolve(actor: Actor, finding_id: UUID, resolution: str) -> Finding:
    """What was done about it; the next walk finds it again if that was not enough.

    Raises NotFound, Conflict.
    """
    async with transaction() as connection:
        row = await connection.fetchrow(
            "select * from scrub_finding where id = $1 and tenant_id = $2 for update",
            finding_id,
            settings().tenant,
        )
        if row is None:
            raise NotFound("Không tìm thấy cảnh báo này.", en="There is no such finding.")
        if row["resolved_at"] is not None:
            raise Conflict("Cảnh báo này đã được xử lý.", en="It is resolved.", slug="resolved")
        row = await connection.fetchrow(
            "update scrub_finding set resolved_at = $2, resolved_by_name = $3, resolution = $4 "
            "where id = $1 returning *",
            finding_id,
            clock.now(),
            actor.full_name,
            resolution.strip(),
        )
        assert row is not None
        await record(connection, actor, "integrity.resolved", subject_id=finding_id)
    return _finding(row)


def _scrub(row: asyncpg.Record) -> Scrub:
    done = row["finished_at"] is not None
    return Scrub(
        id=str(row["id"]),
        started_at=iso(row["started_at"]),
        finished_at=iso(row["finished_at"]) if done else None,
        total=row["total"],
        looked_at=row["looked_at"],
        bytes=row["bytes"],
        found=row["found"],
        percent=100 if done else min(99, 100 * row["looked_at"] // max(1, row["total"])),
    )


def _finding(row: asyncpg.Record) -> Finding:
    return Finding(
        id=str(row["id"]),
        source=row["source"],
        name=row["name"],
        dossier_id=str(row["dossier_id"]) if row["dossier_id"] else None,
        kind=row["kind"],
        kind_label=FINDING_LABELS[FindingKind(row["kind"])].vi,
        expected=bytes(row["expected"]).hex(),
        found=bytes(row["found"]).hex() if row["found"] else "",
        expected_size=row["expected_size"],
        found_size=row["found_size"],
        found_at=iso(row["found_at"]),
        resolved_at=iso(row["resolved_at"]) if row["resolved_at"] else None,
        resolved_by=row["resolved_by_name"],
        resolution=row["resolution"],
    )
