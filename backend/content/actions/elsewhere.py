"""Questions asked at another portal: kept here under their code there, answered as ours are."""

from typing import NamedTuple
from uuid import UUID

import asyncpg

from backend.audit.actions import record
from backend.content.actions.answering import new_code
from backend.content.markdown import cleaned, one_line
from backend.platform import clock
from backend.platform.database import uuid7
from backend.platform.sealing import sealed
from backend.settings import settings

_LONGEST = 3000  # as ours
_KEEP = """
insert into public_question (id, tenant_id, code, agency_id, procedure_code, body, asker_name,
    asker_email, asked_at, state, origin_code)
values ($1, $2, $3, $4, $5, $6, $7, '', $8, 'waiting', $9)
on conflict (tenant_id, origin_code) where origin_code <> '' do nothing returning true
"""


class Elsewhere(NamedTuple):
    """A question as another portal tells it; `code` is its own there. No mailbox: the answer goes
    back to where it was asked."""

    code: str
    body: str
    name: str
    agency_id: UUID
    procedure_code: str


async def keep(connection: asyncpg.Connection, asked: Elsewhere) -> bool:
    """Keeps it, in the caller's transaction; False when it was here before."""
    id_ = uuid7()
    fresh = await connection.fetchval(
        _KEEP, id_, settings().tenant, new_code(), asked.agency_id, asked.procedure_code,
        sealed("public_question.body", id_, cleaned(asked.body)[:_LONGEST]),
        sealed("public_question.asker_name", id_, one_line(asked.name)[:120]),
        clock.now(), asked.code,
    )  # fmt: skip
    if fresh:
        detail = {"origin": asked.code}
        await record(connection, None, "question.asked", subject_id=id_, detail=detail)
    return bool(fresh)
