"""Operators see every connection, mend what failed, and leave a trace; nobody else does."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import date, timedelta

import asyncpg
import httpx
import msgspec
import pytest
import pytest_asyncio

from backend.connections import registry
from backend.connections.claiming import open_connection
from backend.connections.reconciling import compare
from backend.connections.watching import watch
from backend.platform import clock
from backend.settings import settings
from shared.client import connections
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.connections import SetMapping, SetThresholds
from tests.api.conftest import eventually
from tests.api.connections.conftest import Running
from tests.api.connections.partners import Example, put, states

Officer = Callable[[str], Awaitable[ApiClient]]
ADMIN = "quantri.ubndtinh"
WHY = "Đối tác đã sửa cấu hình"


@pytest_asyncio.fixture(loop_scope="session")
async def admin(officer: Officer) -> AsyncIterator[ApiClient]:
    """Who runs the system."""
    yield await officer(ADMIN)


async def test_a_dead_letter_is_seen_edited_replayed_and_the_rest_follows_in_order(
    admin: ApiClient, database: asyncpg.Pool, partner: str, running: Running
) -> None:
    adapter, subject = Example(partner), uuid.uuid4()
    await put(database, adapter, subject, 1, refuse=True, unit="SAI")
    await put(database, adapter, subject, 2)
    async with running(adapter):
        assert await eventually(lambda: _are(database, adapter, dead=1, waiting=2))
        (dead,) = (await connections.deliveries(admin, adapter.id, "dead")).items
        assert "Sai mã đơn vị nhận" in dead.error
        assert dead.holds_back == 2
        shown = await connections.connection(admin, adapter.id)
        assert (shown.connection.dead, shown.connection.backlog) == (1, 2)
        read = await connections.delivery(admin, dead.id)
        said = msgspec.json.decode(read.content)
        assert said["unit"] == "SAI"
        with pytest.raises(ApiProblem) as wrong:
            await connections.replay(admin, dead.id, WHY, '{"unit": ')
        assert wrong.value.errors[0].pointer == "/content"
        assert (await states(database, adapter))["dead"] == 1
        mended = {"n": 0, "unit": "H37.01"}
        await connections.replay(admin, dead.id, WHY, msgspec.json.encode(mended).decode())
        assert await eventually(lambda: _are(database, adapter, sent=3))
    assert [message["n"] for message in await adapter.taken()] == [0, 0, 1]
    assert (await adapter.taken())[0]["unit"] == "H37.01"
    actions = await database.fetch(
        "select action, detail from audit_entry where subject_id = $1 order by at",
        uuid.UUID(dead.id),
    )
    assert [row["action"] for row in actions] == ["connection.read", "connection.replayed"]
    assert WHY in actions[1]["detail"]
    with pytest.raises(ApiProblem) as late:
        await connections.drop(admin, dead.id, WHY)
    assert late.value.status == 409


async def test_all_dead_letters_go_again_and_one_that_is_dropped_frees_its_subject(
    admin: ApiClient, database: asyncpg.Pool, partner: str, running: Running
) -> None:
    adapter, one, other = Example(partner), uuid.uuid4(), uuid.uuid4()
    await put(database, adapter, one, 1, refuse=True)
    await put(database, adapter, one, 1)
    await put(database, adapter, other, 1, refuse=True)
    async with running(adapter):
        assert await eventually(lambda: _are(database, adapter, dead=2, waiting=1))
        assert (await connections.replay_dead(admin, adapter.id, WHY)).count == 2
        assert await eventually(lambda: _are(database, adapter, dead=2, waiting=1))
        page = await connections.deliveries(admin, adapter.id, "dead")
        first = next(d for d in page.items if d.subject_id == str(one))
        await connections.drop(admin, first.id, WHY)
        assert await eventually(lambda: _are(database, adapter, dead=1, dropped=1, sent=1))


async def test_a_missing_code_is_listed_given_and_what_waited_goes(
    admin: ApiClient, database: asyncpg.Pool, partner: str, running: Running
) -> None:
    adapter = Example(partner)
    for _ in range(3):
        await put(database, adapter, uuid.uuid4(), 1, code="1.004873")
    async with running(adapter):
        assert await eventually(lambda: _are(database, adapter, unmapped=3))
        (wanted,) = (await connections.connection(admin, adapter.id)).wanted
        assert (wanted.kind, wanted.code, wanted.waiting) == ("procedure", "1.004873", 3)
        data = SetMapping(kind=wanted.kind, code=wanted.code, their_code="TT-77", reason=WHY)
        assert (await connections.set_mapping(admin, adapter.id, data)).count == 3
        assert await eventually(lambda: _are(database, adapter, sent=3))
    assert {message["their_code"] for message in await adapter.taken()} == {"TT-77"}
    (mapping,) = (await connections.mappings(admin, adapter.id)).items
    assert (mapping.their_code, mapping.valid_to) == ("TT-77", None)
    await connections.end_mapping(admin, mapping.id, WHY)
    assert (await connections.mappings(admin, adapter.id)).items == []


async def test_a_paused_connection_sends_nothing_and_goes_on_in_order(
    admin: ApiClient, database: asyncpg.Pool, partner: str, running: Running
) -> None:
    adapter, subject = Example(partner), uuid.uuid4()
    async with running(adapter):
        await put(database, adapter, subject, 1)
        assert await eventually(lambda: _are(database, adapter, sent=1))
        shown = await connections.pause(admin, adapter.id, "Đối tác bảo trì")
        assert (shown.connection.state, shown.pause_reason) == ("paused", "Đối tác bảo trì")
        with pytest.raises(ApiProblem):
            await connections.pause(admin, adapter.id, WHY)
        await put(database, adapter, subject, 3)
        await asyncio.sleep(2)
        assert await states(database, adapter) == {"sent": 1, "waiting": 3}
        shown = await connections.resume(admin, adapter.id, WHY)
        assert shown.connection.state != "paused"
        assert await eventually(lambda: _are(database, adapter, sent=4))
    assert [message["n"] for message in await adapter.taken()] == [0, 0, 1, 2]


async def test_what_may_have_been_sent_is_confirmed_by_somebody(
    admin: ApiClient, database: asyncpg.Pool, partner: str
) -> None:
    adapter = Example(partner)
    await put(database, adapter, uuid.uuid4(), 1)
    row = await database.fetchval(
        "update delivery set state = 'maybe' where adapter_id = $1 returning id", adapter.id
    )
    await database.execute(
        "insert into connection_state (adapter_id, tenant_id) values ($1, $2)",
        adapter.id,
        settings().tenant,
    )
    (maybe,) = (await connections.deliveries(admin, adapter.id, "maybe")).items
    await connections.confirm(admin, maybe.id, "Đã thấy tin ở đối tác")
    assert await states(database, adapter) == {"sent": 1}
    assert str(row) == maybe.id
    shown = await connections.connection(admin, adapter.id)
    assert not shown.connection.configured


async def test_alarms_are_raised_once_told_by_letter_and_cleared(
    admin: ApiClient, database: asyncpg.Pool, partner: str, running: Running, services: object
) -> None:
    adapter = Example(partner)
    await put(database, adapter, uuid.uuid4(), 3)
    async with running(adapter):
        assert await eventually(lambda: _are(database, adapter, sent=3))
        limits = SetThresholds(backlog_limit=2, silence_minutes=30, error_share=50.0)
        shown = await connections.set_thresholds(admin, adapter.id, limits)
        assert (shown.backlog_limit, shown.error_limit) == (2, 50.0)
    await put(database, adapter, uuid.uuid4(), 3)
    await watch()
    await watch()
    alarms = await database.fetch(
        "select * from connection_alarm where adapter_id = $1", adapter.id
    )
    assert [(a["kind"], a["words"]) for a in alarms] == [("backlog", "3 tin đang chờ gửi.")]

    async def told() -> int:
        return int(
            await database.fetchval(
                "select count(*) from notice n join outbox o on o.id = n.outbox_id "
                "where o.subject_id = $1 and n.mailed_at is not null",
                alarms[0]["id"],
            )
        )

    assert await eventually(told) == 1
    await database.execute(
        "update delivery set created_at = now() - interval '2 hours' where adapter_id = $1 "
        "and state = 'waiting'",
        adapter.id,
    )
    await database.execute(
        "update connection_state set last_ok_at = now() - interval '1 hour' where adapter_id = $1",
        adapter.id,
    )
    await watch()
    assert "silence" in await _open_alarms(database, adapter)
    async with running(adapter):
        assert await eventually(lambda: _are(database, adapter, sent=6))
    await watch()
    assert await _open_alarms(database, adapter) == []


async def test_both_sides_are_compared_and_differences_are_dealt_with(
    admin: ApiClient, database: asyncpg.Pool, partner: str, running: Running
) -> None:
    class Comparing(Example):
        async def ours(self, _day: date) -> dict[str, str]:
            return {"A": "4", "B": "9", "C": "1"}

        async def theirs(self, _day: date) -> dict[str, str]:
            return {"A": "4", "B": "4", "D": "2"}

    adapter = Comparing(partner)
    yesterday = clock.today() - timedelta(days=1)
    registry.register(adapter)
    try:
        await watch()
        assert await compare(adapter, yesterday) == 3
        assert await compare(adapter, yesterday) == 3
    finally:
        registry.forget(adapter.id)
    found = {d.reference: d for d in (await connections.differences(admin, adapter.id)).items}
    assert {name: (d.ours, d.theirs) for name, d in found.items()} == {
        "B": ("9", "4"),
        "C": ("1", ""),
        "D": ("", "2"),
    }
    await connections.settle(admin, found["D"].id, "Hồ sơ thử của đối tác")
    settled = (await connections.differences(admin, adapter.id, is_open=False)).items
    assert [(d.reference, d.settled_reason) for d in settled] == [("D", "Hồ sơ thử của đối tác")]
    assert (await connections.connection(admin, adapter.id)).differences == 2


async def test_monitoring_sees_what_waits(
    database: asyncpg.Pool, partner: str, http: httpx.AsyncClient
) -> None:
    adapter = Example(partner, f"monitored-{uuid.uuid4().hex[:8]}")
    await put(database, adapter, uuid.uuid4(), 4)
    await open_connection(adapter.id)
    text = (await http.get("/metrics")).text
    assert f'motcua_connection_waiting{{partner="{adapter.id}"}} 4.0' in text


async def test_a_secret_of_a_connection_is_never_shown(partner: str) -> None:
    shown = Example(partner).settings.shown()
    assert shown == {"url": partner, "key": "••••••"}
    assert "not-for-anybody" not in str(shown)


@pytest.mark.parametrize("username", ["lanhdao.tamthanh", "tiepnhan1.tamthanh"])
async def test_nobody_else_sees_connections(officer: Officer, username: str) -> None:
    with pytest.raises(ApiProblem) as refused:
        await connections.connections(await officer(username))
    assert refused.value.status == 403


async def _are(database: asyncpg.Pool, adapter: Example, **wanted: int) -> bool:
    return await states(database, adapter) == wanted


async def _open_alarms(database: asyncpg.Pool, adapter: Example) -> list[str]:
    rows = await database.fetch(
        "select kind from connection_alarm where adapter_id = $1 and cleared_at is null", adapter.id
    )
    return [row["kind"] for row in rows]
