"""Where an officer acts from, in words: role, unit, agency; never the person."""

from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from shared.vocabulary.roles import ROLE_LABELS

# Places change seldom and are read at every look.
_names: dict[UUID, str] = {}


async def place_of(connection: asyncpg.Connection, actor: Actor | None) -> str:
    """For example "Chuyên viên thụ lý, Phòng Tư pháp, UBND phường Kỳ Lừa"."""
    if actor is None:
        return "Hệ thống"
    if not actor.is_officer:
        return "Bạn"
    if not actor.roles:
        return "Cán bộ"
    held = actor.roles[0]
    named = [held.agency_id] if held.unit_id is None else [held.unit_id, held.agency_id]
    missing = [id_ for id_ in named if id_ not in _names]
    if missing:
        rows = await connection.fetch(
            "select id, name from unit where id = any($1::uuid[]) "
            "union all select id, name from agency where id = any($1::uuid[])",
            missing,
        )
        if len(_names) > 5000:
            _names.clear()
        _names.update({row["id"]: row["name"] for row in rows})
    places = [_names[id_] for id_ in named if id_ in _names]
    return ", ".join([ROLE_LABELS[held.role].vi, *places])
