"""Trying a draft before anybody relies on it: checked, drawn, simulated, replayed."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from backend.access.actor import Actor
from backend.catalogue.queries import version_in_force
from backend.dossiers.actions.drafts import as_uuid
from backend.dossiers.actions.situation import moment
from backend.dossiers.queries import iso
from backend.law.deadlines import due_date, moment_words
from backend.organisation.working_calendar import working_calendar
from backend.platform.database import connection
from backend.workflow import queries
from backend.workflow.actions import may_in
from backend.workflow.drawing import svg
from backend.workflow.rules import READERS
from backend.workflow.soundness import findings, longest_minutes
from backend.workflow.standard import standard_process
from backend.workflow.walking import Facts, Outcome, Walked, outcome, replay, simulate
from shared.contracts.processes import (
    CheckedProcess,
    CheckProcess,
    Passage,
    Process,
    Replay,
    ReplayedDossier,
    Simulate,
    Simulation,
)
from shared.vocabulary.acts import Act
from shared.vocabulary.channels import Channel
from shared.vocabulary.label import Label
from shared.vocabulary.roles import ROLE_LABELS
from shared.vocabulary.states import TERMINAL, State

MOST_REPLAYED = 200
OUTCOME_LABELS: dict[Outcome, Label] = {
    Outcome.FITS: Label("Đi hết, đúng hạn từng bước", "Fits, every step in time"),
    Outcome.STUCK: Label("Bị kẹt", "Gets stuck"),
    Outcome.LATE: Label("Có bước quá hạn", "A step is late"),
    Outcome.RUNNING: Label("Còn đang giải quyết", "Still running"),
}


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
    """The newest 200 accepted dossiers of the procedure led through a draft.

    Raises Forbidden, NotFound.
    """
    agency_id = await _own(actor, data.agency_id)
    calendar = await working_calendar(agency_id)
    rows = await queries.past_dossiers(agency_id, data.process.procedure_code, MOST_REPLAYED)
    counts = dict.fromkeys(Outcome, 0)
    found: list[ReplayedDossier] = []
    for row in rows:
        way = replay(
            data.process,
            calendar,
            [(e.act, e.at) for e in msgspec.json.decode(row["events"], type=list[_Event])],
            Facts(row["channel"], row["delivery"], msgspec.json.decode(row["answers"])),
        )
        fared = outcome(way, closed=State(row["state"]) in TERMINAL)
        counts[fared] += 1
        step, detail = _why(data.process, way, fared)
        found.append(
            ReplayedDossier(
                dossier_id=str(row["id"]),
                code=row["code"],
                outcome=fared,
                outcome_label=OUTCOME_LABELS[fared].vi,
                step=step,
                detail=detail,
            )
        )
    worst = {Outcome.STUCK: 0, Outcome.LATE: 1, Outcome.RUNNING: 2, Outcome.FITS: 3}
    found.sort(key=lambda one: worst[Outcome(one.outcome)])
    return Replay(
        looked_at=len(rows),
        fits=counts[Outcome.FITS],
        stuck=counts[Outcome.STUCK],
        late=counts[Outcome.LATE],
        running=counts[Outcome.RUNNING],
        dossiers=found,
    )


class _Event(msgspec.Struct, frozen=True):
    act: Act
    at: datetime


def _why(process: Process, way: Any, fared: Outcome) -> tuple[str, str]:
    names = {step.id: step.name for step in process.steps}
    if fared is Outcome.STUCK:
        return names.get(way.stuck_at, way.stuck_at), way.stopped
    if fared is Outcome.LATE:
        late = next(p for p in way.passages if p.late)
        return late.step.name, (
            f"Xong lúc {moment_words(late.left_at)}, hạn của bước {moment_words(late.due_at)}."
        )
    return (way.passages[-1].step.name if way.passages else ""), ""


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
