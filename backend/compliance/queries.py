"""The figures of a month against the thresholds that hold, with days, minutes and outages."""

from datetime import date, datetime, timedelta
from typing import Any

import asyncpg

from backend.access.actor import Actor
from backend.compliance.figures import WAYS_IN_WORDS, WITH_SCREENS, figures, spread, values_of
from backend.compliance.parts import backups, versions
from backend.compliance.rules import SETTERS, month_of, span
from backend.content.queries import announced_maintenance
from backend.dossiers.queries import iso
from backend.law.performance import (
    DEFAULTS,
    Outage,
    covered,
    outages,
    uptime,
)
from backend.platform import clock
from backend.platform.database import fetch, fetch_row, fetch_value
from backend.settings import settings
from shared.contracts.compliance import (
    ComplianceReport,
    DayFigures,
    MinuteFigures,
    OutageSpan,
    Threshold,
)
from shared.vocabulary.performance import (
    CRITERION_LABELS,
    CRITERION_UNITS,
    Criterion,
)

_MINUTE = timedelta(minutes=1)
_SUMS = """sum(requests)::bigint as requests, sum(seconds)::float8 as seconds,
    max(slowest) filter (where requests > 0)::float8 as slowest,
    avg(application_cpu)::float8 as application_cpu, avg(database_cpu)::float8 as database_cpu,
    max(concurrent) as concurrent"""
# Nights and Sundays would make any machine look idle; by the clock of the country, holidays too.
_OFFICE = """extract(isodow from minute at time zone 'Asia/Ho_Chi_Minh') < 6
    and extract(hour from minute at time zone 'Asia/Ho_Chi_Minh') between 7 and 16"""
_WITHIN = "tenant_id = $1 and minute >= $2 and minute < $3"
_WHOLE = f"""
select {_SUMS}, avg(application_cpu) filter (where {_OFFICE})::float8 as application_at_work,
    avg(database_cpu) filter (where {_OFFICE})::float8 as database_at_work
from performance_minute where {_WITHIN}
"""
_CLASSES = f"""
select sum(n)::bigint as n from performance_minute, unnest(classes) with ordinality as c (n, i)
where {_WITHIN} group by i order by i
"""
_DAYS = f"""
select (minute at time zone 'Asia/Ho_Chi_Minh')::date as day, {_SUMS}
from performance_minute where {_WITHIN} group by 1 order by 1
"""
_SLOWEST = f"""
select slowest_route from performance_minute where {_WITHIN} order by slowest desc limit 1
"""
_CROWD = f"""
select concurrent, active from performance_minute where {_WITHIN}
order by concurrent desc, active desc limit 1
"""
_WAYS = f"""
select database_way, count(*) from performance_minute where {_WITHIN} and database_way <> ''
group by 1 order by 2 desc limit 1
"""
_HOLDING = """
select distinct on (criterion) criterion, value from performance_threshold
where tenant_id = $1 and valid_from <= $2 order by criterion, valid_from desc, set_at desc
"""
_SET = """
select t.*, a.full_name from performance_threshold t join account a on a.id = t.set_by
where t.tenant_id = $1 order by t.set_at desc limit 200
"""
_SCREENS_SEEN = f"select true from performance_minute where {_WITHIN} and screens_ready limit 1"


async def report(actor: Actor, month: str) -> ComplianceReport:
    """The figures of a month. Raises RuleBroken for a month that is none."""
    first, last = month_of(month, clock.today())
    begin, end = span(first, last, clock.now())
    within = [settings().tenant, begin, end]
    whole = await fetch_row(_WHOLE, *within)
    assert whole is not None
    with_screens = bool(await fetch_value(_SCREENS_SEEN, *within))
    gaps, announced, since = await _outages(begin, end, with_screens)
    crowd = await fetch_row(_CROWD, *within)
    told = await backups()
    values = values_of(whole, crowd, told)
    if since is not None:
        free = covered(max(since, begin), end, announced)
        values[Criterion.UPTIME] = uptime(max(since, begin), end, gaps, free)
    way = await fetch_value(_WAYS, *within) or ""
    counts = [row["n"] for row in await fetch(_CLASSES, *within)]
    notes = {
        Criterion.MEAN_SECONDS: spread(counts),
        Criterion.DATABASE_CPU: WAYS_IN_WORDS.get(way, ""),
        Criterion.UPTIME: WITH_SCREENS if with_screens else "",
    }
    return ComplianceReport(
        month=f"{first:%Y-%m}",
        measured_from=iso(since) if since is not None else None,
        as_of=iso(end),
        figures=figures(values, await holding(min(last, clock.today())), notes),
        slowest_route=await fetch_value(_SLOWEST, *within) or "",
        days=_days(await fetch(_DAYS, *within), gaps),
        minutes=await _last_hour(),
        outages=[_shown(gap) for gap in gaps[-50:]],
        announced_minutes=int(covered(begin, end, announced) / _MINUTE),
        backups=told,
        versions=await versions(),
        may_set=actor.has_for_all(*SETTERS),
    )


async def thresholds() -> list[Threshold]:
    """Thresholds that were entered, the newest first; those never entered are the defaults."""
    return [
        Threshold(
            criterion=row["criterion"],
            label=CRITERION_LABELS[Criterion(row["criterion"])].vi,
            value=float(row["value"]),
            unit=CRITERION_UNITS[Criterion(row["criterion"])].vi,
            valid_from=row["valid_from"].isoformat(),
            set_by=row["full_name"],
            set_at=iso(row["set_at"]),
            reason=row["reason"],
        )
        for row in await fetch(_SET, settings().tenant)
    ]


async def holding(day: date) -> dict[Criterion, float]:
    """The thresholds that hold on a day."""
    rows = await fetch(_HOLDING, settings().tenant, day)
    return DEFAULTS | {Criterion(row["criterion"]): float(row["value"]) for row in rows}


async def _outages(
    begin: datetime, end: datetime, with_screens: bool
) -> tuple[list[Outage], list[tuple[datetime, datetime]], datetime | None]:
    """The gaps of a month, announced maintenance, and the first minute that was ever measured."""
    since = await fetch_value(
        "select min(minute) from performance_minute where tenant_id = $1 and ready",
        settings().tenant,
    )
    windows = await announced_maintenance(begin, end)
    announced = [(window.starts_at, window.ends_at) for window in windows]
    # The minute that runs is not over, and the one before may still be on its way.
    last = (end - _MINUTE).replace(second=0, microsecond=0)
    if since is None or max(since, begin) >= last:
        return [], announced, since
    rows = await fetch(
        f"select minute from performance_minute where {_WITHIN} and ready "
        "and (screens_ready is distinct from false or not $4) order by minute",
        settings().tenant, max(since, begin), last, with_screens,
    )  # fmt: skip
    up = (row["minute"] for row in rows)
    return outages(up, max(since, begin), last, announced), announced, since


async def _last_hour() -> list[MinuteFigures]:
    rows = await fetch(
        "select * from performance_minute where tenant_id = $1 and minute > $2 order by minute",
        settings().tenant,
        clock.now() - timedelta(hours=1),
    )
    return [
        MinuteFigures(
            at=iso(row["minute"]),
            requests=row["requests"],
            mean_seconds=_mean(row),
            slowest_seconds=_short(row["slowest"]) if row["requests"] else None,
            application_cpu=_short(row["application_cpu"]),
            database_cpu=_short(row["database_cpu"]),
            concurrent=row["concurrent"],
            active=row["active"],
        )
        for row in rows
    ]


def _days(rows: list[asyncpg.Record], gaps: list[Outage]) -> list[DayFigures]:
    return [
        DayFigures(
            day=row["day"].isoformat(),
            requests=row["requests"],
            mean_seconds=_mean(row),
            slowest_seconds=_short(row["slowest"]),
            application_cpu=_short(row["application_cpu"]),
            database_cpu=_short(row["database_cpu"]),
            concurrent=row["concurrent"],
            down_minutes=_down(row["day"], gaps),
        )
        for row in rows
    ]


def _down(day: date, gaps: list[Outage]) -> int:
    begin = datetime(day.year, day.month, day.day, tzinfo=clock.VIETNAM)
    spans = [(gap.starts_at, gap.ends_at) for gap in gaps]
    return int(covered(begin, begin + timedelta(days=1), spans) / _MINUTE)


def _mean(row: Any) -> float | None:
    return _short(row["seconds"] / row["requests"]) if row["requests"] else None


def _short(value: float | None) -> float | None:
    return round(float(value), 3) if value is not None else None


def _shown(gap: Outage) -> OutageSpan:
    return OutageSpan(
        iso(gap.starts_at), iso(gap.ends_at), round(gap.length / _MINUTE),
        round(gap.excused / _MINUTE),
    )  # fmt: skip
