"""What an operator does about a dossier of the national portal that is held."""

from typing import Any
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.dossiers.actions.drafts import as_uuid
from backend.national.inbound.making import make_of
from backend.platform.database import transaction
from backend.platform.problems import Conflict, NotFound, RuleBroken, field
from backend.settings import settings
from shared.contracts.national_lists import CloseInbound, RetryInbound


async def retry(actor: Actor, inbound_id: UUID, data: RetryInbound) -> None:
    """Tries again to make the dossier, with an agency chosen for it where one is given.

    `done` says of an update that its act was done in the dossier. Raises NotFound, Conflict,
    RuleBroken.
    """
    async with transaction() as connection:
        row = await _held(connection, inbound_id)
        agency_id = None
        if data.agency_id:
            agency_id = as_uuid(data.agency_id, "/agency_id")
            known = await connection.fetchval(
                "select true from agency where id = $1 and tenant_id = $2",
                agency_id,
                settings().tenant,
            )
            if not known:
                raise RuleBroken(
                    "Không có cơ quan này.", errors=[field("/agency_id", "Chọn cơ quan tiếp nhận.")]
                )
        await connection.execute(
            "update national_inbound set agency_id = coalesce($2, agency_id), seen = seen or $3 "
            "where id = $1",
            inbound_id,
            agency_id,
            data.done,
        )
        detail = {"code": row["code"], "agency_id": data.agency_id, "done": data.done}
        await record(
            connection, actor, "national.inbound_retried", subject_id=inbound_id, detail=detail
        )
    await make_of(inbound_id)


async def close(actor: Actor, inbound_id: UUID, data: CloseInbound) -> None:
    """No dossier is made of it; the reason stays with it. Raises NotFound, Conflict."""
    async with transaction() as connection:
        row = await _held(connection, inbound_id)
        await connection.execute(
            "update national_inbound set state = 'closed', reason = $2, closed_by = $3 "
            "where id = $1",
            inbound_id,
            data.reason.strip(),
            actor.account_id,
        )
        detail = {"code": row["code"], "reason": data.reason.strip()}
        await record(
            connection, actor, "national.inbound_closed", subject_id=inbound_id, detail=detail
        )


async def _held(connection: asyncpg.Connection, inbound_id: UUID) -> Any:
    row = await connection.fetchrow(
        "select * from national_inbound where id = $1 and tenant_id = $2 for update",
        inbound_id,
        settings().tenant,
    )
    if row is None:
        raise NotFound("Không tìm thấy hồ sơ này.", en="There is no such dossier.")
    if row["state"] != "held":
        raise Conflict(
            "Hồ sơ này không còn chờ xử lý. Hãy tải lại danh sách.",
            en="It is held no longer.",
            slug="moved-on",
        )
    return row
