"""What the desk does about a parcel that went wrong, and money the post has paid over."""

from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.dossiers.actions.perform import perform_within
from backend.payments.actions import by_post
from backend.platform import clock
from backend.platform.database import transaction
from backend.platform.problems import Conflict, RuleBroken, field
from backend.post.actions.ordering import insert, place
from backend.post.addresses import addressee
from backend.post.at_desk import order_at_desk
from shared.contracts.acts import WithReason
from shared.contracts.post import MendPostal, Remitted
from shared.vocabulary.acts import Act
from shared.vocabulary.post import Direction

HOWS = ("record_loss", "again", "settled")


async def mend(actor: Actor, order_id: UUID, data: MendPostal) -> None:
    """Apologises for lost papers (Điều 21), orders anew, or says how it was settled.

    Raises NotFound, Forbidden, Conflict, RuleBroken, and what the act itself raises.
    """
    if data.how not in HOWS:
        raise RuleBroken("Chọn cách xử lý.", errors=[field("/how", "Chọn một cách xử lý.")])
    async with transaction() as connection:
        order, row = await order_at_desk(connection, actor, order_id)
        if not order["trouble"] or order["mended_at"] is not None:
            raise Conflict("Đơn này không chờ xử lý.", slug="nothing-to-mend")
        await connection.execute(
            "update postal_order set mended_at = $2, mended_by = $3, mended = $4 where id = $1",
            order_id,
            clock.now(),
            actor.account_id,
            data.said.strip(),
        )
        detail = {"how": data.how, "parcel": order["parcel"], "trouble": order["trouble"]}
        await record(connection, actor, "post.mended", subject_id=row["id"], detail=detail)
        if data.how == "record_loss":
            lost = WithReason(version=row["version"], reason=data.said.strip())
            await perform_within(connection, actor, row["id"], Act.RECORD_LOSS, lost)
        if data.how == "again":
            address = addressee(order)
            direction = Direction(order["direction"])
            if not await _none_open(connection, order):
                raise Conflict("Đã có đơn bưu chính khác đang thực hiện.", slug="order-open")
            new = await insert(connection, actor, row, direction, address)
            if direction is Direction.PICKUP:
                await place(connection, actor, new)


async def _none_open(connection: asyncpg.Connection, order: asyncpg.Record) -> bool:
    return not await connection.fetchval(
        "select exists (select 1 from postal_order where dossier_id = $1 and direction = $2 "
        "and state in ('asked', 'ordered', 'taken', 'collected', 'moving'))",
        order["dossier_id"],
        order["direction"],
    )


async def remit(actor: Actor, order_id: UUID, data: Remitted) -> None:
    """The post has paid what it collected into the agency's account; the books follow.

    Raises NotFound, Forbidden, Conflict.
    """
    async with transaction() as connection:
        order, row = await order_at_desk(connection, actor, order_id)
        if not order["collected_vnd"] or order["remitted_at"] is not None:
            raise Conflict("Đơn này không chờ bưu điện chuyển tiền.", slug="nothing-to-remit")
        collected = await connection.fetchval(
            "select sum(collected_vnd)::bigint from postal_order "
            "where dossier_id = $1 and remitted_at is null",
            row["id"],
        )
        await by_post.paid_over(connection, row["id"], order["collected_vnd"], collected)
        await connection.execute(
            "update postal_order set remitted_at = $2, remittance = $3 where id = $1",
            order_id,
            clock.now(),
            data.bank_reference.strip(),
        )
        detail = {"parcel": order["parcel"], "amount_vnd": order["collected_vnd"]}
        await record(connection, actor, "post.remitted", subject_id=row["id"], detail=detail)
