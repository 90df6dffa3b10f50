"""Connections with partners over HTTP, for those who run the system."""

from typing import Annotated
from uuid import UUID

from litestar import get, post
from litestar.params import Parameter

from backend.access.actor import Actor
from backend.access.guards import officer
from backend.access.step_up import stepped_up
from backend.connections import actions, mending, operators, queries, reconciling
from backend.connections import deliveries as reading
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
from shared.vocabulary.connections import DeliveryState

AdapterId = Annotated[str, Parameter(max_length=80)]
Cursor = Annotated[str, Parameter(max_length=400)]
Limit = Annotated[int, Parameter(ge=1, le=100)]
_RUNS = officer(*operators.RUN)
_LOOKS = officer(*operators.LOOK)


@get("/connections", **_LOOKS)
async def connections(actor: Actor) -> list[ConnectionShown]:
    """Every connection and how it is."""
    return await queries.connections(actor)


@get("/connections/{adapter_id:str}", **_LOOKS)
async def connection(actor: Actor, adapter_id: AdapterId) -> ConnectionDetail:
    """One connection."""
    return await queries.connection(actor, adapter_id)


@post("/connections/{adapter_id:str}/check", status_code=200, **_RUNS)
async def check(actor: Actor, adapter_id: AdapterId) -> ConnectionDetail:
    """Asks the partner how it is, now."""
    await actions.check_now(actor, adapter_id)
    return await queries.connection(actor, adapter_id)


@post("/connections/{adapter_id:str}/pause", status_code=200, **_RUNS)
async def pause(actor: Actor, adapter_id: AdapterId, data: BecauseOf) -> ConnectionDetail:
    """Nothing more is sent until it is resumed."""
    await actions.pause(actor, adapter_id, data.reason)
    return await queries.connection(actor, adapter_id)


@post("/connections/{adapter_id:str}/resumption", status_code=200, **_RUNS)
async def resume(actor: Actor, adapter_id: AdapterId, data: BecauseOf) -> ConnectionDetail:
    """Goes on sending."""
    await actions.resume(actor, adapter_id, data.reason)
    return await queries.connection(actor, adapter_id)


@post("/connections/{adapter_id:str}/thresholds", status_code=200, **_RUNS)
async def set_thresholds(
    actor: Actor, adapter_id: AdapterId, data: SetThresholds
) -> ConnectionDetail:
    """When alarms are raised."""
    await actions.set_thresholds(actor, adapter_id, data)
    return await queries.connection(actor, adapter_id)


@get("/connections/{adapter_id:str}/deliveries", **_LOOKS)
async def deliveries(
    actor: Actor,
    adapter_id: AdapterId,
    delivery_state: DeliveryState = DeliveryState.DEAD,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> Page[DeliveryShown]:
    """Messages in one state, the newest first."""
    return await reading.deliveries(actor, adapter_id, delivery_state, cursor, limit)


@post("/connections/{adapter_id:str}/replay", status_code=200, **_RUNS)
async def replay_dead(actor: Actor, adapter_id: AdapterId, data: BecauseOf) -> Replayed:
    """Sends all dead letters again, in order."""
    return Replayed(await mending.replay_dead(actor, adapter_id, data.reason))


@get("/deliveries/{delivery_id:uuid}", **stepped_up(_RUNS))
async def delivery(actor: Actor, delivery_id: UUID) -> DeliveryContent:
    """What a message says; that somebody read it is kept."""
    return await reading.content(actor, delivery_id)


@post("/deliveries/{delivery_id:uuid}/replay", status_code=200, **stepped_up(_RUNS))
async def replay(actor: Actor, delivery_id: UUID, data: ReplayDelivery) -> Replayed:
    """Sends a message again, with other words where given."""
    await mending.replay(actor, delivery_id, data.reason, data.content)
    return Replayed(1)


@post("/deliveries/{delivery_id:uuid}/drop", status_code=200, **stepped_up(_RUNS))
async def drop(actor: Actor, delivery_id: UUID, data: BecauseOf) -> Replayed:
    """Gives a message up; those behind it go on."""
    await mending.drop(actor, delivery_id, data.reason)
    return Replayed(0)


@post("/deliveries/{delivery_id:uuid}/confirmation", status_code=200, **_RUNS)
async def confirm(actor: Actor, delivery_id: UUID, data: BecauseOf) -> Replayed:
    """A message that may have been sent was seen at the partner's."""
    await mending.confirm(actor, delivery_id, data.reason)
    return Replayed(0)


@get("/connections/{adapter_id:str}/mappings", **_LOOKS)
async def mappings(
    actor: Actor, adapter_id: AdapterId, cursor: Cursor = "", limit: Limit = 100
) -> Page[MappingShown]:
    """The partner's codes for ours."""
    return await queries.mappings(actor, adapter_id, cursor, limit)


@post("/connections/{adapter_id:str}/mappings", status_code=200, **_RUNS)
async def set_mapping(actor: Actor, adapter_id: AdapterId, data: SetMapping) -> Replayed:
    """Gives the partner's code for one of ours; what waited for it goes on."""
    return Replayed(await actions.set_mapping(actor, adapter_id, data))


@post("/code-mappings/{mapping_id:uuid}/end", status_code=200, **_RUNS)
async def end_mapping(actor: Actor, mapping_id: UUID, data: BecauseOf) -> Replayed:
    """A code holds no more from today."""
    await actions.end_mapping(actor, mapping_id, data.reason)
    return Replayed(0)


@get("/connections/{adapter_id:str}/differences", **_LOOKS)
async def differences(
    actor: Actor,
    adapter_id: AdapterId,
    is_open: bool = True,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> Page[DifferenceShown]:
    """What did not agree when both sides were compared."""
    return await queries.differences(actor, adapter_id, is_open, cursor, limit)


@post("/connections/{adapter_id:str}/comparison", status_code=200, **_RUNS)
async def compare(actor: Actor, adapter_id: AdapterId, data: CompareDay) -> Compared:
    """Compares a day with the partner, both ways."""
    return Compared(await reconciling.compare_again(actor, adapter_id, data.day))


@post("/differences/{difference_id:uuid}/settlement", status_code=200, **_RUNS)
async def settle(actor: Actor, difference_id: UUID, data: BecauseOf) -> Replayed:
    """Somebody has dealt with a difference."""
    await reconciling.settle(actor, difference_id, data.reason)
    return Replayed(0)


ROUTES = [
    connections, connection, check, pause, resume, set_thresholds, deliveries, replay_dead,
    delivery, replay, drop, confirm, mappings, set_mapping, end_mapping, differences, compare,
    settle,
]  # fmt: skip
