"""Orders to the post: wanted by the applicant, given by the desk, taken back before pick-up."""

from typing import Any
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.connections.queueing import enqueue
from backend.law.fees import vnd
from backend.payments.actions import obligations
from backend.payments.at_desk import at_desk
from backend.platform import clock
from backend.platform.database import transaction, uuid7
from backend.platform.problems import Conflict, RuleBroken, field
from backend.platform.sealing import sealed
from backend.post.addresses import full_address, postage
from backend.post.at_desk import (
    check_address,
    dossier_seen,
    not_your_desk,
    order_at_desk,
    order_seen,
    originals_kept,
)
from backend.post.rules import parcel_number, result_waits
from backend.settings import settings
from shared.contracts.post import PostalAddress, SendParcel
from shared.vocabulary.channels import Delivery
from shared.vocabulary.post import BEFORE_PICKUP, Direction, OrderState
from shared.vocabulary.states import TERMINAL, State

ADAPTER = "post"


async def ask(actor: Actor, dossier_id: UUID, direction: Direction, data: PostalAddress) -> None:
    """The applicant wants papers fetched, or the result brought; asked again, the address is new.

    A pick-up goes to the post at once, a delivery when the desk has packed it. Raises NotFound,
    Forbidden, Conflict, RuleBroken.
    """
    check_address(data)
    async with transaction() as connection:
        row = await dossier_seen(connection, actor, dossier_id)
        if actor.is_officer and not at_desk(actor, row["receiving_agency_id"]):
            raise not_your_desk()
        if not settings().post_url:
            raise RuleBroken("Cơ quan chưa kết nối với bưu chính công ích.", slug="no-post")
        if row["state"] in TERMINAL or (
            direction is Direction.PICKUP and row["state"] == State.RESULT_READY
        ):
            raise Conflict(
                "Hồ sơ không còn chờ giấy tờ hay kết quả qua bưu chính.",
                en="Nothing is sent for this dossier any more.",
                slug="nothing-to-send",
            )
        known = await connection.fetchrow(
            "select * from postal_order where dossier_id = $1 and direction = $2 "
            "and state <> all($3::text[]) for update",
            dossier_id,
            direction,
            ["delivered", "returned", "lost", "refused", "cancelled"],
        )
        if known is not None and known["state"] != OrderState.ASKED:
            raise Conflict("Đã có đơn bưu chính đang thực hiện cho hồ sơ này.", slug="order-open")
        if direction is Direction.DELIVERY:
            await _receive_by(connection, dossier_id, Delivery.POST, data)
        if known is not None:
            await _readdress(connection, known["id"], data)
            return
        id_ = await insert(connection, actor, row, direction, data)
        if direction is Direction.PICKUP:
            await place(connection, actor, id_)


async def send(actor: Actor, order_id: UUID, data: SendParcel) -> None:
    """The desk has packed the result and gives the parcel to the post.

    Raises NotFound, Forbidden, Conflict, RuleBroken where originals stay behind or money is owed.
    """
    check_address(data.address)
    async with transaction() as connection:
        order, row = await order_at_desk(connection, actor, order_id)
        if order["state"] != OrderState.ASKED:
            raise Conflict("Đơn này đã gửi bưu điện hoặc đã hủy.", slug="not-to-send")
        owed = await obligations.is_owed(connection, row["id"])
        if not result_waits(State(row["state"]), row["held"], owed):
            raise Conflict("Hồ sơ chưa có kết quả để gửi.", slug="no-result-yet")
        if not data.originals_enclosed and await originals_kept(connection, row["id"]):
            raise RuleBroken(
                "Hồ sơ có giữ bản chính của người nộp. Bỏ bản chính vào bưu gửi rồi đánh dấu.",
                en="Originals were taken; put them into the parcel and say so.",
                errors=[field("/originals_enclosed", "Đánh dấu khi đã bỏ bản chính vào.")],
                slug="originals-kept",
            )
        if owed and not data.collect_owed:
            raise RuleBroken(
                f"Hồ sơ còn phải nộp {vnd(owed)}. Nhờ bưu tá thu hộ, hoặc chờ người nộp trả trước.",
                en="Fees are still owed; have them collected on delivery, or wait.",
                errors=[field("/collect_owed", "Chọn thu hộ, hoặc chờ người nộp thanh toán.")],
                slug="fees-owed",
            )
        await _readdress(connection, order_id, data.address)
        await connection.execute(
            "update postal_order set cod_vnd = $2, originals_enclosed = $3 where id = $1",
            order_id,
            owed if data.collect_owed else 0,
            data.originals_enclosed,
        )
        await _receive_by(connection, row["id"], Delivery.POST, data.address)
        await place(connection, actor, order_id)


async def cancel(actor: Actor, order_id: UUID) -> None:
    """Takes an order back before pick-up: at once, or as soon as the post has said yes.

    Raises NotFound, Forbidden, Conflict once the parcel was fetched.
    """
    async with transaction() as connection:
        order, row = await order_seen(connection, actor, order_id)
        if actor.is_officer and not at_desk(actor, row["receiving_agency_id"]):
            raise not_your_desk()
        if order["state"] not in BEFORE_PICKUP:
            raise Conflict(
                "Bưu tá đã lấy hàng hoặc đơn đã kết thúc nên không hủy được nữa.",
                en="The parcel was fetched already, or the order has ended.",
                slug="too-late-to-cancel",
            )
        if order["cancel_asked_at"] is not None:
            return
        if order["state"] == OrderState.ASKED:
            await end(connection, order_id, OrderState.CANCELLED)
        else:
            await connection.execute(
                "update postal_order set cancel_asked_at = $2 where id = $1", order_id, clock.now()
            )
            await enqueue(connection, ADAPTER, order_id, "cancel", {}, f"cancel:{order_id}")
        if order["direction"] == Direction.DELIVERY and not actor.is_officer:
            await _receive_by(connection, row["id"], Delivery.DESK, None)
        await record(connection, actor, "post.cancelled", subject_id=row["id"])


async def insert(
    connection: asyncpg.Connection,
    actor: Actor | None,
    dossier: Any,
    direction: Direction,
    data: PostalAddress,
) -> UUID:
    """A new order, wanted and not given to the post yet; returns its id."""
    id_ = uuid7()
    await connection.execute(
        "insert into postal_order (id, tenant_id, agency_id, dossier_id, direction, state, name, "
        "phone, commune_code, detail, asked_by, asked_at) "
        "values ($1, $2, $3, $4, $5, 'asked', $6, $7, $8, $9, $10, $11)",
        id_,
        settings().tenant,
        dossier["receiving_agency_id"],
        dossier["id"],
        direction,
        sealed("postal_order.name", id_, data.name.strip()),
        sealed("postal_order.phone", id_, data.phone),
        data.commune,
        sealed("postal_order.detail", id_, data.detail.strip()),
        actor.account_id if actor else None,
        clock.now(),
    )
    detail = {"direction": direction}
    await record(connection, actor, "post.asked", subject_id=dossier["id"], detail=detail)
    return id_


async def place(connection: asyncpg.Connection, actor: Actor | None, order_id: UUID) -> None:
    """Numbers the parcel, says the postage, puts the order into the queue to the post."""
    number = await connection.fetchval("select nextval('postal_parcel_number')")
    order = await connection.fetchrow(
        "select o.dossier_id, o.agency_id, o.commune_code, o.cod_vnd, g.commune_code as agency "
        "from postal_order o join agency g on g.id = o.agency_id where o.id = $1",
        order_id,
    )
    parcel = parcel_number(settings().post_series, number)
    await connection.execute(
        "update postal_order set state = 'ordered', parcel = $2, sent_by = $3, sent_at = $4, "
        "postage_vnd = $5 where id = $1",
        order_id,
        parcel,
        actor.account_id if actor else None,
        clock.now(),
        postage(order["agency"] or "", order["commune_code"]),
    )
    await connection.execute(
        "insert into postal_cursor (agency_id, tenant_id, walked_at) values ($1, $2, $3) "
        "on conflict do nothing",
        order["agency_id"],
        settings().tenant,
        clock.now(),
    )
    await enqueue(connection, ADAPTER, order_id, "order", {}, f"order:{order_id}")
    detail = {"parcel": parcel, "cod_vnd": order["cod_vnd"]}
    await record(connection, actor, "post.ordered", subject_id=order["dossier_id"], detail=detail)


async def end(connection: asyncpg.Connection, order_id: UUID, state: OrderState) -> None:
    """An order ends."""
    await connection.execute(
        "update postal_order set state = $2, ended_at = $3 where id = $1",
        order_id,
        state,
        clock.now(),
    )


async def _readdress(connection: asyncpg.Connection, order_id: UUID, data: PostalAddress) -> None:
    await connection.execute(
        "update postal_order set name = $2, phone = $3, commune_code = $4, detail = $5 "
        "where id = $1",
        order_id,
        sealed("postal_order.name", order_id, data.name.strip()),
        sealed("postal_order.phone", order_id, data.phone),
        data.commune,
        sealed("postal_order.detail", order_id, data.detail.strip()),
    )


async def _receive_by(
    connection: asyncpg.Connection, dossier_id: UUID, by: Delivery, data: PostalAddress | None
) -> None:
    address = full_address(data.detail, data.commune) if data else ""
    await connection.execute(
        "update dossier set delivery = $2, delivery_address = $3 where id = $1",
        dossier_id,
        by,
        sealed("dossier.delivery_address", dossier_id, address),
    )
