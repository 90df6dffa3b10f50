"""A file as it is written: every line, or none."""

from typing import Any, cast

import asyncpg
import msgspec
from anyio import to_thread

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.imports.columns import Line
from backend.imports.kinds import Context, Kind, Values, changed_since
from backend.imports.kinds.known import KINDS
from backend.platform import clock
from shared.vocabulary.imports import ImportKind


async def write(connection: asyncpg.Connection, actor: Actor, row: Any) -> None:
    """Writes the lines of a file in the caller's transaction. Raises Conflict where they would not
    pass now as they passed when they were read, for this person's scope as well."""
    kind = KINDS[ImportKind(row["kind"])]
    context = Context(actor, row["of"], row["created_by"], row["created_by_name"], row["file_name"])
    rows = await connection.fetch(
        'select "values", before from staged_line where import_id = $1 '
        "and state in ('new', 'changed') order by number",
        row["id"],
    )
    held = await kind.before(context)
    lines = await to_thread.run_sync(_as_seen, kind, rows, held)
    if lines is None:
        raise changed_since()
    again = [Line(number, dict(values)) for number, values in enumerate(lines)]
    await kind.check(context, again)
    if any(line.problems for line in again):
        raise changed_since()
    await kind.write(connection, context, lines)
    await connection.execute(
        "update staged_import set state = 'applied', applied_at = $2, content = null where id = $1",
        row["id"],
        clock.now(),
    )
    detail = {"kind": row["kind"], "of": row["of"], "lines": len(lines)}
    await record(connection, actor, "import.applied", subject_id=row["id"], detail=detail)


def _as_seen(
    kind: Kind, rows: list[asyncpg.Record], held: dict[tuple[str, ...], Values]
) -> list[Values] | None:
    """The lines; None where what one of them would change is not as it was shown."""
    lines = []
    for row in rows:
        values = cast(Values, msgspec.json.decode(row["values"]))
        before = msgspec.json.decode(row["before"]) if row["before"] else None
        if held.get(kind.key_of(values)) != before:
            return None
        lines.append(values)
    return lines
