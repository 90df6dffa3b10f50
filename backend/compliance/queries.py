"""The figures of a month against the thresholds that hold, with days, minutes and outages."""

from datetime import date, datetime, timedelta
from typing import Any

import asyncpg

from backend.access.actor import Actor
from backend.compliance.parts import backups, versions
from backend.compliance.rules import SETTERS, month_of, span
from backend.content.queries import announced_maintenance
from backend.dossiers.queries import iso
from backend.law.performance import (
    DEFAULTS,
    Outage,
    covered,
    is_at_least,
    outages,
    uptime,
    verdict,
)
from backend.platform import clock
from backend.platform.database import fetch, fetch_row, fetch_value
from backend.settings import settings
from shared.contracts.compliance import (
    BackupState,
    ComplianceReport,
    CriterionFigure,
    DayFigures,
    MinuteFigures,
    OutageSpan,
    Threshold,
)
from shared.vocabulary.performance import (
    CRITERION_LABELS,
    CRITERION_MARKS,
    CRITERION_UNITS,
    VERDICT_LABELS,
    BackupKind,
    Criterion,
)

_MINUTE = timedelta(minutes=1)
_SUMS = """sum(requests)::bigint as requests, sum(seconds)::float8 as seconds,
    max(slowest) filter (where requests > 0)::float8 as slowest,
    avg(application_cpu)::float8 as application_cpu, avg(database_cpu)::float8 as database_cpu,
    max(concurrent) as concurrent"""
_WITHIN = "tenant_id = $1 and minute >= $2 and minute < $3"
_WHOLE = f"select {_SUMS} from performance_minute where {_WITHIN}"
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
_NOTES = {
    Criterion.MEAN_SECONDS: "Các chức năng chính; không tính báo cáo, thống kê và truyền tệp.",
    Criterion.SLOWEST_SECONDS: "Việc lâu hơn 10 giây chạy trong nền và hiện phần trăm.",
    Criterion.APPLICATION_CPU: "CPU của máy chạy API, trung bình trong tháng.",
    Criterion.CONCURRENT: "Người đã đăng nhập, có thao tác trong 15 phút.",
    Criterion.ACTIVE_SHARE: "Người có thao tác trong 2 phút, vào lúc đông nhất.",
}
_WAYS_IN_WORDS = {
    "server": "CPU của máy chủ cơ sở dữ liệu, do chính máy chủ đó cho biết.",
    "processes": "CPU của các tiến trình PostgreSQL trên cùng máy.",
    "none": "Không đo được từ đây: cơ sở dữ liệu chạy trên máy khác. Xem Hướng dẫn vận hành để "
    "cài hàm đo trên máy chủ đó.",
    "": "Chưa có lần đo nào.",
}


async def report(actor: Actor, month: str) -> ComplianceReport:
    """The figures of a month. Raises RuleBroken for a month that is none."""
    first, last = month_of(month, clock.today())
    begin, end = span(first, last, clock.now())
    within = [settings().tenant, begin, end]
    whole = await fetch_row(_WHOLE, *within)
    assert whole is not None
    gaps, announced, since = await _outages(begin, end)
    crowd = await fetch_row(_CROWD, *within)
    told = await backups()
    values = _values(whole, crowd, told)
    if since is not None:
        free = covered(max(since, begin), end, announced)
        values[Criterion.UPTIME] = uptime(max(since, begin), end, gaps, free)
    way = await fetch_value(_WAYS, *within) or ""
    return ComplianceReport(
        month=f"{first:%Y-%m}",
        measured_from=iso(since) if since is not None else None,
        as_of=iso(end),
        figures=await _figures(values, min(last, clock.today()), way),
        slowest_route=await fetch_value(_SLOWEST, *within) or "",
        days=_days(await fetch(_DAYS, *within), gaps),
        minutes=await _last_hour(),
        outages=[_shown(gap) for gap in gaps[-50:]],
        announced_minutes=int(covered(begin, end, announced) / _MINUTE),
        backups=told,
        versions=await versions(),
        may_set=actor.has(*SETTERS),
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


def _values(
    whole: asyncpg.Record, crowd: asyncpg.Record | None, told: list[BackupState]
) -> dict[Criterion, float | None]:
    kept = [one for one in told if one.kind != BackupKind.DRILL]
    ended = [datetime.fromisoformat(one.finished_at) for one in kept if one.finished_at]
    oldest = min(ended) if len(ended) == len(kept) else None
    busy = crowd is not None and crowd["concurrent"] > 0
    hours = (clock.now() - oldest).total_seconds() / 3600 if oldest is not None else None
    return {
        Criterion.MEAN_SECONDS: whole["seconds"] / whole["requests"] if whole["requests"] else None,
        Criterion.SLOWEST_SECONDS: whole["slowest"],
        Criterion.DATABASE_CPU: whole["database_cpu"],
        Criterion.APPLICATION_CPU: whole["application_cpu"],
        Criterion.CONCURRENT: crowd["concurrent"] if crowd is not None and busy else None,
        Criterion.ACTIVE_SHARE: 100 * crowd["active"] / crowd["concurrent"]
        if crowd is not None and busy
        else None,
        Criterion.UPTIME: None,
        Criterion.BACKUP_HOURS: hours,
    }


async def _figures(
    values: dict[Criterion, float | None], day: date, way: str
) -> list[CriterionFigure]:
    hold = await holding(day)
    found = []
    for criterion in Criterion:
        value = values[criterion]
        judged = verdict(criterion, value, hold[criterion])
        note = _WAYS_IN_WORDS.get(way, "") if criterion is Criterion.DATABASE_CPU else ""
        found.append(
            CriterionFigure(
                criterion=criterion,
                mark=CRITERION_MARKS[criterion],
                label=CRITERION_LABELS[criterion].vi,
                value=round(value, 3) if value is not None else None,
                unit=CRITERION_UNITS[criterion].vi,
                threshold=hold[criterion],
                at_least=is_at_least(criterion),
                verdict=judged,
                verdict_label=VERDICT_LABELS[judged].vi,
                note=note or _NOTES.get(criterion, ""),
            )
        )
    return found


async def _outages(
    begin: datetime, end: datetime
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
        f"select minute from performance_minute where {_WITHIN} and ready order by minute",
        settings().tenant, max(since, begin), last,
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
