"""Entries of a shared catalogue: a period of a code on each line."""

from collections.abc import Sequence

import asyncpg

from backend.imports.columns import Column, Line, as_date, day_of, without_blanks
from backend.imports.kinds import Context, Kind, Values, changed_since, wrong
from backend.lookups import actions, queries
from backend.lookups.agencies import CATALOGUE as AGENCIES
from backend.lookups.rules import Overlap, Period, fit
from backend.platform.database import fetch
from backend.platform.problems import NotFound
from backend.settings import settings
from shared.vocabulary.imports import ImportKind

COLUMNS = [
    Column("code", "Mã", required=True, longest=40, read=without_blanks),
    Column("name", "Tên", required=True, longest=300),
    Column("parent_code", "Mã cấp trên", longest=40, read=without_blanks),
    Column("valid_from", "Áp dụng từ ngày", required=True, longest=20, read=as_date),
    Column("valid_to", "Đến hết ngày", longest=20, read=as_date),
    Column("replaced_by", "Mã thay thế", longest=400, hint="Nhiều mã ngăn bằng dấu chấm phẩy."),
    Column("note", "Ghi chú", longest=500),
]


async def guard(context: Context) -> None:
    """Raises NotFound for a catalogue that is none or is kept elsewhere."""
    if not context.of or context.of == AGENCIES:
        raise NotFound("Chọn danh mục để nhập.", en="Choose a catalogue.")
    await queries.known(context.of)


async def there(context: Context) -> dict[tuple[str, ...], Values]:
    """All periods in force."""
    rows = await fetch(
        "select code, name, parent_code, note, replaced_by, valid_from, valid_to "
        "from lookup_entry where tenant_id = $1 and catalogue = $2 and superseded_at is null "
        "order by code, valid_from limit 200000",
        settings().tenant,
        context.of,
    )
    found: dict[tuple[str, ...], Values] = {}
    for row in rows:
        values = {
            "code": row["code"],
            "name": row["name"],
            "parent_code": row["parent_code"],
            "valid_from": f"{row['valid_from']:%d/%m/%Y}",
            "valid_to": f"{row['valid_to']:%d/%m/%Y}" if row["valid_to"] else "",
            "replaced_by": "; ".join(row["replaced_by"]),
            "note": row["note"],
        }
        found[values["code"], values["valid_from"]] = values
    return found


def _period(values: Values) -> Period:
    last = values.get("valid_to", "")
    return Period(day_of(values["valid_from"]), day_of(last) if last else None)


async def check(context: Context, lines: Sequence[Line]) -> None:
    """Periods that end before they begin or overlap, in the file and with what is there."""
    periods: dict[str, dict[object, Period]] = {}
    for values in (await there(context)).values():
        period = _period(values)
        periods.setdefault(values["code"], {})[period.first] = period
    for line in sorted(lines, key=lambda one: one.number):
        if line.problems:
            continue
        period = _period(line.values)
        if period.last is not None and period.last < period.first:
            wrong(line, "valid_to", "Ngày cuối phải sau hoặc trùng ngày đầu.")
            continue
        known = periods.setdefault(line.values["code"], {})
        try:
            how = fit(list(known.values()), period)
        except Overlap as overlap:
            said = actions.overlap_sentence(line.values["code"], overlap)
            wrong(line, "valid_from", f"{said} Ghi ngày cuối hoặc sửa ngày đầu.")
            continue
        if how.ends is not None:
            known[how.ends] = Period(known[how.ends].first, how.ends_on)
        known[period.first] = period


async def write(connection: asyncpg.Connection, context: Context, lines: Sequence[Values]) -> None:
    """Each period as an administrator would keep it by hand. Raises Conflict."""
    await actions.lock(connection, context.of)
    fresh = await _only_new(connection, context, lines)
    if fresh:
        await actions.write(connection, context.actor, context.of, [_line(v) for v in lines])
        return
    try:
        for values in lines:
            await actions.keep(connection, context.actor, context.of, _line(values))
    except Overlap:
        raise changed_since() from None


async def _only_new(
    connection: asyncpg.Connection, context: Context, lines: Sequence[Values]
) -> bool:
    """Whether none of the codes is there and none comes twice, so that all are written at once."""
    codes = [values["code"] for values in lines]
    return len(set(codes)) == len(codes) and not await connection.fetchval(
        "select exists (select from lookup_entry where tenant_id = $1 and catalogue = $2 "
        "and code = any($3::text[]) and superseded_at is null)",
        settings().tenant,
        context.of,
        codes,
    )


def _line(values: Values) -> actions.Line:
    heirs = (part.strip() for part in values.get("replaced_by", "").replace(",", ";").split(";"))
    return actions.Line(
        values["code"], values["name"], _period(values), values.get("parent_code", ""),
        values.get("note", ""), tuple(part for part in heirs if part),
    )  # fmt: skip


KIND = Kind(
    ImportKind.LOOKUPS, COLUMNS, ("code", "valid_from"), actions.EDITORS, there, check, write,
    for_all=True, guard=guard,
)  # fmt: skip
