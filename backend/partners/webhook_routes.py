"""Addresses that are told of events over HTTP: the program's own, and what administrators do."""

from typing import Annotated
from uuid import UUID

from litestar import Response, delete, get, post
from litestar.params import Parameter

from backend.access.actor import Actor
from backend.access.guards import officer
from backend.access.partner import Partner, partner
from backend.access.step_up import stepped_up
from backend.identity.role_requests import DECIDERS
from backend.partners import following, replaying, webhook_queries, webhooks
from shared.contracts.common import Page
from shared.contracts.factors import Done
from shared.contracts.programs import (
    NewWebhook,
    ReplayedEvents,
    ReplayEvents,
    SwitchWebhook,
    Webhook,
    WebhookDelivery,
    WebhookSecret,
)

Cursor = Annotated[str, Parameter(max_length=300)]
Limit = Annotated[int, Parameter(ge=1, le=100)]
_SECRET = {"Cache-Control": "no-store", "Pragma": "no-cache"}
_FOLLOWS = partner(following.SCOPE)
_EITHER = officer(*DECIDERS)


@get("/partner/webhooks", **_FOLLOWS)
async def program_webhooks(partner: Partner) -> list[Webhook]:
    """This program's addresses and how they are doing."""
    return await webhook_queries.of_program(partner)


@post("/partner/webhooks", **_FOLLOWS)
async def add_webhook(partner: Partner, data: NewWebhook) -> Response[WebhookSecret]:
    """An https address to be told of events; the secret that signs is shown this once."""
    return Response(await webhooks.add(partner, data), headers=_SECRET)


@get("/partner/webhooks/{webhook_id:uuid}", **_FOLLOWS)
async def program_webhook(partner: Partner, webhook_id: UUID) -> Webhook:
    """How one address is doing."""
    return await webhook_queries.one(partner, webhook_id)


@delete("/partner/webhooks/{webhook_id:uuid}", **_FOLLOWS)
async def remove_webhook(partner: Partner, webhook_id: UUID) -> None:
    """Takes an address away for good."""
    await webhooks.remove(partner, webhook_id)


@post("/partner/webhooks/{webhook_id:uuid}/secret", status_code=200, **_FOLLOWS)
async def renew_webhook_secret(partner: Partner, webhook_id: UUID) -> Response[WebhookSecret]:
    """Another secret, shown this once; for a day the former one signs as well."""
    return Response(await webhooks.renew_secret(partner, webhook_id), headers=_SECRET)


@post("/partner/webhooks/{webhook_id:uuid}/ping", status_code=200, **_FOLLOWS)
async def ping_webhook(partner: Partner, webhook_id: UUID) -> Done:
    """Sends a signed message of type `ping`."""
    await replaying.ping(partner, webhook_id)
    return Done(True)


@post("/partner/webhooks/{webhook_id:uuid}/replay", status_code=200, **_FOLLOWS)
async def replay_to_webhook(
    partner: Partner, webhook_id: UUID, data: ReplayEvents
) -> ReplayedEvents:
    """Sends one event, or those after a cursor, again."""
    return await replaying.replay(partner, webhook_id, data)


@post("/partner/webhooks/{webhook_id:uuid}/enable", status_code=200, **_FOLLOWS)
async def enable_webhook(partner: Partner, webhook_id: UUID) -> Done:
    """Switches it on again; what it missed meanwhile is asked for with `replay`."""
    await webhooks.switch(partner, webhook_id, enabled=True)
    return Done(True)


@post("/partner/webhooks/{webhook_id:uuid}/disable", status_code=200, **_FOLLOWS)
async def disable_webhook(partner: Partner, webhook_id: UUID) -> Done:
    """Switches it off."""
    await webhooks.switch(partner, webhook_id, enabled=False)
    return Done(True)


@get("/partner/webhooks/{webhook_id:uuid}/deliveries", **_FOLLOWS)
async def program_deliveries(
    partner: Partner, webhook_id: UUID, cursor: Cursor = "", limit: Limit = 50
) -> Page[WebhookDelivery]:
    """What it was told, newest first, and how each went."""
    return await webhook_queries.told_to_program(partner, webhook_id, cursor, limit)


@get("/api-clients/{client_id:uuid}/webhooks", **_EITHER)
async def webhooks_of_client(actor: Actor, client_id: UUID) -> list[Webhook]:
    """Addresses of a program."""
    return await webhook_queries.of_client(actor, client_id)


@get("/webhooks/{webhook_id:uuid}/deliveries", **_EITHER)
async def webhook_deliveries(
    actor: Actor, webhook_id: UUID, cursor: Cursor = "", limit: Limit = 50
) -> Page[WebhookDelivery]:
    """What an address was told, newest first."""
    return await webhook_queries.told(actor, webhook_id, cursor, limit)


@post("/webhooks/{webhook_id:uuid}/state", status_code=200, **stepped_up(_EITHER))
async def switch_webhook(actor: Actor, webhook_id: UUID, data: SwitchWebhook) -> Done:
    """Switches an address off or on again."""
    await webhooks.switch_by_officer(actor, webhook_id, enabled=data.enabled, reason=data.reason)
    return Done(True)


ROUTES = [
    program_webhooks,
    add_webhook,
    program_webhook,
    remove_webhook,
    renew_webhook_secret,
    ping_webhook,
    replay_to_webhook,
    enable_webhook,
    disable_webhook,
    program_deliveries,
    webhooks_of_client,
    webhook_deliveries,
    switch_webhook,
]
