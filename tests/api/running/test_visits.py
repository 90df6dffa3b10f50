"""Visits in numbers that name nobody."""

import csv
import io
import uuid
from collections.abc import Awaitable, Callable
from datetime import timedelta

import asyncpg
import httpx
import pytest
import python_calamine

from backend.platform import clock
from backend.settings import settings
from shared.client import catalogue, dossiers, traffic
from shared.client.base import ApiClient, ApiProblem
from tests.api.conftest import PROCEDURE, eventually
from tests.api.test_sweeps import sweep

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
ADMIN, LEADER = "quantri.ubndtinh", "lanhdao.dongdang"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Mobile/15E148"


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
