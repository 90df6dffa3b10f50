"""What the post tells of a parcel becomes what we know of it; proof of delivery closes the
hand-over (NĐ 61/2018 Điều 20): order, money, receipt and act commit together."""

from typing import Any

import asyncpg

from backend.audit.actions import record
from backend.dossiers.actions.perform import perform_as_system_within
from backend.law.deadlines import moment_words
from backend.law.fees import vnd
from backend.payments.actions import by_post, obligations
from backend.payments.actions.settling import go_on
from backend.platform import clock, outbox
from backend.platform.problems import RuleBroken
from backend.platform.sealing import sealed
from backend.post.messages import Line
from backend.post.rules import TROUBLE_OF, after, money_agrees
from shared.vocabulary.acts import Act
from shared.vocabulary.channels import Delivery
from shared.vocabulary.fees import Means
from shared.vocabulary.post import ENDED, Direction, OrderState, Told, Trouble
from shared.vocabulary.states import State

TOLD_TOPIC = "post.told"
_NOBODY = "Người nhận theo bưu điện"


async def follow(connection: asyncpg.Connection, order: Any, line: Line, told: Told) -> None:
    """One line of the feed, applied to an order whose dossier and row are locked."""
    before = OrderState(order["state"])
    now = after(before, told)
    if now is before:
        return
    trouble = TROUBLE_OF.get(now, Trouble.NONE)
    if now is OrderState.DELIVERED and order["direction"] == Direction.DELIVERY:
        trouble = await _delivered(connection, order, line)
    elif now is OrderState.DELIVERED and line.collected_vnd:  # nothing is owed for a pick-up
        await _unasked(connection, order, line)
        trouble = Trouble.MONEY
    ended = now in ENDED
    await connection.execute(
        "update postal_order set state = $2, ended_at = $3, received_by = $4, proof = $5, "
        "collected_vnd = $6, trouble = $7, words = $8, mended_at = null where id = $1",
        order["id"],
        now,
        line.at if ended else None,
        sealed("postal_order.received_by", order["id"], line.received_by)
        if now is OrderState.DELIVERED
        else "",
        line.proof if now is OrderState.DELIVERED else "",
        line.collected_vnd if now is OrderState.DELIVERED else 0,
        trouble,
        line.note,
    )
    subject = order["dossier_id"]
    detail = {"parcel": order["parcel"], "state": now, "trouble": trouble}
    await record(connection, None, "post.told", subject_id=subject, detail=detail)
    await say(connection, order, now)


async def say(connection: asyncpg.Connection, order: Any, state: OrderState) -> None:
    """The applicant hears of it; a delivery is told of by the hand-over itself."""
    if state is OrderState.DELIVERED and order["direction"] == Direction.DELIVERY:
        return
    await outbox.publish(connection, TOLD_TOPIC, order["id"], {"state": state})


async def _delivered(connection: asyncpg.Connection, order: Any, line: Line) -> Trouble:
    dossier_id = order["dossier_id"]
    row = await connection.fetchrow("select * from dossier where id = $1", dossier_id)
    owed = await obligations.is_owed(connection, dossier_id)
    agrees = money_agrees(owed, order["cod_vnd"], line.collected_vnd)
    if agrees and owed:
        receipt = f"Thu hộ {order['parcel']}"
        await obligations.settle_open(connection, None, row, "", Means.POST)
        await go_on(connection, dossier_id, receipt)
    if not agrees and line.collected_vnd:
        await _unasked(connection, order, line)
    handed = not (owed and not agrees) and await _hand_over(connection, order, line)
    if not agrees:
        return Trouble.MONEY
    return Trouble.NONE if handed or row["state"] == State.RETURNED else Trouble.NOT_HANDED


async def _unasked(connection: asyncpg.Connection, order: Any, line: Line) -> None:
    await by_post.came_unasked(
        connection, order["dossier_id"], order["parcel"], line.id, line.collected_vnd
    )


async def _hand_over(connection: asyncpg.Connection, order: Any, line: Line) -> bool:
    proof = f"Mã bưu gửi {order['parcel']}, phát {moment_words(line.at)}"
    if line.proof:
        proof += f", số biên nhận {line.proof}"
    if line.collected_vnd:
        proof += f", thu hộ {vnd(line.collected_vnd)}"
    given = {
        "received_by": line.received_by if len(line.received_by) > 1 else _NOBODY,
        "method": Delivery.POST,
        "proof": f"{proof}.",
        "originals_returned": "true" if order["originals_enclosed"] else "false",
    }
    try:
        async with connection.transaction():  # what cannot be handed over is work for the desk
            return await perform_as_system_within(
                connection, order["dossier_id"], Act.HAND_OVER, given, only_in=State.RESULT_READY
            )
    except RuleBroken:
        return False


async def taken(connection: asyncpg.Connection, order: Any) -> None:
    """The post has said yes to an order; also to one it had refused before."""
    done = await connection.fetchval(
        "update postal_order set state = 'taken', ended_at = null, trouble = '', words = '' "
        "where id = $1 and state in ('ordered', 'refused') and mended_at is null returning id",
        order["id"],
    )
    if done is not None:
        await say(connection, order, OrderState.TAKEN)


async def refused(connection: asyncpg.Connection, order: Any, words: str) -> None:
    """The post has said no to an order: somebody of the desk has to look at it."""
    done = await connection.fetchval(
        "update postal_order set state = 'refused', ended_at = $2, trouble = 'refused', "
        "words = $3 where id = $1 and state = 'ordered' returning id",
        order["id"],
        clock.now(),
        words[:300],
    )
    if done is not None:
        detail = {"parcel": order["parcel"]}
        subject = order["dossier_id"]
        await record(connection, None, "post.refused", subject_id=subject, detail=detail)


async def cancelled(connection: asyncpg.Connection, order: Any) -> None:
    """The post has taken an order back."""
    done = await connection.fetchval(
        "update postal_order set state = 'cancelled', ended_at = $2, trouble = '' "
        "where id = $1 and state in ('ordered', 'taken', 'refused') returning id",
        order["id"],
        clock.now(),
    )
    if done is not None:
        await say(connection, order, OrderState.CANCELLED)


async def not_cancelled(connection: asyncpg.Connection, order: Any, words: str) -> None:
    """The parcel was fetched before the post heard of the cancellation."""
    await connection.execute(
        "update postal_order set cancel_asked_at = null, words = $2 where id = $1",
        order["id"],
        words[:300],
    )
