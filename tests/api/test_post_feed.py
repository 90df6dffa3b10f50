"""The tracking feed is walked once, whatever it does; what went wrong becomes work of the desk."""

import uuid
from typing import Any

import asyncpg
import httpx
import pytest

from backend.post.actions.walking import apply_held, walk, walk_all
from backend.settings import settings
from shared.client import dossiers, post
from shared.client.base import ApiClient
from shared.contracts.post import MendPostal, SendParcel
from tests.api.conftest import eventually
from tests.api.test_post import (
    DESK,
    HOME,
    Citizen,
    Officer,
    citizen,
    happens,
    ready,
    refused,
    sent,
    twin,
    until,
)

__all__ = ["citizen", "twin"]


@pytest.mark.parametrize("fault", ["twice", "shuffled"])
async def test_the_feed_is_walked_once_whatever_it_does(
    citizen: Citizen, officer: Officer, twin: httpx.AsyncClient, database: asyncpg.Pool, fault: str
) -> None:
    me, _office, id_ = await ready(citizen, officer, 64 if fault == "twice" else 65)
    desk = await officer(DESK)
    order_id, parcel = await sent(desk, me, id_)
    await twin.post(f"/loi/{fault}")
    for what in ("LAY", "DI", "PTC"):
        await twin.post(f"/thu/{parcel}/{what}", json={})
    for _time in range(3):
        await walk_all()
    assert (await dossiers.dossier(me, id_)).state == "returned"
    codes = await database.fetch(
        "select code, count(*) from postal_event where order_id = $1 group by 1", order_id
    )
    assert {row["code"]: row["count"] for row in codes} == {"NHAN": 1, "LAY": 1, "DI": 1, "PTC": 1}
    hand_overs = await database.fetchval(
        "select count(*) from dossier_event where dossier_id = $1 and act = 'hand_over'", id_
    )
    assert hand_overs == 1


async def test_a_worker_that_dies_goes_on_at_the_line_after_the_last(
    citizen: Citizen,
    officer: Officer,
    twin: httpx.AsyncClient,
    database: asyncpg.Pool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    me, _office, id_ = await ready(citizen, officer, 66)
    desk = await officer(DESK)
    order_id, parcel = await sent(desk, me, id_)
    agency = await database.fetchrow(
        "select g.id, g.code from postal_order o join agency g on g.id = o.agency_id "
        "where o.id = $1",
        order_id,
    )
    await walk_all()
    for what in ("LAY", "DI", "PTC"):
        await twin.post(f"/thu/{parcel}/{what}", json={})
    from backend.post.actions import walking

    follow, seen = walking.follow, []

    async def dies(*args: Any) -> None:
        seen.append(args[2].code)
        await follow(*args)
        if args[2].code == "DI":
            raise RuntimeError("killed")

    monkeypatch.setattr(walking, "follow", dies)
    # The worker beside us may have read first; then there is nothing to die of.
    try:
        await walk(agency["id"], agency["code"])
    except RuntimeError:
        kept = await database.fetch("select code from postal_event where order_id = $1", order_id)
        assert "DI" not in {row["code"] for row in kept}
    monkeypatch.setattr(walking, "follow", follow)
    await walk(agency["id"], agency["code"])
    await until(me, id_, "delivered")
    counts = await database.fetch(
        "select code, count(*) from postal_event where order_id = $1 group by 1", order_id
    )
    assert {row["code"]: row["count"] for row in counts} == {"NHAN": 1, "LAY": 1, "DI": 1, "PTC": 1}


async def test_a_code_nobody_has_mapped_is_held_and_applied_once_it_is(
    citizen: Citizen, officer: Officer, twin: httpx.AsyncClient, database: asyncpg.Pool
) -> None:
    me, _office, id_ = await ready(citizen, officer, 67)
    desk = await officer(DESK)
    order_id, parcel = await sent(desk, me, id_)
    code = f"X{uuid.uuid4().hex[:8].upper()}"
    await happens(twin, parcel, code, ReceivedBy="Nguyễn Thị Mẫu")

    async def held() -> bool:
        return bool(
            await database.fetchval(
                "select count(*) from postal_event where order_id = $1 and kind = ''", order_id
            )
        )

    assert await eventually(held)
    assert (await post.of_dossier(me, id_)).orders[0].state == "taken"
    await database.execute(
        "insert into code_mapping (id, tenant_id, adapter_id, kind, code, their_code, valid_from, "
        "set_at) values (gen_random_uuid(), $1, 'post', 'event', $2, 'delivered', $3, now())",
        settings().tenant,
        code,
        await database.fetchval("select current_date - 1"),
    )
    await apply_held()
    await until(me, id_, "delivered")
    assert (await dossiers.dossier(me, id_)).state == "returned"


async def test_an_order_is_cancelled_before_the_parcel_is_fetched_and_not_after(
    citizen: Citizen, officer: Officer, twin: httpx.AsyncClient, database: asyncpg.Pool
) -> None:
    me, _office, id_ = await ready(citizen, officer, 68)
    desk = await officer(DESK)
    asked = (await post.of_dossier(me, id_)).orders[0]
    assert asked.may_cancel
    assert (await post.cancel(me, asked.id)).state == "cancelled"
    assert (await dossiers.dossier(me, id_)).delivery.code == "desk"
    await post.ask_delivery(me, id_, HOME)
    order_id, parcel = await sent(desk, me, id_)
    assert (await post.cancel(me, order_id)).cancelling
    await until(me, id_, "cancelled")
    assert (await twin.get(f"/thu/{parcel}")).json()["state"] == "HUY"
    await post.ask_delivery(me, id_, HOME)
    order_id, parcel = await sent(desk, me, id_)
    # Fetched, and we have not heard of it yet: the post says no.
    await twin.post(f"/thu/{parcel}/LAY", json={})
    await database.execute(
        "update postal_order set state = 'taken' where id = $1 and state = 'collected'", order_id
    )
    first = await refused(post.cancel(me, order_id)) if await _is(me, id_, "collected") else None
    if first is None:
        await post.cancel(me, order_id)

        async def answered() -> bool:
            one = (await post.of_dossier(me, id_)).orders[0]
            return not one.cancelling

        assert await eventually(answered)
    await walk_all()
    assert (await post.of_dossier(me, id_)).orders[0].state == "collected"
    assert await refused(post.cancel(me, order_id)) == (409, "too-late-to-cancel")


@pytest.mark.parametrize(("what", "state"), [("CH", "returned"), ("MAT", "lost")])
async def test_a_parcel_gone_wrong_becomes_work_of_the_desk(
    citizen: Citizen, officer: Officer, twin: httpx.AsyncClient, what: str, state: str
) -> None:
    me, _office, id_ = await ready(citizen, officer, 69 if what == "CH" else 70)
    desk = await officer(DESK)
    order_id, parcel = await sent(desk, me, id_)
    await happens(twin, parcel, "LAY")
    await happens(twin, parcel, what, Note="Không liên lạc được người nhận")
    await until(me, id_, state)
    assert (await dossiers.dossier(me, id_)).state == "result_ready"
    waiting = [o for o in (await post.orders(desk, show="trouble")).items if o.id == order_id]
    assert waiting and waiting[0].may_mend and waiting[0].trouble == state
    assert (await post.of_dossier(me, id_)).orders[0].trouble == ""
    if state == "lost":
        said = MendPostal("record_loss", "Bưu điện làm mất kết quả, cơ quan in lại.")
        await post.mend(desk, order_id, said)
        assert (await dossiers.dossier(me, id_)).timeline[-1].act == "record_loss"
    else:
        await post.mend(desk, order_id, MendPostal("again", "Gọi được người nhận, gửi lại."))
        assert (await post.of_dossier(me, id_)).orders[0].state == "asked"
    left = [o for o in (await post.orders(desk, show="trouble")).items if o.id == order_id]
    assert not left


async def test_what_the_post_refuses_waits_for_the_desk_and_its_silence_loses_nothing(
    citizen: Citizen, officer: Officer, twin: httpx.AsyncClient
) -> None:
    me, _office, id_ = await ready(citizen, officer, 71)
    desk = await officer(DESK)
    asked = (await post.of_dossier(desk, id_)).orders[0]
    await twin.post("/loi/down")
    await post.send(desk, asked.id, SendParcel(HOME))
    assert (await post.of_dossier(me, id_)).orders[0].state == "ordered"
    await twin.post("/loi/mend")
    await until(me, id_, "taken")
    me, _office, id_ = await ready(citizen, officer, 72)
    asked = (await post.of_dossier(desk, id_)).orders[0]
    await twin.post("/loi/refuse")
    await post.send(desk, asked.id, SendParcel(HOME))
    await until(me, id_, "refused")
    found = (await post.of_dossier(desk, id_)).orders[0]
    assert found.trouble == "refused" and "tạm ngừng" in found.words


async def test_originals_go_with_the_result_and_nobody_else_handles_the_parcel(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    me, _office, id_ = await ready(citizen, officer, 73)
    await database.execute("update component_check set to_return = true where dossier_id = $1", id_)
    if not await database.fetchval(
        "select count(*) from component_check where dossier_id = $1", id_
    ):
        await database.execute(
            "insert into component_check (id, tenant_id, dossier_id, component_key, ok, originals, "
            "certified, copies, to_return, note) select gen_random_uuid(), tenant_id, id, 'x', "
            "true, 1, 0, 0, true, '' from dossier where id = $1",
            id_,
        )
    desk = await officer(DESK)
    asked = (await post.of_dossier(desk, id_)).orders[0]
    assert asked.originals_kept
    assert await refused(post.send(desk, asked.id, SendParcel(HOME))) == (422, "originals-kept")
    stranger = await citizen(74)
    for work in (post.cancel(stranger, asked.id), post.ask_pickup(stranger, id_, HOME)):
        assert (await refused(work))[0] == 404
    other = await officer("tiepnhan1.tamthanh")
    assert (await refused(post.send(other, asked.id, SendParcel(HOME))))[0] == 404
    leader = await officer("lanhdao.kylua")
    assert (await refused(post.label(leader, asked.id)))[0] == 403
    assert (await refused(post.send(me, asked.id, SendParcel(HOME))))[0] == 403


async def _is(api: ApiClient, dossier_id: str, state: str) -> bool:
    return (await post.of_dossier(api, dossier_id)).orders[0].state == state
