"""Reads of agencies, units, officers and administrative units."""

from dataclasses import dataclass
from uuid import UUID

import asyncpg

from backend.organisation.places import place_words
from backend.platform.database import fetch, fetch_row
from backend.platform.problems import NotFound
from backend.settings import settings
from shared.contracts.common import Choice
from shared.contracts.organisation import Agency, Commune, OfficerRef, PublicSite, Unit

_AGENCY = "id, code, name, level, parent_id, address, phone, email, responsible_person"
CLOSED_STATES = "('refused', 'rejected_by_agency', 'stopped', 'returned')"


@dataclass(frozen=True, slots=True)
class Competence:
    """Who receives and who resolves a procedure."""

    receiving_agency_id: UUID
    receiving_agency_code: str
    resolving_agency_id: UUID
    resolving_unit_id: UUID


async def agency(agency_id: UUID) -> Agency:
    """One agency. Raises NotFound."""
    row = await fetch_row(f"select {_AGENCY} from agency where id = $1", agency_id)
    if row is None:
        raise NotFound
    return _agency(row)


async def agencies(procedure_code: str = "") -> list[Agency]:
    """All agencies, or those that receive a procedure, in Vietnamese order (at most 500)."""
    if procedure_code:
        rows = await fetch(
            f"select {', '.join('a.' + c.strip() for c in _AGENCY.split(','))} from agency a "
            "join agency_procedure p on p.receiving_agency_id = a.id "
            "where p.tenant_id = $1 and p.procedure_code = $2 order by a.sort_key limit 500",
            settings().tenant,
            procedure_code,
        )
    else:
        rows = await fetch(
            f"select {_AGENCY} from agency where tenant_id = $1 order by sort_key limit 500",
            settings().tenant,
        )
    return [_agency(row) for row in rows]


async def competence(procedure_code: str, receiving_agency_id: UUID) -> Competence:
    """Who resolves what this agency receives. Raises NotFound."""
    row = await fetch_row(
        "select p.receiving_agency_id, a.code, p.resolving_agency_id, p.resolving_unit_id "
        "from agency_procedure p join agency a on a.id = p.receiving_agency_id "
        "where p.procedure_code = $1 and p.receiving_agency_id = $2",
        procedure_code,
        receiving_agency_id,
    )
    if row is None:
        raise NotFound(
            "Cơ quan này không tiếp nhận thủ tục đã chọn. Vui lòng chọn cơ quan khác.",
            en="This agency does not receive that procedure. Please choose another.",
            slug="agency-not-competent",
        )
    return Competence(row[0], row[1], row[2], row[3])


async def units(agency_id: UUID) -> list[Unit]:
    """Units of an agency, the desk first."""
    rows = await fetch(
        "select id, agency_id, name, is_desk from unit where agency_id = $1 "
        "and dissolved_at is null "
        "order by is_desk desc, sort_key limit 200",
        agency_id,
    )
    return [Unit(str(r["id"]), str(r["agency_id"]), r["name"], r["is_desk"]) for r in rows]


async def resolving_units(procedure_code: str, receiving_agency_id: UUID) -> list[Unit]:
    """Units that may resolve what a desk received, the competent one first."""
    who = await competence(procedure_code, receiving_agency_id)
    found = [unit for unit in await units(who.resolving_agency_id) if not unit.is_desk]
    return sorted(found, key=lambda unit: unit.id != str(who.resolving_unit_id))


async def resolving_units_of(
    pairs: set[tuple[str, UUID]],
) -> dict[tuple[str, UUID], tuple[UUID, str]]:
    """Id and name of the competent unit for each procedure and receiving agency that has one."""
    rows = await fetch(
        "select p.procedure_code, p.receiving_agency_id, u.id, u.name from "
        "unnest($1::text[], $2::uuid[]) k(code, agency) join agency_procedure p "
        "on p.procedure_code = k.code and p.receiving_agency_id = k.agency "
        "join unit u on u.id = p.resolving_unit_id limit 1000",
        [code for code, _ in pairs],
        [agency_id for _, agency_id in pairs],
    )
    return {(r[0], r[1]): (r[2], r[3]) for r in rows}


async def officers(unit_id: UUID) -> list[OfficerRef]:
    """Specialists of a unit with their open dossiers, in Vietnamese order."""
    rows = await fetch(
        "select a.id, a.full_name, p.position, u.id as unit_id, u.name as unit_name, "
        "(select count(*) from dossier d where d.executor_id = a.id "
        f"and d.state not in {CLOSED_STATES}) as open_dossiers "
        "from officer_post p join account a on a.id = p.account_id join unit u on u.id = p.unit_id "
        "join role_grant g on g.account_id = a.id and g.role = 'specialist' "
        "where p.unit_id = $1 and a.disabled_at is null order by a.sort_key limit 200",
        unit_id,
    )
    return [
        OfficerRef(
            id=str(r["id"]),
            full_name=r["full_name"],
            position=r["position"],
            unit_id=str(r["unit_id"]),
            unit_name=r["unit_name"],
            open_dossiers=r["open_dossiers"],
        )
        for r in rows
    ]


async def communes(text: str) -> list[Commune]:
    """Communes by name without accents, best first, at most 20."""
    wanted = place_words(text)[:100]
    if not wanted:
        return []
    rows = await fetch(
        "select c.code, c.name, p.code as province_code, p.name as province_name "
        "from administrative_unit c join administrative_unit p on p.code = c.parent_code "
        "where c.kind = 'commune' and c.valid_to is null and $1 <% c.search_text "
        "order by (c.search_text like $2) desc, $1 <<-> c.search_text, c.sort_key limit 20",
        wanted,
        f"%{wanted}%",
    )
    return [Commune(r["code"], r["name"], r["province_code"], r["province_name"]) for r in rows]


async def commune(code: str) -> Commune:
    """A commune in force. Raises NotFound."""
    r = await fetch_row(
        "select c.code, c.name, p.code as province_code, p.name as province_name "
        "from administrative_unit c join administrative_unit p on p.code = c.parent_code "
        "where c.code = $1 and c.kind = 'commune' and c.valid_to is null",
        code,
    )
    if r is None:
        raise NotFound("Không có xã, phường này.", en="There is no such commune.")
    return Commune(r["code"], r["name"], r["province_code"], r["province_name"])


async def places_below(parent_code: str) -> list[Choice]:
    """The provinces, or the communes of one, by name; at most some two hundred."""
    rows = await fetch(
        "select code, name from administrative_unit where valid_to is null and parent_code "
        f"{'= $1' if parent_code else 'is null'} order by sort_key, code limit 500",
        *([parent_code] if parent_code else []),
    )
    return [Choice(r["code"], r["name"]) for r in rows]


async def site() -> PublicSite:
    """Header and footer: the agency without a parent runs the portal."""
    row = await fetch_row(
        f"select {_AGENCY} from agency where tenant_id = $1 and parent_id is null "
        "order by code limit 1",
        settings().tenant,
    )
    return PublicSite(
        authority=row["name"] if row else "Cổng Dịch vụ công",
        portal_name="Cổng Dịch vụ công",
        responsible_person=row["responsible_person"] if row else "",
        address=row["address"] if row else "",
        phone=row["phone"] if row else "",
        email=row["email"] if row else "",
        is_demo=settings().demo,
    )


def _agency(row: asyncpg.Record) -> Agency:
    return Agency(
        id=str(row["id"]),
        code=row["code"],
        name=row["name"],
        level=row["level"],
        parent_id=str(row["parent_id"]) if row["parent_id"] else None,
        address=row["address"],
        phone=row["phone"],
        email=row["email"],
        responsible_person=row["responsible_person"],
    )
