"""The partners' codes for ours: dated, by kind; a code that is missing is said, never guessed."""

from collections.abc import Iterable
from datetime import date

from backend.connections.adapter import Unmapped
from backend.platform import clock
from backend.platform.database import fetch, fetch_value
from backend.settings import settings

_HOLDS = "valid_from <= $4 and (valid_to is null or valid_to > $4)"
_THEIRS = f"""
select distinct on (code) code, their_code from code_mapping
where tenant_id = $1 and adapter_id = $2 and kind = $3 and code = any($5::text[]) and {_HOLDS}
order by code, valid_from desc
"""
_ALL = f"""
select distinct on (code) code, their_code from code_mapping
where tenant_id = $1 and adapter_id = $2 and kind = $3 and {_HOLDS} order by code, valid_from desc
"""
_OURS = f"""
select code from code_mapping where tenant_id = $1 and adapter_id = $2 and kind = $3
    and their_code = $5 and {_HOLDS} order by valid_from desc, code limit 1
"""


async def translate(adapter_id: str, kind: str, code: str, on: date | None = None) -> str:
    """The partner's code for one of ours on a day (today). Raises Unmapped."""
    return (await translate_all(adapter_id, kind, [code], on))[code]


async def translate_all(
    adapter_id: str, kind: str, codes: Iterable[str], on: date | None = None
) -> dict[str, str]:
    """The same for several, in one query. Raises Unmapped for the first that is missing."""
    wanted = list(dict.fromkeys(codes))
    rows = await fetch(_THEIRS, settings().tenant, adapter_id, kind, on or clock.today(), wanted)
    found = {row["code"]: row["their_code"] for row in rows}
    for code in wanted:
        if code not in found:
            raise Unmapped(kind, code)
    return found


async def mapped(adapter_id: str, kind: str, on: date | None = None) -> dict[str, str]:
    """All codes of a kind that hold on a day (today), each with the partner's."""
    rows = await fetch(_ALL, settings().tenant, adapter_id, kind, on or clock.today())
    return {row["code"]: row["their_code"] for row in rows}


async def translate_back(
    adapter_id: str, kind: str, their_code: str, on: date | None = None
) -> str:
    """Our code for one of the partner's. Raises Unmapped."""
    found = await fetch_value(
        _OURS, settings().tenant, adapter_id, kind, on or clock.today(), their_code
    )
    if found is None:
        raise Unmapped(kind, their_code)
    return str(found)
