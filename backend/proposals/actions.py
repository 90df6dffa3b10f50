"""Writing, proposing and approving, inside the transaction of whoever knows what it is about.

What a definition means and whether it is sound is the business of its own room; here is only that
nobody overwrites another's work, and that one person never puts their own work in force.
"""

from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.platform import clock
from backend.platform.database import uuid7
from backend.platform.etags import stale
from backend.platform.problems import Conflict, Forbidden, NotFound
from backend.proposals.rules import Subject, decides, home_of, why_not_approve, why_not_edit
from backend.settings import settings


async def one_at_a_time(connection: asyncpg.Connection, code: str) -> None:
    """Waits for whoever puts other content of the same procedure in force, until the end of the
    transaction: its form and its papers are checked against each other."""
    await connection.execute("select pg_advisory_xact_lock(hashtext($1))", f"content of {code}")


async def keep(
    connection: asyncpg.Connection,
    actor: Actor,
    of: Subject,
    title: str,
    definition: bytes,
    revision: int,
) -> None:
    """Keeps the next version, sound or not; `revision` is the one that was read, 0 for none.

    Raises Forbidden, PreconditionFailed when somebody else saved first, Conflict while a proposal
    waits.
    """
    row = await _locked(connection, of)
    _may_edit(actor, of, row["state"] if row is not None else "")
    if (row["revision"] if row is not None else 0) != revision:
        raise stale()
    await connection.execute(
        "insert into proposal (id, tenant_id, agency_id, subject, key, title, definition, state, "
        "changed_by, changed_by_name, changed_at) values ($1, $2, $3, $4, $5, $6, $7::jsonb, "
        "'draft', $8, $9, $10) on conflict (tenant_id, subject, key) do update set "
        "agency_id = excluded.agency_id, title = excluded.title, "
        "definition = excluded.definition, changed_by = "
        "excluded.changed_by, changed_by_name = excluded.changed_by_name, changed_at = "
        "excluded.changed_at, revision = proposal.revision + 1",
        uuid7(),
        settings().tenant,
        home_of(actor, of),
        of.name,
        of.key,
        title,
        definition.decode(),
        actor.account_id,
        actor.full_name,
        clock.now(),
    )
    await record(connection, actor, f"{of.name}.saved", detail={"key": of.key})


async def discard(connection: asyncpg.Connection, actor: Actor, of: Subject) -> None:
    """Throws the next version away; what is in force stays. Raises NotFound, Forbidden."""
    row = await _there(connection, of)
    _may_edit(actor, of, row["state"])
    await connection.execute("delete from proposal where id = $1", row["id"])
    await record(connection, actor, f"{of.name}.discarded", detail={"key": of.key})


async def begun(connection: asyncpg.Connection, actor: Actor, of: Subject) -> asyncpg.Record | None:
    """The draft as it stands, locked, for a change that adds to it whatever it holds.

    Raises Forbidden, Conflict while a proposal waits.
    """
    row = await _locked(connection, of)
    _may_edit(actor, of, row["state"] if row is not None else "")
    return row


async def written(
    connection: asyncpg.Connection, actor: Actor, of: Subject, revision: int
) -> asyncpg.Record:
    """The draft that is about to be proposed, locked. Raises NotFound, Forbidden, stale."""
    row = await _there(connection, of)
    _may_edit(actor, of, row["state"])
    _same(row, revision)
    return row


async def propose(
    connection: asyncpg.Connection, actor: Actor, of: Subject, row: asyncpg.Record
) -> None:
    """Hands a draft that was found sound to the second person."""
    await connection.execute(
        "update proposal set state = 'proposed', proposed_by = $2, proposed_by_name = $3, "
        "note = '' where id = $1",
        row["id"],
        actor.account_id,
        actor.full_name,
    )
    await record(connection, actor, f"{of.name}.proposed", detail={"key": of.key})


async def give_back(connection: asyncpg.Connection, actor: Actor, of: Subject, note: str) -> None:
    """Gives a proposal back to be worked on, or takes one's own back. Raises NotFound, Forbidden,
    Conflict."""
    row = await _there(connection, of)
    if row["state"] != "proposed":
        raise _moved_on()
    if row["proposed_by"] not in actor.persons() and not decides(actor, row):
        raise Forbidden
    await connection.execute(
        "update proposal set state = 'draft', proposed_by = null, proposed_by_name = '', "
        "note = $2 where id = $1",
        row["id"],
        note.strip(),
    )
    await record(connection, actor, f"{of.name}.given_back", detail={"key": of.key})


async def hand_back(
    connection: asyncpg.Connection,
    of: Subject,
    title: str,
    definition: bytes,
    agency_id: UUID,
    by: tuple[UUID, str],
    note: str,
) -> None:
    """Makes what was approved and could not hold a draft of who proposed it, with the reason; what
    is being written meanwhile is left as it is."""
    made = await connection.fetchval(
        "insert into proposal (id, tenant_id, agency_id, subject, key, title, definition, state, "
        "changed_by, changed_by_name, changed_at, note) values ($1, $2, $3, $4, $5, $6, $7::jsonb, "
        "'draft', $8, $9, $10, $11) on conflict (tenant_id, subject, key) do nothing returning id",
        uuid7(), settings().tenant, agency_id, of.name, of.key, title, definition.decode(), *by,
        clock.now(), note,
    )  # fmt: skip
    if made is not None:
        detail = {"key": of.key, "note": note}
        await record(connection, None, f"{of.name}.given_back", detail=detail)


async def approving(
    connection: asyncpg.Connection, actor: Actor, of: Subject, revision: int
) -> asyncpg.Record:
    """The proposal of somebody else that is about to be put in force, locked; it is taken out.

    Raises NotFound, Forbidden for its own author, Conflict, PreconditionFailed.
    """
    row = await _there(connection, of)
    if row["state"] != "proposed":
        raise _moved_on()
    refusal = why_not_approve(actor, row)
    if refusal:
        raise Forbidden(refusal, en="A second person must approve.", slug="second-person")
    _same(row, revision)
    await connection.execute("delete from proposal where id = $1", row["id"])
    detail = {"key": of.key, "proposed_by": str(row["proposed_by"])}
    await record(connection, actor, f"{of.name}.published", detail=detail)
    return row


async def at_once(
    connection: asyncpg.Connection, actor: Actor, of: Subject, revision: int
) -> asyncpg.Record:
    """The draft of what cannot wait for a second person, locked; it is taken out.

    Who calls says why it cannot wait. Raises NotFound, Forbidden, Conflict, PreconditionFailed.
    """
    row = await written(connection, actor, of, revision)
    await connection.execute("delete from proposal where id = $1", row["id"])
    await record(connection, actor, f"{of.name}.published_at_once", detail={"key": of.key})
    return row


def _same(row: asyncpg.Record, revision: int) -> None:
    if row["revision"] != revision:
        raise stale()


def _may_edit(actor: Actor, of: Subject, state: str) -> None:
    if state == "proposed":
        refusal = why_not_edit(actor, state, of)
        raise Conflict(refusal, en="A proposal waits.", slug="proposed")
    if refusal := why_not_edit(actor, state, of):
        raise Forbidden(refusal, en="Another role writes this.")


def _moved_on() -> Conflict:
    return Conflict(
        "Bản này vừa được người khác chuyển sang bước khác. Hãy tải lại trang.",
        en="Somebody has just moved this on. Reload the page.",
        slug="moved-on",
    )


async def _there(connection: asyncpg.Connection, of: Subject) -> asyncpg.Record:
    row = await _locked(connection, of)
    if row is None:
        raise NotFound("Chưa có bản soạn nào.", en="Nothing is being written.")
    return row


async def _locked(connection: asyncpg.Connection, of: Subject) -> asyncpg.Record | None:
    # Two that begin the same draft at once must not both find nothing.
    await connection.execute("select pg_advisory_xact_lock(hashtext($1))", f"{of.name} {of.key}")
    return await connection.fetchrow(
        "select * from proposal where tenant_id = $1 and subject = $2 and key = $3 for update",
        settings().tenant,
        of.name,
        of.key,
    )
