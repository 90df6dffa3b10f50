"""Public statistics per service since 1 January (TT 32/2017/TT-BTTTT Điều 11.3): counted by the
worker from the maintained figures, kept as they may be told, read by everybody."""

import hashlib
from datetime import date, timedelta
from typing import Any

import asyncpg
import msgspec

from backend.dossiers.queries import iso
from backend.feedback.queries import satisfaction_of_procedures
from backend.law.search_text import search_text, vi_sort_key
from backend.overview.publishing import Counts, Published, published, shares
from backend.platform import clock
from backend.platform.database import fetch, fetch_row, transaction
from backend.platform.pagination import decode_cursor, encode_cursor
from backend.platform.problems import NotFound
from backend.settings import settings
from shared.contracts.overview import Aspect, ServiceFigures, ServiceStatistics
from shared.vocabulary.overview import ServiceOrder
from shared.vocabulary.ratings import ASPECT_LABELS
from shared.vocabulary.ratings import Aspect as Content

_EVERY = timedelta(hours=1)
_COUNTS = """
select p.code, p.name, p.sector, p.sort_key,
    coalesce(sum(f.n) filter (where f.kind = 'accepted'), 0)::int as received,
    coalesce(sum(f.n) filter (where f.kind <> 'accepted'), 0)::int as resolved,
    coalesce(sum(f.n) filter (where f.kind in ('early', 'on_time')), 0)::int as in_time,
    coalesce(sum(f.n) filter (where f.kind = 'accepted' and f.channel = 'online'), 0)::int
        as online_received,
    coalesce(sum(f.n) filter (where f.kind <> 'accepted' and f.channel = 'online'), 0)::int
        as online_resolved,
    coalesce(sum(f.n) filter (where f.kind in ('early', 'on_time') and f.channel = 'online'), 0)
        ::int as online_in_time
from procedure p left join figure f on f.tenant_id = p.tenant_id and f.procedure_code = p.code
    and f.kind in ('accepted', 'early', 'on_time', 'late') and f.day >= $2 and f.day <= $3
    and f.receiving_agency_id in (select g.id from agency g where not g.demonstration)
where p.tenant_id = $1 and (p.deactivated_at is null or f.n is not null)
group by p.code, p.name, p.sector, p.sort_key, p.is_open having p.is_open or sum(f.n) > 0
"""
_KEEP = """
insert into service_figure (tenant_id, procedure_code, name, sector, sector_key, name_key,
    search_text, received, resolved, in_time_ratio, online_received, online_resolved,
    online_in_time_ratio, satisfaction)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14::jsonb)
"""
_COLUMNS = (
    "procedure_code, name, sector, sector_key, name_key, asked_for, received, resolved, "
    "in_time_ratio, online_received, online_resolved, online_in_time_ratio, satisfaction"
)
_TOTALS = """
select count(*) as services, coalesce(sum(received), 0) as received,
    coalesce(sum(online_received), 0) as online, coalesce(sum(resolved), 0) as resolved
from service_figure where tenant_id = $1
"""
_ORDERS: dict[ServiceOrder, tuple[tuple[str, ...], str, type[Any]]] = {
    ServiceOrder.SECTOR: (("sector_key", "name_key", "procedure_code"), "asc",
                          tuple[str, str, str]),
    ServiceOrder.RECEIVED: (("asked_for", "procedure_code"), "desc", tuple[int, str]),
}  # fmt: skip


async def count_due() -> int:
    """Counts anew when the count is an hour old; returns how many services there are."""
    row = await _run()
    now = clock.now()
    if row is not None and row["day_from"].year == now.year and now - row["counted_at"] < _EVERY:
        return 0
    return await count_now()


async def count_now() -> int:
    """The same at once."""
    tenant, now = settings().tenant, clock.now()
    first = date(clock.today().year, 1, 1)
    found = await fetch(_COUNTS, tenant, first, clock.today())
    rated = await satisfaction_of_procedures(first)
    rows = [_row(tenant, row, rated.get(row["code"], {})) for row in found]
    digest = hashlib.blake2b(repr(sorted(map(str, rows))).encode(), digest_size=12).hexdigest()
    async with transaction() as c:
        await c.execute("select pg_advisory_xact_lock(hashtextextended('service_figure', 0))")
        await c.execute("delete from service_figure where tenant_id = $1", tenant)
        await c.executemany(_KEEP, rows)
        await c.execute(
            "insert into service_figure_run (tenant_id, day_from, counted_at, digest) "
            "values ($1, $2, $3, $4) on conflict (tenant_id) do update set day_from = $2, "
            "counted_at = $3, digest = $4",
            tenant, first, now, digest,
        )  # fmt: skip
    return len(rows)


async def statistics(
    q: str = "", sector: str = "", order: ServiceOrder = ServiceOrder.SECTOR, cursor: str = "",
    limit: int = 30,
) -> ServiceStatistics:  # fmt: skip
    """Services whose name has all words of `q`, by sector and name, or the most asked for first."""
    tenant, run = settings().tenant, await _run()
    key, way, types = _ORDERS[order]
    args: list[Any] = [tenant, limit + 1]
    where = ["tenant_id = $1"]
    for word in search_text(q)[:100].split():
        args.append(f"%{word}%")
        where.append(f"search_text like ${len(args)}")
    if sector:
        args.append(sector)
        where.append(f"sector = ${len(args)}")
    if cursor:
        last = decode_cursor(cursor, types)
        marks = ", ".join(f"${len(args) + n}" for n in range(1, len(key) + 1))
        where.append(f"({', '.join(key)}) {'>' if way == 'asc' else '<'} ({marks})")
        args += last
    by = ", ".join(f"{column} {way}" for column in key)
    rows = await fetch(
        f"select {_COLUMNS} from service_figure where {' and '.join(where)} order by {by} limit $2",
        *args,
    )
    totals = await fetch_row(_TOTALS, tenant)
    assert totals is not None
    sectors = await fetch(
        "select sector from service_figure where tenant_id = $1 and sector <> '' "
        "group by sector, sector_key order by sector_key limit 300",
        tenant,
    )
    return ServiceStatistics(
        day_from=(run["day_from"] if run else date(clock.today().year, 1, 1)).isoformat(),
        counted_at=iso(run["counted_at"]) if run else "",
        sectors=[row["sector"] for row in sectors],
        services=totals["services"],
        total_received=totals["received"],
        total_online=totals["online"],
        total_resolved=totals["resolved"],
        items=[_shown(row) for row in rows[:limit]],
        next_cursor=encode_cursor(*(rows[limit - 1][column] for column in key))
        if len(rows) > limit
        else None,
    )


async def of_service(code: str) -> ServiceFigures:
    """One service; one that nobody asked for this year has none. Raises NotFound."""
    row = await fetch_row(
        f"select {_COLUMNS} from service_figure where tenant_id = $1 and procedure_code = $2",
        settings().tenant,
        code,
    )
    if row is not None:
        return _shown(row)
    known = await fetch_row(
        "select name, sector from procedure where tenant_id = $1 and code = $2",
        settings().tenant,
        code,
    )
    if known is None:
        raise NotFound("Không có dịch vụ này.", en="There is no such service.")
    return ServiceFigures(code, known["name"], known["sector"], 0, 0, None, 0, 0, None, [])


async def _run() -> asyncpg.Record | None:
    return await fetch_row(
        "select * from service_figure_run where tenant_id = $1", settings().tenant
    )


def _row(
    tenant: str, row: asyncpg.Record, rated: dict[str, tuple[int, int, int]]
) -> tuple[Any, ...]:
    told: Published = published(Counts(**{name: row[name] for name in Counts.__dataclass_fields__}))
    satisfaction = []
    for content in Content:
        counts = rated.get(content, (0, 0, 0))
        of_all = shares(counts)
        if of_all:
            satisfaction.append(
                Aspect(content.value, ASPECT_LABELS[content].vi, sum(counts), *of_all)
            )
    return (
        tenant, row["code"], row["name"], row["sector"], vi_sort_key(row["sector"]),
        row["sort_key"], search_text(f"{row['code']} {row['name']} {row['sector']}"),
        told.received, told.resolved, told.in_time_ratio, told.online_received,
        told.online_resolved, told.online_in_time_ratio,
        msgspec.json.encode(satisfaction).decode(),
    )  # fmt: skip


def _shown(row: asyncpg.Record) -> ServiceFigures:
    return ServiceFigures(
        code=row["procedure_code"],
        name=row["name"],
        sector=row["sector"],
        received=row["received"],
        resolved=row["resolved"],
        in_time_ratio=row["in_time_ratio"],
        online_received=row["online_received"],
        online_resolved=row["online_resolved"],
        online_in_time_ratio=row["online_in_time_ratio"],
        satisfaction=msgspec.json.decode(row["satisfaction"], type=list[Aspect]),
    )
