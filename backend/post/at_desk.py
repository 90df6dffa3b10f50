"""Which parcels a caller may handle, and what has to be true of an address."""

from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.dossiers.detail import unknown_dossier
from backend.dossiers.scope import visible
from backend.dossiers.standing import PRINCIPALS, refuse_own
from backend.organisation.places import is_commune
from backend.payments.at_desk import at_desk
from backend.platform.problems import Forbidden, NotFound, RuleBroken, field
from shared.contracts.post import PostalAddress


async def order_at_desk(
    connection: asyncpg.Connection, actor: Actor, order_id: UUID
) -> tuple[asyncpg.Record, asyncpg.Record]:
    """An order and its dossier, locked, for the desk that receives the dossier.

    Raises NotFound, Forbidden for who is not of the desk or whose own dossier it is.
    """
    order, row = await order_seen(connection, actor, order_id)
    if not at_desk(actor, row["receiving_agency_id"]):
        raise not_your_desk()
    refuse_own(actor, row)
    return order, row


async def originals_kept(connection: asyncpg.Connection, dossier_id: UUID) -> bool:
    """Whether originals of the applicant lie with the agency (NĐ 61/2018 Điều 20.2)."""
    return bool(
        await connection.fetchval(
            "select exists (select 1 from component_check where dossier_id = $1 and to_return)",
            dossier_id,
        )
    )


def check_address(data: PostalAddress) -> None:
    """Raises RuleBroken for a commune of no province of the two-level model."""
    if not is_commune(data.commune):
        raise RuleBroken(
            "Xã, phường không có trong danh mục. Vui lòng chọn lại.",
            en="There is no such commune.",
            errors=[field("/commune", "Chọn tỉnh, rồi chọn xã, phường.")],
        )


def not_your_desk() -> Forbidden:
    """Parcels are handled where the dossier was received."""
    return Forbidden(
        "Bưu gửi do Bộ phận Một cửa nơi nhận hồ sơ xử lý.",
        en="Parcels are handled by the desk that received the dossier.",
        slug="not-your-desk",
    )


async def order_seen(
    connection: asyncpg.Connection, actor: Actor, order_id: UUID
) -> tuple[asyncpg.Record, asyncpg.Record]:
    """An order and its dossier in the caller's sight, locked. Raises NotFound."""
    dossier_id = await connection.fetchval(
        "select dossier_id from postal_order where id = $1", order_id
    )
    if dossier_id is None:
        raise unknown_order()
    try:
        row = await dossier_seen(connection, actor, dossier_id)
    except NotFound:
        raise unknown_order() from None
    order = await connection.fetchrow(
        "select * from postal_order where id = $1 for update", order_id
    )
    return order, row


async def dossier_seen(
    connection: asyncpg.Connection, actor: Actor, dossier_id: UUID
) -> asyncpg.Record:
    """A dossier in the caller's sight, locked. Raises NotFound."""
    scope, args = visible(actor, 2)
    row = await connection.fetchrow(
        f"select d.*, {PRINCIPALS} from dossier d where d.id = $1 and {scope} for update",
        dossier_id,
        *args,
    )
    if row is None:
        raise unknown_dossier()
    return row


def unknown_order() -> NotFound:
    """The same for what is not there and for what is not the caller's."""
    return NotFound("Không tìm thấy đơn bưu chính này.", en="There is no such order.")
