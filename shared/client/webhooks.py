"""Addresses that are told of events: the program's own, and what administrators do with them."""

from shared.client.base import ApiClient
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


async def mine(api: ApiClient) -> list[Webhook]:
    """This program's addresses."""
    return await api.get("/partner/webhooks", list[Webhook])


async def add(api: ApiClient, data: NewWebhook) -> WebhookSecret:
    """A new address; its secret is shown once."""
    return await api.post("/partner/webhooks", data, WebhookSecret)


async def one(api: ApiClient, id_: str) -> Webhook:
    """How one is doing."""
    return await api.get(f"/partner/webhooks/{id_}", Webhook)


async def remove(api: ApiClient, id_: str) -> None:
    """Take one away for good."""
    await api.delete(f"/partner/webhooks/{id_}")


async def renew_secret(api: ApiClient, id_: str) -> WebhookSecret:
    """Another secret, shown once."""
    return await api.post(f"/partner/webhooks/{id_}/secret", {}, WebhookSecret)


async def ping(api: ApiClient, id_: str) -> Done:
    """Try an address."""
    return await api.post(f"/partner/webhooks/{id_}/ping", {}, Done)


async def replay(
    api: ApiClient, id_: str, *, event_id: str = "", after: str = ""
) -> ReplayedEvents:
    """Send one event, or those after a cursor, again."""
    data = ReplayEvents(event_id, after)
    return await api.post(f"/partner/webhooks/{id_}/replay", data, ReplayedEvents)


async def enable(api: ApiClient, id_: str) -> Done:
    """Switch one on again."""
    return await api.post(f"/partner/webhooks/{id_}/enable", {}, Done)


async def disable(api: ApiClient, id_: str) -> Done:
    """Switch one off."""
    return await api.post(f"/partner/webhooks/{id_}/disable", {}, Done)


async def deliveries(api: ApiClient, id_: str, cursor: str = "") -> Page[WebhookDelivery]:
    """What one was told."""
    return await api.get(
        f"/partner/webhooks/{id_}/deliveries", Page[WebhookDelivery], params={"cursor": cursor}
    )


async def of_client(api: ApiClient, client_id: str) -> list[Webhook]:
    """Administrators: addresses of a program."""
    return await api.get(f"/api-clients/{client_id}/webhooks", list[Webhook])


async def told(api: ApiClient, id_: str, cursor: str = "") -> Page[WebhookDelivery]:
    """Administrators: what an address was told."""
    return await api.get(
        f"/webhooks/{id_}/deliveries", Page[WebhookDelivery], params={"cursor": cursor}
    )


async def switch(api: ApiClient, id_: str, enabled: bool, reason: str) -> Done:
    """Administrators: switch an address off or on again."""
    return await api.post(f"/webhooks/{id_}/state", SwitchWebhook(enabled, reason), Done)
