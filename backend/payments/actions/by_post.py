"""Money the postman brought: what was not owed stands apart, and what the post pays over is all of
what was booked. Called inside the transaction of the parcel's line, or of the desk's act."""

from uuid import UUID

import asyncpg

from backend.audit.actions import record
from backend.law.fees import Fee, FeeRule
from backend.payments import books
from backend.payments.actions import obligations
from backend.platform import clock
from backend.platform.database import uuid7
from backend.platform.problems import Conflict
from backend.settings import settings
from shared.vocabulary.fees import DifferenceKind, FeeKind, Means, ObligationState

_NOTHING_OWED = FeeRule(
    "buu_ta_thu_ho", "Bưu tá thu hộ khi không có khoản phải nộp", FeeKind.FEE, {"": 0}
)
_KINDS = {
    ObligationState.OPEN: DifferenceKind.WRONG_AMOUNT,
    ObligationState.WAITING: DifferenceKind.WRONG_AMOUNT,
    ObligationState.PAID: DifferenceKind.DOUBLED,
    ObligationState.REFUNDED: DifferenceKind.DOUBLED,
}
_NEAREST = """
select id, agency_id, state, amount_vnd from fee_obligation where dossier_id = $1
order by state in ('open', 'waiting') desc, state = 'paid' desc, asked_at desc, id desc limit 1
"""
_HELD = """
select b.obligation_id, sum(e.amount_vnd)::bigint as held_vnd
from fee_obligation o join fee_booking b on b.obligation_id = o.id
    join fee_entry e on e.booking_id = b.id
where o.dossier_id = $1 and e.account = 'post'
group by 1 having sum(e.amount_vnd) > 0 order by min(b.at), 1
"""


async def came_unasked(
    connection: asyncpg.Connection, dossier_id: UUID, parcel: str, line: str, collected_vnd: int
) -> None:
    """Books what the postman brought and is not what was owed, and puts it on the list of
    differences, from where it is given back. `line`: the post's own number of the news."""
    found = await connection.fetchrow(_NEAREST, dossier_id)
    if found is None:
        dossier = await connection.fetchrow("select * from dossier where id = $1", dossier_id)
        await obligations.ask(connection, None, dossier, _NOTHING_OWED, Fee(0, ()))
        found = await connection.fetchrow(_NEAREST, dossier_id)
    owed = await obligations.is_owed(connection, dossier_id)
    kind = _KINDS.get(ObligationState(found["state"]), DifferenceKind.LATE)
    await connection.execute(
        "insert into fee_difference (id, tenant_id, day, agency_id, obligation_id, kind, means, "
        "reference, transaction_code, ours_vnd, theirs_vnd, found_at) "
        "values ($1, $2, $3, $4, $5, $6, 'post', $7, $8, $9, $10, $11)",
        uuid7(),
        settings().tenant,
        clock.today(),
        found["agency_id"],
        found["id"],
        kind,
        parcel,
        line,
        owed or found["amount_vnd"],
        collected_vnd,
        clock.now(),
    )
    entries = books.came_unasked(collected_vnd, Means.POST)
    await obligations.book(connection, found["id"], kind, entries)
    detail = {"reference": parcel, "kind": kind, "amount_vnd": collected_vnd}
    await record(connection, None, "fee.difference", subject_id=dossier_id, detail=detail)


async def paid_over(
    connection: asyncpg.Connection, dossier_id: UUID, amount_vnd: int, collected_vnd: int
) -> None:
    """The post has paid over an amount of all it collected for a dossier and has not paid yet.

    Raises Conflict where the books do not hold what was collected.
    """
    rows = await connection.fetch(_HELD, dossier_id)
    if sum(row["held_vnd"] for row in rows) != collected_vnd:
        raise Conflict(
            "Sổ thu phí không khớp số tiền bưu tá đã thu của hồ sơ này. Hãy đối chiếu với bưu điện "
            "và báo quản trị hệ thống trước khi ghi nhận.",
            en="The books do not hold what the postman collected for this dossier.",
            slug="books-differ",
        )
    left = amount_vnd
    for row in rows:
        part = min(left, row["held_vnd"])
        if part:
            entries = books.paid_over(part)
            await obligations.book(connection, row["obligation_id"], "remitted", entries)
        left -= part
