"""Agencies read as a catalogue like any other; they are kept where they work."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from backend.law.search_text import search_text
from backend.platform.database import fetch
from backend.settings import settings
from shared.contracts.lookups import Catalogue

CATALOGUE = "agencies"
OWN = Catalogue(
    CATALOGUE,
    "Mã định danh cơ quan",
    "Cơ quan, đơn vị của tỉnh với mã định danh điện tử; cơ quan cũ kèm cơ quan kế thừa.",
    "QĐ 20/2020/QĐ-TTg",
    0,
    "Cơ quan",
)
_AGENCIES = """
select g.id, g.code, g.name, coalesce(p.code, '') as parent_code, g.began_on, g.ended_on,
    g.sort_key,
    array(select distinct o.data ->> 'name' from organisation_past o where o.subject_id = g.id
        and o.kind = 'agency' and o.data ->> 'name' <> g.name) as former,
    array(select n.code from agency_lineage l join agency n on n.id = l.new_id
        where l.old_id = g.id and n.ended_on is null order by not l.main, n.code) as replaced_by
from agency g left join agency p on p.id = g.parent_id
where g.tenant_id = $1 and not g.demonstration order by g.sort_key, g.id limit 5000
"""


async def agency_entries(
    words: str, day: date | None, parent: str, after: tuple[str, UUID]
) -> list[dict[str, Any]]:
    """Agencies of a day (of all days without one) whose code begins with the words or whose name,
    of now or of before, has them; after a place in the order. A province has some hundreds."""
    rows = await fetch(_AGENCIES, settings().tenant)
    return [_entry(row) for row in rows if _wanted(row, words, day, parent, after)]


def _wanted(row: Any, words: str, day: date | None, parent: str, after: tuple[str, UUID]) -> bool:
    if (row["sort_key"], row["id"]) <= after or (parent and row["parent_code"] != parent):
        return False
    if day is not None and not (
        row["began_on"] <= day and (row["ended_on"] is None or day < row["ended_on"])
    ):
        return False
    texts = [search_text(text) for text in (row["name"], *row["former"])]
    return not words or search_text(row["code"]).startswith(words) or any(words in t for t in texts)


def _entry(row: Any) -> dict[str, Any]:
    former = "; ".join(row["former"])
    return {
        **{name: row[name] for name in ("id", "code", "name", "parent_code", "sort_key")},
        "replaced_by": row["replaced_by"],
        "note": f"Tên trước: {former}" if former else "",
        "valid_from": row["began_on"],
        "valid_to": row["ended_on"] - timedelta(days=1) if row["ended_on"] else None,
    }
