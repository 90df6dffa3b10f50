"""What becomes of an issued result: revoked or replaced, always by two persons and with a reason.

The dossier itself has ended and stays as it is; a result has a trace of its own (append-only), and
the applicant is told.
"""

from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.documents.actions import issue_result
from backend.lgsp.store_adapter import tell_store
from backend.platform import clock, outbox
from backend.platform.database import fetch_row, transaction, uuid7
from backend.platform.problems import Conflict, Forbidden, NotFound, RuleBroken, field
from backend.results import queries
from backend.settings import settings
from backend.vault.actions.keeping import keep_replacement
from shared.contracts.results import DecideChange, ProposeChange, ResultDesk
from shared.vocabulary.results import ChangeKind, ResultTurn

RESULT_TOPIC = "result.changed"
_LEAST_ANSWER = 10


async def propose(actor: Actor, result_id: UUID, data: ProposeChange) -> ResultDesk:
    """Says why a result is wrong. Raises NotFound, Forbidden, Conflict."""
    result = await fetch_row("select dossier_id from result where id = $1", result_id)
    if result is None:
        raise _unknown()
    here = await queries.place(actor, result["dossier_id"])
    if here.may.propose:
        raise Forbidden(here.may.propose, slug="not-now")
    if here.in_force["id"] != result_id:
        raise RuleBroken("Kết quả này không còn hiệu lực.", slug="not-in-force")
    async with transaction() as connection:
        try:
            await connection.execute(
                "insert into result_change (id, tenant_id, result_id, kind, reason, state, "
                "proposed_by, proposed_at) values ($1, $2, $3, $4, $5, 'proposed', $6, $7)",
                uuid7(),
                settings().tenant,
                result_id,
                data.kind,
                data.reason.strip(),
                actor.account_id,
                clock.now(),
            )
        except asyncpg.UniqueViolationError:
            raise Conflict("Đã có một đề nghị đang chờ cho kết quả này.") from None
        revokes = data.kind == ChangeKind.REVOKE.value
        turn = ResultTurn.REVOKE_PROPOSED if revokes else ResultTurn.REPLACE_PROPOSED
        await trace(connection, actor, result_id, turn, data.reason.strip())
    return await queries.desk(actor, result["dossier_id"])


async def decide(actor: Actor, change_id: UUID, data: DecideChange) -> ResultDesk:
    """Another person decides; a revocation counts from this moment.

    Raises NotFound, Forbidden, RuleBroken for a denial without a reason.
    """
    change = await fetch_row(
        "select c.kind, c.reason, c.result_id, r.dossier_id from result_change c "
        "join result r on r.id = c.result_id where c.id = $1",
        change_id,
    )
    if change is None:
        raise _unknown()
    here = await queries.place(actor, change["dossier_id"])
    if here.may.decide:
        raise Forbidden(here.may.decide, slug="not-now")
    answer = data.answer.strip()
    if not data.approve and len(answer) < _LEAST_ANSWER:
        raise RuleBroken(
            "Ghi lý do không duyệt.",
            errors=[field("/answer", f"Ít nhất {_LEAST_ANSWER} ký tự.")],
        )
    revokes = data.approve and change["kind"] == ChangeKind.REVOKE
    async with transaction() as connection:
        await connection.execute(
            "select 1 from dossier where id = $1 for update", change["dossier_id"]
        )
        done = await connection.fetchval(
            "update result_change set state = $2, decided_by = $3, decided_at = $4, answer = $5 "
            "where id = $1 and state = 'proposed' and proposed_by <> $3 returning true",
            change_id,
            "done" if revokes else "approved" if data.approve else "denied",
            actor.account_id,
            clock.now(),
            answer,
        )
        if not done:
            raise Conflict("Đề nghị này vừa được quyết định. Hãy tải lại trang.")
        turn = ResultTurn.APPROVED if data.approve else ResultTurn.DENIED
        await trace(connection, actor, change["result_id"], turn, answer)
        if revokes:
            await withdraw(connection, change["result_id"], "revoked", change["reason"])
            await trace(
                connection, actor, change["result_id"], ResultTurn.REVOKED, change["reason"]
            )
    return await queries.desk(actor, change["dossier_id"])


async def replaced(
    connection: asyncpg.Connection,
    actor: Actor,
    change_id: UUID,
    document_id: UUID,
    title: str,
    number: str,
) -> None:
    """The corrected result takes the place of the old one, in the transaction that issues it."""
    change = await connection.fetchrow(
        "update result_change c set state = 'done' from result r where c.id = $1 "
        "and c.state = 'approved' and r.id = c.result_id "
        "returning c.result_id, c.reason, r.dossier_id",
        change_id,
    )
    if change is None:
        raise Conflict("Đề nghị thay thế không còn hiệu lực. Hãy tải lại trang.")
    await withdraw(connection, change["result_id"], "replaced", change["reason"])
    await issue_result(
        connection,
        dossier_id=change["dossier_id"],
        document_id=document_id,
        title=title,
        number=number,
    )
    new_id = await issued(connection, actor, document_id, f"{title} số {number}")
    await connection.execute(
        "update result set replaced_by = $2 where id = $1", change["result_id"], new_id
    )
    await keep_replacement(connection, change["dossier_id"])
    await trace(connection, actor, change["result_id"], ResultTurn.REPLACED, change["reason"])


async def issued(
    connection: asyncpg.Connection, actor: Actor, document_id: UUID, note: str
) -> UUID:
    """The first line of the trace of a result just issued; returns its id."""
    id_: UUID = await connection.fetchval(
        "select id from result where document_id = $1", document_id
    )
    await trace(connection, actor, id_, ResultTurn.ISSUED, note)
    return id_


async def withdraw(connection: asyncpg.Connection, result_id: UUID, kind: str, reason: str) -> None:
    """A result no longer counts."""
    dossier_id = await connection.fetchval(
        "update result set withdrawn_at = $2, withdrawn_kind = $3, withdrawn_reason = $4 "
        "where id = $1 and withdrawn_at is null returning dossier_id",
        result_id,
        clock.now(),
        kind,
        reason,
    )
    if dossier_id is not None:
        await tell_store(connection, dossier_id, result_id, "withdrawn")


async def trace(
    connection: asyncpg.Connection,
    actor: Actor | None,
    result_id: UUID,
    what: ResultTurn,
    note: str = "",
) -> None:
    """One line of the trace, the audit entry and the message to the applicant, together."""
    await connection.execute(
        "insert into result_event (id, tenant_id, result_id, what, at, actor_id, actor_name, note) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8)",
        uuid7(),
        settings().tenant,
        result_id,
        what,
        clock.now(),
        actor.account_id if actor is not None else None,
        actor.full_name if actor is not None else "Hệ thống",
        note,
    )
    await record(connection, actor, f"result.{what}", subject_id=result_id)
    if what in (ResultTurn.REVOKED, ResultTurn.REPLACED):
        await outbox.publish(connection, RESULT_TOPIC, result_id, {"what": what})


def _unknown() -> NotFound:
    return NotFound(
        "Không tìm thấy kết quả này, hoặc kết quả không thuộc quyền xem của bạn.",
        en="There is no such result, or it is not yours to see.",
    )
