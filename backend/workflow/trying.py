"""Trying a draft before anybody relies on it: checked, drawn, simulated, replayed."""

from datetime import datetime
from uuid import UUID

from backend.access.actor import Actor
from backend.catalogue.queries import version_in_force
from backend.dossiers.actions.drafts import as_uuid
from backend.dossiers.actions.situation import moment
from backend.dossiers.queries import iso
from backend.law.deadlines import due_date
from backend.organisation.working_calendar import working_calendar
from backend.platform.database import connection
from backend.workflow import queries, replaying
from backend.workflow.actions import may_in
from backend.workflow.drawing import svg
from backend.workflow.rules import READERS
from backend.workflow.soundness import findings, longest_minutes
from backend.workflow.standard import standard_process
from backend.workflow.walking import Facts, Walked, simulate
from shared.contracts.processes import (
    CheckedProcess,
    CheckProcess,
    Passage,
    Process,
    Replay,
    Simulate,
    Simulation,
)
from shared.vocabulary.channels import Channel
from shared.vocabulary.roles import ROLE_LABELS


async def check(actor: Actor, data: CheckProcess) -> CheckedProcess:
    """What is wrong with a draft and how it looks. Raises Forbidden, NotFound."""
    agency_id = await _own(actor, data.agency_id)
    around = await queries.surroundings(agency_id, data.process.procedure_code)
    found = findings(data.process, around)
    return CheckedProcess(
        findings=found,
        diagram=svg(data.process, {f.step for f in found}),
        longest_minutes=longest_minutes(data.process),
        legal_minutes=around.legal_minutes,
    )


async def template(actor: Actor, agency_id: str, procedure_code: str) -> Process:
    """The ordinary process of a procedure at an agency, to begin with. Raises as `check`."""
    around = await queries.surroundings(await _own(actor, agency_id), procedure_code)
    return standard_process(procedure_code, around.legal_minutes)


async def simulated(actor: Actor, data: Simulate) -> Simulation:
    """A sample dossier with a moving clock, beside the due date of the law.

    Raises Forbidden, NotFound, RuleBroken for a moment that is none.
    """
    agency_id = await _own(actor, data.agency_id)
    calendar = await working_calendar(agency_id)
    accepted_at = moment(data.accepted_at, "/accepted_at")
    facts = Facts(data.channel, data.delivery, data.answers)
    way = simulate(data.process, calendar, accepted_at, facts, data.pace_percent)
    _id, content = await version_in_force(data.process.procedure_code, online=False)
    known = {channel.value for channel in Channel}
    wanted = Channel(data.channel) if data.channel in known else Channel.DESK
    entry = content.channel(wanted) or next(iter(content.channels), None)
    due: datetime | None = None
    if entry is not None and entry.duration is not None:
        due = due_date(calendar, accepted_at, entry.duration).at
    end = way.passages[-1].left_at if way.ended else None
    return Simulation(
        passages=[_passage(walked) for walked in way.passages[:60]],
        finished_at=iso(end) if end else "",
        due_at=iso(due) if due else "",
        late=bool(end and due and end > due),
        stopped=way.stopped,
    )


async def replayed(actor: Actor, data: CheckProcess) -> Replay:
    """All accepted dossiers of the procedure led through a draft. Raises Forbidden, NotFound."""
    agency_id = await _own(actor, data.agency_id)
    await version_in_force(data.process.procedure_code, online=False)  # or there is none
    return await replaying.replayed(actor, agency_id, data.process)


def _passage(walked: Walked) -> Passage:
    return Passage(
        step=walked.step.id,
        name=walked.step.name,
        role_label=ROLE_LABELS[walked.step.role].vi,
        entered_at=iso(walked.entered_at),
        due_at=iso(walked.due_at),
        left_at=iso(walked.left_at) if walked.left_at else "",
        late=walked.late,
    )


async def _own(actor: Actor, agency_id: str) -> UUID:
    found = as_uuid(agency_id, "/agency_id")
    async with connection() as opened:
        await may_in(opened, actor, found, READERS)
    return found
