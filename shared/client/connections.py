"""Connections with partners, for those who run the system."""

from urllib.parse import quote

from shared.client.base import ApiClient
from shared.contracts.common import Page
from shared.contracts.connections import (
    Compared,
    CompareDay,
    ConnectionDetail,
    ConnectionShown,
    DeliveryContent,
    DeliveryShown,
    DifferenceShown,
    MappingShown,
    ReplayDelivery,
    Replayed,
    SetMapping,
    SetThresholds,
)
from shared.contracts.officers import BecauseOf


async def connections(api: ApiClient) -> list[ConnectionShown]:
    """Every connection and how it is."""
    return await api.get("/connections", list[ConnectionShown])


async def connection(api: ApiClient, id_: str) -> ConnectionDetail:
    """One connection."""
    return await api.get(f"/connections/{_safe(id_)}", ConnectionDetail)


async def check(api: ApiClient, id_: str) -> ConnectionDetail:
    """Asks the partner how it is, now."""
    return await api.post(f"/connections/{_safe(id_)}/check", {}, ConnectionDetail)


async def pause(api: ApiClient, id_: str, reason: str) -> ConnectionDetail:
    """Nothing more is sent."""
    return await api.post(f"/connections/{_safe(id_)}/pause", BecauseOf(reason), ConnectionDetail)


async def resume(api: ApiClient, id_: str, reason: str) -> ConnectionDetail:
    """Goes on sending."""
    body = BecauseOf(reason)
    return await api.post(f"/connections/{_safe(id_)}/resumption", body, ConnectionDetail)


async def set_thresholds(api: ApiClient, id_: str, data: SetThresholds) -> ConnectionDetail:
    """When alarms are raised."""
    return await api.post(f"/connections/{_safe(id_)}/thresholds", data, ConnectionDetail)


async def deliveries(
    api: ApiClient, id_: str, state: str, cursor: str = "", limit: int = 50
) -> Page[DeliveryShown]:
    """Messages in one state."""
    params = {"delivery_state": state, "cursor": cursor, "limit": limit}
    return await api.get(
        f"/connections/{_safe(id_)}/deliveries", Page[DeliveryShown], params=params
    )


async def replay_dead(api: ApiClient, id_: str, reason: str) -> Replayed:
    """Sends all dead letters again."""
    return await api.post(f"/connections/{_safe(id_)}/replay", BecauseOf(reason), Replayed)


async def delivery(api: ApiClient, delivery_id: str) -> DeliveryContent:
    """What a message says."""
    return await api.get(f"/deliveries/{delivery_id}", DeliveryContent)


async def replay(api: ApiClient, delivery_id: str, reason: str, content: str = "") -> Replayed:
    """Sends a message again, with other words where given."""
    body = ReplayDelivery(reason, content)
    return await api.post(f"/deliveries/{delivery_id}/replay", body, Replayed)


async def drop(api: ApiClient, delivery_id: str, reason: str) -> Replayed:
    """Gives a message up."""
    return await api.post(f"/deliveries/{delivery_id}/drop", BecauseOf(reason), Replayed)


async def confirm(api: ApiClient, delivery_id: str, reason: str) -> Replayed:
    """A message that may have been sent was seen at the partner's."""
    return await api.post(f"/deliveries/{delivery_id}/confirmation", BecauseOf(reason), Replayed)


async def mappings(api: ApiClient, id_: str, cursor: str = "") -> Page[MappingShown]:
    """The partner's codes for ours."""
    params = {"cursor": cursor}
    return await api.get(f"/connections/{_safe(id_)}/mappings", Page[MappingShown], params=params)


async def set_mapping(api: ApiClient, id_: str, data: SetMapping) -> Replayed:
    """Gives the partner's code for one of ours."""
    return await api.post(f"/connections/{_safe(id_)}/mappings", data, Replayed)


async def end_mapping(api: ApiClient, mapping_id: str, reason: str) -> Replayed:
    """A code holds no more from today."""
    return await api.post(f"/code-mappings/{mapping_id}/end", BecauseOf(reason), Replayed)


async def differences(
    api: ApiClient, id_: str, *, is_open: bool = True, cursor: str = ""
) -> Page[DifferenceShown]:
    """What did not agree when both sides were compared."""
    params = {"is_open": is_open, "cursor": cursor}
    return await api.get(
        f"/connections/{_safe(id_)}/differences", Page[DifferenceShown], params=params
    )


async def compare(api: ApiClient, id_: str, day: str) -> Compared:
    """Compares a day with the partner, both ways."""
    return await api.post(f"/connections/{_safe(id_)}/comparison", CompareDay(day), Compared)


async def settle(api: ApiClient, difference_id: str, reason: str) -> Replayed:
    """Somebody has dealt with a difference."""
    return await api.post(f"/differences/{difference_id}/settlement", BecauseOf(reason), Replayed)


def _safe(id_: str) -> str:
    return quote(id_, safe="")
