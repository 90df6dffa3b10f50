"""What the catalogues that the province keeps say now."""

from collections.abc import Awaitable, Callable

from backend.platform.database import fetch
from backend.settings import settings
from backend.shared_lists.rules import MOST_ENTRIES, Entry
from shared.vocabulary.shared_lists import SharedList

# An agency that is over leaves the catalogue; its versions keep it.
_AGENCIES = """
select a.code, a.name, coalesce(p.code, '') as parent from agency a left join agency p
    on p.id = a.parent_id and p.ended_on is null and not p.demonstration
where a.tenant_id = $1 and not a.demonstration and a.ended_on is null order by a.code limit $2
"""
_SECTORS = """
select s.name, coalesce(m.their_code, '') as code from (select distinct sector as name
    from procedure where tenant_id = $1 and deactivated_at is null and sector <> '') s
left join code_mapping m on m.tenant_id = $1 and m.adapter_id = 'national' and m.kind = 'sector'
    and m.code = s.name and m.valid_to is null order by s.name limit $2
"""
_PROCEDURES = """
select code, name, '' as parent from procedure where tenant_id = $1 and deactivated_at is null
order by code limit $2
"""


async def _rows(sql: str) -> list[Entry]:
    rows = await fetch(sql, settings().tenant, MOST_ENTRIES + 1)
    return [Entry(row["code"], row["name"].strip(), row["parent"]) for row in rows]


async def agencies() -> list[Entry]:
    """Agencies in office by their national codes."""
    return await _rows(_AGENCIES)


async def sectors() -> list[Entry]:
    """Sectors of procedures that have a national code; without one there is nothing to share."""
    rows = await fetch(_SECTORS, settings().tenant, MOST_ENTRIES + 1)
    named: dict[str, str] = {}
    for row in rows:
        if row["code"]:
            named.setdefault(row["code"], row["name"].strip())
    return [Entry(code, name) for code, name in named.items()]


async def procedures() -> list[Entry]:
    """Procedures in force by their national codes."""
    return await _rows(_PROCEDURES)


BUILT: dict[SharedList, Callable[[], Awaitable[list[Entry]]]] = {
    SharedList.AGENCIES: agencies,
    SharedList.SECTORS: sectors,
    SharedList.PROCEDURES: procedures,
}
