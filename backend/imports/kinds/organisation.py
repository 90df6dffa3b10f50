"""Agencies and their units."""

from collections.abc import Sequence
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.imports.columns import (
    NO,
    YES,
    Column,
    Line,
    as_agency_code,
    as_yes_no,
    one_of,
)
from backend.imports.kinds import Context, Kind, Values, unchanged, wrong
from backend.law.search_text import vi_sort_key
from backend.organisation.places import is_commune
from backend.platform import clock
from backend.platform.database import fetch, uuid7
from backend.settings import settings
from shared.vocabulary.channels import AGENCY_LEVEL_LABELS
from shared.vocabulary.imports import ImportKind
from shared.vocabulary.roles import Role

ADMINS = (Role.SYSTEM_ADMIN,)
_LEVELS = {level.value: label.vi for level, label in AGENCY_LEVEL_LABELS.items()}
_LEVEL_OF = {label: code for code, label in _LEVELS.items()}
MINE = "(g.id = any($1::uuid[]) or g.parent_id = any($1::uuid[])) and g.ended_on is null"


def _commune(text: str) -> str:
    padded = text.zfill(5)
    if not is_commune(padded):
        raise ValueError("Không có xã, phường mang mã này. Xem danh mục Đơn vị hành chính.")
    return padded


AGENCY_COLUMNS = [
    Column("code", "Mã định danh", required=True, longest=35, read=as_agency_code),
    Column("name", "Tên cơ quan", required=True),
    Column("level", "Cấp", required=True, longest=40, read=one_of(_LEVELS)),
    Column("parent", "Mã cơ quan cấp trên", required=True, longest=35, read=as_agency_code),
    Column("commune", "Mã xã, phường", longest=10, read=_commune),
    Column("address", "Địa chỉ", longest=300),
    Column("phone", "Điện thoại", longest=20),
    Column("email", "Thư điện tử", longest=254),
    Column("responsible", "Người chịu trách nhiệm"),
]
UNIT_COLUMNS = [
    Column("agency", "Mã cơ quan", required=True, longest=35, read=as_agency_code),
    Column("name", "Tên phòng, ban", required=True),
    Column("desk", "Là Bộ phận Một cửa", longest=10, read=as_yes_no),
    Column("reopen", "Mở lại phòng đã giải thể", longest=10, read=as_yes_no),
]


def scope(actor: Actor) -> list[UUID]:
    """Agencies that the person administers."""
    return actor.alone().agencies(*ADMINS)


async def agencies_there(context: Context) -> dict[tuple[str, ...], Values]:
    """Agencies of the caller that work now; the province itself is kept by the operator."""
    rows = await fetch(
        "select g.code, g.name, g.level, p.code as parent, coalesce(g.commune_code, '') as "
        "commune, g.address, g.phone, g.email, g.responsible_person as responsible from agency g "
        f"join agency p on p.id = g.parent_id where {MINE} and not g.demonstration "
        "order by g.code limit 5000",
        scope(context.actor),
    )
    return {
        (row["code"],): {**dict(row), "level": _LEVELS.get(row["level"], row["level"])}
        for row in rows
    }


async def check_agencies(context: Context, lines: Sequence[Line]) -> None:
    """Codes of others or of the past, unknown parents, and names that change in silence."""
    there = await agencies_there(context)
    known = await fetch(
        "select code, id, ended_on from agency where tenant_id = $1 and code = any($2::text[])",
        settings().tenant,
        [line.values.get(name, "") for line in lines for name in ("code", "parent")],
    )
    by_code = {row["code"]: row for row in known}
    mine = set(scope(context.actor))
    for line in lines:
        before = there.get((line.values.get("code", ""),))
        if line.problems or unchanged(line, before):
            continue
        code, parent = line.values["code"], by_code.get(line.values["parent"])
        if code in by_code and before is None:
            wrong(line, "code", "Mã này của cơ quan ngoài phạm vi hoặc đã kết thúc. Chọn mã khác.")
        elif before is not None and before["name"] != line.values["name"]:
            wrong(line, "name", "Tên cơ quan đổi ở mục Cơ quan, Thay đổi cơ quan, có ngày áp dụng.")
        if before is not None and before["parent"] == line.values["parent"]:
            continue
        if (
            parent is None
            or line.values["parent"] == code
            or parent["ended_on"] is not None
            or parent["id"] not in mine
        ):
            wrong(line, "parent", "Ghi mã cơ quan cấp trên mà bạn quản trị.")


async def write_agencies(
    connection: asyncpg.Connection, context: Context, lines: Sequence[Values]
) -> None:
    """New agencies, and contacts of those that are there."""
    await connection.executemany(
        "insert into agency (id, tenant_id, code, name, level, parent_id, commune_code, address, "
        "phone, email, responsible_person, sort_key, began_on) "
        "select $1::uuid, $2::varchar, $3::varchar, $4, $5::varchar, p.id, "
        "nullif($7, '')::varchar, $8, $9::varchar, $10::varchar, $11, $12, $13::date from agency p "
        "where p.tenant_id = $2 "
        "and p.code = $6 on conflict (tenant_id, code) do update set level = excluded.level, "
        "parent_id = excluded.parent_id, commune_code = excluded.commune_code, "
        "address = excluded.address, phone = excluded.phone, email = excluded.email, "
        "responsible_person = excluded.responsible_person",
        [
            (
                uuid7(), settings().tenant, v["code"], v["name"], _LEVEL_OF[v["level"]],
                v["parent"], v.get("commune", ""), v.get("address", ""), v.get("phone", ""),
                v.get("email", ""), v.get("responsible", ""), vi_sort_key(v["name"]),
                clock.today(),
            )
            for v in lines
        ],
    )  # fmt: skip


async def units_there(context: Context) -> dict[tuple[str, ...], Values]:
    """Units that work now."""
    rows = await fetch(
        "select g.code as agency, u.name, u.is_desk from unit u join agency g "
        f"on g.id = u.agency_id where {MINE} and u.dissolved_at is null "
        "order by g.code, u.is_desk desc, u.sort_key limit 20000",
        scope(context.actor),
    )
    return _units(rows)


async def units_ended(context: Context) -> dict[tuple[str, ...], Values]:
    """Units that were dissolved; a line opens one again only where it says so."""
    rows = await fetch(
        "select g.code as agency, u.name, u.is_desk from unit u join agency g "
        f"on g.id = u.agency_id where {MINE} and u.dissolved_at is not null "
        "order by g.code, u.sort_key limit 20000",
        scope(context.actor),
    )
    return _units(rows)


def _units(rows: list[asyncpg.Record]) -> dict[tuple[str, ...], Values]:
    return {
        (row["agency"], row["name"]): {
            "agency": row["agency"], "name": row["name"], "desk": YES if row["is_desk"] else NO,
            "reopen": "",
        }
        for row in rows
    }  # fmt: skip


async def check_units(context: Context, lines: Sequence[Line]) -> None:
    """Agencies that are not the caller's; two desks of one agency; units opened again unsaid."""
    mine = {row["code"] for row in await _my_agencies(context)}
    held, ended = await units_there(context), await units_ended(context)
    desks = {v["agency"]: v["name"] for v in (held | ended).values() if v["desk"] == YES}
    for line in lines:
        line.values["desk"] = line.values.get("desk") or NO
        line.values["reopen"] = line.values.get("reopen", "").replace(NO, "")
        if line.problems:
            continue
        agency, name = line.values["agency"], line.values["name"]
        if agency not in mine:
            wrong(line, "agency", "Không có cơ quan mang mã này trong phạm vi bạn quản trị.")
            continue
        if (agency, name) in ended and not line.values["reopen"]:
            wrong(
                line, "name",
                "Phòng này đã giải thể. Ghi x ở cột “Mở lại phòng đã giải thể”, hoặc đặt tên khác.",
            )  # fmt: skip
        elif line.values["reopen"] and (agency, name) not in ended:
            wrong(line, "reopen", "Không có phòng đã giải thể mang tên này. Để trống ô này.")
        desk = desks.get(agency)
        if line.values["desk"] == YES and desk not in (None, name):
            wrong(line, "desk", f"Cơ quan này đã có Bộ phận Một cửa: {desk}.")
        elif line.values["desk"] == YES:
            desks[agency] = name
        elif desk == name:
            wrong(line, "desk", "Đây là Bộ phận Một cửa của cơ quan; không bỏ được ở đây.")


async def write_units(
    connection: asyncpg.Connection, _context: Context, lines: Sequence[Values]
) -> None:
    """New units, which of them is the desk, and those that are opened again."""
    await connection.executemany(
        "insert into unit (id, tenant_id, agency_id, name, is_desk, sort_key, began_on) "
        "select $1::uuid, $2::varchar, g.id, $4, $5::boolean, $6, $7::date from agency g "
        "where g.tenant_id = $2 and g.code = $3 "
        "on conflict (agency_id, name) do update set is_desk = excluded.is_desk, "
        "dissolved_at = case when $8::boolean then null else unit.dissolved_at end",
        [
            (
                uuid7(), settings().tenant, v["agency"], v["name"], v["desk"] == YES,
                vi_sort_key(v["name"]), clock.today(), bool(v.get("reopen")),
            )
            for v in lines
        ],
    )  # fmt: skip


async def _my_agencies(context: Context) -> list[asyncpg.Record]:
    return await fetch(f"select g.code from agency g where {MINE} limit 5000", scope(context.actor))


AGENCIES = Kind(
    ImportKind.AGENCIES, AGENCY_COLUMNS, ("code",), ADMINS, agencies_there, check_agencies,
    write_agencies, two_persons=True,
)  # fmt: skip
UNITS = Kind(
    ImportKind.UNITS, UNIT_COLUMNS, ("agency", "name"), ADMINS, units_there, check_units,
    write_units, two_persons=True, ended=units_ended,
)  # fmt: skip
