"""Screens on walls: a code by whoever answers for the agency, exchanged once at the screen for its
key; it opens the counters of that agency and nothing else, and can be withdrawn at once."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.access.device_keys import (
    CODE_MINUTES,
    SEEN_EVERY,
    could_be_key,
    digest,
    new_code,
    new_key,
    typed_code,
)
from backend.audit.actions import record
from backend.dossiers.queries import iso
from backend.overview.queries import standing
from backend.platform import clock
from backend.platform.database import execute, fetch, fetch_row, transaction, uuid7
from backend.platform.problems import Conflict, NotFound, RuleBroken, Unauthenticated, field
from backend.reports.periods import Scope, scope
from backend.settings import settings
from shared.contracts.common import Choice
from shared.contracts.overview import (
    MakeWallScreen,
    WallCode,
    WallOverview,
    WallScreen,
    WallScreens,
)
from shared.vocabulary.overview import WALL_MAKERS

MAKERS = tuple(WALL_MAKERS)
STATES = {
    "active": "Đang dùng",
    "waiting": "Chờ nhập mã",
    "expired": "Mã đã hết hạn",
    "revoked": "Đã thu hồi",
}
_SCREENS = """
select s.id, s.name, s.enrolled_at, s.last_seen_at, a.full_name as made_by,
    case when s.revoked_at is not null then 'revoked' when s.key_hash is not null then 'active'
        when s.code_until < $3 then 'expired' else 'waiting' end as state
from wall_screen s join account a on a.id = s.made_by
where s.tenant_id = $1 and s.agency_id = $2 order by s.created_at desc, s.id desc limit 100
"""
_OF_KEY = """
select s.id, s.agency_id, s.last_seen_at, g.name from wall_screen s
join agency g on g.id = s.agency_id
where s.tenant_id = $1 and s.key_hash = $2 and s.revoked_at is null
"""


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen that was let in, and the agency whose counters it shows."""

    id: UUID
    agency_id: UUID
    agency_name: str


async def screens(actor: Actor, agency_id: UUID | None) -> WallScreens:
    """Those of an agency, or of the first of the caller's. Raises NotFound for one of others."""
    of = await scope(actor, agency_id, MAKERS)
    return await _screens(of, of.chosen or of.allowed[0])


async def make(actor: Actor, agency_id: UUID, data: MakeWallScreen) -> WallCode:
    """A code for one new screen, good once and for half an hour. Raises NotFound."""
    await scope(actor, agency_id, MAKERS)
    id_, (code, kept), now = uuid7(), new_code(), clock.now()
    until = now + timedelta(minutes=CODE_MINUTES)
    async with transaction() as connection:
        await connection.execute(
            "insert into wall_screen (id, tenant_id, agency_id, name, code_hash, code_until, "
            "made_by, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
            id_, settings().tenant, agency_id, data.name.strip(), kept, until, actor.account_id,
            now,
        )  # fmt: skip
        detail = {"agency": str(agency_id), "name": data.name.strip()}
        await record(connection, actor, "wall.announced", subject_id=id_, detail=detail)
    return WallCode(str(id_), code, iso(until))


async def enrol(code: str) -> str:
    """The key of a screen for its code. Raises RuleBroken for a code that is wrong or over."""
    (key, kept), now = new_key(), clock.now()
    async with transaction() as connection:
        screen_id = await connection.fetchval(
            "update wall_screen set key_hash = $2, code_hash = null, enrolled_at = $3, "
            "last_seen_at = $3 where tenant_id = $4 and code_hash = $1 and code_until > $3 "
            "and revoked_at is null returning id",
            typed_code(code), kept, now, settings().tenant,
        )  # fmt: skip
        if screen_id is None:
            raise RuleBroken(
                "Mã ghi danh không đúng hoặc đã hết hạn. Hãy xin mã mới.",
                en="The code is wrong or over. Please ask for a new one.",
                slug="wrong-code",
                errors=[field("/code", "Nhập đúng mã ở trang Màn hình lớn.")],
            )
        await record(connection, None, "wall.enrolled", subject_id=screen_id)
    return key


async def revoke(actor: Actor, screen_id: UUID) -> WallScreens:
    """From this moment on the key of the screen opens nothing. Raises NotFound, Conflict."""
    of = await scope(actor, None, MAKERS)
    async with transaction() as connection:
        row = await connection.fetchrow(
            "select agency_id, revoked_at from wall_screen where id = $1 and tenant_id = $2 "
            "and agency_id = any($3::uuid[]) for update",
            screen_id,
            settings().tenant,
            of.ids,
        )
        if row is None:
            raise NotFound(
                "Không tìm thấy màn hình này. Hãy mở lại danh sách màn hình.",
                en="There is no such screen.",
            )
        if row["revoked_at"] is not None:
            raise Conflict(
                "Màn hình này đã được thu hồi. Không cần làm gì thêm.",
                en="It was revoked already.",
            )
        await connection.execute(
            "update wall_screen set revoked_at = $2, revoked_by = $3, key_hash = null, "
            "code_hash = null where id = $1",
            screen_id,
            clock.now(),
            actor.account_id,
        )
        await record(connection, actor, "wall.revoked", subject_id=screen_id)
    chosen = next(one for one in of.allowed if one.code == str(row["agency_id"]))
    return await _screens(of, chosen)


async def screen_of(key: str) -> Screen:
    """The screen whose key this is. Raises Unauthenticated."""
    row = None
    if could_be_key(key):
        row = await fetch_row(_OF_KEY, settings().tenant, digest(key))
    if row is None:
        raise Unauthenticated(
            "Màn hình này chưa được ghi danh, hoặc đã bị thu hồi. Hãy báo lãnh đạo hoặc quản trị.",
            en="This screen is not let in, or was withdrawn.",
            slug="no-wall-screen",
        )
    if row["last_seen_at"] < clock.now() - SEEN_EVERY:
        await execute(
            "update wall_screen set last_seen_at = $2 where id = $1", row["id"], clock.now()
        )
    return Screen(row["id"], row["agency_id"], row["name"])


async def shown(screen: Screen) -> WallOverview:
    """The counters of its agency now."""
    own = Choice(str(screen.agency_id), screen.agency_name)
    found = await standing(Scope(own, [own], {own.code: ""}))
    return WallOverview(found.as_of, screen.agency_name, found.total, found.lines)


async def _screens(of: Scope, chosen: Choice) -> WallScreens:
    rows = await fetch(_SCREENS, settings().tenant, UUID(chosen.code), clock.now())
    return WallScreens(chosen, of.allowed, [_screen(row) for row in rows])


def _screen(row: asyncpg.Record) -> WallScreen:
    return WallScreen(
        id=str(row["id"]),
        name=row["name"],
        state=row["state"],
        state_label=STATES[row["state"]],
        made_by=row["made_by"],
        enrolled_at=iso(row["enrolled_at"]) if row["enrolled_at"] else "",
        last_seen_at=iso(row["last_seen_at"]) if row["last_seen_at"] else "",
    )
