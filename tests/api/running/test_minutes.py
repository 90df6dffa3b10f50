"""Minutes of the running system: what is written of them, and how it is judged."""

import os
from collections.abc import Awaitable, Callable
from datetime import timedelta

import asyncpg
import httpx
import pytest

from backend.compliance import load
from backend.compliance.sampling import every_minute, write_answers
from backend.platform import clock, tally
from backend.platform.tally import is_main
from backend.settings import settings
from shared.client import compliance
from shared.client.base import ApiClient
from shared.contracts.compliance import CriterionFigure
from shared.vocabulary.performance import Criterion
from tests.api.conftest import eventually
from tests.api.test_sweeps import sweep

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
ADMIN, LEADER = "quantri.ubndtinh", "lanhdao.dongdang"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Mobile/15E148"


async def figure(api: ApiClient, criterion: Criterion) -> CriterionFigure:
    """One figure of this month."""
    found = await compliance.report(api)
    return next(one for one in found.figures if one.criterion == criterion)


@pytest.mark.criterion("IV.1", "IV.2", "IV.3", "IV.4", "IV.5")
async def test_minutes_are_measured_and_judged(officer: Officer, database: asyncpg.Pool) -> None:
    admin = await officer(ADMIN)
    earlier = clock.now().replace(second=0, microsecond=0) - timedelta(minutes=3)
    # A minute of the past with known numbers: whoever measures adds to it, nothing is replaced.
    await database.execute(
        "insert into performance_minute (tenant_id, minute, ready, requests, seconds, slowest, "
        "slowest_route, application_cpu, concurrent, active) values ($1, $2, true, 10, 5, 99, "
        "'/api/v1/inbox', 40, 9999, 5000) on conflict (tenant_id, minute) do update set "
        "requests = greatest(performance_minute.requests, 1), slowest = 99, "
        "slowest_route = '/api/v1/inbox', concurrent = 9999, active = 5000",
        settings().tenant,
        earlier,
    )
    try:
        await sweep()
        found = await compliance.report(admin)
        figures = {one.criterion: one for one in found.figures}
        assert list(figures) == list(Criterion)
        assert figures["mean_seconds"].value is not None
        assert figures["slowest_seconds"].value == 99
        assert figures["slowest_seconds"].verdict == "not_met"
        assert found.slowest_route == "/api/v1/inbox"
        assert figures["concurrent"].value == 9999
        assert figures["concurrent"].verdict == "met"
        assert figures["active_share"].value == pytest.approx(50.005)
        assert figures["application_cpu"].value is not None
        assert found.may_set
        # Two looks of one worker give the share of the database's processors; one gives none.
        note = figures["database_cpu"].note
        assert "PostgreSQL trên cùng máy" in note or "Không đo được từ đây" in note
        versions = {part.name: part.version for part in found.versions}
        assert versions["PostgreSQL"].startswith("17")
        assert versions["Litestar"][0].isdigit()
    finally:
        await database.execute(
            "delete from performance_minute where minute = $1 and requests <= 10 "
            "or minute = $1 and slowest = 99",
            earlier,
        )


@pytest.mark.criterion("IV.3")
async def test_the_load_of_the_database_is_read_where_it_runs_and_nowhere_else(
    database: asyncpg.Pool,
) -> None:
    async with database.acquire() as connection:
        before = await load.of_database(connection)
        assert before is not None and before.way == "processes"
        await connection.fetchval("select sum(sqrt(n)) from generate_series(1, 3000000) n")
        after = await load.of_database(connection)
    assert after is not None and after.busy > before.busy
    spent = load.share(before, after)
    assert spent is not None and 0 < spent <= 100
    assert load.of_processes(os.getpid()) is None  # a number that is no process of PostgreSQL
    assert load.of_processes(2**22 + 7) is None
    line = load.of_line("cpu 10 0 10 70 10 0 0 0 0 0", "server")
    assert (line.busy, line.whole) == (0.2, 1.0)
    assert load.share(before, line) is None  # two ways of measuring are not compared


@pytest.mark.criterion("IV.6")
async def test_the_api_says_that_it_answers_minute_by_minute(
    officer: Officer, database: asyncpg.Pool
) -> None:
    admin = await officer(ADMIN)

    async def measured() -> bool:
        return bool(
            await database.fetchval(
                "select true from performance_minute where ready and requests > 0 limit 1"
            )
        )

    assert await eventually(measured, 75)
    found = await figure(admin, Criterion.UPTIME)
    assert found.value is None or 0 <= found.value <= 100
    assert found.at_least


@pytest.mark.criterion("IV.1", "IV.2", "IV.3", "IV.4", "IV.5", "IV.6")
async def test_a_minute_is_written_as_it_was(
    officer: Officer, database: asyncpg.Pool, http: httpx.AsyncClient
) -> None:
    """Known answers, a known crowd and a known load of both machines, through the code that
    measures."""
    past = clock.now().replace(second=0, microsecond=0) - timedelta(days=40)
    minute = past + timedelta(seconds=30)
    tally.take()
    for seconds in (0.04, 0.04, 0.4, 7.0):
        tally.note("/api/v1/dossiers", seconds, 200)
    tally.note("/api/v1/reports/handling", 30.0, 200)
    tally.note("/api/v1/page-views", 0.001, 200)
    tally.note("/api/v1/inbox", 0.2, 500)
    await write_answers(minute, 37.5)
    tally.note("/api/v1/inbox", 0.04, 200)
    await write_answers(minute, 20.0)  # another process of the same minute
    await officer(ADMIN), await officer(LEADER)
    people = await database.fetchval(
        "select array(select id from session where revoked_at is null limit 2)"
    )
    assert len(people) == 2
    try:
        with clock.at(minute):
            await database.execute(
                "update session set last_seen_at = $2 where id = any($1::uuid[])",
                people, minute - timedelta(minutes=1),
            )  # fmt: skip
            await every_minute()
            await database.fetchval("select sum(sqrt(n)) from generate_series(1, 2000000) n")
            await every_minute()
        await database.execute(
            "update session set last_seen_at = now() where id = any($1::uuid[])", people
        )
        row = await database.fetchrow("select * from performance_minute where minute = $1", past)
        assert row is not None
        assert (row["requests"], row["failed"], row["ready"]) == (6, 1, True)
        assert row["seconds"] == pytest.approx(7.72)
        assert (row["slowest"], row["slowest_route"]) == (7.0, "/api/v1/dossiers")
        assert sum(row["classes"]) == 6
        assert row["classes"][1] == 3, "up to 0.05 s, added over both processes"
        assert row["application_cpu"] == 37.5
        assert row["database_cpu"] is not None
        assert 0 < row["database_cpu"] <= 100
        assert row["screens_ready"] is not None, "whether screens run beside this test or not"
        assert row["concurrent"] >= 2
        assert row["active"] >= 2
        month = await compliance.report(await officer(ADMIN), f"{past:%Y-%m}")
        figures = {one.criterion: one for one in month.figures}
        assert figures["mean_seconds"].value == pytest.approx(7.72 / 6, abs=0.01)
        assert "95% trong" in figures["mean_seconds"].note
        assert figures["application_cpu"].value == pytest.approx(37.5)
        assert figures["slowest_seconds"].value == 7.0
        seen = "trang của cán bộ" in figures["uptime"].note
        assert seen is row["screens_ready"], "judged by what was ever seen to open"
    finally:
        await database.execute("delete from performance_minute where minute = $1", past)


async def test_a_minute_without_screens_is_an_outage_where_they_were_seen_to_open(
    officer: Officer, database: asyncpg.Pool
) -> None:
    begin = (clock.now() - timedelta(days=70)).replace(second=0, microsecond=0)
    rows = [(begin + timedelta(minutes=n), n != 2) for n in range(5)]
    await database.executemany(
        "insert into performance_minute (tenant_id, minute, ready, screens_ready) "
        "values ($1, $2, true, $3)",
        [(settings().tenant, minute, opened) for minute, opened in rows],
    )
    try:
        found = await compliance.report(await officer(ADMIN), f"{begin:%Y-%m}")
        shown = {gap.starts_at[:16]: gap.minutes for gap in found.outages}
        away = (begin + timedelta(minutes=2)).astimezone(clock.VIETNAM)
        assert shown[away.isoformat()[:16]] == 1
        uptime = next(one for one in found.figures if one.criterion == Criterion.UPTIME)
        assert "trang của cán bộ" in uptime.note
    finally:
        await database.execute(
            "delete from performance_minute where minute between $1 and $2", begin, rows[-1][0]
        )


def test_files_and_statistics_are_no_main_functions() -> None:
    assert is_main("/api/v1/inbox")
    assert is_main("/api/v1/dossiers/{dossier_id:uuid}/acts/{act:str}")
    for route in (
        "/api/v1/page-views", "/api/v1/desks/{agency_id:uuid}/screen", "/api/v1/portal-searches",
        "/health/ready", "/metrics", "unknown", "/api/v1/reports/handling",
        "/api/v1/documents/{document_id:uuid}/content", "/api/v1/analyses/table",
        "/api/v1/uploads/{upload_id:uuid}",
    ):  # fmt: skip
        assert not is_main(route), route
