"""What the indices count of petitions received in a period, as of its end."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.dossiers.queries import iso
from backend.feedback.queries import late_as_of
from backend.indicators.facts import Asked
from backend.platform.database import fetch
from backend.platform.pagination import MAX_LIMIT, decode_cursor, page
from shared.contracts.common import Page
from shared.contracts.indicators import CountedPetition
from shared.vocabulary.indicators import IndexComponent as C
from shared.vocabulary.indicators import Side

Place = tuple[UUID, UUID | None, UUID | None]
LATE = late_as_of("$4")
DISLIKED = "coalesce(p.liked = false and p.liked_at < $4, false)"
_MINE = """p.tenant_id = $1 and p.agency_id = any($2::uuid[]) and p.received_at >= $3
    and p.received_at < $4 and p.state <> 'merged'"""
_COUNT = f"""
select p.agency_id, p.unit_id, p.officer_id, count(*) as received,
    count(*) filter (where {LATE}) as late, count(*) filter (where {DISLIKED}) as disliked,
    count(*) filter (where {LATE} and {DISLIKED}) as both
from petition p where {_MINE}{{places}} group by 1, 2, 3
"""
_SIDES: dict[tuple[C, Side], str] = {
    (C.PETITIONS_IN_TIME, Side.MET): f"not {LATE}",
    (C.PETITIONS_IN_TIME, Side.MISSED): LATE,
    (C.PETITIONS_CONTENT, Side.MET): f"not {LATE} and not {DISLIKED}",
    (C.PETITIONS_CONTENT, Side.MISSED): f"({LATE} or {DISLIKED})",
}
_OF_SIDE = {Side.LATE: LATE, Side.SPOILED: DISLIKED, Side.BOTH: f"{LATE} and {DISLIKED}"}


@dataclass(slots=True)
class Heard:
    """Petitions received, of these late, of these disliked by their senders, of these both."""

    received: int = 0
    late: int = 0
    disliked: int = 0
    both: int = 0

    def add(self, other: "Heard") -> None:
        """Takes another in."""
        self.received += other.received
        self.late += other.late
        self.disliked += other.disliked
        self.both += other.both


async def heard(asked: Asked) -> dict[Place, Heard]:
    """Petitions by agency, unit and officer who handle them."""
    found: dict[Place, Heard] = defaultdict(Heard)
    # nosemgrep: sql-from-values (columns and places of arguments)
    for row in await fetch(_COUNT.format(places=_places(asked)), *asked.arguments()):
        found[row["agency_id"], row["unit_id"], row["officer_id"]].add(Heard(*list(row)[3:]))
    return found


async def listed(
    asked: Asked, component: C, side: Side, cursor: str = "", limit: int = 50
) -> Page[CountedPetition]:
    """The petitions on one side of a component, in order of receipt."""
    limit = max(1, min(limit, MAX_LIMIT))
    wanted = _SIDES.get((component, side)) or _OF_SIDE.get(side) or "true"
    args = asked.arguments()
    after = ""
    if cursor:
        args += decode_cursor(cursor, tuple[datetime, UUID])
        after = f"and (p.received_at, p.id) > (${len(args) - 1}, ${len(args)})"
    rows = await fetch(
        f"select p.id, p.code, g.name as agency_name, p.received_at, p.due_at, "
        f"case when p.answered_at < $4 then p.answered_at end as answered_at, {LATE} as late, "
        f"{DISLIKED} as disliked from petition p join agency g on g.id = p.agency_id "
        f"where {_MINE}{_places(asked)} and {wanted} {after} "
        f"order by p.received_at, p.id limit {limit + 1}",
        *args,
    )
    return page(rows, limit, _shown, lambda row: (row["received_at"], row["id"]))


def _places(asked: Asked) -> str:
    return asked.narrowed.replace("f.", "p.")


def _shown(row: Any) -> CountedPetition:
    return CountedPetition(
        id=str(row["id"]),
        code=row["code"],
        agency_name=row["agency_name"],
        received_at=iso(row["received_at"]),
        due_at=iso(row["due_at"]),
        answered_at=iso(row["answered_at"]) if row["answered_at"] else None,
        late=row["late"],
        disliked=row["disliked"],
    )
