"""Tables to take away: what is in force, the empty form, a file with what is wrong in it."""

import io
from typing import cast
from uuid import UUID

import asyncpg
import msgspec
import xlsxwriter
from anyio import to_thread

from backend.access.actor import Actor
from backend.imports.columns import ORIGINAL, RESULT, TO_DO, Column, Problem
from backend.imports.kinds import Context, Kind, Values
from backend.imports.kinds.known import KINDS
from backend.imports.queries import kind_for, row_of
from backend.platform.database import fetch
from shared.vocabulary.imports import LINE_STATE_LABELS, ImportKind, LineState


async def exported(actor: Actor, name: ImportKind, of: str, *, empty: bool) -> bytes:
    """What is in force in the shape that is taken in, or the empty form. Raises Forbidden,
    NotFound."""
    kind = kind_for(actor, name)
    context = Context(actor, of)
    if kind.guard is not None:
        await kind.guard(context)
    there = {} if empty else await kind.there(context)
    return await to_thread.run_sync(as_xlsx, kind.columns, list(there.values()))


async def annotated(actor: Actor, import_id: UUID) -> bytes:
    """The lines of a file with columns that say what is wrong and what to do; mended, it is taken
    in again as it is. Raises NotFound."""
    kind = KINDS[ImportKind((await row_of(actor, import_id))["kind"])]
    rows = await fetch(
        'select number, state, "values", problems from staged_line where import_id = $1 '
        "order by number limit 100000",
        import_id,
    )
    return await to_thread.run_sync(_with_problems, kind, rows)


def _with_problems(kind: Kind, rows: list[asyncpg.Record]) -> bytes:
    titles = {column.key: column.title for column in kind.columns}
    left_out: set[str] = set()
    found = []
    for row in rows:
        values = cast(Values, msgspec.json.decode(row["values"]))
        problems = msgspec.json.decode(row["problems"], type=list[Problem])
        if problems:
            left_out |= titles.keys() - values.keys()
        said = "; ".join(f"{titles.get(p.column, 'Dòng')}: {p.message}" for p in problems)
        state = LINE_STATE_LABELS[LineState(row["state"])].vi
        found.append(values | {"_line": str(row["number"]), "_state": state, "_what": said})
    # A column that the file did not have says nothing; given back empty, it would clear cells.
    columns = [column for column in kind.columns if column.key not in left_out]
    extra = [Column("_state", RESULT), Column("_what", TO_DO),
             Column("_line", ORIGINAL, longest=10)]  # fmt: skip
    return as_xlsx([*columns, *extra], found)


def as_xlsx(columns: list[Column], lines_: list[Values]) -> bytes:
    """A sheet of text cells: nothing that begins like a formula becomes one."""
    out = io.BytesIO()
    options = {"in_memory": True, "constant_memory": True, "strings_to_formulas": False}
    book = xlsxwriter.Workbook(out, options)
    sheet = book.add_worksheet("Du lieu")
    head = book.add_format({"bold": True, "bg_color": "#dde6f0", "border": 1, "text_wrap": True})
    text = book.add_format({"num_format": "@"})
    for place, column in enumerate(columns):
        sheet.set_column(place, place, 14 if column.longest <= 40 else 34, text)
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column.title + (" *" if column.required else ""), head)
    for number, values in enumerate(lines_, start=1):
        for place, column in enumerate(columns):
            value = values.get(column.key, "")
            if value:
                sheet.write_string(number, place, value, text)
    sheet.freeze_panes(1, 0)
    book.close()
    return out.getvalue()
