"""Parts of the work for other agencies, at once or in turn (NĐ 61/2018 Điều 19.6, 19.7).

The lead stays with the agency that holds the dossier. Each agency works to its own time limit,
counted from the start of its task; what it did comes back to the dossier, and the result of the
whole goes to the receiving desk.
"""

from typing import Any
from uuid import UUID

import asyncpg

from backend.dossiers.actions.drafts import as_uuid
from backend.dossiers.actions.journal import Change
from backend.dossiers.actions.situation import Situation, closing_after, let_see
from backend.notifications.reminders import REMINDER_TOPIC, Reminder
from backend.organisation.queries import agency
from backend.platform import clock, outbox
from backend.platform.database import uuid7
from backend.platform.problems import RuleBroken, field
from shared.contracts import acts as inputs

_OPEN = (
    "select t.id, t.agency_id, t.position, t.days, t.in_turn, t.started_at, g.name "
    "from joint_task t join agency g on g.id = t.agency_id "
    "where t.dossier_id = $1 and t.closed_at is null order by t.position limit 100"
)


async def entrust(here: Situation, change: Change) -> None:
    """Gives each agency a task and starts those whose turn it is.

    Raises RuleBroken for the holding agency itself, and for one agency too many.
    """
    data: inputs.Entrust = here.data
    last: int = await here.connection.fetchval(
        "select coalesce(max(position), 0) from joint_task where dossier_id = $1", here.row["id"]
    )
    asked_ids = list(dict.fromkeys(data.agency_ids))
    if last + len(asked_ids) > 100:
        raise RuleBroken("Một hồ sơ giao được nhiều nhất 100 việc liên thông.")
    names = []
    for number, text in enumerate(asked_ids):
        asked = await agency(as_uuid(text, f"/agency_ids/{number}"))
        if UUID(asked.id) == here.row["holding_agency_id"]:
            sentence = "Cơ quan đang giữ hồ sơ chủ trì giải quyết, không giao việc cho chính mình."
            raise RuleBroken(sentence, errors=[field(f"/agency_ids/{number}", sentence)])
        await here.connection.execute(
            "insert into joint_task (id, tenant_id, dossier_id, agency_id, position, content, "
            "days, in_turn, asked_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            uuid7(),
            here.row["tenant_id"],
            here.row["id"],
            UUID(asked.id),
            last + number + 1,
            data.content.strip(),
            data.answer_within_days,
            data.in_turn,
            clock.now(),
        )
        names.append(asked.name)
    await _start_those_due(here)
    order = " (lần lượt)" if data.in_turn and len(names) > 1 else ""
    change.note = f"{', '.join(names)}{order}: {data.content.strip()}"
    change.payload = {"agency_ids": asked_ids, "in_turn": data.in_turn}


async def complete_task(here: Situation, change: Change) -> None:
    """An agency has done its part; whose turn is next begins.

    Raises RuleBroken when it is not clear which task, or the file is not one of this dossier.
    """
    data: inputs.CompleteTask = here.data
    assert here.actor is not None
    agencies = here.actor.agencies()
    mine = [t for t in await _open(here) if t["started_at"] and t["agency_id"] in agencies]
    if data.task_id:
        chosen = as_uuid(data.task_id, "/task_id")
        mine = [task for task in mine if task["id"] == chosen]
    if len(mine) != 1:
        sentence = (
            "Cơ quan của bạn có nhiều việc trong hồ sơ này; hãy chọn một việc."
            if mine
            else "Cơ quan của bạn không có việc nào đang làm trong hồ sơ này."
        )
        raise RuleBroken(sentence, errors=[field("/task_id", "Chọn một việc đang làm.")])
    task = mine[0]
    await _close(here, task, result=data.result.strip(), attachment_id=await _file(here, data))
    change.note = f"{task['name']}: {data.result.strip()}"
    change.payload = {"task_id": str(task["id"])}
    await _start_those_due(here)


async def cancel_task(here: Situation, change: Change) -> None:
    """Takes back a task that is not needed any more. Raises RuleBroken for one not open."""
    data: inputs.CancelTask = here.data
    chosen = as_uuid(data.task_id, "/task_id")
    task = next((task for task in await _open(here) if task["id"] == chosen), None)
    if task is None:
        sentence = "Việc này đã xong hoặc không thuộc hồ sơ."
        raise RuleBroken(sentence, errors=[field("/task_id", "Chọn một việc chưa xong.")])
    await _close(here, task, cancelled=True)
    change.note = f"{task['name']}: {data.reason.strip()}"
    change.payload = {"task_id": str(task["id"])}
    await _start_those_due(here)


async def let_go(connection: asyncpg.Connection, dossier_id: UUID) -> None:
    """Ends what others still had to do for a dossier that has come to its end."""
    now = clock.now()
    await connection.execute(
        "update joint_task set closed_at = $2, cancelled = true "
        "where dossier_id = $1 and closed_at is null",
        dossier_id,
        now,
    )
    await connection.execute(
        "update consultation set closed_at = $2 where dossier_id = $1 and closed_at is null",
        dossier_id,
        now,
    )
    await connection.execute(
        "delete from dossier_reach where dossier_id = $1 and ground in ('consulted', 'entrusted')",
        dossier_id,
    )


async def _open(here: Situation) -> list[asyncpg.Record]:
    return list(await here.connection.fetch(_OPEN, here.row["id"]))


async def _start_those_due(here: Situation) -> None:
    earlier_open = False
    for task in await _open(here):
        if task["started_at"] is None and not (task["in_turn"] and earlier_open):
            await here.connection.execute(
                "update joint_task set started_at = $2, answer_by = $3 where id = $1",
                task["id"],
                clock.now(),
                await closing_after(task["agency_id"], task["days"]),
            )
            await let_see(here, task["agency_id"], "entrusted")
            told: dict[str, Any] = {
                "reminder": Reminder.TASK_GIVEN,
                "agency_id": str(task["agency_id"]),
            }
            await outbox.publish(here.connection, REMINDER_TOPIC, here.row["id"], told)
        earlier_open = True


async def _close(
    here: Situation,
    task: asyncpg.Record,
    *,
    result: str = "",
    attachment_id: UUID | None = None,
    cancelled: bool = False,
) -> None:
    await here.connection.execute(
        "update joint_task set closed_at = $2, cancelled = $3, result = $4, attachment_id = $5, "
        "answered_by = $6 where id = $1",
        task["id"],
        clock.now(),
        cancelled,
        result,
        attachment_id,
        here.actor.account_id if here.actor else None,
    )
    await here.connection.execute(
        "delete from dossier_reach r where r.dossier_id = $1 and r.subject_id = $2 "
        "and r.ground = 'entrusted' and not exists (select from joint_task t where "
        "t.dossier_id = $1 and t.agency_id = $2 and t.closed_at is null "
        "and t.started_at is not null)",
        here.row["id"],
        task["agency_id"],
    )


async def _file(here: Situation, data: inputs.CompleteTask) -> UUID | None:
    if not data.attachment_id:
        return None
    assert here.actor is not None
    found: UUID | None = await here.connection.fetchval(
        "select id from document where id = $1 and dossier_id = $2 and purpose = 'task' "
        "and uploaded_by = $3 and removed_at is null and scan in ('clean', 'unscanned')",
        as_uuid(data.attachment_id, "/attachment_id"),
        here.row["id"],
        here.actor.account_id,
    )
    if found is None:
        raise RuleBroken(
            "Tệp kèm theo không thuộc việc này. Hãy tải tệp lên lại.",
            errors=[field("/attachment_id", "Tải tệp lên lại.")],
        )
    return found
