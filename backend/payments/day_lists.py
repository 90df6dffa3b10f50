"""What reconciliation found, day by day, for those who answer for the money."""

from datetime import datetime
from typing import Any
from uuid import UUID

from backend.access.actor import Actor
from backend.dossiers.queries import iso
from backend.law.calendar import VIETNAM
from backend.payments.at_desk import DESK, at_desk
from backend.payments.queries import refund_view
from backend.platform.database import fetch
from backend.platform.pagination import MAX_LIMIT, decode_cursor, page
from backend.settings import settings
from shared.contracts.common import Page
from shared.contracts.payments import Difference, ReconciledDay
from shared.vocabulary.fees import DIFFERENCE_LABELS, DifferenceKind
from shared.vocabulary.roles import Role

_DAYS = """
select r.*, (select count(*) from fee_difference f where f.tenant_id = r.tenant_id
    and f.day = r.day and f.resolved_at is null) as open_differences
from fee_reconciliation r where r.tenant_id = $1 order by r.day desc limit 90
"""
_DIFFERENCES = """
select f.*, o.dossier_id, coalesce(d.code, d.reference, '') as code, coalesce(g.name, '') as agency,
    coalesce(s.full_name, '') as resolver,
    r.id as refund_id, r.amount_vnd as refund_vnd, r.reason as refund_reason,
    r.state as refund_state, r.means as refund_means, r.proposed_by, p.full_name as proposer,
    r.proposed_at, e.full_name as decider, r.answer, r.proof
from fee_difference f left join fee_obligation o on o.id = f.obligation_id
    left join dossier d on d.id = o.dossier_id left join agency g on g.id = f.agency_id
    left join account s on s.id = f.resolved_by
    left join lateral (select * from fee_refund where difference_id = f.id
        order by proposed_at desc limit 1) r on true
    left join account p on p.id = r.proposed_by left join account e on e.id = r.decided_by
where f.tenant_id = $1 and (f.agency_id = any($2::uuid[]) or ($3 and f.agency_id is null))
    and ((f.resolved_at is null) = $4) and (f.found_at, f.id) < ($5, $6)
order by f.found_at desc, f.id desc limit $7
"""
_LAST = (datetime(9999, 1, 1, tzinfo=VIETNAM), UUID(int=(1 << 128) - 1))


async def days() -> list[ReconciledDay]:
    """The last 90 days that were compared, newest first; sums over the whole province."""
    return [
        ReconciledDay(
            day=row["day"].isoformat(),
            state=row["state"],
            theirs=row["theirs"],
            theirs_vnd=row["theirs_vnd"],
            ours=row["ours"],
            ours_vnd=row["ours_vnd"],
            open_differences=row["open_differences"],
            ran_at=iso(row["ran_at"]) if row["ran_at"] else None,
            last_error=row["last_error"],
        )
        for row in await fetch(_DAYS, settings().tenant)
    ]


async def found(actor: Actor, *, open_only: bool, cursor: str, limit: int) -> Page[Difference]:
    """Differences of the caller's agencies, newest first. Raises Malformed for a bad cursor."""
    at, id_ = decode_cursor(cursor, tuple[datetime, UUID]) if cursor else _LAST
    rows = await fetch(
        _DIFFERENCES,
        settings().tenant,
        actor.agencies(*DESK, Role.LEADER, Role.AUDITOR),
        actor.has(Role.SYSTEM_ADMIN),
        open_only,
        at,
        id_,
        min(limit, MAX_LIMIT) + 1,
    )
    return page(
        rows,
        min(limit, MAX_LIMIT),
        lambda row: _difference(actor, row),
        lambda row: (row["found_at"], row["id"]),
    )


def _difference(actor: Actor, row: Any) -> Difference:
    kind = DifferenceKind(row["kind"])
    desk = row["agency_id"] is not None and at_desk(actor, row["agency_id"])
    return Difference(
        id=str(row["id"]),
        day=row["day"].isoformat(),
        kind=kind,
        kind_label=DIFFERENCE_LABELS[kind].vi,
        reference=row["reference"],
        transaction_code=row["transaction_code"],
        ours_vnd=row["ours_vnd"],
        theirs_vnd=row["theirs_vnd"],
        dossier_id=str(row["dossier_id"]) if row["dossier_id"] else None,
        dossier_code=row["code"],
        agency=row["agency"],
        found_at=iso(row["found_at"]),
        resolved_at=iso(row["resolved_at"]) if row["resolved_at"] else None,
        resolved_by=row["resolver"] or ("Hệ thống" if row["resolved_at"] else ""),
        resolution=row["resolution"],
        refund=refund_view(actor, row, row["agency_id"], desk=desk) if row["refund_id"] else None,
    )
