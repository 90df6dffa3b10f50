"""Proposing, approving and cancelling a change of agencies; until its day nothing moves."""

from datetime import date
from uuid import UUID

import msgspec

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.mergers.planning import found_of
from backend.mergers.queries import one, why_not_approve
from backend.platform import clock
from backend.platform.database import transaction, uuid7
from backend.platform.problems import Conflict, Forbidden, RuleBroken
from backend.settings import settings
from shared.contracts.mergers import CancelChange, PlanChange

LOCK = "changes of agencies"


async def propose(actor: Actor, plan: PlanChange) -> UUID:
    """Hands a plan to the second person. Raises RuleBroken with everything that is wrong."""
    async with transaction() as connection:
        # Two plans about one agency must not both find that there is no other.
        await connection.execute("select pg_advisory_xact_lock(hashtext($1))", LOCK)
        found = await found_of(actor, plan)
        if found.faults:
            raise RuleBroken(
                found.faults[0].message,
                en="The plan cannot be carried out.",
                errors=found.faults,
                slug="unsound-plan",
            )
        change_id = uuid7()
        await connection.execute(
            "insert into agency_change (id, tenant_id, kind, state, plan, agency_ids, "
            "effective_on, decision, proposed_by, proposed_by_name, proposed_at) "
            "values ($1, $2, $3, 'proposed', $4::jsonb, $5, $6, $7, $8, $9, $10)",
            change_id,
            settings().tenant,
            plan.kind,
            msgspec.json.encode(plan).decode(),
            [row["id"] for row in found.agencies.values()],
            date.fromisoformat(plan.effective_on),
            plan.decision.strip(),
            actor.account_id,
            actor.full_name,
            clock.now(),
        )
        detail = {"kind": plan.kind, "sources": plan.sources, "heir": plan.heir}
        await record(
            connection, actor, "agency_change.proposed", subject_id=change_id, detail=detail
        )
    return change_id


async def approve(actor: Actor, change_id: UUID) -> None:
    """The second person's word; takes effect on its day.

    Raises NotFound, Forbidden for its own author, Conflict, RuleBroken when what it names has gone.
    """
    async with transaction() as connection:
        await connection.execute("select pg_advisory_xact_lock(hashtext($1))", LOCK)
        row = await one(actor, change_id)
        if row["state"] != "proposed":
            raise _moved_on()
        if refusal := why_not_approve(actor, row):
            raise Forbidden(refusal, en="A second person must approve.", slug="second-person")
        found = await found_of(None, msgspec.json.decode(row["plan"], type=PlanChange), change_id)
        if found.faults:
            raise RuleBroken(found.faults[0].message, errors=found.faults, slug="unsound-plan")
        await connection.execute(
            "update agency_change set state = 'approved', approved_by = $2, "
            "approved_by_name = $3, approved_at = $4 where id = $1",
            change_id,
            actor.account_id,
            actor.full_name,
            clock.now(),
        )
        await record(connection, actor, "agency_change.approved", subject_id=change_id)


async def cancel(actor: Actor, change_id: UUID, data: CancelChange) -> None:
    """Calls a change off before it takes effect. Raises NotFound, Conflict."""
    async with transaction() as connection:
        await connection.execute("select pg_advisory_xact_lock(hashtext($1))", LOCK)
        row = await one(actor, change_id)
        if row["state"] not in ("proposed", "approved"):
            raise _moved_on()
        await connection.execute(
            "update agency_change set state = 'cancelled', note = $2, finished_at = $3 "
            "where id = $1",
            change_id,
            data.reason.strip(),
            clock.now(),
        )
        await record(connection, actor, "agency_change.cancelled", subject_id=change_id)


def _moved_on() -> Conflict:
    return Conflict(
        "Thay đổi này đã được duyệt, hủy hoặc đã có hiệu lực. Hãy tải lại trang.",
        en="This change has moved on. Reload the page.",
        slug="moved-on",
    )
