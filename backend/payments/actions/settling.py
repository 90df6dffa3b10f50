"""What the platform says of a payment becomes what our books say: once, whatever comes when."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.dossiers.actions.perform import perform_as_system_within
from backend.payments import books
from backend.payments.actions import obligations
from backend.payments.actions.paying import let_try_again
from backend.payments.at_desk import lock_dossier
from backend.payments.platform import PlatformAway, PlatformRefused, how_stands
from backend.payments.telling import told
from backend.payments.verdicts import UNASKED, Known, Said, Verdict, verdict
from backend.platform import clock
from backend.platform.database import execute, fetch, fetch_row, transaction, uuid7
from backend.platform.outbox import Message
from backend.settings import settings
from shared.vocabulary.acts import Act
from shared.vocabulary.fees import AttemptState, Means, ObligationState
from shared.vocabulary.states import State

CHECK_TOPIC = "fee.check"
_AGAIN_AFTER = timedelta(minutes=1)
_GIVEN_UP_AFTER = timedelta(minutes=30)
_SWEPT = 20
_ATTEMPT = """
select a.id as attempt_id, a.reference, a.state as attempt_state, a.transaction_code,
    a.amount_vnd as tried_vnd, o.*
from fee_attempt a join fee_obligation o on o.id = a.obligation_id
where a.reference = $1 for update
"""


async def check(message: Message) -> None:
    """A notification came: whatever it says, the platform itself is asked.

    Raises PlatformAway, PlatformRefused, so that the queue tries again.
    """
    row = await fetch_row("select reference from fee_attempt where id = $1", message.subject_id)
    if row is not None:
        await ask_about(row["reference"])


async def ask_about(reference: str) -> Verdict:
    """Asks how a payment stands and books it. Raises PlatformAway, PlatformRefused."""
    await execute(
        "update fee_attempt set asked_at = $2 where reference = $1", reference, clock.now()
    )
    return await book_said(await how_stands(reference))


async def ask_again() -> int:
    """Payments nobody told us about for a minute; returns how many were asked about."""
    if not settings().payment_url:
        return 0
    rows = await fetch(
        "select id, reference, expires_at from fee_attempt where state = 'started' "
        "and asked_at < $1 order by asked_at, id limit $2",
        clock.now() - _AGAIN_AFTER,
        _SWEPT,
    )
    for row in rows:
        try:
            found = await ask_about(row["reference"])
        except PlatformAway:
            break
        except PlatformRefused as error:
            await _remember(row["reference"], str(error))
            continue
        if found is Verdict.WAITS and row["expires_at"] + _GIVEN_UP_AFTER < clock.now():
            await _give_up(row["reference"])
    return len(rows)


async def book_said(said: Said) -> Verdict:
    """One word of the platform: the payment, the obligation, the receipt, the books and, where the
    dossier waited for it, the next act commit together. Raises PlatformRefused for a transaction
    that is booked elsewhere."""
    async with transaction() as connection:
        obligation_id = await connection.fetchval(
            "select obligation_id from fee_attempt where reference = $1", said.reference
        )
        await lock_dossier(connection, obligation_id)
        row = await connection.fetchrow(_ATTEMPT, said.reference)
        if row is None:
            raise PlatformRefused(f"unknown reference {said.reference}")
        found = verdict(
            Known(
                AttemptState(row["attempt_state"]),
                ObligationState(row["state"]),
                row["tried_vnd"],
                row["transaction_code"],
            ),
            said,
        )
        if said.paid:
            await _only_here(connection, row, said)
        if found is Verdict.SETTLES:
            await _settle(connection, row, said)
        elif found is Verdict.FAILED:
            await _attempt_is(connection, row, AttemptState.FAILED)
            await told(connection, row["id"], "failed", row["tried_vnd"])
            await let_try_again(connection, row["id"])
        elif found in UNASKED:
            await _unasked(connection, row, said, found)
    return found


async def _settle(connection: asyncpg.Connection, row: Any, said: Said) -> None:
    await _attempt_is(connection, row, AttemptState.SUCCEEDED, said)
    dossier = await connection.fetchrow(
        "select state, applicant_name from dossier where id = $1", row["dossier_id"]
    )
    receipt = await obligations.paid(
        connection, None, row, Means.ONLINE, payer=dossier["applicant_name"]
    )
    if not await go_on(connection, row["dossier_id"], receipt):
        await told(connection, row["id"], "paid", row["amount_vnd"])


async def go_on(
    connection: asyncpg.Connection, dossier_id: UUID, receipt: str, by: Actor | None = None
) -> bool:
    """A dossier that waited for nothing but its fees goes on where it stopped; whether it did, for
    the act then tells the applicant."""
    if await obligations.is_owed(connection, dossier_id):
        return False
    return await perform_as_system_within(
        connection,
        dossier_id,
        Act.RECORD_PAYMENT,
        {"receipt_number": receipt},
        only_in=State.PAYMENT_DUE,
        by=by,
    )


async def _unasked(connection: asyncpg.Connection, row: Any, said: Said, found: Verdict) -> None:
    """Money that was not owed stands apart, and somebody has to look at it."""
    new = await connection.fetchval(
        "insert into fee_difference (id, tenant_id, day, agency_id, obligation_id, kind, "
        "reference, transaction_code, ours_vnd, theirs_vnd, found_at) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing returning id",
        uuid7(),
        settings().tenant,
        (said.paid_at or clock.now()).date(),
        row["agency_id"],
        row["id"],
        UNASKED[found],
        said.reference,
        said.transaction,
        row["tried_vnd"],
        said.amount_vnd,
        clock.now(),
    )
    if new is None:
        return
    if said.amount_vnd:
        unasked = books.came_unasked(said.amount_vnd, Means.ONLINE)
        await obligations.book(connection, row["id"], str(found), unasked)
    if not row["transaction_code"]:
        wrong = found is Verdict.WRONG_AMOUNT
        state = AttemptState.FAILED if wrong else AttemptState.SUCCEEDED
        await _attempt_is(connection, row, state, said)
    await let_try_again(connection, row["id"])
    detail = {"reference": said.reference, "kind": UNASKED[found], "amount_vnd": said.amount_vnd}
    subject = row["dossier_id"]
    await record(connection, None, "fee.difference", subject_id=subject, detail=detail)


async def _only_here(connection: asyncpg.Connection, row: Any, said: Said) -> None:
    elsewhere = await connection.fetchval(
        "select reference from fee_attempt where tenant_id = $1 and transaction_code = $2 "
        "and id <> $3",
        settings().tenant,
        said.transaction,
        row["attempt_id"],
    )
    if elsewhere is not None:
        raise PlatformRefused(f"transaction {said.transaction} is booked on {elsewhere}")


async def _attempt_is(
    connection: asyncpg.Connection, row: Any, state: AttemptState, said: Said | None = None
) -> None:
    await connection.execute(
        "update fee_attempt set state = $2, transaction_code = $3, paid_at = $4 where id = $1",
        row["attempt_id"],
        state,
        said.transaction if said else row["transaction_code"],
        (said.paid_at or clock.now()) if said else None,
    )


async def _give_up(reference: str) -> None:
    async with transaction() as connection:
        row = await connection.fetchrow(
            "update fee_attempt set state = 'expired' where reference = $1 and state = 'started' "
            "returning obligation_id",
            reference,
        )
        if row is not None:
            await let_try_again(connection, row["obligation_id"])


async def _remember(reference: str, words: str) -> None:
    await execute(
        "update fee_attempt set last_error = $2 where reference = $1", reference, words[:300]
    )
