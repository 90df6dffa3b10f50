"""Writing, proposing and approving names, contacts and titles; each holds from its day on.

What is approved for today or without a day holds at once; anything later is kept until 00:00 of its
day, when the queue puts it in force.
"""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.content.markdown import one_line
from backend.organisation import renaming
from backend.particulars.queries import may_call_off
from backend.particulars.rules import ENTRIES, EVERYBODY, changed, faults
from backend.particulars.subjects import About, about, about_for_the_system
from backend.platform import clock
from backend.platform.database import fetch, transaction, uuid7
from backend.platform.problems import Conflict, Malformed, NotFound, RuleBroken, field
from backend.proposals import actions as two_persons
from backend.settings import settings
from shared.contracts.common import FieldProblem
from shared.contracts.particulars import SaveParticulars
from shared.vocabulary.particulars import PARTICULARS_KIND_LABELS, ParticularsKind
from shared.vocabulary.procedures import ChangeState

_GONE = "Cơ quan, phòng hoặc cán bộ này không còn, hoặc tên mới đã có phòng khác dùng."


async def save(actor: Actor, kind: ParticularsKind, key: str, data: SaveParticulars) -> None:
    """Keeps the next version, sound or not. Raises NotFound, Malformed for a field there is not,
    PreconditionFailed when somebody else saved first, Conflict while a proposal waits."""
    this = await about(actor, kind, key, writing=True)
    known = {entry.name for entry in ENTRIES[kind]}
    if wrong := [name for name in data.values if name not in known]:
        raise Malformed(
            "Có mục không thuộc nội dung này.",
            en="There is no such field.",
            errors=[field(f"/values/{name}", "Bỏ mục này, ở đây không có.") for name in wrong],
        )
    kept = msgspec.structs.replace(
        data,
        values={name: one_line(value) for name, value in data.values.items()},
        ground=one_line(data.ground),
    )
    title = f"{PARTICULARS_KIND_LABELS[kind].vi}: {this.title}"
    async with transaction() as connection:
        await two_persons.keep(
            connection, actor, this.subject, title, msgspec.json.encode(kept), data.revision
        )


async def discard(actor: Actor, kind: ParticularsKind, key: str) -> None:
    """Throws the next version away. Raises NotFound, Forbidden, Conflict."""
    this = await about(actor, kind, key, writing=True)
    async with transaction() as connection:
        await two_persons.discard(connection, actor, this.subject)


async def propose(actor: Actor, kind: ParticularsKind, key: str, revision: int) -> None:
    """Hands a sound version to a second person. Raises NotFound, Forbidden, PreconditionFailed,
    RuleBroken naming every fault, Conflict when nothing changes."""
    this = await about(actor, kind, key, writing=True)
    async with transaction() as connection:
        row = await two_persons.written(connection, actor, this.subject, revision)
        await _must_be_sound(connection, this, _data(row))
        await two_persons.propose(connection, actor, this.subject, row)


async def give_back(actor: Actor, kind: ParticularsKind, key: str, note: str) -> None:
    """Gives a proposal back. Raises NotFound, Forbidden, Conflict."""
    this = await about(actor, kind, key)
    async with transaction() as connection:
        await two_persons.give_back(connection, actor, this.subject, note)


async def publish(actor: Actor, kind: ParticularsKind, key: str, revision: int) -> None:
    """Approves the proposal of somebody else: it holds now, or from its day on.

    Raises NotFound, Forbidden for its author, Conflict, PreconditionFailed, RuleBroken when its day
    has gone by meanwhile.
    """
    this = await about(actor, kind, key)
    async with transaction() as connection:
        row = await two_persons.approving(connection, actor, this.subject, revision)
        data = _data(row)
        await _must_be_sound(connection, this, data)
        day = date.fromisoformat(data.effective_on) if data.effective_on else clock.today()
        fields = changed(this.current, this.current | data.values)
        change_id = uuid7()
        await connection.execute(
            "insert into particulars_change (id, tenant_id, kind, subject, state, effective_on, "
            "fields, before, ground, proposed_by, proposed_by_name, approved_by, "
            "approved_by_name, approved_at) values ($1, $2, $3, $4, 'waiting', $5, $6::jsonb, "
            "$7::jsonb, $8, $9, $10, $11, $12, $13)",
            change_id, settings().tenant, kind, this.key, day, _json(fields), _json(this.current),
            data.ground, row["proposed_by"], row["proposed_by_name"], actor.account_id,
            actor.full_name, clock.now(),
        )  # fmt: skip
        detail = {"kind": kind, "key": this.key, "effective_on": day.isoformat()}
        await record(connection, actor, "particulars.approved", subject_id=change_id, detail=detail)
        if day <= clock.today():
            await _take_effect(connection, change_id, actor)


async def call_off(
    actor: Actor, kind: ParticularsKind, key: str, change_id: UUID, reason: str
) -> None:
    """Calls an approved change off before its day. Raises NotFound, Conflict."""
    this = await about(actor, kind, key)
    async with transaction() as connection:
        row = await connection.fetchrow(
            "select * from particulars_change where id = $1 and tenant_id = $2 and kind = $3 "
            "and subject = $4 for update",
            change_id,
            settings().tenant,
            kind,
            this.key,
        )
        if row is None:
            raise NotFound("Không có thay đổi này.", en="There is no such change.")
        if not may_call_off(actor, ChangeState(row["state"]), row["effective_on"]):
            raise Conflict(
                "Thay đổi này đã đến ngày áp dụng hoặc đã hủy. Hãy tải lại trang.",
                en="It holds already or was called off.",
                slug="moved-on",
            )
        await _end(connection, row, ChangeState.CALLED_OFF, one_line(reason), actor)


async def take_effect_of_due() -> int:
    """Puts in force what has come to its day, the earliest first; how many that were."""
    rows = await fetch(
        "select id from particulars_change where tenant_id = $1 and state = 'waiting' "
        "and effective_on <= $2 order by effective_on, approved_at limit 200",
        settings().tenant,
        clock.today(),
    )
    for row in rows:
        async with transaction() as connection:
            await _take_effect(connection, row["id"], None)
    return len(rows)


async def _take_effect(
    connection: asyncpg.Connection, change_id: UUID, actor: Actor | None
) -> None:
    row = await connection.fetchrow(
        "select * from particulars_change where id = $1 for update", change_id
    )
    if row is None or row["state"] != "waiting" or row["effective_on"] > clock.today():
        return
    kind = ParticularsKind(row["kind"])
    this = await about_for_the_system(kind, row["subject"])
    midnight = datetime.combine(row["effective_on"], time(), clock.VIETNAM)
    await renaming.holds_since(connection, max(midnight, row["approved_at"]))
    fields = msgspec.json.decode(row["fields"], type=dict[str, str])
    if this is None or not await _write(connection, this, fields):
        await _end(connection, row, ChangeState.FAILED, _GONE, actor)
        return
    await _end(connection, row, ChangeState.IN_FORCE, "", actor)


async def _write(connection: asyncpg.Connection, this: About, fields: dict[str, str]) -> bool:
    match this.kind:
        case ParticularsKind.PORTAL:
            await renaming.set_portal(connection, fields)
            return True
        case ParticularsKind.AGENCY:
            return await renaming.set_contacts(connection, this.id, fields)
        case ParticularsKind.UNIT:
            return await renaming.rename_unit(connection, this.id, fields["name"])
        case ParticularsKind.POSITION:
            everybody = bool(fields.get(EVERYBODY))
            title = fields["position"]
            return await renaming.retitle(connection, this.id, title, everybody=everybody) > 0


async def _end(
    connection: asyncpg.Connection,
    row: Any,
    state: ChangeState,
    note: str,
    actor: Actor | None,
) -> None:
    await connection.execute(
        "update particulars_change set state = $2, note = $3, ended_at = $4 where id = $1",
        row["id"],
        state,
        note,
        clock.now(),
    )
    detail = {"kind": row["kind"], "key": row["subject"], "note": note}
    await record(connection, actor, f"particulars.{state}", subject_id=row["id"], detail=detail)


async def _must_be_sound(
    connection: asyncpg.Connection, this: About, data: SaveParticulars
) -> None:
    new = this.current | data.values
    wrong = faults(this.kind, new, data.effective_on, data.ground, clock.today())
    wrong += await _met(connection, this, new)
    if wrong:
        raise RuleBroken(
            "Chưa đề nghị được. Hãy sửa các mục được nêu.",
            en="Some entries need correction.",
            errors=wrong,
            slug="particulars-unsound",
        )
    if not {name for name in changed(this.current, new) if name != EVERYBODY}:
        raise Conflict(
            "Nội dung giống hệt đang dùng nên không có gì để đề nghị.",
            en="Nothing has changed.",
            slug="particulars-unchanged",
        )


async def _met(
    connection: asyncpg.Connection, this: About, new: dict[str, str]
) -> list[FieldProblem]:
    """What else there is that keeps it from holding: a unit of the same name."""
    if this.kind is not ParticularsKind.UNIT:
        return []
    taken = await connection.fetchval(
        "select true from unit u join unit me on me.agency_id = u.agency_id "
        "where me.id = $1 and u.id <> $1 and u.name = $2 limit 1",
        this.id,
        new["name"],
    )
    sentence = "Cơ quan đã có, hoặc đã từng có, phòng khác mang tên này. Chọn tên khác."
    return [FieldProblem("/values/name", sentence)] if taken else []


def _data(row: Any) -> SaveParticulars:
    return msgspec.json.decode(row["definition"], type=SaveParticulars)


def _json(values: dict[str, str]) -> str:
    return msgspec.json.encode(values).decode()
