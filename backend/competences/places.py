"""What is known of the agencies, units and procedures that competences are about."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from backend.access.actor import Actor
from backend.catalogue.queries import version_in_force
from backend.competences.rules import WRITERS, AgencyFacts, UnitFacts
from backend.platform import clock
from backend.platform.database import fetch, fetch_row
from backend.platform.problems import NotFound
from backend.proposals.rules import Subject
from backend.settings import settings
from shared.vocabulary.proposals import ProposalSubject
from shared.vocabulary.roles import Role


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

    @property
    def title(self) -> str:
        """How its proposals are listed."""
        return f"{self.agency_name}: {self.code} {self.procedure_name}"


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
        "and s.procedure_code = p.code and s.kind = 'retire' and s.from_on <= $3 "
        "and (s.until is null or s.until >= $3)) as retired "
        "from procedure p where p.tenant_id = $1 and p.code = any($2::text[]) "
        "and p.deactivated_at is null and p.current_version_id is not null",
        settings().tenant,
        list(codes),
        clock.today(),
    )
    return {row["code"]: row["retired"] for row in rows}
