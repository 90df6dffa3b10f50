"""What the national lists say of one thing, held against ours and kept where they differ."""

import hashlib
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from backend.catalogue.content import ProcedureContent
from backend.national.codes import ADAPTER_ID
from backend.national.lists import shapes
from backend.national.lists.comparing import differences
from backend.platform import clock
from backend.platform.database import uuid7
from backend.settings import settings
from shared.contracts.national_lists import FieldDifference
from shared.vocabulary.national import DifferenceKind, NationalList

_KEEP = """
insert into national_difference (id, tenant_id, list, key, title, kind, fields, theirs, digest,
    state, found_at, pull_id)
values ($1, $2, $3, $4, $5, $6, $7::jsonb, $8::jsonb, $9, 'open', $10, $11)
on conflict (tenant_id, list, key) do update set title = excluded.title, kind = excluded.kind,
    fields = excluded.fields, theirs = excluded.theirs, pull_id = excluded.pull_id,
    state = case when national_difference.digest = excluded.digest
        and national_difference.state in ('held', 'proposed')
        then national_difference.state else 'open' end,
    proposal = case when national_difference.digest = excluded.digest
        then national_difference.proposal else '' end,
    found_at = case when national_difference.digest = excluded.digest
        then national_difference.found_at else excluded.found_at end,
    digest = excluded.digest
"""


async def compare(
    connection: asyncpg.Connection, pull_id: UUID, whole: dict[str, shapes.Procedure]
) -> None:
    """Procedures both have, by their content."""
    rows = await connection.fetch(
        "select p.code, v.content from procedure p join procedure_version v "
        "on v.id = p.current_version_id where p.tenant_id = $1 and p.code = any($2::text[])",
        settings().tenant,
        list(whole),
    )
    codes = await component_codes(connection, list(whole))
    for row in rows:
        ours = msgspec.json.decode(row["content"], type=ProcedureContent)
        theirs = whole[row["code"]]
        found = differences(ours, theirs, codes.get(row["code"], {}))
        if found:
            await keep(
                connection, pull_id, NationalList.PROCEDURE, row["code"], ours.name,
                DifferenceKind.CHANGED, found, msgspec.to_builtins(theirs),
            )  # fmt: skip


async def component_codes(
    connection: asyncpg.Connection, procedures: list[str]
) -> dict[str, dict[str, str]]:
    """Their codes of our papers that hold now: by procedure, then by paper."""
    rows = await connection.fetch(
        "select split_part(code, '/', 1) as procedure, split_part(code, '/', 2) as key, "
        "their_code from code_mapping where tenant_id = $1 and adapter_id = $2 "
        "and kind = 'component' and valid_to is null "
        "and split_part(code, '/', 1) = any($3::text[])",
        settings().tenant,
        ADAPTER_ID,
        procedures,
    )
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        found.setdefault(row["procedure"], {})[row["key"]] = row["their_code"]
    return found


async def compare_agencies(
    connection: asyncpg.Connection, pull_id: UUID, listed: list[shapes.ListedAgency]
) -> None:
    """Agencies by their national codes."""
    rows = await connection.fetch(
        "select code, name from agency where tenant_id = $1 limit 20000", settings().tenant
    )
    ours = {row["code"]: row["name"] for row in rows}
    theirs = {one.MADONVI: one.TENDONVI.strip() for one in listed}
    for code, name in theirs.items():
        if code in ours and name and ours[code] != name:
            fields = [FieldDifference("name", "Tên cơ quan", ours[code], name, "")]
            await keep(
                connection, pull_id, NationalList.AGENCY, code, ours[code],
                DifferenceKind.CHANGED, fields, {"name": name},
            )  # fmt: skip
        elif code not in ours:
            await keep(
                connection, pull_id, NationalList.AGENCY, code, name,
                DifferenceKind.ONLY_THERE, [], {},
            )  # fmt: skip
    for code in ours.keys() - theirs.keys():
        await keep(
            connection, pull_id, NationalList.AGENCY, code, ours[code],
            DifferenceKind.ONLY_HERE, [], {},
        )  # fmt: skip


async def compare_sectors(
    connection: asyncpg.Connection, pull_id: UUID, listed: list[shapes.Sector]
) -> None:
    """Sectors have no code here: theirs is the code that a message carries."""
    rows = await connection.fetch(
        "select s.sector, m.their_code from (select distinct sector from procedure "
        "where tenant_id = $1 and deactivated_at is null and sector <> '') s "
        "left join code_mapping m on m.tenant_id = $1 and m.adapter_id = $2 "
        "and m.kind = 'sector' and m.code = s.sector and m.valid_to is null limit 2000",
        settings().tenant,
        ADAPTER_ID,
    )
    by_name: dict[str, set[str]] = {}
    for one in listed:
        by_name.setdefault(one.TENLINHVUC.strip(), set()).add(one.MALINHVUC)
    for row in rows:
        name, code = row["sector"], row["their_code"] or ""
        named = by_name.get(name, set())
        if len(named) == 1 and code not in named:
            theirs = next(iter(named))
            fields = [FieldDifference("code", "Mã lĩnh vực", code or "chưa có mã", theirs, "")]
            await keep(
                connection, pull_id, NationalList.SECTOR, name, name,
                DifferenceKind.CHANGED, fields, {"code": theirs},
            )  # fmt: skip
        elif not named:
            await keep(
                connection, pull_id, NationalList.SECTOR, name, name,
                DifferenceKind.ONLY_HERE, [], {},
            )  # fmt: skip


async def keep(
    connection: asyncpg.Connection,
    pull_id: UUID,
    which: NationalList,
    key: str,
    title: str,
    kind: DifferenceKind,
    fields: list[FieldDifference],
    theirs: Any,
) -> None:
    """One difference; what was held or proposed stays so while theirs is the same."""
    said = msgspec.json.encode(fields)
    await connection.execute(
        _KEEP,
        uuid7(),
        settings().tenant,
        which,
        key[:200],
        title,
        kind,
        said.decode(),
        msgspec.json.encode(theirs).decode(),
        hashlib.sha256(kind.encode() + said).digest(),
        clock.now(),
        pull_id,
    )
