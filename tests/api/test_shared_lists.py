"""Shared catalogues: ours published in versions, those of others pulled and decided upon."""

import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import date, timedelta
from typing import Any

import asyncpg
import httpx
import pytest

from backend.platform import clock
from backend.settings import settings
from backend.shared_lists.actions import look
from shared.client import lookups, shared_lists
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.lookups import Entry
from shared.contracts.shared_lists import KeptList
from shared.vocabulary.shared_lists import SharedList
from tests.api.conftest import eventually

Officer = Callable[[str], Awaitable[ApiClient]]
ADMIN = "danhmuc.ubndtinh"
REASON = "Chưa có văn bản ban hành danh mục này."


@pytest.fixture
async def platform() -> AsyncIterator[httpx.AsyncClient]:
    """The stand-in for the platform behind the LGSP, whole again afterwards."""
    async with httpx.AsyncClient(base_url=settings().lgsp_url) as client:
        yield client
        await client.post("/shared-catalogue-fault/none")


async def kept(admin: ApiClient, which: SharedList) -> KeptList:
    return next(one for one in await shared_lists.kept(admin) if one.code == which)


async def whole(api: ApiClient, which: SharedList, version: int = 0) -> dict[str, str]:
    """All entries, page after page."""
    found: dict[str, str] = {}
    cursor = ""
    while True:
        page = await shared_lists.entries(api, which, version=version, cursor=cursor, limit=7)
        found |= {entry.code: entry.name for entry in page.items}
        cursor = page.next_cursor or ""
        if not cursor:
            return found


async def _meanings(api: ApiClient, day: date) -> list[Entry]:
    """The catalogue in use as of a day."""
    page = await lookups.entries(api, SharedList.OCCUPATIONS, on=day.isoformat(), limit="100")
    return page.items


async def there(platform: httpx.AsyncClient, which: SharedList, entries: dict[str, str]) -> None:
    """Changes what the platform keeps."""
    lines = [{"Ma": code, "Ten": name, "MaCha": ""} for code, name in entries.items()]
    (await platform.post(f"/shared-catalogue-changes/{which}", json=lines)).raise_for_status()


async def refused(work: Awaitable[Any], status: int) -> ApiProblem:
    with pytest.raises(ApiProblem) as found:
        await work
    assert found.value.status == status, found.value.problem
    return found.value


@pytest.mark.criterion("S.9", "G.6")
async def test_ours_is_published_in_versions_that_stay_and_told_to_the_platform_once(
    officer: Officer, anonymous: ApiClient, platform: httpx.AsyncClient, database: asyncpg.Pool
) -> None:
    which = SharedList.PROCEDURES
    admin = await officer(ADMIN)
    await look(which)
    first = await kept(admin, which)
    before = await whole(anonymous, which, first.version)
    assert len(before) == first.entries > 7
    await look(which)
    assert (await kept(admin, which)).version == first.version, "nothing changed, nothing new"

    code = f"9.{uuid.uuid4().int % 10**6:06d}"
    renamed = sorted(before)[0]
    id_ = await database.fetchval("select id from procedure where code = $1", renamed)
    await database.execute(
        "insert into procedure select (jsonb_populate_record(null::procedure, to_jsonb(p) || "
        "jsonb_build_object('id', gen_random_uuid(), 'code', $2::text, 'name', 'Thủ tục mới'))).* "
        "from procedure p where id = $1",
        id_, code,
    )  # fmt: skip
    try:
        await platform.post("/shared-catalogue-fault/down")
        shown = await shared_lists.look(admin, which)
        assert shown

        async def newer() -> bool:
            return (await kept(admin, which)).version == first.version + 1

        assert await eventually(newer, 30)
        await platform.post("/shared-catalogue-fault/none")
        now = await whole(anonymous, which)
        assert now == before | {code: "Thủ tục mới"}
        assert await whole(anonymous, which, first.version) == before, "a version is for ever"
        changes = (await shared_lists.changes(anonymous, which, first.version)).items
        assert [(c.code, c.kind.code, c.name_before) for c in changes] == [(code, "added", "")]

        async def told() -> list[dict[str, Any]]:
            found = (await platform.get(f"/shared-catalogue-changes/{which}")).json()
            return [one for one in found if one["PhienBan"] == str(first.version + 1)]

        (one,) = await eventually(told, 40)
        assert {line["Ma"] for line in one["DanhSach"]} == set(now)
    finally:
        await database.execute("delete from procedure where code = $1", code)
    await look(which)
    gone = (await shared_lists.changes(anonymous, which, first.version + 1)).items
    assert (code, "removed") in [(c.code, c.kind.code) for c in gone]
    numbers = [v.number for v in (await shared_lists.versions(anonymous, which)).items]
    assert numbers == sorted(numbers, reverse=True)
    listed = {one.code: one for one in await shared_lists.shared_lists(anonymous)}
    assert set(listed) == set(SharedList)
    assert listed[which].version == first.version + 2


@pytest.mark.criterion("S.9", "G.5")
async def test_what_others_keep_is_pulled_shown_with_its_differences_and_taken_or_not(
    officer: Officer, anonymous: ApiClient, platform: httpx.AsyncClient, database: asyncpg.Pool
) -> None:
    which = SharedList.OCCUPATIONS
    admin = await officer(ADMIN)
    mark = uuid.uuid4().hex[:6]
    original = {e.code: e.name for e in await _meanings(anonymous, clock.today())}
    yesterday = clock.today() - timedelta(days=1)
    past = await _meanings(anonymous, yesterday)
    await there(platform, which, {"01": "Kinh", "02": "Tày", "03": f"Thái {mark}"})
    await look(which)
    waits = await kept(admin, which)
    assert waits.waiting and not waits.faults
    version = waits.version
    done = await shared_lists.take(admin, which, waits.digest)
    assert next(one for one in done if one.code == which).version == version + 1
    assert await whole(anonymous, which) == {"01": "Kinh", "02": "Tày", "03": f"Thái {mark}"}
    now = {e.code: e.name for e in await _meanings(anonymous, clock.today())}
    assert now == {"01": "Kinh", "02": "Tày", "03": f"Thái {mark}"}, "the catalogue in use"
    assert [(e.code, e.name) for e in await _meanings(anonymous, yesterday)] == [
        (e.code, e.name) for e in past
    ], "what it meant until yesterday stays"

    await there(platform, which, {"01": "Kinh", "02": "Tày (Thổ)", "04": "Hoa"})
    await look(which)
    shown = await kept(admin, which)
    assert [(c.code, c.kind.code, c.name_before, c.name) for c in shown.changes] == [
        ("02", "changed", "Tày", "Tày (Thổ)"),
        ("03", "removed", f"Thái {mark}", ""),
        ("04", "added", "", "Hoa"),
    ]
    assert (await whole(anonymous, which))["02"] == "Tày", "nothing changes before somebody says so"
    await refused(shared_lists.take(admin, which, waits.digest), 412)
    await shared_lists.decline(admin, which, shown.digest, REASON)
    await refused(shared_lists.decline(admin, which, shown.digest, REASON), 409)
    await look(which)
    assert (await kept(admin, which)).waiting is None, "the same is not asked about again"

    await there(platform, which, {"01": "Kinh", "=cmd": "Lạ", "": "Trống"})
    await look(which)
    bad = await kept(admin, which)
    assert bad.faults
    wrong = await refused(shared_lists.take(admin, which, bad.digest), 422)
    assert "=cmd" in wrong.message
    for fault in ("down", "other", "garbage"):
        await platform.post(f"/shared-catalogue-fault/{fault}")
        await look(which)
        still = await kept(admin, which)
        assert still.trouble and still.digest == bad.digest, fault
        assert still.version == version + 1
    await platform.post("/shared-catalogue-fault/none")
    await there(platform, which, {"01": "Kinh", "02": "Tày", "03": f"Thái {mark}"})
    await look(which)
    assert (await kept(admin, which)).waiting is None, "they went back to what is in use"
    await there(platform, which, original)
    await look(which)
    await shared_lists.take(admin, which, (await kept(admin, which)).digest)
    assert {e.code: e.name for e in await _meanings(anonymous, clock.today())} == original
    audit = "select count(*) from audit_entry where action = 'shared_list.declined'"
    assert await database.fetchval(audit) >= 1


async def test_who_asks_for_what_is_not_there_is_told_and_others_keep_nothing(
    officer: Officer, anonymous: ApiClient, http: httpx.AsyncClient
) -> None:
    await refused(shared_lists.entries(anonymous, SharedList.SECTORS, version=9999), 404)
    for path in (
        "KHAC/entries",
        "TTHC/entries?version=-1",
        "TTHC/changes",
        "TTHC/entries?cursor=x",
    ):
        answer = await http.get(f"/api/v1/shared-catalogues/{path}")
        assert 400 <= answer.status_code < 500, (path, answer.text)
    await refused(shared_lists.kept(await officer("tiepnhan1.kylua")), 403)
    await refused(shared_lists.look(anonymous, SharedList.SECTORS), 401)
