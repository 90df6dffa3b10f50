"""Officers' accounts, roles by two persons and the review of access, over HTTP."""

from uuid import UUID

from litestar import Response, get, post

from backend.access.actor import Actor
from backend.access.guards import officer
from backend.access.step_up import stepped_up
from backend.identity import access_review, officer_list, officers, role_requests
from shared.contracts.common import Page
from shared.contracts.factors import Done
from shared.contracts.officers import (
    AccessReview,
    AskRole,
    BecauseOf,
    DecideRole,
    FirstPassword,
    OfficerAccount,
    OpenOfficerAccount,
    ReviewDone,
    RoleRequest,
)
from shared.vocabulary.roles import Role

_ADMIN = officer(Role.SYSTEM_ADMIN)
_SECRET = {"Cache-Control": "no-store"}


@get("/officer-accounts", **_ADMIN)
async def officer_accounts(
    actor: Actor, q: str = "", cursor: str = "", limit: int = 50
) -> Page[OfficerAccount]:
    """Accounts I keep."""
    return await officer_list.officers(actor, q[:100], cursor, limit)


@post("/officer-accounts", **stepped_up(_ADMIN))
async def open_officer_account(actor: Actor, data: OpenOfficerAccount) -> Response[FirstPassword]:
    """Opens one; the first password is shown this once."""
    return Response(await officers.open_account(actor, data), headers=_SECRET, status_code=201)


@post("/officer-accounts/{account_id:uuid}/lock", status_code=200, **stepped_up(_ADMIN))
async def lock_account(actor: Actor, account_id: UUID, data: BecauseOf) -> Done:
    """Locks one at once."""
    await officers.lock(actor, account_id, data.reason)
    return Done(True)


@post("/officer-accounts/{account_id:uuid}/unlock", status_code=200, **stepped_up(_ADMIN))
async def unlock_account(actor: Actor, account_id: UUID, data: BecauseOf) -> Done:
    """Unlocks one."""
    await officers.unlock(actor, account_id, data.reason)
    return Done(True)


@post("/officer-accounts/{account_id:uuid}/disable", status_code=200, **stepped_up(_ADMIN))
async def disable_account(actor: Actor, account_id: UUID, data: BecauseOf) -> Done:
    """Ends one for good."""
    await officers.disable(actor, account_id, data.reason)
    return Done(True)


@post("/officer-accounts/{account_id:uuid}/reset", status_code=200, **stepped_up(_ADMIN))
async def reset_account(actor: Actor, account_id: UUID, data: BecauseOf) -> Response[FirstPassword]:
    """A new first password and second factor for somebody who lost theirs."""
    return Response(await officers.reset(actor, account_id, data.reason), headers=_SECRET)


@get("/role-requests", **officer(*role_requests.DECIDERS))
async def list_role_requests(actor: Actor) -> list[RoleRequest]:
    """Changes of roles that wait, and the last that were decided."""
    return await role_requests.requests(actor)


@post("/role-requests", **stepped_up(_ADMIN))
async def ask_role(actor: Actor, data: AskRole) -> Done:
    """Asks for a role to be given or taken away."""
    await role_requests.ask(actor, data)
    return Done(True)


@post(
    "/role-requests/{request_id:uuid}/decision",
    status_code=200,
    **stepped_up(officer(*role_requests.DECIDERS)),
)
async def decide_role(actor: Actor, request_id: UUID, data: DecideRole) -> Done:
    """The second person's word."""
    await role_requests.decide(actor, request_id, approve=data.approve)
    return Done(True)


@get("/access-review", **officer(*access_review.READERS))
async def who_may_do_what(actor: Actor) -> AccessReview:
    """Who may do what in my agency now, with remarks."""
    return await access_review.review(actor)


@post("/access-reviews", **officer(*access_review.READERS))
async def access_reviewed(actor: Actor, data: ReviewDone) -> AccessReview:
    """I have looked at it."""
    return await access_review.reviewed(actor, data.note)


ROUTES = [
    officer_accounts,
    open_officer_account,
    lock_account,
    unlock_account,
    disable_account,
    reset_account,
    list_role_requests,
    ask_role,
    decide_role,
    who_may_do_what,
    access_reviewed,
]
