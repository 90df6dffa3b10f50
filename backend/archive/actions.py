"""Keeping the archive: rules of retention, legal holds, seals and their opening."""

from datetime import date
from typing import Any
from uuid import UUID

import asyncpg

from backend.access import everybody
from backend.access.actor import Actor
from backend.archive.queries import retention_rule, unknown_record
from backend.archive.rules import (
    DECIDERS,
    KEEPERS,
    OPEN_FOR,
    OPENERS,
    RULE_KEEPERS,
    holds_in,
)
from backend.audit.actions import record
from backend.dossiers.scope import visible
from backend.platform import clock
from backend.platform.database import transaction, uuid7
from backend.platform.problems import Conflict, Forbidden, RuleBroken, field
from backend.settings import settings
from shared.contracts.archive import RetentionRule, SetRetentionRule
from shared.vocabulary.roles import Role
from shared.vocabulary.states import TERMINAL


async def set_rule(actor: Actor, data: SetRetentionRule) -> RetentionRule:
    """A rule from a day on; dossiers entered before keep theirs. Raises RuleBroken, Conflict."""
    everybody.require(actor, *RULE_KEEPERS)
    if data.outcome and data.outcome not in set(TERMINAL):
        raise RuleBroken(
            "Kết cục của hồ sơ không đúng.",
            errors=[field("/outcome", "Chọn một kết cục trong danh sách.")],
        )
    async with transaction() as connection:
        scope = (settings().tenant, data.procedure_code.strip(), data.sector.strip(), data.outcome)
        await _end_rule_before(connection, scope, data.valid_from)
        row = await connection.fetchrow(
            "insert into retention_rule (id, tenant_id, procedure_code, sector, outcome, code, "
            "title, years, source, confirmed, valid_from, entered_by, entered_at) "
            "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, true, $10, $11, $12) returning *",
            uuid7(),
            *scope,
            data.code,
            data.title.strip(),
            data.years,
            data.source.strip(),
            data.valid_from,
            actor.account_id,
            clock.now(),
        )
        assert row is not None
        await record(
            connection, actor, "archive.rule_set", subject_id=row["id"],
            detail={"code": data.code, "years": data.years, "from": data.valid_from.isoformat()},
        )  # fmt: skip
        return retention_rule(row)


async def _end_rule_before(
    connection: asyncpg.Connection, scope: tuple[str, str, str, str], valid_from: date
) -> None:
    later = await connection.fetchval(
        "select max(valid_from) from retention_rule where tenant_id = $1 "
        "and procedure_code = $2 and sector = $3 and outcome = $4",
        *scope,
    )
    if later is not None and later >= valid_from:
        raise Conflict(
            f"Đã có quy định áp dụng từ ngày {later:%d/%m/%Y}. Hãy chọn ngày sau ngày đó.",
            en="There is a rule from that day or a later one.",
            slug="rule-exists",
        )
    await connection.execute(
        "update retention_rule set valid_to = $5 where tenant_id = $1 and procedure_code = $2 "
        "and sector = $3 and outcome = $4 and valid_to is null",
        *scope,
        valid_from,
    )


async def set_hold(actor: Actor, dossier_id: UUID, reason: str) -> None:
    """Nothing of the dossier is disposed of from now on. Raises NotFound, Forbidden, Conflict."""
    async with transaction() as connection:
        row = await _locked(connection, actor, dossier_id, KEEPERS)
        _refuse_disposed(row)
        id_ = uuid7()
        await connection.execute(
            "insert into legal_hold (id, tenant_id, dossier_id, reason, set_by, set_by_name, "
            "set_at) values ($1, $2, $3, $4, $5, $6, $7)",
            id_,
            settings().tenant,
            dossier_id,
            reason.strip(),
            actor.account_id,
            actor.full_name,
            clock.now(),
        )
        await record(
            connection, actor, "archive.hold_set", subject_id=dossier_id, detail={"hold": str(id_)}
        )


async def release_hold(actor: Actor, dossier_id: UUID, hold_id: UUID, reason: str) -> None:
    """Ends one hold; others of the dossier stay. Raises NotFound, Forbidden, Conflict."""
    async with transaction() as connection:
        await _locked(connection, actor, dossier_id, DECIDERS)
        done = await connection.fetchval(
            "update legal_hold set released_by = $3, released_by_name = $4, released_at = $5, "
            "release_reason = $6 where id = $1 and dossier_id = $2 and released_at is null "
            "returning true",
            hold_id,
            dossier_id,
            actor.account_id,
            actor.full_name,
            clock.now(),
            reason.strip(),
        )
        if not done:
            raise Conflict("Lệnh giữ này đã được gỡ.", en="This hold is over.", slug="hold-over")
        await record(
            connection, actor, "archive.hold_released", subject_id=dossier_id,
            detail={"hold": str(hold_id)},
        )  # fmt: skip


async def seal(actor: Actor, dossier_id: UUID, reason: str) -> None:
    """Closes the inside of the dossier to officers. Raises NotFound, Forbidden, Conflict."""
    async with transaction() as connection:
        row = await _locked(connection, actor, dossier_id, DECIDERS)
        _refuse_disposed(row)
        if row["sealed_at"] is not None:
            raise Conflict("Hồ sơ đã niêm phong.", en="It is sealed already.", slug="sealed")
        await _seal(connection, dossier_id, clock.now(), actor.full_name, reason.strip())
        await record(connection, actor, "archive.sealed", subject_id=dossier_id)


async def unseal(actor: Actor, dossier_id: UUID, reason: str) -> None:
    """Takes the seal off for good; who did and why stays in the audit trail."""
    async with transaction() as connection:
        row = await _locked(connection, actor, dossier_id, DECIDERS)
        if row["sealed_at"] is None:
            raise Conflict("Hồ sơ không niêm phong.", en="It is not sealed.", slug="not-sealed")
        await _seal(connection, dossier_id, None, "", "")
        await _opening(connection, actor, dossier_id, f"Gỡ niêm phong: {reason.strip()}")
        await record(connection, actor, "archive.unsealed", subject_id=dossier_id)


async def open_sealed(actor: Actor, dossier_id: UUID, reason: str) -> None:
    """Opens a sealed dossier to the caller alone for half an hour. Raises NotFound, Forbidden."""
    async with transaction() as connection:
        row = await _locked(connection, actor, dossier_id, OPENERS)
        if row["sealed_at"] is None:
            raise Conflict("Hồ sơ không niêm phong.", en="It is not sealed.", slug="not-sealed")
        await _opening(connection, actor, dossier_id, reason.strip())
        await record(connection, actor, "archive.opened", subject_id=dossier_id)


async def _opening(
    connection: asyncpg.Connection, actor: Actor, dossier_id: UUID, reason: str
) -> None:
    now = clock.now()
    await connection.execute(
        "insert into archive_opening (id, tenant_id, dossier_id, account_id, account_name, reason, "
        "opened_at, until) values ($1, $2, $3, $4, $5, $6, $7, $8)",
        uuid7(),
        settings().tenant,
        dossier_id,
        actor.account_id,
        actor.full_name,
        reason,
        now,
        now + OPEN_FOR,
    )


async def _seal(
    connection: asyncpg.Connection, dossier_id: UUID, at: Any, name: str, reason: str
) -> None:
    await connection.execute(
        "update archive_record set sealed_at = $2, sealed_by_name = $3, seal_reason = $4 "
        "where dossier_id = $1",
        dossier_id,
        at,
        name,
        reason,
    )


async def _locked(
    connection: asyncpg.Connection, actor: Actor, dossier_id: UUID, roles: tuple[Role, ...]
) -> asyncpg.Record:
    condition, args = visible(actor, 2)
    row = await connection.fetchrow(
        "select a.status, a.sealed_at, a.receiving_agency_id, a.holding_agency_id "
        "from archive_record a join dossier d on d.id = a.dossier_id "
        f"where a.dossier_id = $1 and {condition} for update of a",
        dossier_id,
        *args,
    )
    if row is None:
        raise unknown_record()
    if not holds_in(actor, (row["receiving_agency_id"], row["holding_agency_id"]), roles):
        raise Forbidden(
            "Việc này thuộc người phụ trách lưu trữ hoặc lãnh đạo của cơ quan giữ hồ sơ.",
            en="This belongs to the keeper of the archive or the head of the agency.",
            slug="not-your-archive",
        )
    return row


def _refuse_disposed(row: asyncpg.Record) -> None:
    if row["status"] == "disposed":
        raise Conflict(
            "Tài liệu của hồ sơ đã hủy.", en="Its documents were disposed of.", slug="disposed"
        )
