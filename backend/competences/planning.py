"""Changes that were approved for a day to come: kept, called off, put in force on their day."""

from datetime import date
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.competences.places import Place, in_reach, place_of
from backend.competences.queries import definition_of, may_call_off
from backend.competences.writing import Ground, must_be_sound, one_at_a_time, say_why, write
from backend.content.markdown import one_line
from backend.platform import clock
from backend.platform.database import fetch, fetch_row, transaction, uuid7
from backend.platform.problems import Conflict, NotFound, Refusal
from backend.proposals.actions import hand_back
from backend.proposals.rules import APPROVERS
from backend.settings import settings
from shared.contracts.competences import SaveCompetence
from shared.vocabulary.competences import CompetenceWay
from shared.vocabulary.procedures import ChangeState


async def must_be_none_waiting(place: Place) -> None:
    """One change at a time waits for its day. Raises Conflict."""
    row = await fetch_row(
        "select effective_on from competence_plan where tenant_id = $1 and procedure_code = $2 "
        "and receiving_agency_id = $3 and state = 'waiting'",
        settings().tenant,
        place.code,
        place.agency.id,
    )
    if row is not None:
        raise Conflict(
            f"Đã có thay đổi được phê duyệt, áp dụng từ {row['effective_on']:%d/%m/%Y}. Đợi đến "
            "ngày đó, hoặc hủy thay đổi ấy rồi đề nghị lại.",
            en="A change was approved for a day to come; wait for it, or call it off first.",
            slug="change-waiting",
        )


async def keep(
    connection: asyncpg.Connection, place: Place, proposal: Any, day: date, ground: Ground
) -> None:
    """Keeps an approved proposal until its day."""
    await connection.execute(
        "insert into competence_plan (id, tenant_id, agency_id, procedure_code, "
        "receiving_agency_id, definition, effective_on, state, note, proposed_by, "
        "proposed_by_name, approved_by, approved_by_name, approved_at) "
        "values ($1, $2, $3, $4, $5, $6::jsonb, $7, 'waiting', '', $8, $9, $10, $11, $12)",
        uuid7(), settings().tenant, proposal["agency_id"], place.code, place.agency.id,
        proposal["definition"], day, ground.proposed_by, ground.proposed_by_name,
        ground.approved_by, ground.approved_by_name, clock.now(),
    )  # fmt: skip


async def call_off(actor: Actor, code: str, agency_id: UUID, reason: str) -> None:
    """Calls a change off before its day. Raises NotFound, Conflict."""
    place = await place_of(code, agency_id)
    async with transaction() as connection:
        await one_at_a_time(connection)
        row = await connection.fetchrow(
            "select * from competence_plan where tenant_id = $1 and procedure_code = $2 "
            "and receiving_agency_id = $3 and state = 'waiting' for update",
            settings().tenant,
            place.code,
            place.agency.id,
        )
        if row is None:
            raise NotFound("Không có thay đổi nào đang chờ đến ngày.", en="No change waits.")
        reach = await in_reach(actor, APPROVERS)
        if not may_call_off(reach, place.agency.id, row["effective_on"]):
            raise Conflict(
                "Thay đổi này đã đến ngày áp dụng, hoặc ngoài phạm vi bạn quản trị. Tải lại trang.",
                en="Its day has come, or it is beyond what you administer.",
                slug="moved-on",
            )
        await _end(connection, row, ChangeState.CALLED_OFF, one_line(reason), actor)


async def take_effect_of_due() -> int:
    """Puts in force what has come to its day, the earliest first; how many that were."""
    rows = await fetch(
        "select id from competence_plan where tenant_id = $1 and state = 'waiting' "
        "and effective_on <= $2 order by effective_on, approved_at limit 200",
        settings().tenant,
        clock.today(),
    )
    for row in rows:
        await _take_effect(row["id"])
    return len(rows)


async def _take_effect(plan_id: UUID) -> None:
    """Where it may not hold any more nothing is changed, and whoever proposed it sees why."""
    async with transaction() as connection:
        await one_at_a_time(connection)
        row = await connection.fetchrow(
            "select * from competence_plan where id = $1 for update", plan_id
        )
        if row is None or row["state"] != "waiting" or row["effective_on"] > clock.today():
            return
        try:
            # A savepoint: what is refused half way leaves nothing behind.
            async with connection.transaction():
                await _put_in_force(connection, row)
        except Refusal as refused:
            said = " ".join([refused.detail.vi, *(one.message for one in refused.errors)])
            await _hand_back(connection, row, said)
            await _end(connection, row, ChangeState.FAILED, said, None)
            return
        await _end(connection, row, ChangeState.IN_FORCE, "", None)


async def _put_in_force(connection: asyncpg.Connection, row: Any) -> None:
    place = await place_of(row["procedure_code"], row["receiving_agency_id"])
    data = _data(row)
    await must_be_sound(place, data, None)
    ground = Ground(
        CompetenceWay.SCREEN, data.reason, row["proposed_by"], row["proposed_by_name"],
        row["approved_by"], row["approved_by_name"],
    )  # fmt: skip
    await say_why(connection, ground)
    await write(connection, place, data)


async def _hand_back(connection: asyncpg.Connection, row: Any, why: str) -> None:
    try:
        place = await place_of(row["procedure_code"], row["receiving_agency_id"])
    except NotFound:
        return
    data = msgspec.structs.replace(_data(row), effective_on="")
    by = (row["proposed_by"], row["proposed_by_name"])
    await hand_back(
        connection, place.subject, place.title, msgspec.json.encode(data), row["agency_id"], by,
        why[:500],
    )  # fmt: skip


async def _end(
    connection: asyncpg.Connection, row: Any, state: ChangeState, note: str, actor: Actor | None
) -> None:
    await connection.execute(
        "update competence_plan set state = $2, note = $3, ended_at = $4 where id = $1",
        row["id"],
        state,
        note,
        clock.now(),
    )
    detail = {"code": row["procedure_code"], "note": note}
    await record(
        connection, actor, f"competence.{state}", subject_id=row["receiving_agency_id"],
        detail=detail,
    )  # fmt: skip


def _data(row: Any) -> SaveCompetence:
    return definition_of(msgspec.json.decode(row["definition"]))
