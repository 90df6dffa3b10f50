"""Approved versions that wait for their day: held, called off, told to whoever changes the same.

Only the fields that were changed are kept, each with its value of before, so that on the day what
else changed meanwhile stays, and what both changed is noticed.
"""

from datetime import date
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from backend.access import everybody
from backend.access.actor import Actor
from backend.audit.actions import record
from backend.catalogue import opening
from backend.catalogue.content import ProcedureContent
from backend.catalogue.merging import merged
from backend.catalogue.procedure_changes import FIELD_LABELS, differences
from backend.catalogue.procedure_shapes import as_before, changed_fields, fields_of, with_fields
from backend.platform import clock
from backend.platform.database import fetch, transaction, uuid7
from backend.platform.problems import Conflict, NotFound
from backend.proposals.actions import one_at_a_time
from backend.proposals.rules import APPROVERS
from backend.settings import settings
from shared.contracts.procedures import Difference, ProcedureChange
from shared.vocabulary.procedures import CHANGE_STATE_LABELS, ChangeState

_WAITING = (
    "select * from procedure_change where tenant_id = $1 and procedure_code = $2 "
    "and state = 'waiting' order by effective_on, approved_at limit 100"
)


async def hold(
    connection: asyncpg.Connection,
    actor: Actor,
    proposal: Any,
    current: ProcedureContent,
    new: ProcedureContent,
    effective_on: date,
    *,
    takes_online: bool | None,
    no_papers: bool,
    adds: bool,
) -> None:
    """Keeps an approved version until its day, in the caller's transaction.

    It is held over what will be in force by then: versions that were approved for earlier days
    are known to whoever approved this one.
    """
    told = differences(current, new)
    if takes_online is not None:
        told.append(opening.difference(takes_online=takes_online, no_papers=no_papers))
    by_then = current
    for row in await connection.fetch(_WAITING, settings().tenant, new.code):
        if row["effective_on"] <= effective_on:
            by_then, _words = _after(by_then, row)
    wanted, _clashes = merged(by_then, current, new)
    names = changed_fields(by_then, wanted)
    change_id = uuid7()
    await connection.execute(
        "insert into procedure_change (id, tenant_id, procedure_code, state, effective_on, "
        "fields, base, differences, takes_online, adds, agency_id, proposed_by, "
        "proposed_by_name, approved_by, approved_by_name, approved_at) values ($1, $2, $3, "
        "'waiting', $4, $5::jsonb, $6::jsonb, $7::jsonb, $8, $9, $10, $11, $12, $13, $14, $15)",
        change_id, settings().tenant, new.code, effective_on, fields_of(wanted, names).decode(),
        fields_of(by_then, names).decode(), msgspec.json.encode(told).decode(), takes_online, adds,
        proposal["agency_id"], proposal["proposed_by"], proposal["proposed_by_name"],
        actor.account_id, actor.full_name, clock.now(),
    )  # fmt: skip
    detail: dict[str, Any] = {
        "code": new.code, "effective_on": effective_on.isoformat(), "fields": names,
    }  # fmt: skip
    if takes_online is not None:
        detail["takes_online"] = takes_online
    await record(connection, actor, "procedure.scheduled", subject_id=change_id, detail=detail)


def _after(content: ProcedureContent, row: Any) -> tuple[ProcedureContent, list[str]]:
    """The content once an approved version is put over it, and in words what cannot be."""
    found, clashes = merged(content, as_before(content, row), with_fields(content, row["fields"]))
    return found, [clash.words for clash in clashes]


async def touching(
    current: ProcedureContent, new: ProcedureContent, effective_on: date | None
) -> list[str]:
    """Which approved versions change the same fields as `new` does, and what will become of it."""
    rows = await fetch(_WAITING, settings().tenant, new.code) if current != new else []
    return [words for row in rows if (words := _touches(row, current, new, effective_on))]


async def touched_by(changes: list[tuple[ProcedureContent, ProcedureContent]]) -> list[str]:
    """The same for many procedures that change today; each sentence names its procedure."""
    by_code = {new.code: (current, new) for current, new in changes}
    rows = await fetch(
        "select * from procedure_change where tenant_id = $1 and state = 'waiting' "
        "and procedure_code = any($2::text[]) order by procedure_code, effective_on limit 200",
        settings().tenant,
        list(by_code),
    )
    said = ((row, _touches(row, *by_code[row["procedure_code"]], None)) for row in rows)
    return [f"Thủ tục {row['procedure_code']}: {words}" for row, words in said if words]


def _touches(
    row: Any, current: ProcedureContent, new: ProcedureContent, effective_on: date | None
) -> str:
    kept = msgspec.json.decode(row["fields"])
    same = [name for name in changed_fields(current, new) if name in kept]
    if not same:
        return ""
    which = f"Bản đã phê duyệt cho ngày {row['effective_on']:%d/%m/%Y} cũng đổi"
    _content, clashes = _after(new, row)
    if not clashes:
        labels = ", ".join(f"“{FIELD_LABELS[name]}”" for name in same)
        return f"{which} {labels}, ở chỗ khác: cả hai thay đổi đều được giữ."
    if effective_on is not None and row["effective_on"] <= effective_on:
        return f"{which} {', '.join(clashes)}. Bản này thay giá trị đó từ ngày của nó."
    return (
        f"{which} {', '.join(clashes)}. Đến ngày đó bản ấy không áp dụng được và trở lại người "
        "soạn; hãy hủy và soạn lại bản ấy."
    )


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
        await ended(connection, row, ChangeState.CALLED_OFF, reason.strip(), None, actor)


async def ended(
    connection: asyncpg.Connection,
    row: Any,
    state: ChangeState,
    note: str,
    version: int | None = None,
    actor: Actor | None = None,
) -> None:
    """Notes what became of an approved version."""
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
