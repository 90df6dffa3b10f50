"""Reads of agencies, units, officers and administrative units."""

from dataclasses import dataclass
from uuid import UUID

import asyncpg
import msgspec

from backend.organisation.places import place_words
from backend.platform import clock
from backend.platform.database import fetch, fetch_row, fetch_value
from backend.platform.problems import NotFound
from backend.settings import settings
from shared.contracts.common import Choice
from shared.contracts.organisation import Agency, Commune, OfficerRef, PublicSite, Unit

_AGENCY = "id, code, name, level, parent_id, address, phone, email, responsible_person"
PORTAL_NAME = "Cổng Dịch vụ công"
# Of the tenant of a row `a`; one that has ended gives way to whoever goes on for it.
ROOT_AGENCY = """(select y.id from agency y where y.tenant_id = a.tenant_id and y.parent_id is null
        and not y.demonstration order by y.ended_on is not null, y.code limit 1)"""
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
            "where p.tenant_id = $1 and p.procedure_code = $2 and not a.demonstration "
            "and a.ended_on is null "
            "order by a.sort_key limit 500",
            settings().tenant,
            procedure_code,
        )
    else:
        rows = await fetch(
            f"select {_AGENCY} from agency where tenant_id = $1 and not demonstration "
            "and ended_on is null order by sort_key limit 500",
            settings().tenant,
        )
    return [_agency(row) for row in rows]


async def competence(procedure_code: str, receiving_agency_id: UUID) -> Competence:
    """Who resolves what this agency receives, or what whoever took it over receives.

    Raises NotFound.
    """
    row = await fetch_row(
        "select p.receiving_agency_id, a.code, p.resolving_agency_id, p.resolving_unit_id "
        "from agency_procedure p join agency a on a.id = p.receiving_agency_id "
        "left join agency_lineage l on l.old_id = $2 and l.new_id = p.receiving_agency_id "
        "where p.procedure_code = $1 and (p.receiving_agency_id = $2 or l.id is not null) "
        "order by p.receiving_agency_id <> $2, not l.main limit 1",
        procedure_code,
        receiving_agency_id,
    )
    if row is None:
        raise not_competent()
    return Competence(row[0], row[1], row[2], row[3])


async def receives(procedure_code: str, agency_id: UUID) -> bool:
    """Whether the agency, or whoever took it over, receives a procedure today."""
    try:
        await competence(procedure_code, agency_id)
    except NotFound:
        return False
    return True


async def competence_of_open(procedure_code: str, receiving_agency_id: UUID) -> Competence:
    """The same for a dossier that was received: where the agency has ceased to receive since, who
    resolved last. Raises NotFound."""
    try:
        return await competence(procedure_code, receiving_agency_id)
    except NotFound:
        row = await fetch_row(
            "select c.receiving_agency_id, a.code, u.agency_id, u.id from competence_change c "
            "join agency a on a.id = c.receiving_agency_id join unit u on u.id = c.old_unit_id "
            "where c.procedure_code = $1 and c.receiving_agency_id = $2 and c.new_unit_id is null "
            "order by c.changed_at desc limit 1",
            procedure_code,
            receiving_agency_id,
        )
        if row is None:
            raise
    return Competence(row[0], row[1], row[2], row[3])


def not_competent() -> NotFound:
    """An agency that does not receive a procedure."""
    return NotFound(
        "Cơ quan này không tiếp nhận thủ tục đã chọn. Vui lòng chọn cơ quan khác.",
        en="This agency does not receive that procedure. Please choose another.",
        slug="agency-not-competent",
    )


async def for_trials(agency_id: UUID) -> bool:
    """Whether an agency is there for trials only, so that its dossiers are demonstration data."""
    return bool(await fetch_value("select demonstration from agency where id = $1", agency_id))


async def agency_for_trials() -> UUID | None:
    """The agency that is there for trials, once somebody opened it."""
    found: UUID | None = await fetch_value(
        "select id from agency where tenant_id = $1 and demonstration", settings().tenant
    )
    return found


async def root_agency() -> tuple[UUID, str]:
    """Id and code of the agency without a parent, which runs the portal. Raises NotFound."""
    row = await fetch_row(
        "select id, code from agency where tenant_id = $1 and parent_id is null "
        "and not demonstration order by ended_on is not null, code limit 1",
        settings().tenant,
    )
    if row is None:
        raise NotFound
    return row["id"], row["code"]


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
    who = await competence_of_open(procedure_code, receiving_agency_id)
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
        "where p.unit_id = $1 and a.disabled_at is null and a.locked_at is null "
        "and exists (select from role_grant g where g.account_id = a.id and g.role = 'specialist' "
        "and g.valid_from <= $2 and (g.valid_to is null or g.valid_to > $2)) "
        "order by a.sort_key limit 200",
        unit_id,
        clock.now(),
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
    """Header and footer: what two persons wrote, else the agency without a parent, which runs the
    portal."""
    row = await fetch_row(
        "select g.name, g.address, g.phone, g.email, g.responsible_person, "
        "to_jsonb(p) as written from (select $1::varchar as tenant_id) t "
        "left join portal_particulars p on p.tenant_id = t.tenant_id "
        "left join lateral (select * from agency a where a.tenant_id = t.tenant_id "
        "and a.parent_id is null and not a.demonstration order by a.ended_on is not null, "
        "a.code limit 1) g on true",
        settings().tenant,
    )
    assert row is not None
    written: dict[str, str] = msgspec.json.decode(row["written"]) if row["written"] else {}
    phone = row["phone"] or ""
    return PublicSite(
        authority=written.get("authority", row["name"] or PORTAL_NAME),
        portal_name=written.get("portal_name", PORTAL_NAME),
        motto=written.get("motto", "Một cửa cho mọi thủ tục"),
        responsible_body=written.get("responsible_body", "Trung tâm Phục vụ hành chính công"),
        responsible_person=written.get("responsible_person", row["responsible_person"] or ""),
        address=written.get("address", row["address"] or ""),
        phone=phone,
        hotline=written.get("hotline", phone),
        email=written.get("email", row["email"] or ""),
        hours=written.get("hours", ""),
        is_demo=settings().demo,
    )


async def help_desk() -> UUID:
    """The agency that answers what is asked of nobody in particular: the first desk of the
    province, else who runs the portal. Raises NotFound where there is no agency."""
    found: UUID | None = await fetch_value(
        "select a.id from agency a left join unit u on u.agency_id = a.id and u.is_desk "
        "and u.dissolved_at is null where a.tenant_id = $1 and not a.demonstration "
        "order by (a.level = 'province' and u.id is not null) desc, a.parent_id is not null, "
        "a.code limit 1",
        settings().tenant,
    )
    if found is None:
        raise NotFound
    return found


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
