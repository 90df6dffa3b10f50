"""Working time and on-time classes counted by SQL are those of the law's own functions."""

import random
import uuid
from datetime import UTC, date, datetime, time, timedelta

import asyncpg
import pytest

from backend.analyses.facts import Kind as FactKind
from backend.analyses.facts import column
from backend.law.calendar import CalendarDay, DayKind, WorkingCalendar, vietnam_days
from backend.law.on_time import on_time_class
from backend.organisation.working_spans import day_of, spans_of, worked_until
from shared.vocabulary.analyses import Dimension

FIRST, LAST = date(2025, 12, 1), date(2026, 3, 31)  # with the new year and Tết in it
_BETWEEN = """
with {tables} select {till} - {since} as seconds
from unnest($12::uuid[], $13::timestamptz[], $14::timestamptz[]) with ordinality
    m(agency_id, a, b, n)
join working_agency w on w.agency_id = m.agency_id
left join working_day since on since.no = w.no and since.day = {since_day}
left join working_day till on till.no = w.no and till.day = {till_day}
order by m.n
"""


@pytest.mark.criterion("II.14")
async def test_sql_counts_working_time_as_the_calendar_does(database: asyncpg.Pool) -> None:
    days = {day.day: day for day in vietnam_days((2025, 2026))}
    usual = WorkingCalendar(days=days)
    evening = WorkingCalendar(
        week=dict.fromkeys(
            range(6), ((time(8), time(11, 30)), (time(13), time(16, 30)), (time(17), time(19)))
        ),
        days=days | {date(2026, 1, 7): CalendarDay(date(2026, 1, 7), DayKind.CLOSED)},
    )
    offices = {uuid.uuid4(): 0, uuid.uuid4(): 1}
    spans = spans_of([usual, evening], offices, FIRST, LAST)
    draw = random.Random(7)  # nosec B311
    begin = datetime.combine(FIRST, time(), UTC) + timedelta(days=1)
    moments = [
        sorted(begin + timedelta(seconds=draw.randrange(115 * 86_400)) for _ in range(2))
        for _ in range(400)
    ]
    whose = [draw.choice(list(offices)) for _ in moments]
    sql = _BETWEEN.format(
        tables=spans.tables(1), since=worked_until("m.a", "since"),
        till=worked_until("m.b", "till"), since_day=day_of("m.a"), till_day=day_of("m.b"),
    )  # fmt: skip
    rows = await database.fetch(
        sql, *spans.arguments, whose, [a for a, _ in moments], [b for _, b in moments]
    )
    for row, agency, (a, b) in zip(rows, whose, moments, strict=True):
        calendar = (usual, evening)[offices[agency]]
        assert float(row["seconds"]) == calendar.between(a, b).total_seconds(), (a, b)


@pytest.mark.criterion("II.13")
async def test_sql_names_the_on_time_class_as_the_law_does(database: asyncpg.Pool) -> None:
    now = datetime(2026, 5, 6, 3, tzinfo=UTC)

    def moment(hours: int | None) -> datetime | None:
        return None if hours is None else now + timedelta(hours=hours)

    hours = (-60, -30, -3, -1, 0, 1, 3, 23, 25, 60)
    ends = [(None, "", None), *((done, "", None) for done in (-50, -29, -2))]
    ends += [(-29, "rejected", None), (-2, "stopped", -50), (-2, "withdrawn", -29)]
    cases = [
        (moment(due), moment(done), kind, moment(counts))
        for due in (None, *hours)
        for done, kind, counts in ends
    ]
    sql = f"""
    select {column(Dimension.ON_TIME, FactKind.ACCEPTED)} as found
    from unnest($1::timestamptz[], $2::timestamptz[], $5::text[], $6::timestamptz[])
        with ordinality x(due_at, finished_at, ended_as, judged_at, n)
    cross join lateral (select null::uuid as id, x.due_at, x.finished_at, x.ended_as,
        x.judged_at) d
    where ($3::text is not null and $4::timestamptz is not null) order by x.n"""
    dues, dones, kinds, counted = (list(each) for each in zip(*cases, strict=True))
    rows = await database.fetch(sql, dues, dones, "", now, kinds, counted)
    for row, (due, done, kind, counts) in zip(rows, cases, strict=True):
        law = on_time_class(due, done, now, ended_as=kind, judged_at=counts)
        assert row["found"] == law, (due, done, kind)
