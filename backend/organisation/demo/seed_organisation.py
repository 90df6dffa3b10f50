"""Brings the demonstration province's agencies, competences and people into the database."""

import asyncio
import base64
import hashlib
from datetime import timedelta
from uuid import UUID

from backend.catalogue.keyed import publish_seed
from backend.catalogue.seed import SeedProcedure, procedures
from backend.identity.actions import create_account, grant_role
from backend.identity.sign_in_names import stored_name
from backend.lookups.actions import fill_lookups
from backend.organisation import actions
from backend.organisation.actions import AgencyDetails
from backend.organisation.demo import names, plan
from backend.organisation.demo.partner_codes import seed_partner_codes
from backend.organisation.demo.seed_codes import seed_codes
from backend.organisation.office_weeks import fill_office_hours
from backend.platform import clock
from backend.platform.database import execute, fetch, transaction
from backend.privacy.actions import prove_identity
from backend.settings import settings
from shared.vocabulary.channels import AgencyLevel
from shared.vocabulary.roles import AccountKind, Role

PASSWORD = "MotCua@2026"  # printed wherever the demonstration runs; protects nothing
CITIZENS = 60
LISTED_CITIZENS = 10  # the others can sign in as well, but would only lengthen the list
OPENED_DAYS_AGO = 400  # before the first dossier of the demonstration
_AT_ONCE = 8
Units = dict[tuple[str, str], UUID]


def totp_secret(username: str) -> str:
    """The second factor of a demonstration officer; the same on every installation."""
    digest = hashlib.sha256(f"motcua demonstration {username}".encode()).digest()
    return base64.b32encode(digest[:20]).decode()


async def seed_organisation() -> None:
    """Places, calendar, agencies, units, procedures with their competences, people."""
    await actions.fill_places()
    await fill_lookups()
    await actions.fill_holidays(actions.seeded_years(clock.now().date()))
    await fill_office_hours()
    with clock.at(clock.now() - timedelta(days=OPENED_DAYS_AGO)):
        agency_ids, units = await _agencies()
        await seed_procedures(agency_ids, units)
        await seed_codes()
        await _people(agency_ids, units)
    await seed_partner_codes()


async def _agencies() -> tuple[dict[str, UUID], Units]:
    ids: dict[str, UUID] = {}
    units: Units = {}
    for agency in plan.agencies():
        ids[agency.code] = await actions.keep_agency(
            AgencyDetails(
                code=agency.code,
                name=agency.name,
                level=agency.level,
                parent_id=ids.get(agency.parent),
                commune_code=agency.commune_code,
                address=agency.address,
                phone=agency.phone,
                email=agency.email,
                responsible_person=agency.responsible_person,
            )
        )
        for unit in agency.units:
            units[agency.code, unit.name] = await actions.keep_unit(
                ids[agency.code], unit.name, is_desk=unit.is_desk
            )
    return ids, units


async def seed_procedures(agency_ids: dict[str, UUID], units: Units) -> None:
    """Publishes the keyed procedures and says who receives and who resolves each, where nobody has
    decided it since."""
    decided = {
        (row["procedure_code"], row["receiving_agency_id"])
        for row in await fetch(
            "select distinct procedure_code, receiving_agency_id from competence_change "
            "where way <> 'other'"
        )
    }
    for seed in procedures():
        await publish_seed(seed)
        for agency in plan.agencies():
            for unit in agency.units:
                pair = (seed.content.code, agency_ids[agency.receiver])
                if pair not in decided and _resolves(agency, unit, seed):
                    await actions.set_competence(*pair, units[agency.code, unit.name])


def _resolves(agency: plan.AgencyPlan, unit: plan.UnitPlan, seed: SeedProcedure) -> bool:
    content = seed.content
    if content.code in unit.resolves:
        return True
    elsewhere = any(content.code in other.resolves for other in agency.units if other is not unit)
    return (
        seed.resolved_by in unit.resolves
        and AgencyLevel(agency.level) in content.levels
        and not elsewhere
    )


async def _people(agency_ids: dict[str, UUID], units: Units) -> None:
    known = {row["username"] for row in await fetch("select username from account")}
    limit = asyncio.Semaphore(_AT_ONCE)
    tasks = []
    wanted = [officer for agency in plan.agencies() for officer in plan.officers(agency)]
    for number, officer in enumerate(wanted, start=CITIZENS + 1):
        if officer.username not in known:
            unit_id = units[officer.agency, officer.unit]
            agency_id = agency_ids[officer.agency]
            tasks.append(_officer(limit, officer, number, agency_id, unit_id))
    for number in range(CITIZENS):
        if stored_name(names.personal_id(number)) not in known:
            tasks.append(_citizen(limit, number))
    await asyncio.gather(*tasks)


async def _officer(
    limit: asyncio.Semaphore,
    officer: plan.OfficerPlan,
    number: int,
    agency_id: UUID,
    unit_id: UUID,
) -> None:
    async with limit:
        name = names.full_name(number)
        id_ = await create_account(
            AccountKind.OFFICER,
            officer.username,
            name,
            PASSWORD,
            personal_id=names.personal_id(number),
            email=f"{officer.username}@langson.example",
            phone=f"09000{number:05d}",
            totp_secret=totp_secret(officer.username),
        )
        bound = officer.role in (
            Role.UNIT_HEAD, Role.SPECIALIST, Role.DESK_OFFICER, Role.DESK_HEAD,
        )  # fmt: skip
        await grant_role(id_, officer.role, agency_id, unit_id if bound else None)
        await actions.seat_officer(id_, unit_id, officer.position)
        await _remember(id_, officer.role)


async def _citizen(limit: asyncio.Semaphore, number: int) -> None:
    async with limit:
        name = names.full_name(number)
        personal_id = names.personal_id(number)
        id_ = await create_account(
            AccountKind.CITIZEN,
            personal_id,
            name,
            PASSWORD,
            personal_id=personal_id,
            email=names.mailbox(name, "congdan.example"),
            phone=f"09000{number:05d}",
            address=f"Số {number + 1} phố Trình Diễn, phường Kỳ Lừa, tỉnh Lạng Sơn",
        )
        if number < LISTED_CITIZENS:
            await _remember(id_, "citizen")
        async with transaction() as connection:
            await prove_identity(connection, None, personal_id)


async def _remember(account_id: UUID, role: str) -> None:
    if settings().demo:
        await execute(
            "insert into demo_account (account_id, password, role) values ($1, $2, $3) "
            "on conflict do nothing",
            account_id,
            PASSWORD,
            role,
        )
