"""Many results signed or sealed in one act."""

from typing import Annotated, Literal
from uuid import UUID

from litestar import Response, get, post
from litestar.params import Parameter

from backend.access.actor import Actor
from backend.access.guards import officer
from backend.access.step_up import stepped_up
from backend.results import waiting
from backend.results.actions.together import sign_many
from backend.results.routes.results import Code, Pin, leave_of
from shared.contracts.common import Page
from shared.contracts.results import ReadyResult, SignedMany, SignMany

Cursor = Annotated[str, Parameter(max_length=300)]
Limit = Annotated[int, Parameter(ge=1, le=100)]


@get("/results-waiting", **officer())
async def results_waiting(
    actor: Actor, what: Literal["sign", "seal"] = "sign", cursor: Cursor = "", limit: Limit = 50
) -> Page[ReadyResult]:
    """Results that wait for my signature, or for the seal of my agency."""
    return await waiting.ready(actor, what, cursor, limit)


@post("/results-signatures", **stepped_up(officer()))
async def sign_results(
    actor: Actor, data: SignMany, pin: Pin = "", code: Code = ""
) -> Response[SignedMany]:
    """Signs or seals what I have seen, with one PIN. 202 when it takes longer than a second."""
    stands, done = await sign_many(actor, data, leave_of(pin, code))
    return Response(stands, status_code=200 if done else 202)


@get("/results-signatures/{batch_id:uuid}", **officer())
async def signed_results(actor: Actor, batch_id: UUID) -> SignedMany:
    """How my act of signing stands, one by one."""
    return await waiting.batch(actor, batch_id)


ROUTES = [results_waiting, sign_results, signed_results]
