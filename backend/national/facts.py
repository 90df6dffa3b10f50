"""Everything the national portal is told of one dossier, read in a few statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import asyncpg

from backend.catalogue.content import ProcedureContent
from backend.catalogue.queries import content_of
from backend.connections.adapter import Refused
from backend.organisation.past_names import name_then
from backend.platform.sealing import opened

Row = Mapping[str, Any]

_DOSSIER = """
select d.*, g.code as agency_code, g.name as agency_name, coalesce(u.name, '') as unit_name,
    coalesce(s.tech_id, n.tech_id, '') as sender_tech_id,
    coalesce(n.assurance like 'national%', s.by_vneid, false) as sender_is_national,
    coalesce(a.kind, '') as account_kind,
    (select max(at) from dossier_event e where e.dossier_id = d.id
        and e.state_after = 'refused') as refused_at
from dossier d join agency g on g.id = d.holding_agency_id
    left join unit u on u.id = d.holding_unit_id
    left join dossier_sender n on n.dossier_id = d.id
    left join national_sync s on s.dossier_id = d.id and s.theirs
    left join account a on a.id = d.applicant_id
where d.id = $1
"""
_EVENTS = f"""
select e.seq, e.act, e.state_after, e.at, e.actor_name,
    {name_then("e.unit_id", "e.agency_id", "e.at")} as unit_name,
    coalesce(p.position, '') as position,
    (select due_at from due_date x where x.dossier_id = e.dossier_id and x.set_at <= e.at
        order by x.set_at desc, x.id desc limit 1) as due_at,
    (select due_at from due_date x where x.dossier_id = e.dossier_id and x.set_at < e.at
        order by x.set_at desc, x.id desc limit 1) as due_before
from dossier_event e left join officer_post p on p.account_id = e.actor_id
where e.dossier_id = $1 order by e.seq limit 1000
"""
_FILES = """
select c.id, c.name, c.component_key, c.removed_at, v.kind as reused_kind, s.kind as stored_kind
from document c left join vault_use w on w.document_id = c.id
    left join vault_item v on v.id = w.item_id
    left join store_document s on s.document_id = c.id
where c.dossier_id = $1 and c.purpose in ('component', 'supplement')
    and c.scan in ('clean', 'unscanned') order by c.uploaded_at, c.id limit 200
"""
_PAPERS = """
select component_key, originals + certified + copies as count,
    case when originals > 0 then 'original' when certified > 0 then 'certified'
        else 'copy' end as kind
from component_check where dossier_id = $1 and originals + certified + copies > 0
order by component_key limit 200
"""
_FEES = """
select name, fee_key, moment, amount_vnd, state, means from fee_obligation
where dossier_id = $1 and state <> 'cancelled' order by asked_at, id limit 100
"""
_ROUNDS = """
select round, min(asked_at) as asked_at, max(settled_at) as settled_at,
    bool_and(settled_at is not null) as settled, array_agg(title order by position) as titles,
    array_agg(note order by position) as notes
from supplement_item where dossier_id = $1 group by round order by round limit 50
"""
_RESULTS = """
select r.id, r.title, r.document_id, coalesce(v.kind, '') as kind
from result r left join vault_item v on v.result_id = r.id
where r.dossier_id = $1 and r.withdrawn_at is null order by r.issued_at, r.id limit 20
"""
_REGISTERS = """
select distinct source from answer_source
where dossier_id = $1 and source in ('population', 'business') order by source
"""


@dataclass(frozen=True, slots=True)
class Facts:
    """One dossier with its parts, as they are now; `owner_number` is empty where not known."""

    row: Row
    content: ProcedureContent
    number: str
    owner_number: str
    phone: str
    email: str
    events: Sequence[Row]
    files: Sequence[Row]
    papers: Sequence[Row]
    fees: Sequence[Row]
    rounds: Sequence[Row]
    results: Sequence[Row]
    registers: Sequence[str]


async def facts_of(connection: asyncpg.Connection, dossier_id: UUID) -> Facts:
    """Reads all of it in the caller's transaction. Raises Refused for one that is disposed of."""
    row = await connection.fetchrow(_DOSSIER, dossier_id)
    if row is None:
        raise Refused("Hồ sơ không còn ở đây.")
    number = opened(row, "dossier.applicant_personal_id")
    return Facts(
        row=dict(row),
        content=await content_of(row["procedure_version_id"]),
        number=number,
        owner_number=owner_number(row, number, opened(row, "dossier.owner_personal_id")),
        phone=opened(row, "dossier.applicant_phone"),
        email=opened(row, "dossier.applicant_email"),
        events=await connection.fetch(_EVENTS, dossier_id),
        files=await connection.fetch(_FILES, dossier_id),
        papers=await connection.fetch(_PAPERS, dossier_id),
        fees=await connection.fetch(_FEES, dossier_id),
        rounds=await connection.fetch(_ROUNDS, dossier_id),
        results=await connection.fetch(_RESULTS, dossier_id),
        registers=[r["source"] for r in await connection.fetch(_REGISTERS, dossier_id)],
    )


def owner_number(row: Row, number: str, own: str) -> str:
    """The number of whom the dossier is about; the applicant's is not put in another's place."""
    owner = str(row["owner_name"]).strip().casefold()
    return own or (number if str(row["applicant_name"]).strip().casefold() == owner else "")
