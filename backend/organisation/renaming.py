"""Names, contacts and titles as they are from a moment on, within the transaction of whoever
decided so; what they were before is kept by triggers."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import asyncpg

from backend.law.search_text import vi_sort_key
from backend.organisation.queries import site
from backend.platform import clock
from backend.settings import settings

PORTAL = (
    "portal_name", "motto", "authority", "responsible_body", "responsible_person", "address",
    "hotline", "email", "hours",
)  # fmt: skip
CONTACTS = ("address", "phone", "email", "responsible_person")


async def holds_since(connection: asyncpg.Connection, moment: datetime) -> None:
    """What is changed in this transaction from here on counts as changed at that moment."""
    await connection.execute("select set_config('motcua.changed_at', $1, true)", moment.isoformat())


async def set_portal(connection: asyncpg.Connection, values: Mapping[str, str]) -> None:
    """What the portal calls itself and whom its foot names; what is left out stays."""
    said = await portal_as_said() | dict(values)
    await connection.execute(
        f"insert into portal_particulars (tenant_id, updated_at, {', '.join(PORTAL)}) values "
        f"($1, $2, {', '.join(f'${n + 3}' for n in range(len(PORTAL)))}) on conflict (tenant_id) "
        "do update set updated_at = excluded.updated_at, "
        f"{', '.join(f'{name} = excluded.{name}' for name in PORTAL)}",
        settings().tenant,
        clock.now(),
        *[said[name] for name in PORTAL],
    )


async def portal_as_said() -> dict[str, str]:
    """Every word of the portal's head and foot, as it holds now."""
    found = await site()
    return {name: getattr(found, name) for name in PORTAL}


async def set_contacts(
    connection: asyncpg.Connection, agency_id: UUID, values: Mapping[str, str]
) -> bool:
    """How an agency is reached; False when it is no more."""
    names = [name for name in CONTACTS if name in values]
    return await _changed(
        connection,
        "agency",
        ", ".join(f"{name} = ${n + 2}" for n, name in enumerate(names)) + " where ended_on is null",
        agency_id,
        *[values[name] for name in names],
    )


async def rename_unit(connection: asyncpg.Connection, unit_id: UUID, name: str) -> bool:
    """Another name for a unit; False when it is no more, or another one of its agency has it."""
    return await _changed(
        connection,
        "unit",
        "name = $2, sort_key = $3 where dissolved_at is null and not exists (select from unit o "
        "where o.agency_id = unit.agency_id and o.name = $2 and o.id <> unit.id)",
        unit_id,
        name,
        vi_sort_key(name),
    )


async def retitle(
    connection: asyncpg.Connection, account_id: UUID, title: str, *, everybody: bool
) -> int:
    """Another title for an officer, or for everybody of their agency who has the same one; how many
    that were."""
    done: str = await connection.execute(
        "update officer_post p set position = $2 from officer_post of, unit u, unit ou "
        "where of.account_id = $1 and ou.id = of.unit_id and u.id = p.unit_id and (p.account_id "
        "= $1 or ($3 and u.agency_id = ou.agency_id and p.position = of.position))",
        account_id,
        title,
        everybody,
    )
    return int(done.rsplit(" ", 1)[-1])


async def _changed(
    connection: asyncpg.Connection, table: str, change: str, id_: UUID, *values: str
) -> bool:
    done: str = await connection.execute(f"update {table} set {change} and id = $1", id_, *values)
    return not done.endswith(" 0")
