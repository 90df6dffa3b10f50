"""Days off, days worked in exchange and half days, for the province or one agency."""

from collections.abc import Sequence

import asyncpg

from backend.imports.columns import Column, Line, as_clock, as_date, day_of, one_of, without_blanks
from backend.imports.kinds import Context, Kind, Values, unchanged, wrong
from backend.law.calendar import DayKind
from backend.organisation.calendar_admin import OWN, WHOLE
from backend.organisation.working_calendar import forget
from backend.platform import clock
from backend.platform.database import fetch, uuid7
from backend.settings import settings
from shared.vocabulary.day_kinds import DAY_KIND_LABELS
from shared.vocabulary.imports import ImportKind

_KINDS = {kind.value: label.vi for kind, label in DAY_KIND_LABELS.items()}
_KIND_OF = {label: code for code, label in _KINDS.items()}
_MANAGED = "(g.id = any($2::uuid[]) or g.parent_id = any($2::uuid[]))"
COLUMNS = [
    Column("day", "Ngày", required=True, longest=20, read=as_date),
    Column("kind", "Loại ngày", required=True, longest=40, read=one_of(_KINDS)),
    Column("note", "Ghi chú", required=True),
    Column("decision", "Số quyết định", longest=60),
    Column("agency", "Mã cơ quan (để trống: toàn tỉnh)", longest=35, read=without_blanks),
    Column("opens", "Giờ mở cửa", longest=8, read=as_clock),
    Column("closes", "Giờ đóng cửa", longest=8, read=as_clock),
]


async def there(context: Context) -> dict[tuple[str, ...], Values]:
    """Days of everybody, and those of agencies the caller manages."""
    rows = await fetch(
        "select c.day, c.kind, c.note, c.decision_number, coalesce(g.code, '') as agency, "
        "c.opens, c.closes from calendar_day c left join agency g on g.id = c.agency_id "
        f"where c.tenant_id = $1 and (c.agency_id is null or {_MANAGED}) "
        "order by c.day, agency limit 100000",
        settings().tenant,
        context.actor.agencies(*OWN),
    )
    found: dict[tuple[str, ...], Values] = {}
    for row in rows:
        values = {
            "day": f"{row['day']:%d/%m/%Y}",
            "kind": _KINDS[row["kind"]],
            "note": row["note"],
            "decision": row["decision_number"],
            "agency": row["agency"],
            "opens": f"{row['opens']:%H:%M}" if row["opens"] else "",
            "closes": f"{row['closes']:%H:%M}" if row["closes"] else "",
        }
        found[values["day"], values["agency"]] = values
    return found


async def check(context: Context, lines: Sequence[Line]) -> None:
    """Agencies that are none or out of the caller's scope, days of everybody where the caller is
    not the administrator of all, half days without hours, hours that end before they begin."""
    rows = await fetch(
        "select g.code from agency g where g.tenant_id = $1 and g.ended_on is null "
        f"and {_MANAGED} and g.code = any($3::text[])",
        settings().tenant,
        context.actor.agencies(*OWN),
        [line.values.get("agency", "") for line in lines],
    )
    known = {row["code"] for row in rows}
    of_all = context.actor.has_for_all(*WHOLE)
    held = await there(context)
    for line in lines:
        if line.problems or unchanged(line, held.get(KIND.key_of(line.values))):
            continue
        values = line.values
        opens, closes = values.get("opens", ""), values.get("closes", "")
        agency = values.get("agency", "")
        if not agency and not of_all:
            wrong(
                line, "agency",
                "Chỉ quản trị hệ thống của cơ quan cấp tỉnh sửa lịch chung. Ghi mã cơ quan của "
                "bạn.",
            )  # fmt: skip
        elif agency and agency not in known:
            wrong(line, "agency", "Không có cơ quan mang mã này trong phạm vi bạn quản lý.")
        if bool(opens) != bool(closes):
            wrong(line, "opens" if not opens else "closes", "Ghi cả giờ mở và giờ đóng cửa.")
        elif opens and opens >= closes:
            wrong(line, "closes", "Giờ đóng cửa phải sau giờ mở cửa.")
        elif not opens and _KIND_OF[values["kind"]] == DayKind.HALF_DAY:
            wrong(line, "opens", "Ngày làm nửa buổi cần giờ mở và giờ đóng cửa.")


async def write(connection: asyncpg.Connection, _context: Context, lines: Sequence[Values]) -> None:
    """Due dates given so far stay until somebody has them counted anew."""
    await connection.executemany(
        "insert into calendar_day (id, tenant_id, agency_id, day, kind, note, decision_number, "
        "opens, closes, updated_at) values ($1, $2::varchar, (select id from agency "
        "where tenant_id = $2::varchar and code = nullif($3::varchar, '')), $4, $5, $6, $7, "
        "nullif($8, '')::time, nullif($9, '')::time, $10) on conflict (tenant_id, "
        "coalesce(agency_id, '00000000-0000-0000-0000-000000000000'), day) do update set "
        "kind = excluded.kind, note = excluded.note, decision_number = excluded.decision_number, "
        "opens = excluded.opens, closes = excluded.closes, updated_at = excluded.updated_at",
        [
            (
                uuid7(), settings().tenant, v.get("agency", ""), day_of(v["day"]),
                _KIND_OF[v["kind"]], v["note"], v.get("decision", ""), v.get("opens", ""),
                v.get("closes", ""), clock.now(),
            )
            for v in lines
        ],
    )  # fmt: skip
    forget()


KIND = Kind(ImportKind.CALENDAR, COLUMNS, ("day", "agency"), WHOLE, there, check, write)
