"""Noting every look at a person's data: by which role, when, at what, for which purpose."""

from dataclasses import dataclass
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.audit.actions import keyed_hash
from backend.law.lifecycle import Relation
from backend.platform import clock
from backend.platform.database import DB, uuid7
from backend.platform.database import connection as open_connection
from backend.privacy.place import place_of
from backend.settings import settings
from shared.vocabulary.vault import Look

_SLOT_SECONDS = 900
_PURPOSES = {
    Relation.EXECUTOR: "Thụ lý hồ sơ",
    Relation.RECEIVING_DESK: "Tiếp nhận hồ sơ, trả kết quả",
    Relation.COORDINATOR: "Phối hợp giải quyết hồ sơ",
    Relation.HOLDING_UNIT_HEAD: "Phân công, chỉ đạo giải quyết hồ sơ",
    Relation.AGENCY_LEADER: "Xem xét, ký duyệt hồ sơ",
    Relation.AGENCY_CLERK: "Đóng dấu, phát hành kết quả",
    Relation.CONSULTED: "Cho ý kiến về hồ sơ",
    Relation.ENTRUSTED: "Làm việc liên thông của hồ sơ",
}


@dataclass(frozen=True, slots=True)
class Seen:
    """What is looked at and why; `purpose` is never empty."""

    action: Look
    subject_id: UUID
    subject: str
    purpose: str
    dossier_id: UUID | None = None


def purpose_of(mine: frozenset[Relation]) -> str:
    """Why an officer opens a dossier: the work that lets them see it. Pure."""
    found = next((words for relation, words in _PURPOSES.items() if relation in mine), None)
    return found or "Theo dõi, kiểm tra việc giải quyết hồ sơ"


async def note_look(
    connection: asyncpg.Connection, actor: Actor, person_id: UUID, seen: Seen, *, by: str = ""
) -> None:
    """One look, in the transaction of the connection; the same again at once is the same look."""
    id_, at = uuid7(), clock.now()
    label = by or await place_of(connection, actor)
    await connection.execute(
        "insert into data_look (id, tenant_id, person_id, at, slot, actor_id, by, action, "
        "subject_id, subject, purpose, dossier_id, mac) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict do nothing",
        id_,
        settings().tenant,
        person_id,
        at,
        int(at.timestamp()) // _SLOT_SECONDS,
        actor.account_id,
        label,
        seen.action,
        seen.subject_id,
        seen.subject,
        seen.purpose,
        seen.dossier_id,
        keyed_hash(
            "look", id_, at.timestamp(), person_id, actor.account_id, label, seen.action,
            seen.subject_id, seen.subject, seen.purpose, seen.dossier_id,
        ),
    )  # fmt: skip


async def note_before_showing(actor: Actor, person_id: UUID | None, seen: Seen) -> None:
    """Notes an officer's look; called before anything is shown, so that none goes unnoted.

    What this process has just committed as noted is not asked of the database again.
    """
    if not actor.is_officer or person_id is None or person_id == actor.account_id:
        return
    slot = int(clock.now().timestamp()) // _SLOT_SECONDS
    look = (actor.account_id, seen.subject_id, seen.action, seen.purpose, slot)
    if look in _noted:
        return
    inside = DB.current_transaction.get() is not None
    async with open_connection() as connection:
        await note_look(connection, actor, person_id, seen)
    if not inside:  # what a transaction wrote may still be rolled back
        if len(_noted) > 20_000:
            _noted.clear()
        _noted.add(look)


_noted: set[tuple[UUID, UUID, Look, str, int]] = set()
