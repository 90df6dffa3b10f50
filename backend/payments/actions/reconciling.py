"""Every night yesterday's payments are compared with the platform's statement, both ways.

What the platform has and we have not is asked about and booked at once; what stays different waits
for a person. A day is compared again until the platform has answered.
"""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.payments.actions.settling import book_said
from backend.payments.at_desk import DESK
from backend.payments.comparing import Booked, Found, differences
from backend.payments.platform import PlatformAway, PlatformRefused, statement
from backend.payments.verdicts import UNASKED, Said, Verdict
from backend.platform import clock, outbox
from backend.platform.database import execute, fetch, fetch_row, transaction, uuid7
from backend.platform.outbox import Message
from backend.platform.problems import Conflict, NotFound, RuleBroken, field
from backend.settings import settings
from shared.vocabulary.fees import DifferenceKind
from shared.vocabulary.roles import Role

RECONCILE_TOPIC = "fee.reconcile"
LOOKERS = (Role.DESK_HEAD, Role.LEADER, Role.SYSTEM_ADMIN, Role.AUDITOR)
_FROM_HOUR = time(1, 0)
_MOST_PAGES = 10_000
_OURS = """
select a.id, a.reference, a.transaction_code, a.amount_vnd from fee_attempt a
where a.state = 'succeeded' and a.paid_at >= $1 and a.paid_at < $2 and a.id > $3
order by a.id limit 5000
"""
_BOOKED = """
select a.obligation_id, o.agency_id, o.dossier_id from fee_attempt a
    join fee_obligation o on o.id = a.obligation_id where a.reference = $1
"""


async def every_minute() -> int:
    """Puts yesterday on the list once it is over; returns 1 when it did."""
    now = clock.now()
    if not settings().payment_url or now.time() < _FROM_HOUR:
        return 0
    return int(await _due(now.date() - timedelta(days=1)))


async def ask_for(actor: Actor, day_text: str) -> None:
    """Compares a day anew. Raises RuleBroken for a day that is not over or before 90 days."""
    day = _day(day_text)
    async with transaction() as connection:
        await connection.execute(
            "insert into fee_reconciliation (id, tenant_id, day, state) "
            "values ($1, $2, $3, 'waiting') on conflict (tenant_id, day) "
            "do update set state = 'waiting', last_error = ''",
            uuid7(),
            settings().tenant,
            day,
        )
        id_ = await connection.fetchval(
            "select id from fee_reconciliation where tenant_id = $1 and day = $2",
            settings().tenant,
            day,
        )
        await outbox.publish(connection, RECONCILE_TOPIC, id_, {})
        await record(connection, actor, "fee.reconciliation_asked", detail={"day": day_text})


async def _due(day: date) -> bool:
    async with transaction() as connection:
        new = await connection.fetchval(
            "insert into fee_reconciliation (id, tenant_id, day, state) "
            "values ($1, $2, $3, 'waiting') on conflict do nothing returning id",
            uuid7(),
            settings().tenant,
            day,
        )
        if new is not None:
            await outbox.publish(connection, RECONCILE_TOPIC, new, {})
    return new is not None


async def reconcile(message: Message) -> None:
    """Compares one day. Raises PlatformAway, PlatformRefused, so that the queue tries again."""
    row = await fetch_row("select * from fee_reconciliation where id = $1", message.subject_id)
    if row is None:
        return
    try:
        theirs = await _statement(row["day"])
    except (PlatformAway, PlatformRefused) as error:
        words = f"{type(error).__name__}: {error}"[:300]
        await execute(
            "update fee_reconciliation set last_error = $2 where id = $1", row["id"], words
        )
        raise
    ours = await _ours(row["day"])
    by_transaction = {said.transaction: said for said in theirs}
    for found in differences(theirs, ours):
        missing = found.kind in (DifferenceKind.MISSING_HERE, DifferenceKind.DOUBLED)
        await _note(row["day"], found, by_transaction[found.transaction] if missing else None)
    paid = [said for said in theirs if said.paid]
    await execute(
        "update fee_reconciliation set state = 'done', theirs = $2, theirs_vnd = $3, ours = $4, "
        "ours_vnd = $5, ran_at = $6, last_error = '' where id = $1",
        row["id"],
        len(paid),
        sum(said.amount_vnd for said in paid),
        len(ours),
        sum(one.amount_vnd for one in ours),
        clock.now(),
    )


async def _statement(day: date) -> list[Said]:
    rows: list[Said] = []
    after = ""
    for _page in range(_MOST_PAGES):
        page = await statement(f"{day:%Y%m%d}", after)
        if not page:
            return rows
        rows += page
        after = page[-1].transaction
    raise PlatformRefused("the statement of the day does not end")


async def _ours(day: date) -> list[Booked]:
    begin = datetime.combine(day, time(), tzinfo=clock.VIETNAM)
    rows: list[Booked] = []
    after = UUID(int=0)
    while True:
        part = await fetch(_OURS, begin, begin + timedelta(days=1), after)
        if not part:
            return rows
        rows += [Booked(r["reference"], r["transaction_code"], r["amount_vnd"]) for r in part]
        after = part[-1]["id"]


async def _note(day: date, found: Found, said: Said | None) -> None:
    settled = False
    if said is not None:
        try:
            verdict = await book_said(said)
        except PlatformRefused:
            verdict = Verdict.WAITS  # a reference we never gave out: somebody has to look at it
        if verdict in UNASKED:
            return  # money that was not owed is on the list already
        settled = verdict is Verdict.SETTLES
    booked: Any = await fetch_row(_BOOKED, found.reference)
    await execute(
        "insert into fee_difference (id, tenant_id, day, agency_id, obligation_id, kind, "
        "reference, transaction_code, ours_vnd, theirs_vnd, found_at, resolved_at, resolution) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict do nothing",
        uuid7(),
        settings().tenant,
        day,
        booked["agency_id"] if booked else None,
        booked["obligation_id"] if booked else None,
        found.kind,
        found.reference,
        found.transaction,
        found.ours_vnd,
        found.theirs_vnd,
        clock.now(),
        clock.now() if settled else None,
        "Đã ghi nhận khi đối soát." if settled else "",
    )


async def resolve(actor: Actor, difference_id: UUID, resolution: str) -> None:
    """Writes down what was done about a difference. Raises NotFound, Conflict."""
    async with transaction() as connection:
        row = await connection.fetchrow(
            "select * from fee_difference where id = $1 and (agency_id = any($2::uuid[]) "
            "or ($3 and agency_id is null)) for update",
            difference_id,
            actor.agencies(*DESK, Role.LEADER),
            actor.has(Role.SYSTEM_ADMIN),
        )
        if row is None:
            raise NotFound("Không tìm thấy chênh lệch này.", en="There is no such difference.")
        if row["resolved_at"] is not None:
            raise Conflict("Chênh lệch này đã được xử lý.", slug="already-resolved")
        await connection.execute(
            "update fee_difference set resolved_at = $2, resolved_by = $3, resolution = $4 "
            "where id = $1",
            difference_id,
            clock.now(),
            actor.account_id,
            resolution.strip(),
        )
        await record(
            connection, actor, "fee.difference_resolved", subject_id=difference_id,
            detail={"kind": row["kind"], "reference": row["reference"]},
        )  # fmt: skip


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = clock.today()
    if not clock.today() - timedelta(days=90) <= day < clock.today():
        raise RuleBroken(
            "Chỉ đối soát ngày đã qua, trong 90 ngày gần đây.",
            errors=[field("/day", "Chọn một ngày trước hôm nay.")],
        )
    return day
