"""Writing, proposing, publishing a process by two persons, and moving running dossiers to it."""

from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.dossiers.actions.drafts import as_uuid
from backend.organisation.queries import competence
from backend.organisation.working_calendar import working_calendar
from backend.platform import clock
from backend.platform.database import transaction, uuid7
from backend.platform.problems import Conflict, Forbidden, RuleBroken, field
from backend.settings import settings
from backend.workflow import queries
from backend.workflow.following import parts_of
from backend.workflow.rules import APPROVERS, EDITORS, READERS, why_not_approve
from backend.workflow.soundness import findings
from backend.workflow.walking import due_of, step_of
from shared.contracts.processes import Moved, Process, SaveProcess
from shared.vocabulary.roles import Role

MOST_MOVED = 500


async def save_process(actor: Actor, data: SaveProcess) -> UUID:
    """Keeps the draft of a procedure at an agency, begun when there is none yet.

    A draft may be unsound; only publishing asks for more. Raises Forbidden, NotFound, Conflict
    while a proposal waits.
    """
    agency_id = as_uuid(data.agency_id, "/agency_id")
    body = msgspec.json.encode(data.process).decode()
    async with transaction() as connection:
        await may_in(connection, actor, agency_id, EDITORS)
        await competence(data.process.procedure_code, agency_id)
        row = await connection.fetchrow(
            "select id, state from process_version where agency_id = $1 and procedure_code = $2 "
            "and state in ('draft', 'proposed') for update",
            agency_id,
            data.process.procedure_code,
        )
        if row is not None and row["state"] == "proposed":
            raise Conflict(
                "Bản đề nghị của thủ tục này đang chờ phê duyệt nên chưa sửa được.",
                en="A proposal for this procedure is waiting for approval.",
                slug="process-proposed",
            )
        id_: UUID = row["id"] if row is not None else uuid7()
        if row is not None:
            await connection.execute(
                "update process_version set definition = $2::jsonb, revision = revision + 1, "
                "changed_at = $3, changed_by = $4, changed_by_name = $5 where id = $1",
                id_,
                body,
                clock.now(),
                actor.account_id,
                actor.full_name,
            )
        else:
            await connection.execute(
                "insert into process_version (id, tenant_id, agency_id, procedure_code, number, "
                "state, definition, changed_at, changed_by, changed_by_name) select $1, $2, $3, "
                "$4::varchar, coalesce(max(number), 0) + 1, 'draft', $5::jsonb, $6, $7, $8 "
                "from process_version where agency_id = $3 and procedure_code = $4::varchar",
                id_,
                settings().tenant,
                agency_id,
                data.process.procedure_code,
                body,
                clock.now(),
                actor.account_id,
                actor.full_name,
            )
        await record(connection, actor, "process.saved", subject_id=id_)
    return id_


async def propose(actor: Actor, process_id: UUID) -> None:
    """Hands a sound draft to the approver. Raises NotFound, Forbidden, Conflict, RuleBroken."""
    async with transaction() as connection:
        row = await _locked(connection, actor, process_id, EDITORS, "draft")
        await _must_be_sound(row)
        await connection.execute(
            "update process_version set state = 'proposed', proposed_by = $2, "
            "proposed_by_name = $3, changed_at = $4, changed_by = $2, changed_by_name = $3 "
            "where id = $1",
            process_id,
            actor.account_id,
            actor.full_name,
            clock.now(),
        )
        await record(connection, actor, "process.proposed", subject_id=process_id)


async def send_back(actor: Actor, process_id: UUID) -> None:
    """Returns a proposal to be worked on again. Raises NotFound, Forbidden, Conflict."""
    async with transaction() as connection:
        await _locked(connection, actor, process_id, (*APPROVERS, *EDITORS), "proposed")
        await connection.execute(
            "update process_version set state = 'draft', proposed_by = null, "
            "proposed_by_name = '', changed_at = $2 where id = $1",
            process_id,
            clock.now(),
        )
        await record(connection, actor, "process.sent_back", subject_id=process_id)


async def publish(actor: Actor, process_id: UUID) -> None:
    """Puts a proposal in force for dossiers accepted from now on; the old version is retired.

    By another person than the one who proposed it. What was sound may not be so any more, so it
    is checked again. Raises NotFound, Forbidden, Conflict, RuleBroken.
    """
    async with transaction() as connection:
        row = await _locked(connection, actor, process_id, APPROVERS, "proposed")
        refusal = why_not_approve(actor, row["proposed_by"])
        if refusal:
            raise Forbidden(refusal, en="A second person must approve.", slug="second-person")
        await _must_be_sound(row)
        await connection.execute(
            "update process_version set state = 'retired', changed_at = $3 "
            "where agency_id = $1 and procedure_code = $2 and state = 'published'",
            row["agency_id"],
            row["procedure_code"],
            clock.now(),
        )
        await connection.execute(
            "update process_version set state = 'published', approved_by = $2, "
            "approved_by_name = $3, approved_at = $4, changed_at = $4 where id = $1",
            process_id,
            actor.account_id,
            actor.full_name,
            clock.now(),
        )
        detail = {"procedure": row["procedure_code"], "number": row["number"]}
        await record(connection, actor, "process.published", subject_id=process_id, detail=detail)


async def move_running(actor: Actor, process_id: UUID, *, apply: bool) -> Moved:
    """Moves dossiers in a step that the new version has too, ended by the same act; lists the rest.

    The time already spent in the step counts. At most 500 at once. Raises NotFound, Forbidden,
    Conflict.
    """
    async with transaction() as connection:
        row = await _locked(connection, actor, process_id, (*APPROVERS, *EDITORS), "published")
        process = msgspec.json.decode(row["definition"], type=Process)
        calendar = await working_calendar(row["agency_id"])
        moves: list[str] = []
        stays: list[str] = []
        for found in await queries.running(process_id, MOST_MOVED):
            step = step_of(process, found["step"])
            if step is None or step.done_by != found["done_by"]:
                why = "không có bước này" if step is None else "bước này kết thúc bằng việc khác"
                stays.append(f"{found['code']}: bản mới {why} ({found['step']})")
                continue
            moves.append(f"{found['code']}: {step.name}")
            if apply:
                await connection.execute(
                    "update step_passage set process_version_id = $2, name = $3, role = $4, "
                    "acts = $5, due_at = $6, parts = $7::jsonb where dossier_id = $1 "
                    "and left_at is null",
                    found["dossier_id"],
                    process_id,
                    step.name,
                    step.role,
                    [str(act) for act in step.acts],
                    due_of(step, calendar, found["entered_at"]),
                    await parts_of(connection, step),
                )
        if apply:
            detail = {"moved": len(moves), "stayed": len(stays)}
            await record(
                connection, actor, "process.dossiers_moved", subject_id=process_id, detail=detail
            )
    return Moved(moves, stays, apply)


async def may_in(
    connection: asyncpg.Connection, actor: Actor, agency_id: UUID, roles: tuple[Role, ...]
) -> None:
    """Raises Forbidden unless the caller holds one of the roles there or above."""
    held = await connection.fetchval(
        "select true from agency where id = $1 and (id = any($2::uuid[]) "
        "or parent_id = any($2::uuid[]))",
        agency_id,
        actor.agencies(*roles),
    )
    if not held:
        raise Forbidden(
            "Bạn chỉ soạn quy trình cho cơ quan mình quản lý.",
            en="You write processes only for your own agency.",
        )


async def _locked(
    connection: asyncpg.Connection,
    actor: Actor,
    process_id: UUID,
    roles: tuple[Role, ...],
    state: str,
) -> Any:
    row = await connection.fetchrow(
        "select p.* from process_version p join agency g on g.id = p.agency_id where p.id = $1 "
        f"and {queries.BELOW.format('$2')} for update of p",
        process_id,
        actor.agencies(*READERS),
    )
    if row is None:
        raise queries.unknown_process()
    await may_in(connection, actor, row["agency_id"], roles)
    if row["state"] != state:
        raise Conflict(
            "Quy trình vừa được người khác chuyển sang bước khác. Hãy tải lại trang.",
            en="Somebody has just moved this process on. Reload the page.",
            slug="process-moved-on",
        )
    return row


async def _must_be_sound(row: Any) -> None:
    process = msgspec.json.decode(row["definition"], type=Process)
    around = await queries.surroundings(row["agency_id"], row["procedure_code"])
    found = findings(process, around)
    if found:
        raise RuleBroken(
            "Quy trình chưa dùng được. Hãy sửa các chỗ được nêu.",
            en="The process is not sound; see the places named.",
            errors=[field(f"/steps/{f.step}", f.message) for f in found],
            slug="process-unsound",
        )
