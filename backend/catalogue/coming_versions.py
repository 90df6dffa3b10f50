"""Approved versions: held until their day, then put over what is in force by then.

Only the fields that were changed are kept, so that what else changed meanwhile stays. At 00:00 of
its day a version holds: the queue takes up what is due each minute, and whoever begins a dossier
or opens the page takes it up before the queue does.
"""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from backend.access import everybody
from backend.access.actor import Actor
from backend.audit.actions import record
from backend.catalogue.actions import EDITED, Hands, publish_within
from backend.catalogue.content import ProcedureContent
from backend.catalogue.paper_soundness import faults
from backend.catalogue.procedure_changes import differences
from backend.catalogue.procedure_shapes import changed_fields, fields_of, papers_of, with_fields
from backend.forms.queries import newest_form
from backend.platform import clock
from backend.platform.database import DB, fetch, fetch_value, transaction, uuid7
from backend.platform.problems import Conflict, NotFound
from backend.proposals.actions import one_at_a_time
from backend.proposals.rules import APPROVERS
from backend.settings import settings
from backend.vault.kinds import kinds
from shared.contracts.procedures import Difference, ProcedureChange
from shared.vocabulary.procedures import CHANGE_STATE_LABELS, ChangeState

_DUE = "tenant_id = $1 and state = 'waiting' and effective_on <= $2"


async def hold(
    connection: asyncpg.Connection,
    actor: Actor,
    proposal: Any,
    base: ProcedureContent,
    new: ProcedureContent,
    effective_on: date,
) -> None:
    """Keeps an approved version until its day, in the caller's transaction."""
    names = changed_fields(base, new)
    change_id = uuid7()
    await connection.execute(
        "insert into procedure_change (id, tenant_id, procedure_code, state, effective_on, "
        "fields, differences, proposed_by, proposed_by_name, approved_by, approved_by_name, "
        "approved_at) values ($1, $2, $3, 'waiting', $4, $5::jsonb, $6::jsonb, $7, $8, $9, $10, "
        "$11)",
        change_id, settings().tenant, new.code, effective_on, fields_of(new, names).decode(),
        msgspec.json.encode(differences(base, new)).decode(), proposal["proposed_by"],
        proposal["proposed_by_name"], actor.account_id, actor.full_name, clock.now(),
    )  # fmt: skip
    detail = {"code": new.code, "effective_on": effective_on.isoformat(), "fields": names}
    await record(connection, actor, "procedure.scheduled", subject_id=change_id, detail=detail)


async def take_effect_of_due() -> int:
    """Takes up every version whose day has come; how many procedures that were."""
    rows = await fetch(
        f"select distinct procedure_code from procedure_change where {_DUE} limit 500",
        settings().tenant,
        clock.today(),
    )
    for row in rows:
        async with transaction() as connection:
            await _take_effect(connection, row["procedure_code"])
    return len(rows)


async def bring_up_to_date(code: str) -> None:
    """Takes up what is due for one procedure, in the open transaction or in one of its own."""
    if "\x00" in code or not await fetch_value(
        f"select true from procedure_change where {_DUE} and procedure_code = $3 limit 1",
        settings().tenant,
        clock.today(),
        code,
    ):
        return
    opened = DB.current_transaction.get()
    if opened is not None:
        await _take_effect(opened.connection, code)
        return
    async with transaction() as connection:
        await _take_effect(connection, code)


async def _take_effect(connection: asyncpg.Connection, code: str) -> None:
    await one_at_a_time(connection, code)
    rows = await connection.fetch(
        f"select * from procedure_change where {_DUE} and procedure_code = $3 "
        "order by effective_on, approved_at for update",
        settings().tenant,
        clock.today(),
        code,
    )
    for row in rows:
        current = await connection.fetchrow(
            "select v.content from procedure p join procedure_version v "
            "on v.id = p.current_version_id where p.tenant_id = $1 and p.code = $2 "
            "and p.deactivated_at is null for update of p",
            settings().tenant,
            code,
        )
        if current is None:
            await _end(connection, row, ChangeState.FAILED, "Thủ tục không còn trong danh mục.")
            continue
        old = msgspec.json.decode(current["content"], type=ProcedureContent)
        new = with_fields(old, row["fields"])
        form = await newest_form(code)
        wrong = faults(papers_of(new), form.questions if form else [], kinds().keys())
        if wrong and {"components", "requirements"} & set(changed_fields(old, new)):
            await _end(connection, row, ChangeState.FAILED, wrong[0].message)
            continue
        since = datetime.combine(row["effective_on"], time(), clock.VIETNAM)
        by = Hands(row["proposed_by_name"], row["approved_by_name"])
        version_id, _outcome = await publish_within(
            connection, new, EDITED, is_open=None, by=by, since=since
        )
        number = await connection.fetchval(
            "select version from procedure_version where id = $1", version_id
        )
        await _end(connection, row, ChangeState.IN_FORCE, "", number)


async def _end(
    connection: asyncpg.Connection,
    row: Any,
    state: ChangeState,
    note: str,
    version: int | None = None,
    actor: Actor | None = None,
) -> None:
    await connection.execute(
        "update procedure_change set state = $2, note = $3, version = $4, ended_at = $5 "
        "where id = $1",
        row["id"],
        state,
        note,
        version,
        clock.now(),
    )
    detail = {"code": row["procedure_code"], "version": version, "note": note}
    await record(connection, actor, f"procedure.{state}", subject_id=row["id"], detail=detail)


async def call_off(actor: Actor, code: str, change_id: UUID, reason: str) -> None:
    """Calls an approved version off before its day. Raises NotFound, Forbidden, Conflict."""
    async with transaction() as connection:
        await one_at_a_time(connection, code)
        row = await connection.fetchrow(
            "select * from procedure_change where id = $1 and tenant_id = $2 "
            "and procedure_code = $3 for update",
            change_id,
            settings().tenant,
            code,
        )
        if row is None:
            raise NotFound
        everybody.require(actor, *APPROVERS)
        if row["state"] != ChangeState.WAITING or row["effective_on"] <= clock.today():
            raise Conflict(
                "Phiên bản này đã đến ngày hiệu lực hoặc đã hủy. Hãy tải lại trang.",
                en="It has taken effect or was called off.",
                slug="moved-on",
            )
        await _end(connection, row, ChangeState.CALLED_OFF, reason.strip(), None, actor)


async def changes_of(actor: Actor, code: str) -> list[ProcedureChange]:
    """What was approved with a day, what waits first; at most a hundred."""
    rows = await fetch(
        "select * from procedure_change where tenant_id = $1 and procedure_code = $2 "
        "order by state <> 'waiting', approved_at desc limit 100",
        settings().tenant,
        code,
    )
    return [_change(actor, row) for row in rows]


def _change(actor: Actor, row: Any) -> ProcedureChange:
    state = ChangeState(row["state"])
    at = row["approved_at"].astimezone(clock.VIETNAM)
    return ProcedureChange(
        id=str(row["id"]),
        state=state,
        state_label=CHANGE_STATE_LABELS[state].vi,
        effective_on=row["effective_on"].isoformat(),
        differences=msgspec.json.decode(row["differences"], type=list[Difference]),
        proposed_by=row["proposed_by_name"],
        approved_by=row["approved_by_name"],
        approved_at=at.isoformat(timespec="seconds"),
        note=row["note"],
        version=row["version"],
        may_call_off=state is ChangeState.WAITING
        and row["effective_on"] > clock.today()
        and actor.has_for_all(*APPROVERS),
    )
