"""Proposing, publishing and calling off a version of a regime; dossiers keep their own.

A version holds from a day to come, so that no dossier that there is falls under other figures.
"""

from datetime import date

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.content.markdown import one_line
from backend.dossiers.recalculation import preview as moved_due_dates
from backend.law.regime_figures import day_fault, faults, with_figures
from backend.platform import clock
from backend.platform.database import transaction, uuid7
from backend.platform.problems import Conflict, NotFound, RuleBroken, field
from backend.proposals import actions as two_persons
from backend.proposals.queries import proposal
from backend.regimes.queries import rules_on
from backend.regimes.versions import (
    days_taken,
    differences,
    effects,
    may_call_off,
    shipped,
    subject,
)
from backend.settings import settings
from shared.contracts.regimes import NewRegimeVersion, RegimePreview


async def preview(actor: Actor, key: str, data: NewRegimeVersion) -> RegimePreview:
    """What a version would change; nothing is kept. Raises NotFound, RuleBroken naming each field.

    Due dates are counted as the recalculation counts them, under the rules that are thought of.
    """
    law, data = shipped(key), _tidied(data)
    await _must_be_sound(key, data)
    old = await rules_on(key, clock.today())
    new = with_figures(old, old.version + 1, data.figures)
    page = await moved_due_dates(actor, under=new)
    return RegimePreview(
        differences=differences(law, old, data.figures),
        effects=await effects(key, old, data.figures, data.valid_from),
        moved=[one for one in page.items if one.new_due_at != one.due_at],
        more=page.next_cursor is not None,
    )


async def propose(actor: Actor, key: str, data: NewRegimeVersion) -> None:
    """Hands a version to a second person. Raises NotFound, Forbidden, RuleBroken naming each field,
    Conflict when another waits, was published meanwhile, or nothing changes."""
    shipped(key)
    data = _tidied(data)
    await _must_be_sound(key, data)
    async with transaction() as connection:
        await _newest_is(connection, key, data.based_on)
        await _must_change(key, data)
        row = await proposal(subject(key))
        revision = row["revision"] if row is not None else 0
        day = f"{date.fromisoformat(data.valid_from):%d/%m/%Y}"
        title = f"{shipped(key).decree}, phiên bản {data.based_on + 1}, từ {day}"
        body = msgspec.json.encode(data)
        await two_persons.keep(connection, actor, subject(key), title, body, revision)
        written = await two_persons.written(connection, actor, subject(key), revision + 1)
        await two_persons.propose(connection, actor, subject(key), written)


async def give_back(actor: Actor, key: str, note: str) -> None:
    """Gives a proposal back, or takes one's own back. Raises NotFound, Forbidden, Conflict."""
    shipped(key)
    async with transaction() as connection:
        await two_persons.give_back(connection, actor, subject(key), note)


async def publish(actor: Actor, key: str, revision: int) -> None:
    """Approves the version of somebody else: dossiers begun from its day on are under it.

    Raises NotFound, Forbidden for its author, Conflict, PreconditionFailed, RuleBroken when its day
    has come meanwhile.
    """
    shipped(key)
    async with transaction() as connection:
        row = await two_persons.approving(connection, actor, subject(key), revision)
        data = msgspec.json.decode(row["definition"], type=NewRegimeVersion)
        await _must_be_sound(key, data)
        await _newest_is(connection, key, data.based_on)
        number, id_ = data.based_on + 1, uuid7()
        await connection.execute(
            "insert into regime_version (id, tenant_id, regime, number, valid_from, figures, "
            "source, reason, proposed_by_name, published_by, published_by_name, published_at) "
            "values ($1, $2, $3, $4, $5, $6::jsonb, $7, $8, $9, $10, $11, $12)",
            id_, settings().tenant, key, number, date.fromisoformat(data.valid_from),
            msgspec.json.encode(data.figures).decode(), data.source, data.reason,
            row["proposed_by_name"], actor.account_id, actor.full_name, clock.now(),
        )  # fmt: skip
        detail = {"regime": key, "version": number, "valid_from": data.valid_from}
        await record(connection, actor, "regime.version", subject_id=id_, detail=detail)


async def call_off(actor: Actor, key: str, number: int, reason: str) -> None:
    """Calls a published version off before its day. Raises NotFound, Conflict."""
    async with transaction() as connection:
        row = await connection.fetchrow(
            "select * from regime_version where tenant_id = $1 and regime = $2 and number = $3 "
            "for update",
            settings().tenant,
            key,
            number,
        )
        if row is None:
            raise NotFound("Không có phiên bản này.", en="There is no such version.")
        if not may_call_off(actor, row, clock.today()):
            raise Conflict(
                "Phiên bản này đã đến ngày áp dụng hoặc đã hủy. Hãy tải lại trang.",
                en="It holds already or was called off.",
                slug="moved-on",
            )
        await connection.execute(
            "update regime_version set called_off_at = $2, called_off_by_name = $3, "
            "called_off_reason = $4 where id = $1",
            row["id"],
            clock.now(),
            actor.full_name,
            one_line(reason),
        )
        detail = {"regime": key, "version": number}
        await record(connection, actor, "regime.called_off", subject_id=row["id"], detail=detail)


def _tidied(data: NewRegimeVersion) -> NewRegimeVersion:
    return msgspec.structs.replace(
        data,
        figures={name: one_line(text) for name, text in data.figures.items()},
        source=one_line(data.source),
        reason=one_line(data.reason),
        valid_from=data.valid_from.strip(),
    )


async def _must_be_sound(key: str, data: NewRegimeVersion) -> None:
    errors = [field(f"/figures/{name}", said) for name, said in faults(data.figures).items()]
    if said := day_fault(data.valid_from, clock.today(), await days_taken(key)):
        errors.append(field("/valid_from", said))
    if len(data.source) < 5:
        errors.append(field("/source", "Ghi văn bản quy định, ví dụ Nghị định số 12/2027/NĐ-CP."))
    if len(data.reason) < 10:
        errors.append(field("/reason", "Ghi lý do thay đổi, ít nhất 10 ký tự."))
    if errors:
        raise RuleBroken(
            "Chưa đề nghị được. Hãy sửa các mục được nêu.",
            en="Some entries need correction.",
            errors=errors,
            slug="regime-unsound",
        )


async def _must_change(key: str, data: NewRegimeVersion) -> None:
    day = date.fromisoformat(data.valid_from)
    if not differences(shipped(key), await rules_on(key, day), data.figures):
        raise Conflict(
            "Các con số giống hệt bản áp dụng ngày đó nên không có gì để đề nghị.",
            en="Nothing would change.",
            slug="regime-unchanged",
        )


async def _newest_is(connection: asyncpg.Connection, key: str, number: int) -> None:
    await connection.execute("select pg_advisory_xact_lock(hashtext($1))", f"regime {key}")
    newest = await connection.fetchval(
        "select coalesce(max(number), 0) from regime_version where tenant_id = $1 and regime = $2",
        settings().tenant,
        key,
    )
    if newest != number:
        raise Conflict(
            "Có người vừa ban hành phiên bản khác. Hãy tải lại trang rồi sửa tiếp.",
            en="Another version was published meanwhile.",
            slug="regime-changed",
        )
