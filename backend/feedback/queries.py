"""What other rooms count of ratings and petitions.

`SPOILED` is for statements over many dossiers; the functions count for a period and agencies.
"""

from datetime import date, datetime, time
from uuid import UUID

from msgspec import Struct

from backend.platform import clock
from backend.platform.database import fetch
from backend.settings import settings

SPOILED = (
    "(exists (select from rating r where r.dossier_id = {dossier} "
    "and r.overall = 'dissatisfied') "
    "or exists (select from petition p where p.dossier_id = {dossier}))"
)
"""SQL: whether a dossier was rated badly or has a petition about it (index 766, indicator 5.4);
to be filled with the name of the column, as `SPOILED.format(dossier="d.id")`."""


def late_as_of(moment: str) -> str:
    """SQL of whether a petition `p` missed one of its times by a moment (QĐ 766, 5.2): taken,
    answered, published. While its sender is asked for more, the clock rests."""
    waits = "case when p.state = 'supplement' then p.supplement_asked_at end"
    answered, taken, published = (
        f"least(coalesce({found}, {moment}), {moment})"
        for found in (
            f"p.answered_at, p.closed_at, {waits}",
            f"p.taken_at, p.closed_at, {waits}",
            "p.published_at",
        )
    )
    return (
        f"({answered} > p.due_at or {taken} > p.take_by "
        f"or (p.publish_by is not null and {published} > p.publish_by))"
    )


_PETITIONS = f"""
select p.agency_id, p.unit_id, p.officer_id, count(*) as received,
    count(*) filter (where {late_as_of("$3")}) as late,
    count(*) filter (where p.liked is not null) as rated,
    count(*) filter (where p.liked = false) as disliked,
    count(*) filter (where p.closed_at is null and p.answered_at is null) as open
from petition p where p.tenant_id = $1 and p.agency_id = any($2::uuid[])
    and p.received_at >= $4 and p.received_at < $5 and p.state <> 'merged'
group by p.agency_id, p.unit_id, p.officer_id
"""
_RATINGS = """
select r.resolving_agency_id, r.unit_id, r.executor_id, r.procedure_code, count(*) as rated,
    count(*) filter (where r.overall = 'very_satisfied') as very_satisfied,
    count(*) filter (where r.overall = 'satisfied') as satisfied,
    count(*) filter (where r.overall = 'dissatisfied') as dissatisfied
from rating r where r.tenant_id = $1
    and (r.agency_id = any($2::uuid[]) or r.resolving_agency_id = any($2::uuid[]))
    and r.created_at >= $3 and r.created_at < $4
group by r.resolving_agency_id, r.unit_id, r.executor_id, r.procedure_code
"""


class PetitionCount(Struct, frozen=True):
    """Petitions received in a period by whoever holds them now.

    `late` were taken, handled or published after their time, or are not yet though it is over;
    `rated` were judged by the sender, `disliked` badly (indicators 5.2 and 5.3 of index 766).
    """

    agency_id: UUID
    unit_id: UUID | None
    officer_id: UUID | None
    received: int
    late: int
    rated: int
    disliked: int
    open: int


class RatingCount(Struct, frozen=True):
    """Ratings given in a period by who resolved the dossier; for figures of many, never shown as
    they are (small numbers would say who rated)."""

    agency_id: UUID
    unit_id: UUID | None
    executor_id: UUID | None
    procedure_code: str
    rated: int
    very_satisfied: int
    satisfied: int
    dissatisfied: int


async def petition_counts(
    agency_ids: list[UUID], start: datetime, end: datetime, as_of: datetime | None = None
) -> list[PetitionCount]:
    """By agency, unit and officer; `as_of` is the moment at which what is open is late or not."""
    moment = as_of or clock.now()
    rows = await fetch(_PETITIONS, settings().tenant, agency_ids, moment, start, end)
    return [PetitionCount(*row) for row in rows]


async def rating_counts(
    agency_ids: list[UUID], start: datetime, end: datetime
) -> list[RatingCount]:
    """By resolving agency, unit, executor and procedure, of dossiers those agencies received or
    resolved."""
    rows = await fetch(_RATINGS, settings().tenant, agency_ids, start, end)
    return [RatingCount(*row) for row in rows]


_BY_ASPECT = """
select r.procedure_code, a.aspect,
    count(*) filter (where a.level = 'very_satisfied')::int as very_satisfied,
    count(*) filter (where a.level = 'satisfied')::int as satisfied,
    count(*) filter (where a.level = 'dissatisfied')::int as dissatisfied
from rating r cross join lateral (values ('overall', r.overall), ('convenience', r.convenience),
    ('timeliness', r.timeliness), ('attitude', r.attitude)) a (aspect, level)
where r.tenant_id = $1 and r.created_at >= $2 and a.level <> ''
group by r.procedure_code, a.aspect
"""


async def satisfaction_of_procedures(since: date) -> dict[str, dict[str, tuple[int, int, int]]]:
    """By procedure and aspect: very satisfied, satisfied, dissatisfied since the beginning of a
    day; to be published only where they are enough (public statistics, criterion III.8)."""
    start = datetime.combine(since, time.min, clock.VIETNAM)
    found: dict[str, dict[str, tuple[int, int, int]]] = {}
    for row in await fetch(_BY_ASPECT, settings().tenant, start):
        levels = (row["very_satisfied"], row["satisfied"], row["dissatisfied"])
        found.setdefault(row["procedure_code"], {})[row["aspect"]] = levels
    return found
