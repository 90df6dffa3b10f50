"""Keys for trials over HTTP: what a developer asks for on the portal."""

from uuid import UUID

from litestar import Response, get, post

from backend.access.actor import Actor
from backend.access.guards import citizen
from backend.access.step_up import stepped_up
from backend.partners import trials
from shared.contracts.factors import Done
from shared.contracts.partners import ClientSecret
from shared.contracts.programs import AskSandbox, SandboxProgram

_SECRET = {"Cache-Control": "no-store", "Pragma": "no-cache"}


@get("/sandbox-programs", **citizen())
async def my_sandbox_programs(actor: Actor) -> list[SandboxProgram]:
    """Programs I asked trial keys for."""
    return await trials.mine(actor)


@post("/sandbox-programs", **citizen())
async def ask_for_sandbox(actor: Actor, data: AskSandbox) -> Done:
    """Asks for trial keys; an administrator decides."""
    await trials.ask(actor, data)
    return Done(True)


@post("/sandbox-programs/{client_id:uuid}/secret", status_code=200, **stepped_up(citizen()))
async def fetch_sandbox_secret(actor: Actor, client_id: UUID) -> Response[ClientSecret]:
    """A secret for my program, shown this once; an earlier one ends."""
    return Response(await trials.fetch_secret(actor, client_id), headers=_SECRET)


@post("/sandbox-programs/{client_id:uuid}/end", status_code=200, **citizen())
async def end_sandbox_program(actor: Actor, client_id: UUID) -> Done:
    """Ends a program of mine."""
    await trials.end(actor, client_id)
    return Done(True)


ROUTES = [my_sandbox_programs, ask_for_sandbox, fetch_sandbox_secret, end_sandbox_program]
