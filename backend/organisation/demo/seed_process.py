"""One process of the demonstration, written and published by two persons like any other."""

from backend.identity.queries import actor_of_username
from backend.platform.database import fetch_value
from backend.settings import settings
from backend.workflow import actions, queries
from backend.workflow.standard import standard_process
from shared.contracts.processes import SaveProcess

_PROCEDURE = "1.001193"
_PLACE = "kylua"


async def seed_process() -> None:
    """The ordinary process of birth registration at one ward, once."""
    there = await fetch_value(
        "select true from process_version where tenant_id = $1 limit 1", settings().tenant
    )
    if there:
        return
    head = await actor_of_username(f"truongbophan.{_PLACE}")
    leader = await actor_of_username(f"lanhdao.{_PLACE}")
    agency_id = head.agencies()[0]
    around = await queries.surroundings(agency_id, _PROCEDURE)
    process = standard_process(_PROCEDURE, around.legal_minutes)
    draft_id = await actions.save_process(head, SaveProcess(str(agency_id), process))
    await actions.propose(head, draft_id)
    await actions.publish(leader, draft_id)
