"""Addresses that are told of events: signed, in order, once, again on demand, off when dead."""

import asyncio
import json
import time
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg
import httpx
import pytest

from backend.partners.webhooks import switch_off_the_long_failing
from shared.client import programs, webhooks
from shared.client.base import ApiProblem
from shared.contracts.programs import NewWebhook
from tests.api.conftest import Office, eventually, submitted
from tests.api.partners.programs import Officer, Program, entered, refused
from tests.api.partners.receivers import Hook
from tests.api.people import fresh_citizen
from tests.conftest import Services
from tests.unit.partners.test_signing import accepts

LetIn = Callable[..., Awaitable[Program]]


async def told(hook: Hook, code: str) -> list[dict[str, Any]]:
    """The messages about one dossier, in the order in which they came."""
    found = [json.loads(call["body"]) for call in await hook.came()]
    return [said for said in found if said.get("dossier") == code]


@pytest.mark.criterion("S.14")
async def test_an_address_is_told_signed_in_order_and_once_each(
    http: httpx.AsyncClient,
    home: httpx.AsyncClient,
    let_in: LetIn,
    officer: Officer,
    hooks: Callable[[], Hook],
    database: asyncpg.Pool,
) -> None:
    api = await entered(home, await let_in())
    hook = hooks()
    made = await webhooks.add(api, NewWebhook(hook.url))
    assert made.secret.startswith("whsec_")
    row = "select w::text from webhook w where id = $1"
    assert made.secret not in await database.fetchval(row, uuid.UUID(made.webhook_id))
    sent = await submitted(await fresh_citizen(http, database), "Kỳ Lừa")
    elsewhere = await submitted(await fresh_citizen(http, database), "Đông Kinh")
    await Office(officer, "kylua").accept(sent.dossier_id)
    ids = [
        str(row["id"])
        for row in await database.fetch(
            "select id from dossier_event where dossier_id = $1 order by seq",
            uuid.UUID(sent.dossier_id),
        )
    ]

    async def all_came() -> bool:
        return set(ids) <= {json.loads(c["body"])["id"] for c in await hook.came()}

    await eventually(all_came)
    calls = [c for c in await hook.came() if json.loads(c["body"])["id"] in ids]
    said = [json.loads(call["body"]) for call in calls]
    assert [one["id"] for one in said] == ids
    assert [one["sequence"] for one in said] == list(range(1, len(ids) + 1))
    assert said[0]["type"] == "dossier.submit"
    assert all(
        accepts(made.secret, call["headers"], call["body"].encode(), int(time.time()))
        for call in calls
    )
    assert not any(
        accepts(made.secret, c["headers"], c["body"].replace("submit", "finish").encode(),
                int(time.time()))
        for c in calls[:1]
    )  # fmt: skip
    assert await told(hook, elsewhere.reference) == [], "not of its agency"
    assert set(said[0]) == {
        "id", "type", "at", "act", "sequence", "dossier", "cursor",
    }, "nobody is named, nor what was not granted"  # fmt: skip
    # Whoever trusts no message reads on from where the first one says it stands.
    after = await programs.events_after(api, said[0]["cursor"])
    assert ids[1] in {event.id for event in after.items}

    async def logged() -> bool:
        log = await webhooks.deliveries(api, made.webhook_id)
        mine = [d for d in log.items if d.event_id in ids]
        return {d.event_id for d in mine if (d.state, d.attempts) == ("sent", 1)} == set(ids)

    await eventually(logged)
    again = await webhooks.replay(api, made.webhook_id, event_id=ids[0])
    assert again.count == 1

    async def came_again() -> bool:
        return len([c for c in await hook.came() if c["headers"]["webhook-id"] == ids[0]]) == 2

    await eventually(came_again)
    from_start = await webhooks.replay(api, made.webhook_id, after=said[0]["cursor"])
    assert from_start.count >= len(ids) - 1


@pytest.mark.criterion("S.14")
async def test_a_new_secret_signs_beside_the_former_one(
    home: httpx.AsyncClient, let_in: LetIn, hooks: Callable[[], Hook], database: asyncpg.Pool
) -> None:
    api = await entered(home, await let_in())
    hook = hooks()
    made = await webhooks.add(api, NewWebhook(hook.url))
    newer = await webhooks.renew_secret(api, made.webhook_id)
    assert newer.former_until is not None

    async def signed_by(count: int) -> tuple[bool, bool]:
        await webhooks.ping(api, made.webhook_id)

        async def came() -> list[dict[str, Any]]:
            found = await hook.came()
            return found if len(found) >= count else []

        call = (await eventually(came))[-1]
        assert json.loads(call["body"])["type"] == "ping"
        now, body = int(time.time()), call["body"].encode()
        return (
            accepts(made.secret, call["headers"], body, now),
            accepts(newer.secret, call["headers"], body, now),
        )

    await _until_read_anew()
    assert await signed_by(1) == (True, True)
    await database.execute(
        "update webhook set former_until = now() - interval '1 second' where id = $1",
        uuid.UUID(made.webhook_id),
    )
    await _until_read_anew()
    assert await signed_by(2) == (False, True)


async def _until_read_anew() -> None:
    """Workers look at the addresses every five seconds."""
    await asyncio.sleep(6)


@pytest.mark.criterion("S.14")
async def test_a_receiver_that_fails_is_tried_again_in_order_and_switched_off_in_the_end(
    http: httpx.AsyncClient,
    home: httpx.AsyncClient,
    let_in: LetIn,
    officer: Officer,
    hooks: Callable[[], Hook],
    database: asyncpg.Pool,
    services: Services,
) -> None:
    contact = f"{uuid.uuid4().hex}@doitac.example"
    program = await let_in(contact=contact)
    api = await entered(home, program)
    bad, good = hooks(), hooks()
    await bad.answers(500)
    failing = await webhooks.add(api, NewWebhook(bad.url))
    working = await webhooks.add(api, NewWebhook(good.url))
    sent = await submitted(await fresh_citizen(http, database), "Kỳ Lừa")
    await Office(officer, "kylua").accept(sent.dossier_id)

    async def others_came() -> bool:
        return len(await told(good, sent.reference)) + len(await good.came()) >= 2

    await eventually(others_came)

    async def is_failing() -> bool:
        return (await webhooks.one(api, failing.webhook_id)).state == "failing"

    await eventually(is_failing)
    first = json.loads((await bad.came())[0]["body"])
    assert {json.loads(c["body"])["id"] for c in await bad.came()} == {first["id"]}, (
        "the second waits for the first"
    )
    log = await webhooks.deliveries(api, failing.webhook_id)
    assert any("HTTP 500" in d.last_error for d in log.items)
    assert (await webhooks.one(api, working.webhook_id)).state == "active"

    id_ = uuid.UUID(failing.webhook_id)
    await database.execute(
        "update webhook set failing_since = now() - interval '73 hours' where id = $1", id_
    )
    await switch_off_the_long_failing()
    off = await webhooks.one(api, failing.webhook_id)
    assert (off.state, off.disabled_by) == ("disabled", "failure")

    async def letter() -> Any:
        return next((found for found in services.mail if contact in found["to"]), None)

    assert "replay" in (await eventually(letter))["body"]
    assert await refused(webhooks.replay(api, failing.webhook_id, event_id=first["id"])) == (
        "switched-off"
    )
    seen = await webhooks.of_client(await officer("quantri.ubndtinh"), program.id)
    assert {hook.state for hook in seen} == {"disabled", "active"}

    await bad.answers(200)
    before = len(await bad.came())
    await webhooks.enable(api, failing.webhook_id)
    await database.execute(
        "update delivery set next_try_at = now() where adapter_id = $1 and state = 'waiting'",
        f"webhook:{id_}",
    )
    await database.execute(
        "update connection_state set open_until = null where adapter_id = $1", f"webhook:{id_}"
    )

    async def all_came() -> list[dict[str, Any]]:
        found = [json.loads(c["body"]) for c in (await bad.came())[before:]]
        return found if len({one["id"] for one in found}) >= 2 else []

    came = await eventually(all_came)
    sequences = [one["sequence"] for one in came]
    assert sequences == sorted(sequences), "what waited comes in its order"


@pytest.mark.criterion("S.14")
async def test_a_redirect_to_the_inside_is_not_followed_and_an_inside_address_not_taken(
    home: httpx.AsyncClient, let_in: LetIn, hooks: Callable[[], Hook]
) -> None:
    api = await entered(home, await let_in())
    hook, inside = hooks(), hooks()
    await hook.answers(307, inside.url)
    made = await webhooks.add(api, NewWebhook(hook.url))
    await webhooks.ping(api, made.webhook_id)

    async def tried() -> bool:
        log = await webhooks.deliveries(api, made.webhook_id)
        return any("chuyển hướng" in d.last_error for d in log.items)

    await eventually(tried)
    assert await inside.came() == []
    assert await refused(webhooks.ping(api, made.webhook_id)) == "too-many"
    for url in (
        "https://10.1.2.3/x",
        "https://2130706433/x",
        "https://localhost/x",
        "http://[::1]",
    ):
        with pytest.raises(ApiProblem) as problem:
            await webhooks.add(api, NewWebhook(url.ljust(12, "/")))
        assert problem.value.errors[0].pointer == "/url"
