"""Who sits where."""

from collections.abc import Sequence

import asyncpg

from backend.imports.columns import Column, Line, as_agency_code, without_blanks
from backend.imports.kinds import Context, Kind, Values, changed_since, unchanged, wrong
from backend.imports.kinds.organisation import ADMINS, MINE, scope, units_there
from backend.organisation.actions import seat_within
from backend.platform.database import fetch
from backend.settings import settings
from shared.vocabulary.imports import ImportKind

COLUMNS = [
    Column("username", "Tên đăng nhập", required=True, longest=80, read=without_blanks),
    Column("agency", "Mã cơ quan", required=True, longest=35, read=as_agency_code),
    Column("unit", "Phòng, ban", required=True),
    Column("position", "Chức vụ", required=True, longest=120),
]


async def there(context: Context) -> dict[tuple[str, ...], Values]:
    """Officers with their unit and position."""
    rows = await fetch(
        "select a.username, g.code as agency, u.name as unit, p.position from officer_post p "
        "join account a on a.id = p.account_id join unit u on u.id = p.unit_id "
        f"join agency g on g.id = u.agency_id where {MINE} and a.disabled_at is null "
        "order by a.username limit 50000",
        scope(context.actor),
    )
    return {(row["username"],): dict(row) for row in rows}


async def check(context: Context, lines: Sequence[Line]) -> None:
    """Officers without an account, units that are not there, and moves with open work."""
    held = await there(context)
    units = await units_there(context)
    holding = {
        row["username"]: row["n"]
        for row in await fetch(
            "select a.username, count(*) as n from dossier d join account a "
            "on a.id = d.executor_id where a.username = any($1::text[]) and d.state not in "
            "('refused', 'rejected_by_agency', 'stopped', 'returned') group by a.username",
            [line.values.get("username", "") for line in lines],
        )
    }
    for line in lines:
        line.values["username"] = line.values.get("username", "").lower()
        name = line.values["username"]
        before = held.get((name,))
        if line.problems or unchanged(line, before):
            continue
        place = line.values["agency"], line.values["unit"]
        if before is None:
            wrong(line, "username", "Chưa có tài khoản này. Mở tài khoản ở mục Cán bộ trước.")
        elif place not in units:
            wrong(line, "unit", "Cơ quan không có phòng mang tên này. Nhập phòng trước.")
        elif place != (before["agency"], before["unit"]) and holding.get(name):
            wrong(
                line, "unit",
                f"Cán bộ còn {holding[name]} hồ sơ đang thụ lý. Bàn giao ở mục Thôi việc trước.",
            )  # fmt: skip


async def write(connection: asyncpg.Connection, _context: Context, lines: Sequence[Values]) -> None:
    """Units and positions; roles stay as they are and are asked for as ever by two persons.

    Raises Conflict."""
    rows = await connection.fetch(
        "select l.username, a.id as account_id, u.id as unit_id from unnest($1::text[], "
        "$2::text[], $3::text[]) l(username, agency, unit) join account a "
        "on a.username = l.username and a.tenant_id = $4 "
        "join agency g on g.code = l.agency and g.tenant_id = $4 "
        "join unit u on u.agency_id = g.id and u.name = l.unit and u.dissolved_at is null",
        [v["username"] for v in lines],
        [v["agency"] for v in lines],
        [v["unit"] for v in lines],
        settings().tenant,
    )
    if len(rows) != len(lines):
        raise changed_since()
    found = {row["username"]: row for row in rows}
    for values in lines:
        row = found[values["username"]]
        await seat_within(connection, row["account_id"], row["unit_id"], values["position"])


KIND = Kind(ImportKind.POSTS, COLUMNS, ("username",), ADMINS, there, check, write, two_persons=True)
