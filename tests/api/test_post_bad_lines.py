"""Lines of the tracking feed that cannot be read, written or understood hold nobody up."""

import uuid
from datetime import timedelta

import asyncpg
import httpx
import pytest

from backend.post.actions.walking import apply_held, walk_all
from backend.settings import settings
from shared.client import dossiers, post
from tests.api.test_post import (
    DESK,
    Citizen,
    Officer,
    citizen,
    happens,
    ready,
    sent,
    twin,
    until,
)

__all__ = ["citizen", "twin"]


async def test_lines_that_cannot_be_read_or_written_hold_nobody_up(
    citizen: Citizen, officer: Officer, twin: httpx.AsyncClient, database: asyncpg.Pool
) -> None:
    me, _office, id_ = await ready(citizen, officer, 75)
    desk = await officer(DESK)
    _order_id, parcel = await sent(desk, me, id_)
    await twin.post(
        f"/thu/{parcel}/LAY", json={"Note": "a\0b", "Place": "c\0", "EventId": f"\0{parcel}"}
    )
    for wrong in (
        {"EventTime": "hôm qua"}, {"EventTime": "00010101000000"}, {"CODCollected": "nhiều"},
        {"EventId": None, "EventTime": ""}, {"CODCollected": -5},
    ):  # fmt: skip
        (await twin.post(f"/thu/{parcel}/PTC", json=wrong)).raise_for_status()
    await walk_all()
    await happens(twin, parcel, "PTC", ReceivedBy="Nguyễn Thị\0 Mẫu")
    await until(me, id_, "delivered")
    order = (await post.of_dossier(me, id_)).orders[0]
    assert order.received_by == "Nguyễn Thị Mẫu"
    labels = [step.label for step in order.steps]
    assert labels.count("Tin của bưu điện không đọc được") == 5
    assert "ab" in [step.note for step in order.steps]
    said = await database.fetchval(
        "select count(*) from audit_entry where action = 'post.unread' and subject_id = $1::uuid",
        id_,
    )
    assert said == 5
    await walk_all()
    assert len((await post.of_dossier(me, id_)).orders[0].steps) == len(labels)
    assert (await dossiers.dossier(me, id_)).state == "returned"


async def test_what_breaks_on_one_agency_is_said_and_the_others_are_read(
    citizen: Citizen,
    officer: Officer,
    twin: httpx.AsyncClient,
    database: asyncpg.Pool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    me, _office, id_ = await ready(citizen, officer, 76)
    order_id, _parcel = await sent(await officer(DESK), me, id_)
    mine = await database.fetchval("select agency_id from postal_order where id = $1", order_id)
    other = await database.fetchval(
        "insert into postal_cursor (agency_id, tenant_id, walked_at) select id, tenant_id, now() "
        "from agency where id <> $1 and id not in (select agency_id from postal_cursor) "
        "order by code limit 1 returning agency_id",
        mine,
    )
    from backend.post.actions import walking

    read = []

    async def breaks(agency_id: uuid.UUID, _code: str) -> int:
        if agency_id == mine:
            raise asyncpg.DataError("invalid byte sequence")
        read.append(agency_id)
        return 0

    monkeypatch.setattr(walking, "walk", breaks)
    await database.execute(
        "update postal_cursor set walked_at = '2020-01-01' where agency_id = $1", mine
    )
    await walk_all()
    assert other in read
    assert await database.fetchval(
        "select walked_at > now() - interval '1 minute' from postal_cursor where agency_id = $1",
        mine,
    )
    await database.execute("delete from postal_cursor where agency_id = $1", other)


async def test_lines_nobody_has_mapped_do_not_hold_those_that_are(
    citizen: Citizen, officer: Officer, twin: httpx.AsyncClient, database: asyncpg.Pool
) -> None:
    me, _office, id_ = await ready(citizen, officer, 77)
    order_id, parcel = await sent(await officer(DESK), me, id_)
    agency = await database.fetchval("select agency_id from postal_order where id = $1", order_id)
    code = f"Y{uuid.uuid4().hex[:8].upper()}"
    insert = (
        "insert into postal_event (id, tenant_id, agency_id, order_id, their_id, parcel, code, at, "
        "place, note, received_by, proof, collected_vnd, came_at) select gen_random_uuid(), $1, $2,"
        " $3, $5 || n, $4, $5, now(), '', '', '', '', 0, now() - $6::interval "
        "from generate_series(1, $7::int) n"
    )
    tenant = settings().tenant
    for what, ago, count in ((f"{code}Z", timedelta(days=9), 250), (code, timedelta(days=1), 1)):
        await database.execute(insert, tenant, agency, order_id, parcel, what, ago, count)
    await database.execute(
        "insert into code_mapping (id, tenant_id, adapter_id, kind, code, their_code, valid_from, "
        "set_at) values (gen_random_uuid(), $1, 'post', 'event', $2, 'moving', $3, now())",
        tenant,
        code,
        await database.fetchval("select current_date - 1"),
    )
    await apply_held()
    await until(me, id_, "moving")
    await database.execute("delete from postal_event where code = $1", f"{code}Z")
