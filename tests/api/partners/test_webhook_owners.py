"""Whose an address is, what it may be told of, and who has the last word."""

import asyncio
import json
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg
import httpx

from backend.partners.webhooks import forget_the_removed
from shared.client import programs, webhooks
from shared.contracts.partners import FieldGrant
from shared.contracts.programs import NewWebhook
from tests.api.conftest import eventually, submitted
from tests.api.partners.programs import Officer, Program, entered, refused
from tests.api.partners.receivers import Hook
from tests.api.people import fresh_citizen

LetIn = Callable[..., Awaitable[Program]]


async def test_a_program_has_its_own_addresses_and_an_administrator_the_last_word(
    home: httpx.AsyncClient, let_in: LetIn, officer: Officer, hooks: Callable[[], Hook]
) -> None:
    program = await let_in()
    api, other = await entered(home, program), await entered(home, await let_in())
    made = await webhooks.add(api, NewWebhook(hooks().url, ["1.004873"]))
    for work in (
        webhooks.one(other, made.webhook_id),
        webhooks.remove(other, made.webhook_id),
        webhooks.renew_secret(other, made.webhook_id),
        webhooks.ping(other, made.webhook_id),
        webhooks.enable(other, made.webhook_id),
        webhooks.disable(other, made.webhook_id),
        webhooks.replay(other, made.webhook_id, after="WzFd"),
        webhooks.deliveries(other, made.webhook_id),
    ):
        assert await refused(work) == "not-found"
    admin = await officer("quantri.ubndtinh")
    elsewhere = await officer("lanhdao.dongkinh")
    assert await webhooks.of_client(elsewhere, program.id) == []
    assert await refused(webhooks.told(elsewhere, made.webhook_id)) == "not-found"
    assert await refused(webhooks.switch(elsewhere, made.webhook_id, False, "Lạ")) == "malformed"
    assert await refused(
        webhooks.switch(elsewhere, made.webhook_id, False, "Gửi nhầm nơi")
    ) == "not-found"  # fmt: skip
    await webhooks.switch(admin, made.webhook_id, False, "Nghi lộ khóa ký")
    off = await webhooks.one(api, made.webhook_id)
    assert (off.state, off.disabled_why) == ("disabled", "Nghi lộ khóa ký")
    # No way of the program's own leads around it.
    for way in (
        webhooks.enable(api, made.webhook_id),
        webhooks.disable(api, made.webhook_id),
        webhooks.remove(api, made.webhook_id),
        webhooks.add(api, NewWebhook(off.url)),
        webhooks.add(api, NewWebhook(f"{off.url}?again")),
    ):
        assert await refused(way) == "switched-off"
    await webhooks.switch(admin, made.webhook_id, True, "Đã đổi khóa")
    assert (await webhooks.one(api, made.webhook_id)).state == "active"
    assert (await webhooks.told(admin, made.webhook_id)).items == []
    await webhooks.remove(api, made.webhook_id)
    assert await webhooks.mine(api) == []
    unable = await entered(home, await let_in(scopes=["dossiers:read"]))
    assert await refused(webhooks.mine(unable)) == "insufficient-scope"


async def test_no_address_is_told_of_procedures_its_program_may_not_follow(
    http: httpx.AsyncClient,
    home: httpx.AsyncClient,
    let_in: LetIn,
    hooks: Callable[[], Hook],
    database: asyncpg.Pool,
) -> None:
    other = await database.fetchval("select min(code) from procedure where code <> '1.004873'")
    blind = await entered(home, await let_in(grants=[FieldGrant(other, ["state"])]))
    seeing = await entered(home, await let_in(grants=[FieldGrant("1.004873", ["procedure"])]))
    narrowed, wide, unseen = hooks(), hooks(), hooks()
    await webhooks.add(seeing, NewWebhook(narrowed.url, [other]))
    await webhooks.add(seeing, NewWebhook(wide.url))
    await webhooks.add(blind, NewWebhook(unseen.url))
    sent = await submitted(await fresh_citizen(http, database), "Kỳ Lừa")

    async def came() -> bool:
        return bool(await _told(wide, sent.reference))

    await eventually(came)
    assert (await _told(wide, sent.reference))[0]["procedure"] == "1.004873", "as was granted"
    assert await narrowed.came() == []
    assert await unseen.came() == []


async def _told(hook: Hook, code: str) -> list[dict[str, Any]]:
    found = [json.loads(call["body"]) for call in await hook.came()]
    return [said for said in found if said.get("dossier") == code]


async def test_what_still_waits_bounds_what_is_sent_again_and_ends_with_the_address(
    home: httpx.AsyncClient,
    let_in: LetIn,
    hooks: Callable[[], Hook],
    database: asyncpg.Pool,
) -> None:
    api = await entered(home, await let_in())
    made = await webhooks.add(api, NewWebhook(hooks().url))
    lane = f"webhook:{made.webhook_id}"
    await database.execute(
        "insert into delivery (id, tenant_id, adapter_id, lane, subject_id, kind, key, next_try_at)"
        " select id, tenant_id, $1, id, id, 'event', id::text, now() + interval '1 day' from "
        "(select gen_random_uuid() as id, tenant_id from webhook, generate_series(1, 1001) "
        "where webhook.id = $2) n",
        lane,
        uuid.UUID(made.webhook_id),
    )
    after = (await programs.events_after(api, "latest")).cursor
    assert await refused(webhooks.replay(api, made.webhook_id, after=after)) == "too-many"

    async def is_connected() -> bool:
        return bool(
            await database.fetchval("select 1 from connection_state where adapter_id = $1", lane)
        )

    await eventually(is_connected)
    await webhooks.remove(api, made.webhook_id)
    left = "select count(*) from delivery where adapter_id = $1 and state <> 'dropped'"
    assert await database.fetchval(left, lane) == 0
    await database.execute(
        "update webhook set ended_at = now() - interval '2 minutes' where id = $1",
        uuid.UUID(made.webhook_id),
    )
    await asyncio.sleep(6)  # workers look at the addresses every five seconds
    await forget_the_removed()
    assert not await is_connected()
