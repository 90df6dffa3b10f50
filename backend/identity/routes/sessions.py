"""My sessions, over HTTP."""

from uuid import UUID

from litestar import get, post

from backend.access.actor import Actor
from backend.access.guards import signed_in
from backend.identity import sessions
from shared.contracts.identity import Ended, SessionShown


@get("/sessions", **signed_in())
async def my_sessions(actor: Actor) -> list[SessionShown]:
    """Where I am signed in now."""
    return await sessions.my_sessions(actor)


@post("/sessions/{session_id:uuid}/end", status_code=200, **signed_in())
async def end_one_session(actor: Actor, session_id: UUID) -> Ended:
    """Ends one of my sessions."""
    await sessions.end_one(actor, session_id)
    return Ended(1)


@post("/sessions/end-others", status_code=200, **signed_in())
async def end_other_sessions(actor: Actor) -> Ended:
    """Ends all my sessions but this one."""
    return Ended(await sessions.end_others(actor))


ROUTES = [my_sessions, end_one_session, end_other_sessions]
