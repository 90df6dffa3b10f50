"""Bringing data in by spreadsheet: staged and checked line by line, then applied whole or not.

Nothing of a file holds before it is applied, and with one wrong line nothing is applied at all.
"""

from collections import Counter
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import asyncpg
import msgspec
from anyio import to_thread

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.documents.upload_stream import disk_file
from backend.identity.queries import actor_of_officer
from backend.imports.columns import Line, heads_of, read_line
from backend.imports.kinds import Context, Kind, Values, wrong
from backend.imports.kinds.known import KINDS
from backend.imports.queries import kind_for, row_of, why_not_apply
from backend.imports.workbook import BadWorkbook, Table, read
from backend.platform import clock, outbox
from backend.platform.database import fetch_row, transaction, uuid7
from backend.platform.outbox import Message
from backend.platform.problems import Conflict, Forbidden, RuleBroken
from backend.settings import settings
from shared.vocabulary.imports import ImportKind, ImportState, LineState

READ_TOPIC = "import.read"
APPLY_TOPIC = "import.apply"
LARGEST = 10 * 1024 * 1024
AT_ONCE_BYTES = 150_000
AT_ONCE_LINES = 1_000


async def stage(actor: Actor, name: ImportKind, of: str, file_name: str, content: bytes) -> UUID:
    """Keeps a file and reads it, a large one by the queue. Raises Forbidden, NotFound."""
    kind = kind_for(actor, name)
    context = Context(actor, of if name is ImportKind.LOOKUPS else "")
    if kind.guard is not None:
        await kind.guard(context)
    import_id = uuid7()
    async with transaction() as connection:
        await connection.execute(
            "insert into staged_import (id, tenant_id, agency_id, kind, of, file_name, content, "
            "state, created_by, created_by_name, created_at) "
            "values ($1, $2, $3, $4, $5, $6, $7, 'reading', $8, $9, $10)",
            import_id, settings().tenant, actor.agencies(*kind.roles)[0], name, context.of,
            Path(file_name).name[:200], content, actor.account_id, actor.full_name, clock.now(),
        )  # fmt: skip
        await record(connection, actor, "import.staged", subject_id=import_id,
                     detail={"kind": name, "of": context.of, "bytes": len(content)})  # fmt: skip
        if len(content) > AT_ONCE_BYTES:
            await outbox.publish(connection, READ_TOPIC, import_id, {})
    if len(content) <= AT_ONCE_BYTES:
        await look_at(actor, import_id)
    return import_id


async def read_large(message: Message) -> None:
    """Reads a large file; may be repeated without harm."""
    row = await fetch_row("select created_by from staged_import where id = $1", message.subject_id)
    actor = await actor_of_officer(row["created_by"]) if row is not None else None
    if actor is not None:
        await look_at(actor, message.subject_id)


async def look_at(actor: Actor, import_id: UUID) -> None:
    """Reads the file and stages its lines with what is wrong and what would change."""
    row = await fetch_row(
        "select kind, of, content, state from staged_import where id = $1", import_id
    )
    if row is None or row["state"] != ImportState.READING:
        return
    kind, context = KINDS[ImportKind(row["kind"])], Context(actor, row["of"])
    try:
        table = await to_thread.run_sync(_read, bytes(row["content"]))
        lines = await to_thread.run_sync(_lines, kind, table)
    except BadWorkbook as refused:
        async with transaction() as connection:
            await _settle(connection, import_id, ImportState.REFUSED, str(refused), {})
        return
    there = await kind.there(context)
    await kind.check(context, lines)
    states = {line.number: _state(kind, there, line) for line in lines}
    counts = Counter(states.values())
    faulty = counts[LineState.WRONG] > 0
    async with transaction() as connection:
        await connection.execute("delete from staged_line where import_id = $1", import_id)
        await connection.copy_records_to_table(
            "staged_line",
            columns=["import_id", "number", "state", "values", "before", "problems"],
            records=[_record(kind, import_id, there, line, states[line.number]) for line in lines],
        )
        state = ImportState.FAULTY if faulty else ImportState.READY
        await _settle(connection, import_id, state, "", dict(counts))


async def apply(actor: Actor, import_id: UUID) -> None:
    """Writes every line, or none; a large file by the queue.

    Raises NotFound, Forbidden for what takes a second person, RuleBroken with wrong lines, Conflict
    when what is there has changed since the lines were looked at.
    """
    async with transaction() as connection:
        row = await row_of(actor, import_id)
        await connection.fetchval("select 1 from staged_import where id = $1 for update", import_id)
        row = await row_of(actor, import_id)
        if refusal := why_not_apply(actor, row):
            if row["state"] == ImportState.FAULTY:
                raise RuleBroken(refusal, en="There are wrong lines.", slug="wrong-lines")
            if row["state"] != ImportState.READY:
                raise Conflict(refusal, en="It does not wait to be applied.", slug="moved-on")
            raise Forbidden(refusal, en="A second person must apply it.", slug="second-person")
        counts = msgspec.json.decode(row["counts"], type=dict[str, int])
        large = sum(counts.values()) > AT_ONCE_LINES
        await connection.execute(
            "update staged_import set state = 'applying', applied_by = $2, applied_by_name = $3 "
            "where id = $1",
            import_id,
            actor.account_id,
            actor.full_name,
        )
        if large:
            await outbox.publish(connection, APPLY_TOPIC, import_id, {})
        else:
            await _write(connection, actor, row)


async def apply_large(message: Message) -> None:
    """Writes a large file in one transaction; may be repeated without harm."""
    row = await fetch_row("select * from staged_import where id = $1", message.subject_id)
    if row is None or row["state"] != ImportState.APPLYING:
        return
    actor = await actor_of_officer(row["applied_by"])
    assert actor is not None
    try:
        async with transaction() as connection:
            await _write(connection, actor, row)
    except Conflict as refused:
        async with transaction() as connection:
            counts = msgspec.json.decode(row["counts"], type=dict[str, int])
            await _settle(connection, row["id"], ImportState.REFUSED, refused.detail.vi, counts)


async def discard(actor: Actor, import_id: UUID) -> None:
    """Throws a file away that was not applied. Raises NotFound, Conflict."""
    async with transaction() as connection:
        await row_of(actor, import_id)
        done = await connection.fetchval(
            "update staged_import set state = 'discarded', content = null where id = $1 "
            "and state in ('reading', 'refused', 'faulty', 'ready') returning id",
            import_id,
        )
        if done is None:
            raise Conflict(
                "Tệp này đã áp dụng hoặc đã bỏ.", en="It was applied or discarded.", slug="moved-on"
            )
        await record(connection, actor, "import.discarded", subject_id=import_id)


async def _write(connection: asyncpg.Connection, actor: Actor, row: Any) -> None:
    kind = KINDS[ImportKind(row["kind"])]
    context = Context(actor, row["of"], row["created_by"], row["created_by_name"], row["file_name"])
    rows = await connection.fetch(
        'select "values", before from staged_line where import_id = $1 '
        "and state in ('new', 'changed') order by number",
        row["id"],
    )
    lines = [cast(Values, msgspec.json.decode(r["values"])) for r in rows]
    there = await kind.there(context)
    for values, staged in zip(lines, rows, strict=True):
        before = msgspec.json.decode(staged["before"]) if staged["before"] else None
        if there.get(kind.key_of(values)) != before:
            raise Conflict(
                "Dữ liệu đang dùng đã đổi sau khi đọc tệp. Chưa có gì được ghi; hãy nhập lại tệp "
                "để xem trước.",
                en="What is there has changed since; bring the file in again.",
                slug="changed-since",
            )
    await kind.write(connection, context, lines)
    await connection.execute(
        "update staged_import set state = 'applied', applied_at = $2, content = null where id = $1",
        row["id"],
        clock.now(),
    )
    detail = {"kind": row["kind"], "of": row["of"], "lines": len(lines)}
    await record(connection, actor, "import.applied", subject_id=row["id"], detail=detail)


async def _settle(
    connection: asyncpg.Connection, import_id: UUID, state: ImportState, reason: str, counts: Any
) -> None:
    await connection.execute(
        "update staged_import set state = $2, reason = $3, counts = $4::jsonb where id = $1",
        import_id,
        state,
        reason,
        msgspec.json.encode(counts).decode(),
    )


def _read(content: bytes) -> Table:
    with disk_file() as file:
        file.write(content)
        file.flush()
        return read(Path(file.name))


def _lines(kind: Kind, table: Table) -> list[Line]:
    """Lines with what is wrong in single cells, and those that come twice."""
    places, faults = heads_of(kind.columns, table.heads)
    if faults:
        raise BadWorkbook(" ".join([*faults, "Hãy dùng tệp mẫu."]))
    if not table.rows:
        raise BadWorkbook("Tệp không có dòng nào dưới tên cột.")
    lines = [read_line(number, cells, places, table.formulas) for number, cells in table.rows]
    seen: dict[tuple[str, ...], int] = {}
    for line in lines:
        if any(problem.column in kind.key for problem in line.problems):
            continue
        first = seen.setdefault(kind.key_of(line.values), line.number)
        if first != line.number:
            wrong(line, kind.key[0], f"Trùng với dòng {first}. Giữ lại một dòng.")
    return lines


def _state(kind: Kind, there: dict[tuple[str, ...], Values], line: Line) -> LineState:
    if line.problems:
        return LineState.WRONG
    before = there.get(kind.key_of(line.values))
    if before is None:
        return LineState.NEW
    full = {column.key: line.values.get(column.key, before.get(column.key, "")) for column in
            kind.columns}  # fmt: skip
    line.values = full
    return LineState.SAME if full == before else LineState.CHANGED


def _record(
    kind: Kind, import_id: UUID, there: dict[tuple[str, ...], Values], line: Line, state: LineState
) -> tuple[Any, ...]:
    before = there.get(kind.key_of(line.values)) if state is not LineState.WRONG else None
    return (
        import_id,
        line.number,
        str(state),
        msgspec.json.encode(line.values).decode(),
        msgspec.json.encode(before).decode() if before is not None else None,
        msgspec.json.encode(line.problems).decode(),
    )
