"""Legal regimes over HTTP."""

from typing import Annotated

from litestar import get, post
from litestar.params import Parameter

from backend.access.actor import Actor
from backend.access.guards import for_all, officer
from backend.regimes import actions, versions
from backend.regimes.versions import KEEPERS, READERS
from shared.contracts.proposals import AtRevision, GiveBack
from shared.contracts.regimes import (
    CallOffRegime,
    NewRegimeVersion,
    RegimeDesign,
    RegimePreview,
)

Number = Annotated[int, Parameter(ge=1, le=1000)]


@get("/regimes", **officer(*READERS))
async def regimes(actor: Actor) -> list[RegimeDesign]:
    """The regimes with their figures, versions and what waits."""
    return await versions.designs(actor)


@post("/regimes/{regime_key:str}/preview", status_code=200, **officer(*READERS))
async def preview_regime(actor: Actor, regime_key: str, data: NewRegimeVersion) -> RegimePreview:
    """What a version would change; nothing is kept."""
    return await actions.preview(actor, regime_key, data)


@post("/regimes/{regime_key:str}/proposal", status_code=200, **for_all(*KEEPERS))
async def propose_regime(actor: Actor, regime_key: str, data: NewRegimeVersion) -> RegimeDesign:
    """Hands a version to a second person."""
    await actions.propose(actor, regime_key, data)
    return await versions.design(actor, regime_key)


@post("/regimes/{regime_key:str}/return", status_code=200, **for_all(*READERS))
async def return_regime(actor: Actor, regime_key: str, data: GiveBack) -> RegimeDesign:
    """Gives a proposal back, or takes my own back."""
    await actions.give_back(actor, regime_key, data.note)
    return await versions.design(actor, regime_key)


@post("/regimes/{regime_key:str}/publication", status_code=200, **for_all(*READERS))
async def publish_regime(actor: Actor, regime_key: str, data: AtRevision) -> RegimeDesign:
    """Approves the version of somebody else."""
    await actions.publish(actor, regime_key, data.revision)
    return await versions.design(actor, regime_key)


@post(
    "/regimes/{regime_key:str}/versions/{number:int}/cancellation",
    status_code=200,
    **for_all(*READERS),
)
async def call_off_regime(
    actor: Actor, regime_key: str, number: Number, data: CallOffRegime
) -> RegimeDesign:
    """Calls a published version off before its day."""
    await actions.call_off(actor, regime_key, number, data.reason)
    return await versions.design(actor, regime_key)


ROUTES = [
    regimes,
    preview_regime,
    propose_regime,
    return_regime,
    publish_regime,
    call_off_regime,
]
