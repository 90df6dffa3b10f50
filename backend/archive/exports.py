"""Asking for everything about one person: the person themselves, or an officer with a reason."""

from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.archive.packages import PACKAGE_TOPIC, new_package
from backend.archive.person import whose
from backend.audit.actions import record
from backend.platform import outbox
from backend.platform.database import transaction
from backend.platform.problems import NotFound
from backend.platform.sealing import blind
from shared.contracts.archive_packages import ExportPerson


async def export_mine(actor: Actor) -> UUID:
    """Has the queue gather all that is kept about the caller; a waiting one serves again."""
    async with transaction() as connection:
        return await _ask(connection, actor, actor.personal_id, "", "Dữ liệu của tôi")


async def export_person(actor: Actor, data: ExportPerson) -> UUID:
    """On a person's request, what an officer has in sight. Raises NotFound when that is nothing."""
    condition, args = whose(actor, blind(data.personal_id), 1)
    async with transaction() as connection:
        if not await connection.fetchval(
            f"select true from dossier d where {condition} limit 1", *args
        ):
            raise NotFound(
                "Không có hồ sơ nào của người này trong phạm vi bạn được xem.",
                en="No dossier of this person is in your sight.",
                slug="unknown-person",
            )
        title = f"Dữ liệu của người có số định danh …{data.personal_id[-4:]}"
        return await _ask(connection, actor, data.personal_id, data.reason.strip(), title)


async def _ask(
    connection: asyncpg.Connection, actor: Actor, personal_id: str, reason: str, title: str
) -> UUID:
    await connection.execute("select pg_advisory_xact_lock(hashtext($1))", str(actor.account_id))
    waiting: UUID | None = await connection.fetchval(
        "select id from archive_package where asked_by = $1 and personal_id = $2 "
        "and kind = 'person' and state in ('waiting', 'making')",
        actor.account_id,
        blind(personal_id),
    )
    if waiting is not None:
        return waiting
    id_ = await new_package(
        connection, actor, "person", title, 0, personal_id=blind(personal_id), reason=reason
    )
    await record(connection, actor, "person.export_asked", subject_id=id_)
    await outbox.publish(connection, PACKAGE_TOPIC, id_, {})
    return id_
