"""Receipts that are believed and those that are not; a late provider is left and gets back."""

import json
import time
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import asyncpg
import httpx
import pytest

from backend.notifications.receipts import sealed
from backend.settings import settings
from shared.client import notifications
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.notifications import Providers, SetFailover, TurnProvider
from tests.api.conftest import eventually
from tests.api.messages.conftest import Break, Somebody, handed_in
from tests.conftest import Services

Officer = Callable[[str], Awaitable[ApiClient]]
ADMIN, PLACE = "quantri.ubndtinh", "Kỳ Lừa"


async def a_line(database: asyncpg.Pool, minutes_ago: float = 0, provider: str = "sms") -> str:
    """A text message that a provider took a while ago."""
    id_ = uuid.uuid4()
    await database.execute(
        "insert into message_sending (id, tenant_id, event, medium, address, told_at, due_at, "
        "provider, tried_at, handed_at) values ($1, 'trinh-dien', 'code', 'sms', '•••', now(), "
        "now(), $3, now() - make_interval(secs => $2), now())",
        id_, minutes_ago * 60, provider,
    )  # fmt: skip
    return str(id_)


async def call(
    http: httpx.AsyncClient,
    id_: str,
    *,
    state: str = "delivered",
    key: str = "",
    age: int = 0,
    provider: str = "sms",
    change: bytes = b"",
) -> httpx.Response:
    """One receipt as a gateway sends it, or as somebody forges it."""
    body = json.dumps({"request_id": id_, "state": state}).encode()
    moment = str(int(time.time()) - age)
    headers = {
        "X-Timestamp": moment,
        "X-Signature": sealed(key or settings().sms_key, moment, body),
        "Content-Type": "application/json",
        "Idempotency-Key": uuid.uuid4().hex,
    }
    return await http.post(
        f"/api/v1/message-receipts/{provider}", content=body + change, headers=headers
    )


async def verdicts(database: asyncpg.Pool, id_: str) -> list[str]:
    rows = await database.fetch(
        "select verdict from message_receipt where sending_id = $1 order by at, id", uuid.UUID(id_)
    )
    return [row["verdict"] for row in rows]


async def received(database: asyncpg.Pool, id_: str) -> bool:
    return bool(
        await database.fetchval(
            "select received_at is not null from message_sending where id = $1", uuid.UUID(id_)
        )
    )


@pytest.mark.criterion("S.12")
async def test_a_receipt_is_believed_once(http: httpx.AsyncClient, database: asyncpg.Pool) -> None:
    id_ = await a_line(database)
    first, again = await call(http, id_), await call(http, id_)
    assert (first.status_code, first.json()) == (200, {"taken": True})
    assert (again.status_code, again.json()) == (200, {"taken": False})
    assert (await call(http, id_, state="failed")).json() == {"taken": False}, "it has arrived"
    assert await received(database, id_)
    assert await verdicts(database, id_) == ["accepted", "repeated", "repeated"]


@pytest.mark.criterion("S.12")
async def test_forged_old_and_unknown_receipts_change_nothing_and_are_on_record(
    http: httpx.AsyncClient, database: asyncpg.Pool, officer: Officer
) -> None:
    id_ = await a_line(database)
    before = await database.fetchval("select count(*) from message_receipt")
    answers = [
        await call(http, id_, key="somebody else's key"),
        await call(http, id_, change=b" "),
        await call(http, id_, age=301),
        await call(http, id_, age=-301),
        await call(http, id_, provider="zalo"),
    ]
    assert [a.status_code for a in answers] == [401] * 5
    assert (await call(http, str(uuid.uuid4()))).json() == {"taken": False}
    assert (await call(http, "khong-phai-ma")).json() == {"taken": False}
    assert (await call(http, id_, provider="pigeon")).status_code == 400
    assert not await received(database, id_)
    assert await database.fetchval("select count(*) from message_receipt") >= before + 7
    shown = await notifications.providers(await officer(ADMIN))
    assert {"forged", "late", "unknown"} <= {bad.verdict for bad in shown.bad_receipts}


async def test_a_body_that_is_no_receipt_is_no_fault_of_ours(http: httpx.AsyncClient) -> None:
    for body in (b"", b"[]", b"null", b"{" * 5000, b'{"request_id": {}}', b"\xff"):
        moment = str(int(time.time()))
        headers = {"X-Timestamp": moment, "X-Signature": sealed(settings().sms_key, moment, body)}
        answer = await http.post("/api/v1/message-receipts/sms", content=body, headers=headers)
        assert answer.status_code in (200, 400), answer.text
        if answer.status_code == 200:
            assert answer.json() == {"taken": False}


@pytest.fixture
async def admin(officer: Officer, database: asyncpg.Pool) -> AsyncIterator[ApiClient]:
    """Who looks after the gateways; the first one carries again afterwards."""
    api = await officer(ADMIN)
    yield api
    await database.execute("delete from provider_turn")
    await database.execute("delete from failover_rule")


async def rule(api: ApiClient, **changed: int) -> Providers:
    now = await notifications.providers(api)
    given = {
        name: getattr(now, name) for name in SetFailover.__struct_fields__ if hasattr(now, name)
    }
    return await notifications.set_failover(
        api, SetFailover(**given | {"over_version": now.version} | changed)
    )


def using(shown: Providers) -> str:
    return next(p.id for p in shown.providers if p.in_use)


async def turn(database: asyncpg.Pool) -> int:
    """What the worker does every minute."""
    from backend.notifications.providers import turn_providers
    from backend.platform.database import close_pool, open_pool

    await open_pool(minimum=1, maximum=2)
    try:
        return await turn_providers()
    finally:
        await close_pool()


@pytest.mark.criterion("S.12")
async def test_a_provider_whose_receipts_are_late_is_left_and_tried_again_after_its_rest(
    admin: ApiClient,
    me: Somebody,
    database: asyncpg.Pool,
    services: Services,
    gateways: Break,
    officer: Officer,
) -> None:
    await rule(admin, minimum=1000)
    assert using(await notifications.providers(admin)) == "sms"
    lines = [await a_line(database, minutes_ago=5) for _ in range(12)]
    counted = next(p for p in (await notifications.providers(admin)).providers if p.id == "sms")
    assert counted.late >= 12
    assert await turn(database) == 0, "not enough of them yet"
    await rule(admin, minimum=10, share_percent=max(1, counted.late_percent - 1))
    assert await turn(database) == 1
    assert await turn(database) == 0, "once"
    shown = await notifications.providers(admin)
    assert using(shown) == "sms2"
    assert "chưa có phiếu báo đúng hạn" in shown.turns[0].why

    from tests.api.conftest import Office

    id_ = await handed_in(me, PLACE)
    await Office(officer, "kylua").accept(id_)

    async def by_second() -> Any:
        return await database.fetchval(
            "select provider = 'sms2' and received_at is not null from message_sending "
            "where dossier_id = $1 and medium = 'sms'",
            uuid.UUID(id_),
        )

    assert await eventually(by_second), "the second gateway carries it and receipts it"
    await database.execute("update provider_turn set at = at - interval '61 minutes'")
    assert await turn(database) == 1
    shown = await notifications.providers(admin)
    assert using(shown) == "sms" and "thử lại" in shown.turns[0].why
    await database.execute(
        "delete from message_sending where id = any($1::uuid[])", [uuid.UUID(x) for x in lines]
    )


@pytest.mark.criterion("S.12")
async def test_an_administrator_turns_by_hand_and_two_do_not_overwrite_each_others_rule(
    admin: ApiClient, officer: Officer, me: Somebody
) -> None:
    assert using(await notifications.turn_provider(admin, TurnProvider("sms2"))) == "sms2"
    assert using(await notifications.turn_provider(admin, TurnProvider("sms"))) == "sms"
    first = await rule(admin, minimum=20)
    assert first.minimum == 20
    with pytest.raises(ApiProblem) as late:
        await rule(admin, minimum=30, over_version=first.version - 1)
    assert late.value.status == 412
    with pytest.raises(ApiProblem) as wrong:
        await rule(admin, share_percent=0)
    assert wrong.value.status == 400
    for api in (me.api, await officer("lanhdao.kylua")):
        with pytest.raises(ApiProblem) as closed:
            await notifications.providers(api)
        assert closed.value.status == 403


@pytest.mark.criterion("S.12")
async def test_a_gateway_that_was_away_gets_each_message_once_when_it_is_back(
    me: Somebody, officer: Officer, services: Services, gateways: Break
) -> None:
    from tests.api.conftest import Office

    await gateways("sms", "down")
    id_ = await handed_in(me, PLACE)
    await Office(officer, "kylua").accept(id_)
    import asyncio

    await asyncio.sleep(2)
    assert not me.texts(services)
    await gateways("sms", "none")

    async def came() -> bool:
        return len(me.texts(services)) == 1

    assert await eventually(came)
    await asyncio.sleep(1)
    assert len(me.texts(services)) == 1
