"""An officer leaves or a unit is dissolved, and nothing is left without a holder.

The leaver is shut out at once, in one transaction with naming the successor; the queue then moves
the open dossiers, each by an act of its own with event, audit and history.
"""

from typing import Any
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.dossiers.actions.drafts import as_uuid
from backend.dossiers.actions.perform import perform_as_system
from backend.organisation.queries import CLOSED_STATES
from backend.platform import clock, outbox
from backend.platform.database import execute, fetch, fetch_row, transaction, uuid7
from backend.platform.outbox import Message
from backend.platform.problems import Conflict, RuleBroken, field
from backend.settings import settings
from backend.succession.queries import HELD, SOLE_ROLES, leaver, needs_successor, open_work
from shared.contracts.successions import OpenWork, StartSuccession
from shared.vocabulary.acts import Act
from shared.vocabulary.states import State

TOPIC = "succession.move"
BATCH = 100


async def start(actor: Actor, data: StartSuccession) -> UUID:
    """Shuts the leaver out and has the queue move what they held.

    Raises NotFound, RuleBroken without a fit successor while something is open, Conflict when the
    person leaves already or would shut out themselves.
    """
    id_ = as_uuid(data.id, "/id")
    if id_ == actor.account_id:
        raise Conflict("Bạn không tự cho mình thôi việc.", en="Nobody lets themselves go.")
    work = await open_work(actor, data.kind, id_)
    successor_id = _successor(data, work)
    now = clock.now()
    async with transaction() as connection:
        table = "account" if data.kind == "officer" else "unit"
        await connection.fetchval(f"select 1 from {table} where id = $1 for update", id_)
        # Read again under the lock: an act may have given them more in between.
        row = await leaver(actor, data.kind, id_)
        roles = await connection.fetch(SOLE_ROLES, id_, now) if data.kind == "officer" else []
        if successor_id is None and needs_successor(row, roles):
            raise _nobody(work)
        if data.kind == "officer":
            await _shut_out(connection, id_, successor_id, [r["id"] for r in roles])
        else:
            await _dissolve(connection, id_, successor_id)
        run_id = uuid7()
        await connection.execute(
            "insert into succession (id, tenant_id, kind, leaver_id, successor_id, reason, "
            "asked_by, agency_id, started_at, finished_at, total, last_id) "
            "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            run_id, settings().tenant, data.kind, id_, successor_id, data.reason.strip(),
            actor.account_id, row["agency_id"], now, None if row["dossiers"] else now,
            row["dossiers"], UUID(int=0),
        )  # fmt: skip
        await record(
            connection, actor, f"succession.{data.kind}", subject_id=id_,
            detail={"successor": str(successor_id or ""), "dossiers": row["dossiers"]},
        )  # fmt: skip
        if row["dossiers"]:
            await outbox.publish(connection, TOPIC, run_id, {})
    return run_id


async def move(message: Message) -> None:
    """Moves the open dossiers from where it stopped; may be repeated without harm."""
    while True:
        run: Any = await fetch_row("select * from succession where id = $1", message.subject_id)
        if run is None or run["finished_at"] is not None:
            return
        rows = await fetch(
            f"select id, state from dossier where {HELD[run['kind']]} = $1 and id > $2 "
            f"and state not in {CLOSED_STATES} order by id limit $3",
            run["leaver_id"],
            run["last_id"],
            BATCH,
        )
        name = "officer_id" if run["kind"] == "officer" else "unit_id"
        given = {name: str(run["successor_id"])}
        moved = 0
        for row in rows:
            moved += await perform_as_system(
                row["id"], Act.TAKE_OVER, run["reason"], State(row["state"]), **given
            )
        # Somebody may have acted on a dossier meanwhile; the last look begins anew.
        again = not rows and run["last_id"] != UUID(int=0)
        await execute(
            "update succession set moved = moved + $2, last_id = $3, finished_at = $4 "
            "where id = $1",
            run["id"],
            moved,
            rows[-1]["id"] if rows else UUID(int=0),
            None if rows or again else clock.now(),
        )


def _successor(data: StartSuccession, work: OpenWork) -> UUID | None:
    if not data.successor_id:
        if work.successor_needed:
            raise _nobody(work)
        return None
    if data.successor_id not in {other.id for other in work.successors}:
        words = "cán bộ" if data.kind == "officer" else "phòng"
        wrong = field("/successor_id", f"Chọn một {words} đang hoạt động của cùng cơ quan.")
        raise RuleBroken("Nơi nhận bàn giao chưa đúng.", errors=[wrong], slug="unfit-successor")
    return as_uuid(data.successor_id, "/successor_id")


def _nobody(work: OpenWork) -> RuleBroken:
    left = [
        f"{count} {words}"
        for count, words in (
            (work.dossiers, "hồ sơ đang mở"),
            (work.officers, "cán bộ"),
            (work.procedures, "thủ tục đang giao giải quyết"),
            (work.directives, "ý kiến chỉ đạo chờ trả lời"),
        )
        if count
    ] + [f"vai trò {role} mà nơi này không ai khác giữ" for role in work.roles]
    return RuleBroken(
        f"Còn {', '.join(left)}. Hãy chọn người hoặc phòng nhận bàn giao.",
        en="Open work is left; choose who takes it over.",
        errors=[field("/successor_id", "Chọn nơi nhận bàn giao.")],
        slug="open-work",
    )


async def _shut_out(
    connection: asyncpg.Connection, id_: UUID, successor_id: UUID | None, sole: list[UUID]
) -> None:
    """Ends account, sessions, roles and absences; roles of nobody else go to the successor."""
    now = clock.now()
    if successor_id is not None and sole:
        await connection.execute(
            "insert into role_grant (id, tenant_id, account_id, role, agency_id, unit_id, "
            "valid_from) select gen_random_uuid(), tenant_id, $2, role, agency_id, unit_id, $3 "
            "from role_grant where id = any($1::uuid[])",
            sole,
            successor_id,
            now,
        )
    for statement in (
        "update account set disabled_at = $2 where id = $1",
        "update session set revoked_at = $2 where account_id = $1 and revoked_at is null",
        "update role_grant set valid_to = $2 where account_id = $1 "
        "and (valid_to is null or valid_to > $2)",
        "update delegation set ended_at = $2 where ended_at is null "
        "and (from_account_id = $1 or to_account_id = $1)",
    ):
        await connection.execute(statement, id_, now)


async def _dissolve(connection: asyncpg.Connection, id_: UUID, successor_id: UUID | None) -> None:
    """Ends a unit; procedures, people, their roles and what it is to answer go to the successor."""
    await connection.execute("update unit set dissolved_at = $2 where id = $1", id_, clock.now())
    if successor_id is None:
        return
    for statement in (
        "update agency_procedure set resolving_unit_id = $2 where resolving_unit_id = $1",
        "update officer_post set unit_id = $2 where unit_id = $1",
        "update role_grant set unit_id = $2 where unit_id = $1",
        "update unit_directive set answering_unit_id = $2 "
        "where answering_unit_id = $1 and answered_at is null",
    ):
        await connection.execute(statement, id_, successor_id)
