"""Tablets at the desks: an officer starts one for the dossier just handed over, it asks once and
goes back to rest by itself."""

from datetime import timedelta
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.feedback import asked, codes
from backend.feedback.actions.rating import on_tablet
from backend.feedback.tablet_queries import AT_DESK, tablet_row
from backend.platform import clock
from backend.platform.database import execute, fetch_row, transaction, uuid7
from backend.platform.problems import Conflict, NotFound, RuleBroken, field
from backend.settings import settings
from shared.contracts.ratings import (
    Marks,
    NewTablet,
    OpenedTablet,
    RatingAsk,
    RatingThanks,
    Tablet,
)
from shared.vocabulary.roles import Role

SHOWN_FOR = timedelta(seconds=90)
_JUST_HANDED = timedelta(minutes=30)
_MOST_TABLETS = 50
_SHOWING = """
select t.id, t.dossier_id, t.shown_until from desk_tablet t
where t.key_hash = $1 and t.removed_at is null
"""


async def add(actor: Actor, data: NewTablet) -> OpenedTablet:
    """A tablet of an agency where the caller heads the desk. Raises RuleBroken."""
    heads = {str(id_): id_ for id_ in actor.agencies(Role.DESK_HEAD)}
    if data.agency_id not in heads:
        sentence = "Chọn cơ quan mà bạn là trưởng Bộ phận Một cửa."
        raise RuleBroken(
            sentence, en="Not your desk.", errors=[field("/agency_id", sentence)]
        )  # fmt: skip
    id_, key = uuid7(), codes.new_key()
    async with transaction() as connection:
        await connection.execute(
            "select 1 from agency where id = $1 for update", heads[data.agency_id]
        )
        held = await connection.fetchval(
            "select count(*) from desk_tablet where agency_id = $1 and removed_at is null",
            heads[data.agency_id],
        )
        if held >= _MOST_TABLETS:
            raise RuleBroken("Đã đủ máy tính bảng. Hãy gỡ máy không dùng.", en="Too many tablets.")
        await connection.execute(
            "insert into desk_tablet (id, tenant_id, agency_id, name, key_hash, created_by, "
            "created_at) values ($1, $2, $3, $4, $5, $6, $7)",
            id_, settings().tenant, heads[data.agency_id], data.name.strip(),
            codes.digest("tablet", key), actor.account_id, clock.now(),
        )  # fmt: skip
        await record(connection, actor, "tablet.added", subject_id=id_)
    address = f"{settings().citizen_url}/danh-gia-tai-quay/{key}"
    return OpenedTablet(await tablet_row(actor, id_), address)


async def remove(actor: Actor, tablet_id: UUID) -> None:
    """Its key opens nothing any more. Raises NotFound."""
    async with transaction() as connection:
        done = await connection.fetchval(
            "update desk_tablet set removed_at = $2, dossier_id = null where id = $1 "
            "and removed_at is null and agency_id = any($3::uuid[]) returning true",
            tablet_id,
            clock.now(),
            actor.agencies(Role.DESK_HEAD),
        )
        if not done:
            raise _no_tablet()
        await record(connection, actor, "tablet.removed", subject_id=tablet_id)


async def show(actor: Actor, tablet_id: UUID, dossier_id: UUID) -> Tablet:
    """Has the tablet ask about the dossier that the desk handed over a moment ago.

    Raises NotFound, Conflict for one that was handed over long ago, or rated.
    """
    row = await asked.by_id(dossier_id)
    if row["receiving_agency_id"] not in actor.agencies(*AT_DESK):
        raise asked.no_such()
    if not asked.just_now(row, _JUST_HANDED):
        raise Conflict(
            "Máy tính bảng chỉ mời đánh giá hồ sơ vừa trả kết quả trong 30 phút.",
            en="Only just after hand-over.",
            slug="not-handed-over",
        )
    if row["rated"]:
        raise Conflict(asked.ANSWERS["done"], en="Already rated.", slug="already-rated")
    async with transaction() as connection:
        done = await connection.fetchval(
            "update desk_tablet set dossier_id = $2, shown_until = $3, started_by = $4 "
            "where id = $1 and removed_at is null and agency_id = $5 returning true",
            tablet_id,
            dossier_id,
            clock.now() + SHOWN_FOR,
            actor.account_id,
            row["receiving_agency_id"],
        )
        if not done:
            raise _no_tablet()
        await record(connection, actor, "tablet.asked", subject_id=dossier_id)
    return await tablet_row(actor, tablet_id)


async def showing(key: str) -> RatingAsk:
    """What the tablet asks about now. Raises NotFound for a key nobody gave."""
    tablet = await _known(key)
    if tablet["dossier_id"] is None or tablet["shown_until"] < clock.now():
        return asked.RESTING
    ask = asked.ask(await asked.by_id(tablet["dossier_id"]))
    return ask if ask.state == "open" else asked.RESTING


async def rate(key: str, code: str, marks: Marks) -> RatingThanks:
    """Rates what the tablet shows, and rests. Raises NotFound, Conflict."""
    tablet = await _known(key)
    if tablet["dossier_id"] is None or tablet["shown_until"] < clock.now():
        raise _rests()
    row = await asked.by_id(tablet["dossier_id"])
    if row["code"] != code:
        raise _rests()
    thanks = await on_tablet(row, marks)
    await execute(
        "update desk_tablet set dossier_id = null where id = $1 and dossier_id = $2",
        tablet["id"],
        row["id"],
    )
    return thanks


async def _known(key: str) -> asyncpg.Record:
    row = await fetch_row(_SHOWING, codes.digest("tablet", key))
    if row is None:
        raise _no_tablet()
    return row


def _rests() -> Conflict:
    return Conflict(
        "Máy tính bảng đã chuyển sang hồ sơ khác. Mời Ông/Bà đề nghị cán bộ mở lại.",
        en="The tablet no longer asks about this dossier.",
        slug="tablet-rests",
    )


def _no_tablet() -> NotFound:
    return NotFound(
        "Không có máy tính bảng này. Hãy đăng ký lại máy trong màn hình cán bộ.",
        en="There is no such tablet.",
        slug="unknown-tablet",
    )
