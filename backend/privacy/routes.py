"""Privacy over HTTP: who looked at my data, my consents."""

from typing import Annotated
from uuid import UUID

from litestar import get, post
from litestar.params import Parameter

from backend.access.actor import Actor
from backend.access.guards import citizen, officer
from backend.access.step_up import stepped_up
from backend.privacy import actions, proving, queries, unmasking
from shared.contracts.common import Page
from shared.contracts.privacy import (
    Consent,
    DataLook,
    IdentityStatus,
    ProveIdentity,
    ProvenPerson,
    SetConsent,
    Unmask,
    Unmasked,
)
from shared.vocabulary.roles import Role

Cursor = Annotated[str, Parameter(max_length=300)]
Limit = Annotated[int, Parameter(ge=1, le=100)]


@get("/data-looks", **citizen())
async def data_looks(actor: Actor, cursor: Cursor = "", limit: Limit = 30) -> Page[DataLook]:
    """Who looked at my data, when and why; the newest first."""
    return await queries.looks(actor, cursor, limit)


@get("/consents", **citizen())
async def consents(actor: Actor) -> list[Consent]:
    """What I let be done with my data."""
    return await queries.consents(actor)


@post("/consents", status_code=200, **citizen())
async def set_consent(actor: Actor, data: SetConsent) -> list[Consent]:
    """Gives or withdraws; at once."""
    return await actions.set_consent(actor, data)


@get("/identity-proof", **citizen())
async def identity_status(actor: Actor) -> IdentityStatus:
    """Whether my account is known to be mine, and the code for the desk."""
    return await proving.status(actor)


@post("/desk/identity-proofs", status_code=200, **officer(Role.DESK_OFFICER, Role.DESK_HEAD))
async def prove_identity(actor: Actor, data: ProveIdentity) -> ProvenPerson:
    """The person at my desk, their card and their account agree."""
    return await proving.prove(actor, data)


@post("/dossiers/{dossier_id:uuid}/unmaskings", status_code=200, **stepped_up(officer()))
async def unmask(actor: Actor, dossier_id: UUID, data: Unmask) -> Unmasked:
    """Shows what is masked for me, for a reason that its owner can read."""
    return await unmasking.unmask(actor, dossier_id, data)


ROUTES = [unmask, data_looks, consents, set_consent, identity_status, prove_identity]
