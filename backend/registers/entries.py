"""Lines of all books of a period: by agency, procedure, state, channel, however the years fall."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.access.actor import Actor
from backend.law.calendar import local
from backend.platform import clock
from backend.platform.database import fetch
from backend.platform.pagination import MAX_LIMIT, decode_cursor, page
from backend.platform.problems import NotFound
from backend.registers.queries import LIVE_LINE, shown_line
from backend.registers.rules import READERS
from backend.reports.periods import Period
from backend.settings import settings
from shared.contracts.common import Choice, Page
from shared.contracts.registers import RegisterEntry

_OURS = "select id::text as code, name as label from agency where id = any($1::uuid[]) " \
    "order by sort_key limit 500"  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines of a period; an empty text asks for all."""

    agency_id: UUID | None = None
    procedure: str = ""
    state: str = ""
    channel: str = ""


async def agencies(actor: Actor) -> list[Choice]:
    """The agencies whose books the caller reads."""
    return [Choice(**row) for row in await fetch(_OURS, actor.agencies(*READERS))]


def own(actor: Actor, agency_id: UUID | None) -> list[UUID]:
    """The agencies asked for. Raises NotFound for one whose books the caller may not read."""
    found = actor.agencies(*READERS)
    if agency_id is None:
        return found
    if agency_id not in found:
        raise NotFound(
            "Không tìm thấy sổ của cơ quan này trong phạm vi của bạn.",
            en="There is no such agency among yours.",
            slug="unknown-agency",
        )
    return [agency_id]


async def entries(
    actor: Actor, when: Period, wanted: Wanted, cursor: str = "", limit: int = 50
) -> Page[RegisterEntry]:
    """Lines in the order in which they were entered. Raises NotFound."""
    limit = max(1, min(limit, MAX_LIMIT))
    args = arguments(own(actor, wanted.agency_id), when, wanted)
    after = ""
    if cursor:
        args += decode_cursor(cursor, tuple[datetime, UUID])
        after = f" and (l.entered_at, l.id) > (${len(args) - 1}, ${len(args)})"
    rows = await fetch(f"{lines_sql(after, f'limit {limit + 1}')} limit {limit + 1}", *args)
    now = clock.now()
    return page(
        rows,
        limit,
        lambda row: RegisterEntry(
            book_id=str(row["book_id"]),
            agency_name=row["agency_name"],
            year=row["year"],
            line=shown_line(row, row["closed_at"] or now),
        ),
        lambda row: (row["entered_at"], row["id"]),
    )


def arguments(of: list[UUID], when: Period, wanted: Wanted) -> list[Any]:
    """`$1` to `$9` of `lines_sql` and `count_sql`."""
    first, last = local(when.start).year, local(when.end).year
    return [
        settings().tenant, of, first, last, when.start, when.end,
        wanted.procedure, wanted.state, wanted.channel,
    ]  # fmt: skip


_BOOKS = """register_book b join agency g on g.id = b.agency_id {join} (
    select l.id, l.number, l.dossier_id, l.entered_at, l.frozen from register_line l
    join dossier f on f.id = l.dossier_id
    where l.book_id = b.id and l.entered_at >= $5 and l.entered_at < $6
        and ($7::text = '' or f.procedure_code = $7) and ($8::text = '' or f.state = $8)
        and ($9::text = '' or f.channel = $9){more}) l {on}
where b.tenant_id = $1 and b.agency_id = any($2::uuid[]) and b.kind = 'dossiers'
    and b.year between $3 and $4"""


def lines_sql(after: str = "", limit: str = "") -> str:
    """SQL of the lines in their order; each book gives no more than are asked for."""
    within = f"{after} order by l.entered_at, l.id {limit}" if limit else after
    books = _BOOKS.format(join="cross join lateral", more=within, on="")
    return (
        "select l.id, l.number, l.dossier_id, l.entered_at, b.id as book_id, b.year, b.closed_at, "
        "g.name as agency_name, coalesce(l.frozen, (select to_jsonb(x) from "
        f"({LIVE_LINE} where d.id = l.dossier_id) x)) as line from {books} "
        "order by l.entered_at, l.id"
    )


def count_sql() -> str:
    """SQL of how many lines there are."""
    return f"select count(*) from {_BOOKS.format(join='cross join lateral', more='', on='')}"
