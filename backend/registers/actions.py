"""Keeping the register: entering an accepted dossier, asking for a copy, closing the year."""

from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.law.forms_of_regime import FormKind
from backend.platform import clock, outbox
from backend.platform.database import transaction, uuid7
from backend.platform.problems import Conflict, Forbidden
from backend.registers.queries import LIVE_LINE, book, unknown_register
from backend.registers.rules import READERS, register_year, why_not_closed
from backend.settings import settings
from shared.contracts.registers import RegisterBook
from shared.vocabulary.registers import REGISTER_KIND_LABELS, RegisterKind

PRINT_TOPIC = "register.print"
CLOSED_TOPIC = "register.closed"


async def enter_register(
    connection: asyncpg.Connection, dossier: Any, accepted_at: datetime
) -> int:
    """Gives an accepted dossier its line and number in the book of its agency and year.

    TT 01/2018/TT-VPCP Điều 10.2: opened yearly, numbered from 01 without gaps. The control sheet
    opened at the same moment bears the same number. Runs inside the transaction of the
    acceptance; `dossier` gives id, regime and receiving agency. Raises Conflict for a closed book.
    """
    agency_id, year = dossier["receiving_agency_id"], register_year(accepted_at)
    kind, regime = RegisterKind.DOSSIERS, dossier["regime"]
    book_id = await open_book(connection, kind, agency_id, year, regime, accepted_at)
    number: int = await connection.fetchval(
        "insert into form_counter (agency_id, form, year, last) values ($1, $2, $3, 1) "
        "on conflict (agency_id, form, year) do update set last = form_counter.last + 1 "
        "returning last",
        agency_id,
        FormKind.REGISTER,
        year,
    )
    await connection.execute(
        "insert into register_line (id, tenant_id, book_id, dossier_id, number, entered_at) "
        "values ($1, $2, $3, $4, $5, $6)",
        uuid7(),
        settings().tenant,
        book_id,
        dossier["id"],
        number,
        accepted_at,
    )
    return number


async def open_book(
    connection: asyncpg.Connection,
    kind: RegisterKind,
    agency_id: UUID,
    year: int,
    regime: str,
    at: datetime,
) -> UUID:
    """The open book of an agency and year, begun when it is not there yet. Raises Conflict when it
    is closed."""
    await connection.execute(
        "insert into register_book (id, tenant_id, agency_id, year, kind, regime, opened_at) "
        "values ($1, $2, $3, $4, $5, $6, $7) on conflict (agency_id, year, kind) do nothing",
        uuid7(),
        settings().tenant,
        agency_id,
        year,
        kind,
        regime,
        at,
    )
    found = await connection.fetchrow(
        "select id, closed_at from register_book where agency_id = $1 and year = $2 "
        "and kind = $3 for share",
        agency_id,
        year,
        kind,
    )
    assert found is not None
    if found["closed_at"] is not None:
        raise Conflict(
            f"{REGISTER_KIND_LABELS[kind].vi} năm {year} đã khóa nên không ghi thêm vào năm đó "
            "được.",
            en=f"The register of {year} is closed.",
            slug="register-closed",
        )
    id_: UUID = found["id"]
    return id_


async def ask_for_copy(actor: Actor, register_id: UUID) -> UUID:
    """Has the queue print the book as it is; one waiting copy serves everybody who asks.

    Returns the id of the copy. Raises NotFound.
    """
    async with transaction() as connection:
        await _locked(connection, actor, register_id)
        waiting: UUID | None = await connection.fetchval(
            "select id from register_print where book_id = $1 and not sealed "
            "and state in ('waiting', 'printing', 'failed') limit 1",
            register_id,
        )
        if waiting is not None:
            return waiting
        print_id = await _new_copy(connection, actor, register_id, sealed=False)
        await record(connection, actor, "register.printed", subject_id=register_id)
        await outbox.publish(connection, PRINT_TOPIC, print_id, {"book_id": str(register_id)})
        return print_id


async def close_register(actor: Actor, register_id: UUID) -> RegisterBook:
    """Closes the book of a year that is over: its lines freeze and the sealed copy is printed.

    TT 01/2018/TT-VPCP Điều 10.2. Raises NotFound, Forbidden, Conflict.
    """
    async with transaction() as connection:
        row = await _locked(connection, actor, register_id)
        now = clock.now()
        refusal = why_not_closed(actor, row["agency_id"], row["year"], row["closed_at"], now)
        if row["closed_at"] is not None:
            raise Conflict(refusal, en="The register is closed already.", slug="register-closed")
        if refusal:
            raise Forbidden(refusal, en="You may not close this register now.", slug="not-yet")
        frozen = await connection.execute(
            "update register_line l set frozen = (select to_jsonb(x) from "
            f"({LIVE_LINE} where d.id = l.dossier_id) x) where l.book_id = $1",
            register_id,
        )
        await connection.execute(
            "update register_book set closed_at = $2, closed_by = $3, closed_by_name = $4 "
            "where id = $1",
            register_id,
            now,
            actor.account_id,
            actor.full_name,
        )
        print_id = await _new_copy(connection, actor, register_id, sealed=True)
        entries = await connection.fetchval(
            "select count(*) from certified_line where book_id = $1", register_id
        )
        detail = {"year": row["year"], "lines": int(frozen.split()[-1]) + entries}
        await record(connection, actor, "register.closed", subject_id=register_id, detail=detail)
        await outbox.publish(
            connection, CLOSED_TOPIC, print_id, {"book_id": str(register_id)} | detail
        )
    return await book(actor, register_id)


async def _locked(
    connection: asyncpg.Connection, actor: Actor, register_id: UUID
) -> asyncpg.Record:
    row = await connection.fetchrow(
        "select id, agency_id, year, closed_at from register_book "
        "where id = $1 and agency_id = any($2::uuid[]) for update",
        register_id,
        actor.agencies(*READERS),
    )
    if row is None:
        raise unknown_register()
    return row


async def _new_copy(
    connection: asyncpg.Connection, actor: Actor, register_id: UUID, *, sealed: bool
) -> UUID:
    print_id = uuid7()
    await connection.execute(
        "insert into register_print (id, tenant_id, book_id, sealed, asked_by, asked_at, state, "
        "lines) values ($1, $2, $3, $4, $5, $6, 'waiting', "
        "(select count(*) from register_line where book_id = $3) "
        "+ (select count(*) from certified_line where book_id = $3))",
        print_id,
        settings().tenant,
        register_id,
        sealed,
        actor.account_id,
        clock.now(),
    )
    return print_id
