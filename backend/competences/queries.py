"""Reads of who receives and who resolves a procedure, what is proposed, what was before."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.catalogue.queries import version_in_force
from backend.competences.rules import WRITERS, AgencyFacts, UnitFacts
from backend.organisation.queries import CLOSED_STATES
from backend.platform import clock
from backend.platform.database import fetch, fetch_row
from backend.platform.pagination import decode_cursor, page
from backend.platform.problems import NotFound
from backend.proposals.queries import Subject, next_version
from backend.settings import settings
from shared.contracts.common import Named, Page
from shared.contracts.competences import (
    CompetenceChange,
    CompetenceDesign,
    CompetenceRow,
    ProposedCompetence,
    SaveCompetence,
)
from shared.vocabulary.competences import COMPETENCE_WAY_LABELS, CompetenceWay
from shared.vocabulary.proposals import ProposalSubject
from shared.vocabulary.roles import Role

# Agencies drive the list, in their order; each is looked up by the keys of the other two tables.
_ROWS = """
select a.id, a.code, a.name, a.sort_key, p.resolving_unit_id, u.name as unit_name,
    p.resolving_agency_id, r.name as resolving_name, to_jsonb(d.*) as proposed
from agency a
left join agency_procedure p on p.procedure_code = $2 and p.receiving_agency_id = a.id
left join unit u on u.id = p.resolving_unit_id
left join agency r on r.id = p.resolving_agency_id
left join proposal d on d.tenant_id = $1 and d.subject = 'competence'
    and d.key = $2 || '/' || a.code
where a.tenant_id = $1 and not a.demonstration
"""
_LISTED = f"""{_ROWS}
    and (p.id is not null or d.id is not null)
    and ($3 = '' or position($3 in lower(a.name || ' ' || a.code)) > 0)
    and ($4::text is null or (a.sort_key, a.id) > ($4, $5::uuid))
order by a.sort_key, a.id limit $6
"""


@dataclass(frozen=True, slots=True)
class Place:
    """One agency and one procedure."""

    code: str
    procedure_name: str
    agency: AgencyFacts
    agency_name: str

    @property
    def subject(self) -> Subject:
        """What its proposals are about."""
        key = f"{self.code}/{self.agency.code}"
        return Subject(ProposalSubject.COMPETENCE, key, WRITERS)


async def place_of(code: str, agency_id: UUID) -> Place:
    """A procedure in the catalogue and an agency. Raises NotFound."""
    _id, content = await version_in_force(code, online=False)
    row = await fetch_row(
        "select id, code, name, ended_on is not null as ended, demonstration from agency "
        "where id = $1 and tenant_id = $2 and not demonstration",
        agency_id,
        settings().tenant,
    )
    if row is None:
        raise NotFound("Không tìm thấy cơ quan này.", en="There is no such agency.")
    facts = AgencyFacts(row["id"], row["code"], row["ended"], row["demonstration"])
    return Place(content.code, content.name, facts, row["name"])


async def in_reach(actor: Actor, roles: Sequence[Role]) -> set[UUID]:
    """Agencies for which the person speaks in one of the roles, with everything below them."""
    rows = await fetch(
        "with recursive mine as (select id from agency where id = any($1::uuid[]) union "
        "select g.id from agency g join mine m on g.parent_id = m.id) "
        "select id from mine limit 20000",
        actor.agencies(*roles),
    )
    return {row["id"] for row in rows}


async def agencies_by_code(codes: Collection[str]) -> dict[str, AgencyFacts]:
    """What is known of agencies."""
    rows = await fetch(
        "select id, code, ended_on is not null as ended, demonstration from agency "
        "where tenant_id = $1 and code = any($2::text[])",
        settings().tenant,
        list(codes),
    )
    return {
        r["code"]: AgencyFacts(r["id"], r["code"], r["ended"], r["demonstration"]) for r in rows
    }


async def units_of(agency_ids: Collection[UUID]) -> list[UnitFacts]:
    """Units of agencies, those that were dissolved too."""
    rows = await fetch(
        "select id, agency_id, name, is_desk, dissolved_at is not null as dissolved from unit "
        "where agency_id = any($1::uuid[]) order by agency_id, sort_key limit 50000",
        list(agency_ids),
    )
    return [
        UnitFacts(r["id"], r["agency_id"], r["name"], r["is_desk"], r["dissolved"]) for r in rows
    ]


async def unit_there(unit_id: UUID) -> tuple[UnitFacts, AgencyFacts] | None:
    """One unit and its agency."""
    row = await fetch_row(
        "select u.id, u.agency_id, u.name, u.is_desk, u.dissolved_at is not null as dissolved, "
        "g.code, g.ended_on is not null as ended, g.demonstration from unit u "
        "join agency g on g.id = u.agency_id where u.id = $1 and u.tenant_id = $2",
        unit_id,
        settings().tenant,
    )
    if row is None:
        return None
    agency = AgencyFacts(row["agency_id"], row["code"], row["ended"], row["demonstration"])
    return UnitFacts(row["id"], agency.id, row["name"], row["is_desk"], row["dissolved"]), agency


async def procedures_known(codes: Collection[str]) -> dict[str, bool]:
    """Procedures of the catalogue among the codes, and whether each is retired by today."""
    rows = await fetch(
        "select p.code, exists (select from procedure_stop s where s.tenant_id = p.tenant_id "
        "and s.procedure_code = p.code and s.kind = 'retire' and s.from_on <= $3) as retired "
        "from procedure p where p.tenant_id = $1 and p.code = any($2::text[]) "
        "and p.deactivated_at is null and p.current_version_id is not null",
        settings().tenant,
        list(codes),
        clock.today(),
    )
    return {row["code"]: row["retired"] for row in rows}


async def competences(
    actor: Actor, code: str, q: str = "", cursor: str = "", limit: int = 50
) -> Page[CompetenceRow]:
    """Agencies that receive a procedure or are proposed to, in Vietnamese order. Raises
    NotFound."""
    await version_in_force(code, online=False)
    after = decode_cursor(cursor, tuple[str, UUID]) if cursor else (None, None)
    words = q.strip().lower().replace("\x00", "")
    rows = await fetch(_LISTED, settings().tenant, code, words, *after, limit + 1)
    units = await _units_proposed(rows)
    return page(rows, limit, lambda r: _row(actor, r, units), lambda r: (r["sort_key"], r["id"]))


async def design(actor: Actor, code: str, agency_id: UUID) -> CompetenceDesign:
    """One agency: what holds, what is proposed, whom it meets. Raises NotFound."""
    place = await place_of(code, agency_id)
    rows = await fetch(f"{_ROWS} and a.id = $3", settings().tenant, place.code, agency_id)
    if not rows:
        raise NotFound("Không tìm thấy cơ quan này.", en="There is no such agency.")
    met = await fetch_row(
        "select (select count(*) from (select from dossier where tenant_id = $1 and "
        "procedure_code = $2 and receiving_agency_id = $3 "
        f"and state not in {CLOSED_STATES} limit 10000) known) as dossiers, "
        "(select count(*) from (select from draft where tenant_id = $1 and procedure_code = $2 "
        "and agency_id = $3 and dossier_id is null and expires_at > $4 limit 10000) known) "
        "as drafts",
        settings().tenant,
        place.code,
        agency_id,
        clock.now(),
    )
    assert met is not None
    row = _row(actor, rows[0], await _units_proposed(rows))
    return CompetenceDesign(place.code, place.procedure_name, row, met["dossiers"], met["drafts"])


async def changes(code: str, cursor: str = "", limit: int = 20) -> Page[CompetenceChange]:
    """What was changed for a procedure, the newest first."""
    before = decode_cursor(cursor, tuple[datetime, UUID]) if cursor else (None, None)
    rows = await fetch(
        "select * from competence_change where tenant_id = $1 and procedure_code = $2 "
        "and ($3::timestamptz is null or (changed_at, id) < ($3, $4::uuid)) "
        "order by changed_at desc, id desc limit $5",
        settings().tenant,
        code.replace("\x00", ""),
        *before,
        limit + 1,
    )
    return page(rows, limit, _change, lambda r: (r["changed_at"], r["id"]))


def definition_of(proposed: Any) -> SaveCompetence:
    """What a proposal says."""
    return msgspec.convert(proposed, SaveCompetence)


async def _units_proposed(rows: Sequence[asyncpg.Record]) -> dict[str, asyncpg.Record]:
    """Names of the units that proposals name."""
    wanted = [
        found.unit_id
        for row in rows
        if (proposal := _proposal(row)) is not None
        and (found := definition_of(proposal["definition"])).unit_id is not None
    ]
    known = await fetch(
        "select u.id, u.name, g.id as agency_id, g.name as agency_name from unit u "
        "join agency g on g.id = u.agency_id where u.id = any($1::uuid[])",
        wanted,
    )
    return {str(row["id"]): row for row in known}


def _proposal(row: asyncpg.Record) -> dict[str, Any] | None:
    if row["proposed"] is None:
        return None
    found: dict[str, Any] = msgspec.json.decode(row["proposed"])
    for name in ("agency_id", "changed_by", "proposed_by"):
        found[name] = UUID(found[name]) if found[name] else None
    found["changed_at"] = datetime.fromisoformat(found["changed_at"])
    return found


def _row(actor: Actor, row: asyncpg.Record, units: dict[str, asyncpg.Record]) -> CompetenceRow:
    proposal = _proposal(row)
    proposed = None
    if proposal is not None:
        said = definition_of(proposal["definition"])
        unit = units.get(said.unit_id or "")
        proposed = ProposedCompetence(
            ends=said.unit_id is None,
            unit=Named(str(unit["id"]), unit["name"]) if unit else None,
            resolving_agency=Named(str(unit["agency_id"]), unit["agency_name"]) if unit else None,
            reason=said.reason,
        )
    holds = row["resolving_unit_id"] is not None
    return CompetenceRow(
        agency=Named(str(row["id"]), row["name"]),
        agency_code=row["code"],
        unit=Named(str(row["resolving_unit_id"]), row["unit_name"]) if holds else None,
        resolving_agency=Named(str(row["resolving_agency_id"]), row["resolving_name"])
        if holds
        else None,
        proposed=proposed,
        next=next_version(actor, proposal, WRITERS),
    )


def _change(row: asyncpg.Record) -> CompetenceChange:
    way = CompetenceWay(row["way"])
    at: datetime = row["changed_at"]
    return CompetenceChange(
        agency=row["receiver"],
        before=row["old_place"],
        after=row["new_place"],
        way=way,
        way_label=COMPETENCE_WAY_LABELS[way].vi,
        reason=row["reason"],
        proposed_by=row["proposed_by_name"],
        approved_by=row["approved_by_name"],
        at=at.astimezone(clock.VIETNAM).isoformat(timespec="seconds"),
    )
