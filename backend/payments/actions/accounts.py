"""A receiving account is proposed by one person and put in force by another."""

from uuid import UUID

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.dossiers.actions.drafts import as_uuid
from backend.payments.accounts import may_decide, say_of
from backend.platform import clock
from backend.platform.database import transaction, uuid7
from backend.platform.problems import Conflict, Forbidden, NotFound
from backend.settings import settings
from shared.contracts.payments import DecideAccount, ProposeAccount


async def propose(actor: Actor, data: ProposeAccount) -> None:
    """Proposes an account for an agency. Raises NotFound, Conflict, RuleBroken."""
    agency_id = as_uuid(data.agency_id, "/agency_id")
    async with transaction() as connection:
        known = await connection.fetchval(
            "select id from agency where id = $1 and tenant_id = $2 "
            "and (id = any($3::uuid[]) or parent_id = any($4::uuid[]))",
            agency_id,
            settings().tenant,
            *say_of(actor),
        )
        if known is None:
            raise NotFound("Không tìm thấy cơ quan này.", en="There is no such agency.")
        new = await connection.fetchval(
            "insert into fee_account (id, tenant_id, agency_id, bank, number, holder, state, "
            "proposed_by, proposed_at) values ($1, $2, $3, $4, $5, $6, 'proposed', $7, $8) "
            "on conflict do nothing returning id",
            uuid7(),
            settings().tenant,
            agency_id,
            data.bank,
            data.number,
            data.holder.strip(),
            actor.account_id,
            clock.now(),
        )
        if new is None:
            raise Conflict("Cơ quan đã có một đề nghị đang chờ quyết định.", slug="proposed")
        detail = {"agency_id": str(agency_id), "account": data.number[-4:]}
        await record(connection, actor, "fee.account_proposed", subject_id=new, detail=detail)


async def decide(actor: Actor, account_id: UUID, data: DecideAccount) -> None:
    """The second person's word; what was in force before ends in the same moment.

    Raises NotFound, Forbidden, Conflict.
    """
    async with transaction() as connection:
        row = await connection.fetchrow(
            "select a.*, g.parent_id from fee_account a join agency g on g.id = a.agency_id "
            "where a.id = $1 and a.tenant_id = $2 "
            "and (g.id = any($3::uuid[]) or g.parent_id = any($4::uuid[])) for update of a",
            account_id,
            settings().tenant,
            *say_of(actor),
        )
        if row is None:
            raise NotFound("Không tìm thấy đề nghị này.", en="There is no such proposal.")
        if row["state"] != "proposed":
            raise Conflict("Đề nghị này đã được quyết định.", slug="already-decided")
        if not may_decide(actor, row):
            raise Forbidden(
                "Người đề nghị không tự quyết định; cần một người khác.",
                en="Somebody else must decide.",
                slug="own-proposal",
            )
        now = clock.now()
        if data.approve:
            await connection.execute(
                "update fee_account set state = 'ended', ended_at = $2 "
                "where agency_id = $1 and state = 'in_force'",
                row["agency_id"],
                now,
            )
        await connection.execute(
            "update fee_account set state = $2, decided_by = $3, decided_at = $4 where id = $1",
            account_id,
            "in_force" if data.approve else "denied",
            actor.account_id,
            now,
        )
        detail = {"approved": data.approve, "account": row["number"][-4:]}
        await record(connection, actor, "fee.account_decided", subject_id=account_id, detail=detail)
