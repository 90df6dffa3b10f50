"""Mandates over HTTP, and who sent a dossier for whom."""

from uuid import UUID

from litestar import get, post

from backend.access.actor import Actor
from backend.access.guards import citizen, signed_in
from backend.access.step_up import stepped_up
from backend.dossiers.queries import may_see_dossier
from backend.identity import mandates
from backend.notifications.dead_mailboxes import returned_words
from backend.platform.problems import NotFound
from shared.contracts.factors import Done
from shared.contracts.mandates import Acting, DoneForMe, GiveMandate, Mandate, Sender


@get("/mandates", **citizen())
async def my_mandates(actor: Actor) -> list[Mandate]:
    """Those I gave and those I was given."""
    return await mandates.mandates(actor)


@post("/mandates", **stepped_up(citizen()))
async def give_mandate(actor: Actor, data: GiveMandate) -> Done:
    """Lets somebody act for me."""
    await mandates.give(actor, data)
    return Done(True)


@post("/mandates/{mandate_id:uuid}/accept", status_code=200, **citizen())
async def accept_mandate(actor: Actor, mandate_id: UUID) -> Done:
    """I take it on."""
    await mandates.accept(actor, mandate_id)
    return Done(True)


@post("/mandates/{mandate_id:uuid}/end", status_code=200, **citizen())
async def end_mandate(actor: Actor, mandate_id: UUID) -> Done:
    """I revoke, decline or give it back."""
    await mandates.end(actor, mandate_id)
    return Done(True)


@post("/mandates/{mandate_id:uuid}/act", status_code=200, **citizen())
async def act_under_mandate(actor: Actor, mandate_id: UUID) -> Done:
    """In this session I act under it from now on."""
    await mandates.act_for(actor, mandate_id)
    return Done(True)


@post("/mandates/act-for-myself", status_code=200, **citizen())
async def act_for_myself(actor: Actor) -> Done:
    """I act for myself again."""
    await mandates.act_for(actor, None)
    return Done(True)


@get("/session/acting", **citizen())
async def for_whom_i_act(actor: Actor) -> Acting:
    """For whom I act in this session."""
    return Acting(await mandates.principal_of(actor), await returned_words(actor))


@get("/mandates/dossiers", **citizen())
async def done_in_my_name(actor: Actor) -> list[DoneForMe]:
    """What was sent in my name."""
    return await mandates.done_for_me(actor)


@get("/dossiers/{dossier_id:uuid}/sender", **signed_in())
async def sender_of_dossier(actor: Actor, dossier_id: UUID) -> Sender:
    """Who sent a dossier I may see, how surely it was they, and for whom."""
    if not await may_see_dossier(actor, dossier_id):
        raise NotFound
    return await mandates.sender(dossier_id)


ROUTES = [
    my_mandates,
    give_mandate,
    accept_mandate,
    end_mandate,
    act_under_mandate,
    act_for_myself,
    for_whom_i_act,
    done_in_my_name,
    sender_of_dossier,
]
