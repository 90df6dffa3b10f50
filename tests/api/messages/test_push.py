"""Notices of browsers: encrypted for one browser each, once each, and gone when it is gone."""

import os
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg
import httpx
import pytest

from shared.client import notifications, registration
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.notifications import PushBrowser, SwitchOnPush
from tests.api.conftest import eventually
from tests.api.messages.conftest import Somebody, somebody
from tests.api.messages.test_ways import accepted, choose, ledger, lines

Officer = Callable[[str], Awaitable[ApiClient]]


class Device:
    """A browser of the push service that stands in."""

    def __init__(self, given: dict[str, str]) -> None:
        self.id = given["id"]
        self.data = SwitchOnPush(given["endpoint"], given["p256dh"], given["auth"])

    @staticmethod
    async def new() -> "Device":
        """It has subscribed."""
        return Device(await _ask("POST", "/push/browsers"))

    async def seen(self) -> dict[str, Any]:
        """What it opened and showed, and what came over the wire."""
        return await _ask("GET", f"/push/browsers/{self.id}")

    async def breaks(self, kind: str) -> None:
        """From now on it answers wrong; "none" mends it."""
        await _ask("POST", f"/push/browsers/{self.id}/fault/{kind}")

    async def on(self, me: Somebody) -> PushBrowser:
        """Somebody switches it on."""
        return await notifications.switch_on_push(me.api, self.data)


async def _ask(method: str, path: str) -> Any:
    where = f"http://127.0.0.1:{os.environ['TEST_SMS_PORT']}"
    async with httpx.AsyncClient() as client:
        return (await client.request(method, where + path)).raise_for_status().json()


async def shown_on(device: Device, id_: str, words: str) -> list[dict[str, Any]]:
    """The notices a device shows of a dossier that say something."""
    found = (await device.seen())["shown"]
    return [n for n in found if n["path"] == f"/ho-so/{id_}" and words in n["body"]]


async def line_of(me: Somebody, id_: str) -> Any:
    """How far the notice of acceptance came on this way."""
    return (await lines(me.api, id_, "được tiếp nhận")).get("push")


@pytest.mark.criterion("II.23")
@pytest.mark.criterion("III.5")
async def test_every_browser_of_mine_shows_it_once_and_only_that_browser_can_read_it(
    me: Somebody, officer: Officer, database: asyncpg.Pool
) -> None:
    one, two = await Device.new(), await Device.new()
    first = await one.on(me)
    await two.on(me)
    assert first.device and first.last_at == ""
    row = await database.fetchrow("select * from push_browser where id = $1", uuid.UUID(first.id))
    assert one.data.endpoint not in str(dict(row)) and one.data.auth not in str(dict(row))
    await two.breaks("down")
    _office, id_, code = await accepted(me, officer)

    async def first_has_it() -> Any:
        return await shown_on(one, id_, code)

    assert await eventually(first_has_it), await ledger(me.api, id_)
    assert (await line_of(me, id_)).state in ("waiting", "sending")
    await two.breaks("none")

    async def handed() -> Any:
        now = await line_of(me, id_)
        return now if now.state == "handed" else None

    assert await eventually(handed), await ledger(me.api, id_)
    for device in (one, two):
        shown = await shown_on(device, id_, "được tiếp nhận")
        assert [n["title"] for n in shown] == ["Cổng Dịch vụ công"]
        seen = await device.seen()
        assert "Nguyễn" not in str(seen["shown"]) and me.phone not in str(seen["shown"])
        assert shown[0]["body"].encode().hex() not in seen["raw"], "it went in the clear"
        assert seen["headers"]["topic"] and int(seen["headers"]["ttl"]) > 0
    # Reception and acceptance, each once, whatever the other browser made of it.
    assert (await one.seen())["calls"] == 2
    devices = await notifications.push_browsers(me.api)
    assert len(devices) == 2 and all(d.last_at for d in devices)


async def test_a_browser_that_is_gone_is_forgotten_and_the_ledger_says_so(
    me: Somebody, officer: Officer, database: asyncpg.Pool
) -> None:
    gone, missing = await Device.new(), await Device.new()
    ids = [uuid.UUID((await d.on(me)).id) for d in (gone, missing)]
    await gone.breaks("gone")
    await missing.breaks("missing")
    _office, id_, _code = await accepted(me, officer)

    async def forgotten() -> Any:
        return not await notifications.push_browsers(me.api)

    assert await eventually(forgotten)
    kept = await database.fetch(
        "select subscription from push_browser where id = any($1::uuid[])", ids
    )
    assert [row["subscription"] for row in kept] == ["", ""]

    async def failed() -> Any:
        found = [x for x in await ledger(me.api, id_) if x.medium == "push"]
        return found if found and all(x.state == "failed" for x in found) else None

    assert await eventually(failed), await ledger(me.api, id_)
    # What an operator cannot mend is no dead letter.
    assert not await database.fetchval(
        "select count(*) from delivery v join message_sending s on v.key = s.id::text "
        "where s.dossier_id = $1 and v.adapter_id = 'push' and v.state = 'dead'",
        uuid.UUID(id_),
    )


async def test_who_does_not_want_them_gets_none_and_a_redirect_is_not_followed(
    me: Somebody, officer: Officer, http: httpx.AsyncClient, database: asyncpg.Pool
) -> None:
    device = await Device.new()
    await device.on(me)
    await choose(me, push=False)
    _office, id_, _code = await accepted(me, officer)
    other = await somebody(http, database)
    led = await Device.new()
    await led.on(other)
    await led.breaks("elsewhere")
    _office, theirs, _code = await accepted(other, officer)

    async def refused() -> Any:
        now = await line_of(other, theirs)
        return now if now and now.state == "failed" else None

    assert await eventually(refused), await ledger(other.api, theirs)
    assert await eventually(lambda: lines(me.api, id_, "được tiếp nhận"))
    assert await line_of(me, id_) is None
    assert (await device.seen())["calls"] == 0


async def test_a_browser_belongs_to_who_switched_it_on_last_and_only_they_switch_it_off(
    me: Somebody, http: httpx.AsyncClient, database: asyncpg.Pool
) -> None:
    other, device = await somebody(http, database), await Device.new()
    mine = await device.on(me)
    with pytest.raises(ApiProblem) as strange:
        await notifications.switch_off_push(other.api, mine.id)
    assert strange.value.status == 404
    theirs = await device.on(other)
    assert await notifications.push_browsers(me.api) == []
    assert [d.mark for d in await notifications.push_browsers(other.api)] == [mine.mark]
    await notifications.switch_off_push(other.api, theirs.id)
    assert await notifications.push_browsers(other.api) == []
    with pytest.raises(ApiProblem) as again:
        await notifications.switch_off_push(other.api, theirs.id)
    assert again.value.status == 404
    await device.on(other)
    await registration.close_account(other.api)
    assert not await database.fetchval(
        "select count(*) from push_browser where account_id = $1 and "
        "(gone_at is null or subscription <> '')",
        other.person.id,
    )


@pytest.mark.criterion("S.4")
async def test_an_address_that_is_no_push_service_and_keys_that_are_none_are_refused(
    me: Somebody,
) -> None:
    good = (await Device.new()).data
    wrong = {
        "https://10.0.0.5/push/1": "/endpoint",
        "http://169.254.169.254/latest/meta-data": "/endpoint",
        "https://localhost/push/1": "/endpoint",
        "https://fcm.googleapis.com.example.net/x": "/endpoint",
        "https://ai-do.example.net/push/1": "/endpoint",
        "https://u:p@fcm.googleapis.com/x": "/endpoint",
        "ftp://fcm.googleapis.com/x": "/endpoint",
    }
    for address, pointer in wrong.items():
        data = SwitchOnPush(address, good.p256dh, good.auth)
        with pytest.raises(ApiProblem) as refused:
            await notifications.switch_on_push(me.api, data)
        assert (refused.value.status, refused.value.errors[0].pointer) == (422, pointer), address
    for data, pointer in (
        (SwitchOnPush(good.endpoint, "A" * 87, good.auth), "/p256dh"),
        (SwitchOnPush(good.endpoint, good.p256dh, "A" * 17), "/auth"),
        (SwitchOnPush(good.endpoint, good.p256dh, "A" * 28), "/auth"),
    ):
        with pytest.raises(ApiProblem) as refused:
            await notifications.switch_on_push(me.api, data)
        assert (refused.value.status, refused.value.errors[0].pointer) == (422, pointer)
    assert await notifications.push_browsers(me.api) == []


async def test_ten_browsers_are_enough(me: Somebody) -> None:
    for _ in range(10):
        await (await Device.new()).on(me)
    more = await Device.new()
    with pytest.raises(ApiProblem) as refused:
        await more.on(me)
    assert refused.value.status == 422 and "10 trình duyệt" in refused.value.message
    await notifications.switch_off_push(me.api, (await notifications.push_browsers(me.api))[-1].id)
    assert (await more.on(me)).device
