"""Reads of programs of other systems, and of dossiers as far as one of them may see."""

from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.access.partner import Partner
from backend.identity.role_requests import DECIDERS
from backend.partners.rules import ANY, fields_for
from backend.platform import clock
from backend.platform.database import fetch, fetch_row
from backend.platform.problems import NotFound
from backend.settings import settings
from shared.contracts.partners import (
    ApiClientShown,
    FieldGrant,
    PartnerDossier,
    PartnerEvent,
    PartnerResult,
)
from shared.vocabulary.acts import ACT_LABELS, Act
from shared.vocabulary.label import Label

STATES = {
    "waiting": Label("Chờ duyệt", "Waiting"),
    "review": Label("Tạm dừng, cần duyệt lại", "Paused, to be approved again"),
    "refused": Label("Không duyệt", "Refused"),
    "active": Label("Đang dùng", "Active"),
    "expired": Label("Hết hạn", "Expired"),
    "revoked": Label("Đã thu hồi", "Revoked"),
}
GRANTS = (
    "coalesce((select json_object_agg(g.procedure_code, g.fields) from api_client_grant g "
    "where g.client_id = c.id), '{}')"
)
_LIST = f"""
select c.*, a.name as agency, p.full_name as proposer, d.full_name as decider, {GRANTS} as grants,
    case when c.revoked_at is not null then 'revoked'
        when c.approved is null and cardinality(c.former_agency_ids) > 0 then 'review'
        when c.approved is null then 'waiting'
        when not c.approved then 'refused' when c.valid_until <= $2 then 'expired'
        else 'active' end as state
from api_client c join agency a on a.id = c.agency_id join account p on p.id = c.proposed_by
    left join account d on d.id = c.decided_by
where a.id = any($1::uuid[]) or a.parent_id = any($1::uuid[])
order by c.proposed_at desc, c.id desc limit 200
"""
# Its agency's dossiers and those of the agencies below it, and what is left with agencies it was
# let in for before they ended. Keys for trials reach what their developer sent to the agency for
# trials; no other keys reach that agency.
WITHIN = (
    "d.tenant_id = $1 and d.receiving_agency_id in (select id from agency "
    "where (id = any($2::uuid[]) or parent_id = any($2::uuid[])) and demonstration = $4) "
    "and ($3::text[] is null or d.procedure_code = any($3)) "
    "and ($5::uuid is null or d.applicant_id = $5)"
)
COLUMNS = (
    "coalesce(d.code, d.reference) as code, d.procedure_code, d.procedure_name, d.state, "
    "d.channel, d.submitted_at, d.accepted_at, d.due_at, d.finished_at, d.returned_at, "
    "d.owner_name, d.applicant_name, d.updated_at, g.name as agency_name"
)
_ONE = f"""
select d.id, {COLUMNS} from dossier d join agency g on g.id = d.receiving_agency_id
where {WITHIN} and (d.code = $6 or d.reference = $6) limit 1
"""


async def clients(actor: Actor) -> list[ApiClientShown]:
    """Programs of the caller's agencies and those below, the newest first."""
    rows = await fetch(_LIST, actor.alone().agencies(*DECIDERS), clock.now())
    return [_shown(actor, row) for row in rows]


def reach(partner: Partner, scope: str) -> tuple[Any, ...]:
    """The first arguments of a query that says `WITHIN`."""
    developer = partner.developer_id
    sandbox = developer is not None
    agencies = [partner.agency_id, *partner.former_agency_ids]
    return settings().tenant, agencies, partner.procedures(scope), sandbox, developer


async def dossier_row(partner: Partner, scope: str, code: str) -> asyncpg.Record:
    """A dossier within reach of a scope. Raises NotFound, also for what is out of reach."""
    row = await fetch_row(_ONE, *reach(partner, scope), code.strip().upper()[:60])
    if row is None:
        raise NotFound("Không có hồ sơ này.", en="There is no such dossier.")
    return row


def dossier_of(partner: Partner, row: asyncpg.Record) -> PartnerDossier:
    """A row with the fields that were granted for its procedure, and no other."""
    granted = fields_for(partner.grants, row["procedure_code"])
    values: dict[str, Any] = {
        "procedure": row["procedure_code"],
        "agency": row["agency_name"],
        "state": row["state"],
        "channel": row["channel"],
        "owner_name": row["owner_name"],
        "applicant_name": row["applicant_name"],
        **{
            name: moment(row[name])
            for name in ("submitted_at", "accepted_at", "due_at", "finished_at", "returned_at")
        },
    }
    shown = {name: value for name, value in values.items() if name in granted}
    return PartnerDossier(row["code"], moment(row["updated_at"]) or "", shown)


async def events(dossier_id: UUID) -> list[PartnerEvent]:
    """The course of a dossier; the row was found within reach before."""
    rows = await fetch(
        "select act, state_after, at from dossier_event where dossier_id = $1 order by seq "
        "limit 500",
        dossier_id,
    )
    return [
        PartnerEvent(
            row["act"], ACT_LABELS[Act(row["act"])].vi, row["state_after"], moment(row["at"]) or ""
        )
        for row in rows
    ]


async def results(dossier_id: UUID) -> list[PartnerResult]:
    """Results that were issued for a dossier found within reach."""
    rows = await fetch(
        "select title, number, issued_at, withdrawn_at, verification_code from result "
        "where dossier_id = $1 order by issued_at limit 50",
        dossier_id,
    )
    return [
        PartnerResult(
            row["title"],
            row["number"],
            moment(row["issued_at"]) or "",
            row["withdrawn_at"] is None,
            row["verification_code"],
        )
        for row in rows
    ]


def grants_in(text: str) -> dict[str, list[str]]:
    """Grants as the query gathers them."""
    return msgspec.json.decode(text, type=dict[str, list[str]])


def grants_shown(grants: dict[str, frozenset[str]]) -> list[FieldGrant]:
    """Grants in a stable order, the one for any procedure last."""
    return [
        FieldGrant(procedure, sorted(fields))
        for procedure, fields in sorted(grants.items(), key=lambda g: (g[0] == ANY, g[0]))
    ]


def _shown(actor: Actor, row: asyncpg.Record) -> ApiClientShown:
    grants = {name: frozenset(fields) for name, fields in grants_in(row["grants"]).items()}
    return ApiClientShown(
        id=str(row["id"]),
        sandbox=row["sandbox"],
        name=row["name"],
        agency=row["agency"],
        contact=row["contact"],
        purpose=row["purpose"],
        method=row["method"],
        scopes=row["scopes"],
        grants=grants_shown(grants),
        networks=row["networks"],
        rate_class=row["rate_class"],
        valid_until=moment(row["valid_until"]) or "",
        state=row["state"],
        state_label=STATES[row["state"]].vi,
        proposed_by=row["proposer"],
        decided_by=row["decider"],
        revoke_reason=row["revoke_reason"],
        has_secret=row["secret_hash"] is not None,
        last_used_at=moment(row["last_used_at"]),
        may_decide=row["state"] in ("waiting", "review") and actor.account_id != row["proposed_by"],
    )


def moment(at: datetime | None) -> str | None:
    return at.astimezone(clock.VIETNAM).isoformat(timespec="seconds") if at is not None else None
