"""Minutes of the running system against thresholds; visits in numbers that name nobody."""

import asyncio
import csv
import io
import os
import subprocess
import sys
import uuid
from collections.abc import Awaitable, Callable
from datetime import timedelta

import asyncpg
import httpx
import pytest
import python_calamine

from backend.compliance import load
from backend.platform import clock
from backend.platform.tally import is_main
from backend.settings import settings
from shared.client import catalogue, compliance, dossiers, traffic
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.compliance import CriterionFigure, SetThreshold
from shared.vocabulary.performance import Criterion
from tests.api.conftest import PROCEDURE, eventually
from tests.api.test_sweeps import sweep
from tests.conftest import ROOT

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


@pytest.mark.criterion("IV.1", "IV.6")
async def test_a_threshold_is_entered_on_a_day_and_what_held_before_stays_known(
    officer: Officer, database: asyncpg.Pool
) -> None:
    admin, leader = await officer(ADMIN), await officer(LEADER)
    today = clock.today()
    assert (await figure(leader, Criterion.BACKUP_HOURS)).threshold == 26
    late = SetThreshold(
        Criterion.BACKUP_HOURS, 48, today + timedelta(days=3), "Theo công văn của Sở"
    )
    try:
        await compliance.set_threshold(admin, late)
        assert (await figure(leader, Criterion.BACKUP_HOURS)).threshold == 26
        now = SetThreshold(Criterion.BACKUP_HOURS, 30, today, "Theo quy chế vận hành mới")
        history = await compliance.set_threshold(admin, now)
        assert (history[0].value, history[0].reason) == (30, "Theo quy chế vận hành mới")
        assert (await figure(leader, Criterion.BACKUP_HOURS)).threshold == 30
        for wrong, pointer in (
            (SetThreshold(Criterion.UPTIME, 120, today, "Nhập sai số"), "/value"),
            (
                SetThreshold(Criterion.UPTIME, 99, today - timedelta(days=1), "Ngày cũ"),
                "/valid_from",
            ),
        ):
            with pytest.raises(ApiProblem) as refused:
                await compliance.set_threshold(admin, wrong)
            assert refused.value.status == 422
            assert [error.pointer for error in refused.value.errors] == [pointer]
        with pytest.raises(ApiProblem) as forbidden:
            await compliance.set_threshold(leader, now)
        assert forbidden.value.status == 403
        with pytest.raises(ApiProblem) as no_month:
            await compliance.report(admin, "2999-01")
        assert no_month.value.status == 422
        assert (
            await database.fetchval(
                "select count(*) from audit_entry where action = 'threshold.set'"
            )
            >= 2
        )
    finally:
        await database.execute("delete from performance_threshold where criterion = 'backup_hours'")


async def test_a_backup_that_was_told_of_is_shown_with_its_age(officer: Officer) -> None:
    admin = await officer(ADMIN)
    for kind in ("database", "objects", "drill"):
        await asyncio.to_thread(
            subprocess.run,
            [sys.executable, "-m", "backend.cli", "backup", "note", kind, "--size", "1048576",
             "--note", "Đã phục hồi thử"],
            cwd=ROOT, check=True, env=os.environ | {"MOTCUA_TEST_SETTINGS": "keep"},
            capture_output=True,
        )  # fmt: skip
    found = await compliance.report(admin)
    assert all(one.finished_at for one in found.backups)
    assert found.backups[0].note == "Đã phục hồi thử"
    age = next(one for one in found.figures if one.criterion == Criterion.BACKUP_HOURS)
    assert age.value is not None and age.value < 1
    assert age.verdict == "met"


def test_files_and_statistics_are_no_main_functions() -> None:
    assert is_main("/api/v1/inbox")
    assert is_main("/api/v1/dossiers/{dossier_id:uuid}/acts/{act:str}")
    for route in (
        "/health/ready", "/metrics", "unknown", "/api/v1/reports/handling",
        "/api/v1/documents/{document_id:uuid}/content", "/api/v1/analyses/table",
        "/api/v1/uploads/{upload_id:uuid}",
    ):  # fmt: skip
        assert not is_main(route), route


@pytest.mark.criterion("III.14")
async def test_visits_are_counted_by_page_device_and_search_and_name_nobody(
    officer: Officer, citizen: Citizen, http: httpx.AsyncClient, database: asyncpg.Pool
) -> None:
    admin = await officer(ADMIN)
    day = clock.today().isoformat()
    before = await traffic.report(admin, day_from=day, day_to=day)
    letters = uuid.uuid4().hex[:6].translate(str.maketrans("0123456789", "ghijklmnop"))
    word = f"xyzw chẳng có {letters}"
    for path in ("/", "/thu-tuc/1.004873", "/ho-so"):
        answer = await http.post(
            "/api/v1/page-views", json={"path": path}, headers={"User-Agent": PHONE}
        )
        assert answer.json() == {"counted": True}
    walker = await http.post(
        "/api/v1/page-views", json={"path": "/"}, headers={"User-Agent": "Googlebot/2.1"}
    )
    assert walker.json() == {"counted": False}
    once = f"{word} một người"
    for number in range(3):
        # Programs that ask the API are no visitors; a page says once what was looked for.
        visitor = ApiClient(http, face="citizen", client_ip=f"203.0.113.{number * 70 + 5}")
        assert not (await catalogue.search(visitor, q=word)).items
        assert (await traffic.search(visitor, word, found=False)).counted
        assert (await traffic.search(visitor, word, found=False, agent=PHONE)).counted
        alone = ApiClient(http, face="citizen", client_ip="203.0.113.5")
        await traffic.search(alone, once, found=False)
    await traffic.search(alone, "020099000001", found=False)
    assert not (await traffic.search(alone, word, found=False, agent="Googlebot/2.1")).counted
    me, other = await citizen(44), await citizen(45)
    draft = await dossiers.start_draft(me, PROCEDURE)
    first, second = draft.asked[0], draft.asked[1]
    for key, counted in ((first, True), (first, False), (second, True), ("papers", True),
                         (first, False), ("no_such_question", False)):  # fmt: skip
        assert (await traffic.form_page(me, draft.id, key)).counted is counted, key
    assert not (await traffic.form_page(other, draft.id, "review")).counted

    async def written() -> bool:
        found = await traffic.report(admin, day_from=day, day_to=day)
        return any(one.key == word for one in found.misses)

    assert await eventually(written)
    after = await traffic.report(admin, day_from=day, day_to=day)
    assert after.views - before.views >= 3
    assert after.visitors >= before.visitors
    assert after.visitors >= 1
    phones = {one.key: one.count for one in after.devices}["phone"]
    assert phones - {one.key: one.count for one in before.devices}["phone"] >= 3
    assert sum(after.hours) == after.views == sum(one.count for one in after.pages)
    assert after.missed - before.missed >= 7
    assert next(one.count for one in after.misses if one.key == word) == 3
    assert once not in {one.key for one in after.misses}, "asking again makes nobody three"
    form = next(one for one in after.forms if one.procedure_code == PROCEDURE)
    assert form.pages[0].page == first
    assert form.pages[0].label == draft.form.questions[0].label
    assert form.pages[0].reached >= 1
    stopped = {one.page: one.lost_percent for one in form.pages}
    assert stopped["papers"] != 0
    # Nothing of who looked is anywhere: no number, no address, no browser.
    kept = " ".join(
        str(tuple(row)) for row in await database.fetch("select key, device from access_count")
    )
    assert "020099000001" not in kept
    assert "127.0.0.1" not in kept
    assert "Mozilla" not in kept
    columns = await database.fetch(
        "select column_name from information_schema.columns "
        "where table_name in ('access_count', 'access_salt', 'access_seen', 'access_miss')"
    )
    assert {row["column_name"] for row in columns} == {
        "tenant_id", "day", "hour", "what", "key", "device", "times", "salt", "mark", "words",
    }  # fmt: skip


@pytest.mark.criterion("III.14")
async def test_marks_of_visitors_go_with_their_day_and_numbers_are_taken_away(
    officer: Officer, database: asyncpg.Pool
) -> None:
    admin = await officer(ADMIN)
    yesterday = clock.today() - timedelta(days=1)
    await database.execute(
        "insert into access_seen (tenant_id, day, mark) values ($1, $2, 'x')",
        settings().tenant, yesterday,
    )  # fmt: skip
    await database.execute(
        "insert into access_salt (tenant_id, day, salt) values ($1, $2, 'x') "
        "on conflict do nothing",
        settings().tenant, yesterday,
    )  # fmt: skip
    await database.execute(
        "insert into access_miss (tenant_id, day, words, mark) values ($1, $2, 'khong co', 'x'), "
        "($1, $2, 'khong co', 'y')",
        settings().tenant, yesterday,
    )  # fmt: skip
    await sweep()
    kept = await database.fetchval(
        "select times from access_count where day = $1 and what = 'miss' and key = 'khong co'",
        yesterday,
    )
    assert kept == 2
    for table in ("access_seen", "access_salt", "access_miss"):
        assert not await database.fetchval(
            f"select count(*) from {table} where day < $1", clock.today()
        )
    day = clock.today().isoformat()
    text = (await traffic.file(admin, "csv", day_from=day, day_to=day)).decode("utf-8-sig")
    assert ["Theo giờ"] in list(csv.reader(io.StringIO(text)))
    book = python_calamine.CalamineWorkbook.from_filelike(
        io.BytesIO(await traffic.file(admin, "xlsx", day_from=day, day_to=day))
    )
    assert "Tìm không thấy" in book.sheet_names
    with pytest.raises(ApiProblem) as forbidden:
        await traffic.report(await officer("tiepnhan1.dongdang"))
    assert forbidden.value.status == 403
