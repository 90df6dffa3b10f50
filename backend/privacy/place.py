"""Where an officer acts from, in words: role, unit, agency; never the person."""

import time
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from shared.vocabulary.roles import ROLE_LABELS

# Places are read at every look and change seldom; a new name is known after ten minutes.
_KEPT_SECONDS = 600
_names: dict[UUID, tuple[float, str]] = {}


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
    now = time.monotonic()
    missing = [id_ for id_ in named if id_ not in _names or _names[id_][0] < now - _KEPT_SECONDS]
    if missing:
        rows = await connection.fetch(
            "select id, name from unit where id = any($1::uuid[]) "
            "union all select id, name from agency where id = any($1::uuid[])",
            missing,
        )
        if len(_names) > 5000:
            _names.clear()
        _names.update({row["id"]: (now, row["name"]) for row in rows})
    places = [_names[id_][1] for id_ in named if id_ in _names]
    return ", ".join([ROLE_LABELS[held.role].vi, *places])
