"""A file as it is read: its lines with what is wrong in them and what each would change."""

from collections import Counter
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import msgspec
from anyio import to_thread

from backend.access.actor import Actor
from backend.documents import workshop
from backend.documents.upload_stream import disk_file
from backend.imports.cells import BadWorkbook
from backend.imports.columns import Line, heads_of, read_line
from backend.imports.kinds import Context, Kind, Values, wrong
from backend.imports.kinds.known import KINDS
from backend.imports.workbook import Table, read
from backend.platform.database import fetch_row, transaction
from shared.vocabulary.imports import ImportKind, ImportState, LineState

_SECONDS = 120  # for the largest table on a slow machine


async def look_at(actor: Actor, import_id: UUID, most: int | None = None) -> bool:
    """Reads the file and stages its lines; False, and nothing done, where it has more than `most`.
    May be repeated without harm."""
    row = await fetch_row(
        "select kind, of, content, state from staged_import where id = $1", import_id
    )
    if row is None or row["state"] != ImportState.READING:
        return True
    kind, context = KINDS[ImportKind(row["kind"])], Context(actor, row["of"])
    try:
        table = await _read(bytes(row["content"]))
        if most is not None and len(table.rows) > most:
            return False
        lines = await to_thread.run_sync(_lines, kind, table)
    except BadWorkbook as refused:
        async with transaction() as connection:
            if await held_as(connection, import_id, ImportState.READING):
                await settle(connection, import_id, ImportState.REFUSED, str(refused), {})
        return True
    await kind.check(context, lines)
    before = await kind.before(context)
    records, counts = await to_thread.run_sync(_records, kind, import_id, before, lines)
    async with transaction() as connection:
        if not await held_as(connection, import_id, ImportState.READING):
            return True
        await connection.execute("delete from staged_line where import_id = $1", import_id)
        await connection.copy_records_to_table(
            "staged_line",
            columns=["import_id", "number", "state", "values", "before", "problems"],
            records=records,
        )
        state = ImportState.FAULTY if counts[LineState.WRONG] else ImportState.READY
        await settle(connection, import_id, state, "", dict(counts))
    return True


async def held_as(connection: asyncpg.Connection, import_id: UUID, state: ImportState) -> bool:
    """Locks a file until the end of the transaction; whether it still is as far as that."""
    now = await connection.fetchval(
        "select state from staged_import where id = $1 for update", import_id
    )
    return bool(now == state)


async def settle(
    connection: asyncpg.Connection,
    import_id: UUID,
    state: ImportState,
    reason: str,
    counts: dict[LineState, int] | None = None,
) -> None:
    """Says how far a file is and why; its counts stay where none are given."""
    await connection.execute(
        "update staged_import set state = $2, reason = $3, "
        "counts = coalesce($4::jsonb, counts) where id = $1",
        import_id,
        state,
        reason,
        msgspec.json.encode(counts).decode() if counts is not None else None,
    )


async def _read(content: bytes) -> Table:
    with disk_file() as file:
        await to_thread.run_sync(_write_out, file, content)
        try:
            return await workshop.run(read, Path(file.name), seconds=_SECONDS)
        except workshop.TooHeavy:
            raise BadWorkbook(
                "Bảng tính này quá nặng để đọc. Hãy chép riêng các dòng cần nhập vào tệp mẫu, hoặc "
                "chia thành nhiều tệp."
            ) from None


def _write_out(file: Any, content: bytes) -> None:
    file.write(content)
    file.flush()


def _lines(kind: Kind, table: Table) -> list[Line]:
    """Lines with what is wrong in single cells, and those that come twice."""
    places, faults = heads_of(kind.columns, table.heads)
    if faults:
        raise BadWorkbook(" ".join([*faults, "Hãy dùng tệp mẫu."]))
    if not table.rows:
        raise BadWorkbook("Tệp không có dòng nào dưới tên cột.")
    lines = [read_line(number, cells, places, table.marks) for number, cells in table.rows]
    seen: dict[tuple[str, ...], int] = {}
    for line in lines:
        if any(problem.column in kind.key for problem in line.problems):
            continue
        first = seen.setdefault(kind.key_of(line.values), line.number)
        if first != line.number:
            wrong(line, kind.key[0], f"Trùng với dòng {first}. Giữ lại một dòng.")
    return lines


def _records(
    kind: Kind, import_id: UUID, before: dict[tuple[str, ...], Values], lines: list[Line]
) -> tuple[list[tuple[Any, ...]], Counter[LineState]]:
    records, counts = [], Counter[LineState]()
    for line in lines:
        held = before.get(kind.key_of(line.values)) if not line.problems else None
        state = _state(kind, held, line)
        counts[state] += 1
        records.append(
            (
                import_id,
                line.number,
                str(state),
                msgspec.json.encode(line.values).decode(),
                msgspec.json.encode(held).decode() if held is not None else None,
                msgspec.json.encode(line.problems).decode(),
            )
        )
    return records, counts


def _state(kind: Kind, before: Values | None, line: Line) -> LineState:
    if line.problems:
        return LineState.WRONG
    if before is None:
        return LineState.NEW
    line.values = {
        column.key: line.values.get(column.key, before.get(column.key, ""))
        for column in kind.columns
    }
    return LineState.SAME if line.values == before else LineState.CHANGED
