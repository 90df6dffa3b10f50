"""Reads of processes: versions, what a draft is checked against, past dossiers to replay."""

from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.catalogue.queries import version_in_force
from backend.dossiers.queries import iso
from backend.forms.queries import current_form
from backend.platform import clock
from backend.platform.database import fetch, fetch_row
from backend.platform.pagination import MAX_LIMIT, decode_cursor, page
from backend.platform.problems import NotFound
from backend.settings import settings
from backend.workflow.rules import APPROVERS, EDITORS, READERS, legal_minutes, why_not_approve
from backend.workflow.soundness import Surroundings
from shared.contracts.common import Named, Page
from shared.contracts.processes import Process, ProcessRow, ProcessVersion
from shared.vocabulary.process_states import PROCESS_STATE_LABELS, ProcessState
from shared.vocabulary.roles import Role

# The roles a person holds in an agency hold in those below it too.
BELOW = "(p.agency_id = any({0}::uuid[]) or g.parent_id = any({0}::uuid[]))"
_ROW = """
select p.id, p.agency_id, p.procedure_code, p.number, p.state, p.definition, p.revision,
    p.changed_at, p.changed_by_name, p.proposed_by, p.proposed_by_name, p.approved_by_name,
    p.approved_at, g.name as agency_name, coalesce(c.name, '') as procedure_name,
    g.parent_id as agency_parent, (select count(*) from (select 1 from step_passage s
        where s.process_version_id = p.id and s.left_at is null limit 10000) x) as running
from process_version p join agency g on g.id = p.agency_id
left join procedure c on c.tenant_id = p.tenant_id and c.code = p.procedure_code
"""


async def processes(actor: Actor, cursor: str = "", limit: int = 50) -> Page[ProcessRow]:
    """Versions of the agencies in which the caller reads processes, the newest change first."""
    limit = max(1, min(limit, MAX_LIMIT))
    args: list[Any] = [settings().tenant, actor.agencies(*READERS), limit + 1]
    where = f"p.tenant_id = $1 and {BELOW.format('$2')}"
    if cursor:
        args += decode_cursor(cursor, tuple[datetime, UUID])
        where += " and (p.changed_at, p.id) < ($4, $5)"
    rows = await fetch(
        f"{_ROW} where {where} order by p.changed_at desc, p.id desc limit $3", *args
    )
    return page(rows, limit, _row, lambda row: (row["changed_at"], row["id"]))


async def process_version(actor: Actor, process_id: UUID) -> ProcessVersion:
    """One version. Raises NotFound, also for another agency's."""
    row = await fetch_row(
        f"{_ROW} where p.id = $1 and {BELOW.format('$2')}", process_id, actor.agencies(*READERS)
    )
    if row is None:
        raise unknown_process()
    state = ProcessState(row["state"])
    places = {row["agency_id"], row["agency_parent"]}
    return ProcessVersion(
        id=str(row["id"]),
        agency=Named(str(row["agency_id"]), row["agency_name"]),
        procedure_code=row["procedure_code"],
        procedure_name=row["procedure_name"],
        number=row["number"],
        state=state,
        state_label=PROCESS_STATE_LABELS[state].vi,
        process=msgspec.json.decode(row["definition"], type=Process),
        changed_at=iso(row["changed_at"]),
        changed_by=row["changed_by_name"],
        proposed_by=row["proposed_by_name"],
        approved_by=row["approved_by_name"],
        approved_at=iso(row["approved_at"]) if row["approved_at"] else None,
        running=row["running"],
        can_edit=state is ProcessState.DRAFT and bool(places & set(actor.agencies(*EDITORS))),
        can_approve=state is ProcessState.PROPOSED
        and bool(places & set(actor.agencies(*APPROVERS)))
        and not why_not_approve(actor, row["proposed_by"]),
    )


_kept: dict[UUID, Process] = {}


async def definition(process_version_id: UUID) -> Process:
    """The steps of a published version; they never change, so they are kept in memory.

    Raises NotFound.
    """
    if process_version_id in _kept:
        return _kept[process_version_id]
    row = await fetch_row(
        "select definition from process_version where id = $1 and state in "
        "('published', 'retired')",
        process_version_id,
    )
    if row is None:
        raise unknown_process()
    if len(_kept) > 500:
        _kept.clear()
    found = msgspec.json.decode(row["definition"], type=Process)
    return _kept.setdefault(process_version_id, found)


async def surroundings(agency_id: UUID, procedure_code: str) -> Surroundings:
    """What a process of a procedure at an agency is checked against. Raises NotFound."""
    _id, content = await version_in_force(procedure_code, online=False)
    terms = {entry.channel.value: legal_minutes(entry.duration) for entry in content.channels}
    terms = {channel: minutes for channel, minutes in terms.items() if minutes}
    questions: frozenset[str] | None = None
    try:
        asked = await current_form(procedure_code)
        questions = frozenset(question.key for question in asked.questions)
    except NotFound:
        pass  # no electronic form yet
    rows = await fetch(
        "select distinct r.role from role_grant r join account a on a.id = r.account_id "
        "where a.disabled_at is null and r.valid_from <= $3 "
        "and (r.valid_to is null or r.valid_to > $3) and (r.agency_id = $1 or r.agency_id in "
        "(select resolving_agency_id from agency_procedure where receiving_agency_id = $1 "
        "and procedure_code = $2))",
        agency_id,
        procedure_code,
        clock.now(),
    )
    codes = await fetch(
        "select code from agency where tenant_id = $1 and id <> $2 limit 2000",
        settings().tenant,
        agency_id,
    )
    return Surroundings(
        agencies=frozenset(row["code"] for row in codes),
        legal_minutes=min(terms.values(), default=0),
        terms=terms,
        roles_held=frozenset(Role(row["role"]) for row in rows),
        questions=questions or frozenset(),
        has_form=questions is not None,
    )


async def count_past(agency_id: UUID, procedure_code: str) -> int:
    """How many dossiers of a procedure an agency has accepted."""
    row = await fetch_row(
        "select count(*) as n from dossier where receiving_agency_id = $1 "
        "and procedure_code = $2 and accepted_at is not null",
        agency_id,
        procedure_code,
    )
    return int(row["n"]) if row is not None else 0


async def past_dossiers(
    agency_id: UUID, procedure_code: str, before: UUID | None, limit: int
) -> list[asyncpg.Record]:
    """Accepted dossiers of a procedure at an agency, the newest first, with their acts in order
    and the intervals in which the clock stood still; `before` is the last one already seen."""
    return await fetch(
        "select d.id, d.code, d.channel, d.delivery, d.answers, d.state, "
        "(select coalesce(json_agg(e), '[]') from (select act, at, state_after from dossier_event "
        "where dossier_id = d.id order by seq limit 300) e) as events, "
        "(select coalesce(json_agg(w), '[]') from (select started_at, ended_at from clock_interval "
        "where dossier_id = d.id order by started_at limit 50) w) as waits "
        "from dossier d where d.receiving_agency_id = $1 and d.procedure_code = $2 "
        "and d.accepted_at is not null and ($3::uuid is null or d.id < $3) "
        "order by d.id desc limit $4",
        agency_id,
        procedure_code,
        before,
        limit,
    )


async def running(process_version_id: UUID, limit: int) -> list[asyncpg.Record]:
    """Dossiers now in a step of another version of the same process, in order of their codes."""
    return await fetch(
        "select s.dossier_id, s.step, s.done_by, s.entered_at, d.code from step_passage s "
        "join process_version o on o.id = s.process_version_id "
        "join process_version n on n.id = $1 and n.agency_id = o.agency_id "
        "and n.procedure_code = o.procedure_code and n.id <> o.id "
        "join dossier d on d.id = s.dossier_id where s.left_at is null order by d.code limit $2",
        process_version_id,
        limit,
    )


def unknown_process() -> NotFound:
    """The same answer for what is not there and for what is another agency's."""
    return NotFound(
        "Không tìm thấy quy trình này, hoặc quy trình không thuộc cơ quan của bạn.",
        en="There is no such process, or it is not your agency's.",
        slug="unknown-process",
    )


def _row(row: asyncpg.Record) -> ProcessRow:
    state = ProcessState(row["state"])
    return ProcessRow(
        id=str(row["id"]),
        agency_name=row["agency_name"],
        procedure_code=row["procedure_code"],
        procedure_name=row["procedure_name"],
        number=row["number"],
        state=state,
        state_label=PROCESS_STATE_LABELS[state].vi,
        steps=len(msgspec.json.decode(row["definition"], type=Process).steps),
        changed_at=iso(row["changed_at"]),
        running=row["running"],
    )
