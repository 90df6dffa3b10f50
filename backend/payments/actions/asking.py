"""An officer asks for a fee by the rule of the procedure (NĐ 61/2018 Điều 22)."""

from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.catalogue.queries import content_of
from backend.dossiers.actions.perform import perform_within
from backend.dossiers.scope import visible
from backend.dossiers.standing import PRINCIPALS, refuse_own
from backend.payments.actions import obligations
from backend.payments.at_desk import at_desk
from backend.payments.fee_rules import rule_of, worked_out
from backend.platform.database import transaction
from backend.platform.problems import Conflict, Forbidden, NotFound, RuleBroken, field
from shared.contracts.acts import RequirePayment
from shared.contracts.payments import AskFee
from shared.vocabulary.acts import Act
from shared.vocabulary.channels import Channel


async def ask(actor: Actor, dossier_id: UUID, data: AskFee) -> None:
    """Works the fee out and does the act that asks for it; a fee that comes to nothing is kept as
    an exemption, and the dossier goes on.

    Raises what the act raises; NotFound, Forbidden, Conflict, RuleBroken for an exemption.
    """
    async with transaction() as connection:
        row = await _dossier(connection, actor, dossier_id)
        content = await content_of(row["procedure_version_id"])
        rule = rule_of(content, data.fee_key)
        if rule is None:
            raise RuleBroken(
                "Thủ tục không có khoản thu này.",
                errors=[field("/fee_key", "Chọn lại khoản thu.")],
            )
        fee = worked_out(rule, Channel(row["channel"]), data)
        if fee.amount_vnd > 0:
            asked = RequirePayment(
                version=data.version,
                reason=data.reason,
                amount_vnd=fee.amount_vnd,
                fee_key=rule.key,
                units=data.units,
                copies=data.copies,
                exemption=data.exemption,
            )
            await perform_within(connection, actor, dossier_id, Act.REQUIRE_PAYMENT, asked)
            return
        if not at_desk(actor, row["receiving_agency_id"]) and row["executor_id"] not in (
            actor.persons()
        ):
            raise Forbidden
        refuse_own(actor, row)
        if row["version"] != data.version:
            raise Conflict("Hồ sơ vừa được người khác cập nhật.", slug="version-conflict")
        known = await connection.fetchval(
            "select 1 from fee_obligation where dossier_id = $1 and fee_key = $2 "
            "and state <> 'cancelled'",
            dossier_id,
            rule.key,
        )
        if known:
            raise Conflict("Khoản này đã được ghi cho hồ sơ.", slug="fee-known")
        await obligations.ask(connection, actor, row, rule, fee)


async def _dossier(
    connection: asyncpg.Connection, actor: Actor, dossier_id: UUID
) -> asyncpg.Record:
    scope, args = visible(actor, 2)
    row = await connection.fetchrow(
        f"select d.*, {PRINCIPALS} from dossier d where d.id = $1 and {scope} for update",
        dossier_id,
        *args,
    )
    if row is None:
        raise NotFound("Không tìm thấy hồ sơ này.", en="There is no such dossier.")
    return row
