"""Publishing procedures: a new version when the content changed, nothing otherwise."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import asyncpg
import msgspec

from backend.catalogue.content import ProcedureContent
from backend.catalogue.records.reading import BrokenFile
from backend.catalogue.records.record import BadRecord, read_record
from backend.law.search_text import search_text, vi_sort_key
from backend.platform import clock
from backend.platform.database import transaction, uuid7
from backend.settings import settings

EDITED = "edited"
_RANK = {"keyed": 1, EDITED: 2}  # what was written for sure is not replaced by what is less so


@dataclass
class ImportReport:
    """What an import did: counts, and every record that was left out with its reason."""

    counts: Counter[str] = field(default_factory=Counter)
    issues: list[tuple[int, str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Hands:
    """Who proposed a version and who put it in force."""

    proposed_by: str = ""
    published_by: str = ""


async def publish_procedure(content: ProcedureContent, source: str, *, is_open: bool) -> UUID:
    """Publishes one procedure; returns the id of the version in force.

    `is_open` says that dossiers may be submitted online.
    """
    async with transaction() as connection:
        version_id, _outcome = await publish_within(connection, content, source, is_open=is_open)
        return version_id


async def import_records(lines: Iterable[bytes], source: str) -> ImportReport:
    """Imports crawled records, one JSON object a line, all in one transaction.

    Each record is imported whole or reported with line, code and reason; content that is already
    there, or that was keyed by hand, is left as it is. When the work breaks off, nothing of the
    file is there.
    """
    started = clock.now()
    report = ImportReport()
    contents = _read(lines, report)
    async with transaction() as connection:
        # One import at a time: two over the same codes would wait for each other's rows.
        await connection.execute("select pg_advisory_xact_lock(hashtext('catalogue import'))")
        for content in contents:
            _id, outcome = await publish_within(connection, content, f"file:{source}", is_open=None)
            report.counts[outcome] += 1
            report.counts["needs_review"] += bool(content.flags) and outcome != "kept_keyed"
        await _keep_report(connection, report, source, started)
    return report


def _read(lines: Iterable[bytes], report: ImportReport) -> list[ProcedureContent]:
    seen: dict[str, int] = {}
    contents: list[ProcedureContent] = []
    number = 0
    try:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                content = read_record(line)
            except BadRecord as bad:
                report.issues.append((number, bad.code, bad.reason))
                continue
            if content.code in seen:
                reason = f"Mã thủ tục trùng với dòng {seen[content.code]}."
                report.issues.append((number, content.code, reason))
                continue
            seen[content.code] = number
            contents.append(content)
    except BrokenFile as broken:
        report.issues.append((number + 1, "", str(broken)))
    report.counts["reported"] = len(report.issues)
    return contents


async def publish_within(
    connection: asyncpg.Connection,
    content: ProcedureContent,
    source: str,
    *,
    is_open: bool | None,
    by: Hands = Hands(),
    since: datetime | None = None,
    back: bool = False,
) -> tuple[UUID, str]:
    """The version in force and what was done, in the caller's transaction; `is_open` None leaves
    that as it is. What was written on the screen outlasts what came with the software, which
    outlasts what was imported. It holds from now on, or from `since` where its day was set. With
    `back` a procedure that was taken off the catalogue is in it again."""
    encoded = msgspec.json.encode(content, order="sorted")
    digest = hashlib.sha256(encoded).digest()
    tenant = settings().tenant
    # Held before it is read: whoever waited here sees what the one before them published.
    await connection.execute(
        "select from procedure where tenant_id = $1 and code = $2 for update", tenant, content.code
    )
    row = await connection.fetchrow(
        "select v.id, v.content_hash, v.source, p.is_open, p.deactivated_at, "
        "(select max(w.version) from procedure_version w where w.tenant_id = $1 "
        "and w.procedure_code = $2) as newest "
        "from procedure p join procedure_version v on v.id = p.current_version_id "
        "where p.tenant_id = $1 and p.code = $2",
        tenant,
        content.code,
    )
    if row is not None and _RANK.get(row["source"], 0) > _RANK.get(source, 0):
        found: UUID = row["id"]
        return found, "kept_keyed"
    if is_open is None:
        is_open = row is not None and row["is_open"]
    back = back and row is not None and row["deactivated_at"] is not None
    same = row is not None and bytes(row["content_hash"]) == digest and row["is_open"] == is_open
    if row is not None and same and not back:
        found = row["id"]
        return found, "unchanged"
    version_id = uuid7()
    await connection.execute(
        "insert into procedure_version (id, tenant_id, procedure_code, version, content, "
        "content_hash, effective_from, source, proposed_by_name, published_by_name) "
        "values ($1, $2, $3, $4, $5::jsonb, $6, $7, $8, $9, $10)",
        version_id,
        tenant,
        content.code,
        (row["newest"] if row is not None else 0) + 1,
        encoded.decode(),
        digest,
        since or clock.now(),
        source,
        by.proposed_by,
        by.published_by,
    )
    await connection.execute(
        "insert into procedure (id, tenant_id, code, current_version_id, name, name_text, "
        "search_text, sort_key, sector, agency, levels, subjects, online_level, flag_count, "
        "is_open) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) "
        "on conflict (tenant_id, code) do update set current_version_id = $4, name = $5, "
        "name_text = $6, search_text = $7, sort_key = $8, sector = $9, agency = $10, "
        "levels = $11, subjects = $12, online_level = $13, flag_count = $14, is_open = $15, "
        "deactivated_at = case when $16 then null else procedure.deactivated_at end",
        uuid7(),
        tenant,
        content.code,
        version_id,
        content.name,
        search_text(content.name),
        search_text(f"{content.name} {' '.join(content.keywords)} {content.sector}"),
        vi_sort_key(content.name),
        content.sector,
        content.agency,
        list(content.levels),
        list(content.subjects),
        content.online_level,
        len(content.flags),
        is_open,
        back,
    )
    return version_id, "updated" if row is not None else "created"


async def withdraw_procedure(connection: asyncpg.Connection, code: str) -> None:
    """Takes a procedure off the catalogue, in the caller's transaction; its versions, and the
    dossiers received under them, stay. A version that two persons publish puts it back."""
    await connection.execute(
        "update procedure set deactivated_at = $3, is_open = false "
        "where tenant_id = $1 and code = $2 and deactivated_at is null",
        settings().tenant,
        code,
        clock.now(),
    )


async def _keep_report(
    connection: asyncpg.Connection, report: ImportReport, source: str, started: datetime
) -> None:
    run_id = uuid7()
    await connection.execute(
        "insert into import_run (id, tenant_id, source, started_at, finished_at, counts) "
        "values ($1, $2, $3, $4, $5, $6::jsonb)",
        run_id,
        settings().tenant,
        source,
        started,
        clock.now(),
        msgspec.json.encode(dict(report.counts)).decode(),
    )
    await connection.executemany(
        "insert into import_issue (id, run_id, line, code, reason) values ($1, $2, $3, $4, $5)",
        [(uuid7(), run_id, *issue) for issue in report.issues],
    )
