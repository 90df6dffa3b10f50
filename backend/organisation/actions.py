"""Keeping agencies, their units and posts, the calendar and the catalogue of places.

Every action may be repeated: what is already there is brought up to date, nothing is doubled.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.law.calendar import CalendarDay, vietnam_days
from backend.law.dossier_code import check_agency_code
from backend.law.search_text import vi_sort_key
from backend.organisation.day_words import differences, said_of, say_who
from backend.organisation.places import TWO_LEVELS_SINCE, Place, place_words, places
from backend.organisation.working_calendar import forget
from backend.platform import clock
from backend.platform.database import transaction, uuid7
from backend.settings import settings


@dataclass(frozen=True, slots=True)
class AgencyDetails:
    """What is known of an agency; `code` as QĐ 20/2020/QĐ-TTg Điều 4 allows, e.g. H37.12."""

    code: str
    name: str
    level: str
    parent_id: UUID | None = None
    commune_code: str | None = None
    address: str = ""
    phone: str = ""
    email: str = ""
    responsible_person: str = ""
    demonstration: bool = False  # there for trials only; said when it is first kept


async def fill_places() -> int:
    """Brings in the provinces and communes of the two-level model; returns how many there are."""
    found = places()
    names = {place.code: place.name for place in found}
    async with transaction() as connection:
        await connection.executemany(
            "insert into administrative_unit (code, kind, name, parent_code, search_text, "
            "sort_key, valid_from) values ($1, $2, $3, $4, $5, $6, $7) "
            "on conflict (code) do update set name = excluded.name, "
            "parent_code = excluded.parent_code, search_text = excluded.search_text, "
            "sort_key = excluded.sort_key, valid_to = null",
            [_place_row(place, names) for place in found],
        )
        # A unit that the newest catalogue no longer knows stays, with the date it ended.
        await connection.execute(
            "update administrative_unit set valid_to = $2 "
            "where valid_to is null and not code = any($1::text[])",
            list(names),
            clock.now().date(),
        )
    return len(found)


def _place_row(place: Place, names: dict[str, str]) -> tuple[object, ...]:
    kind = "commune" if place.parent_code else "province"
    words = place_words(f"{place.name} {names.get(place.parent_code or '', '')}")
    return (
        place.code,
        kind,
        place.name,
        place.parent_code,
        words,
        vi_sort_key(place.bare_name),
        TWO_LEVELS_SINCE,
    )


async def fill_holidays(
    years: Iterable[int], *, decision_number: str = "", actor: Actor | None = None
) -> None:
    """Public holidays and the Saturdays worked in exchange; days set by hand are kept."""
    wanted = set(years)
    # The library tells the worked Saturdays of every year it knows, whatever was asked.
    days = [day for day in vietnam_days(wanted) if day.day.year in wanted]
    await set_calendar_days(
        None, days, decision_number=decision_number, keep_existing=True, actor=actor
    )
    async with transaction() as connection:
        await connection.executemany(
            "insert into calendar_year (id, tenant_id, year, decision_number, opened_at) "
            "values ($1, $2, $3, $4, $5) on conflict do nothing",
            [
                (uuid7(), settings().tenant, year, decision_number, clock.now())
                for year in sorted(wanted)
            ],
        )
        if actor is not None:
            detail = {"years": sorted(wanted), "decision_number": decision_number}
            await record(connection, actor, "calendar.year_opened", detail=detail)
    forget()


async def set_calendar_days(
    agency_id: UUID | None,
    days: Iterable[CalendarDay],
    *,
    decision_number: str = "",
    keep_existing: bool = False,
    actor: Actor | None = None,
) -> None:
    """Says what is special of some dates, for one agency or (None) for the whole tenant."""
    wanted = list(days)
    rows = [
        (
            uuid7(), settings().tenant, agency_id, day.day, day.kind, day.note, decision_number,
            *(day.hours[0] if day.hours else (None, None)),
        )
        for day in wanted
    ]  # fmt: skip
    update = (
        "do nothing"
        if keep_existing
        else "do update set kind = excluded.kind, note = excluded.note, "
        "decision_number = excluded.decision_number, updated_at = excluded.updated_at, "
        "opens = excluded.opens, closes = excluded.closes"
    )
    async with transaction() as connection:
        await say_who(connection, actor)
        before = await said_of(connection, agency_id, [day.day for day in wanted])
        await connection.executemany(
            "insert into calendar_day (id, tenant_id, agency_id, day, kind, note, "
            "decision_number, opens, closes, updated_at) "
            "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, now()) "
            "on conflict (tenant_id, "
            f"coalesce(agency_id, '00000000-0000-0000-0000-000000000000'), day) {update}",
            rows,
        )
        after = await said_of(connection, agency_id, [day.day for day in wanted])
        await record(
            connection, actor, "calendar.changed", subject_id=agency_id,
            detail={"days": differences(before, after)},
        )  # fmt: skip
    forget()


async def keep_agency(details: AgencyDetails, actor: Actor | None = None) -> UUID:
    """Adds an agency, or brings the one with this code up to date; returns its id.

    Raises BadAgencyCode.
    """
    async with transaction() as connection:
        return await keep_agency_within(connection, details, actor)


async def keep_agency_within(
    connection: asyncpg.Connection, details: AgencyDetails, actor: Actor | None = None
) -> UUID:
    """The same within the transaction of a larger act."""
    check_agency_code(details.code)
    id_: UUID = await connection.fetchval(
        "insert into agency (id, tenant_id, code, name, level, parent_id, commune_code, "
        "address, phone, email, responsible_person, sort_key, demonstration) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) "
        "on conflict (tenant_id, code) do update set name = excluded.name, "
        "level = excluded.level, parent_id = excluded.parent_id, "
        "commune_code = excluded.commune_code, address = excluded.address, "
        "phone = excluded.phone, email = excluded.email, "
        "responsible_person = excluded.responsible_person, sort_key = excluded.sort_key "
        "returning id",
        uuid7(), settings().tenant, details.code, details.name, details.level,
        details.parent_id, details.commune_code, details.address, details.phone, details.email,
        details.responsible_person, vi_sort_key(details.name), details.demonstration,
    )  # fmt: skip
    await record(connection, actor, "agency.kept", subject_id=id_)
    return id_


async def rename_agency(connection: asyncpg.Connection, actor: Actor, code: str, name: str) -> None:
    """Gives an agency the name the national list has for it, in the caller's transaction."""
    id_ = await connection.fetchval(
        "update agency set name = $3, sort_key = $4 where tenant_id = $1 and code = $2 "
        "returning id",
        settings().tenant,
        code,
        name,
        vi_sort_key(name),
    )
    await record(connection, actor, "agency.renamed", subject_id=id_)


async def keep_unit(
    agency_id: UUID, name: str, *, is_desk: bool = False, actor: Actor | None = None
) -> UUID:
    """Adds a unit to an agency, or finds it again by its name; returns its id."""
    async with transaction() as connection:
        return await keep_unit_within(connection, agency_id, name, is_desk=is_desk, actor=actor)


async def keep_unit_within(
    connection: asyncpg.Connection,
    agency_id: UUID,
    name: str,
    *,
    is_desk: bool = False,
    actor: Actor | None = None,
) -> UUID:
    """The same within the transaction of a larger act."""
    id_: UUID = await connection.fetchval(
        "insert into unit (id, tenant_id, agency_id, name, is_desk, sort_key) "
        "values ($1, $2, $3, $4, $5, $6) on conflict (agency_id, name) "
        "do update set is_desk = excluded.is_desk returning id",
        uuid7(), settings().tenant, agency_id, name, is_desk, vi_sort_key(name),
    )  # fmt: skip
    await record(connection, actor, "unit.kept", subject_id=id_)
    return id_


async def seat_officer(
    account_id: UUID, unit_id: UUID, position: str, actor: Actor | None = None
) -> None:
    """Gives an officer a post in a unit; an officer has one post at a time."""
    async with transaction() as connection:
        await seat_within(connection, account_id, unit_id, position)
        await record(connection, actor, "officer.seated", subject_id=account_id)


async def seat_within(
    connection: asyncpg.Connection, account_id: UUID, unit_id: UUID, position: str
) -> None:
    """The same within the transaction of a larger act."""
    await connection.execute(
        "insert into officer_post (account_id, tenant_id, unit_id, position) "
        "values ($1, $2, $3, $4) on conflict (account_id) "
        "do update set unit_id = excluded.unit_id, position = excluded.position",
        account_id,
        settings().tenant,
        unit_id,
        position,
    )


async def set_competence(
    procedure_code: str,
    receiving_agency_id: UUID,
    resolving_unit_id: UUID,
    actor: Actor | None = None,
) -> None:
    """Says which unit resolves what an agency receives of a procedure."""
    async with transaction() as connection:
        id_ = await _competence(connection, procedure_code, receiving_agency_id, resolving_unit_id)
        await record(connection, actor, "competence.set", subject_id=id_)


async def _competence(
    connection: asyncpg.Connection, procedure_code: str, receiver: UUID, unit_id: UUID
) -> UUID:
    id_: UUID = await connection.fetchval(
        "insert into agency_procedure (id, tenant_id, procedure_code, receiving_agency_id, "
        "resolving_agency_id, resolving_unit_id) "
        "select $1, $2, $3, $4, u.agency_id, u.id from unit u where u.id = $5 "
        "on conflict (procedure_code, receiving_agency_id) do update "
        "set resolving_agency_id = excluded.resolving_agency_id, "
        "resolving_unit_id = excluded.resolving_unit_id returning id",
        uuid7(),
        settings().tenant,
        procedure_code,
        receiver,
        unit_id,
    )
    return id_


def seeded_years(today: date) -> range:
    """The years a new installation gets holidays for: last year, this one, the next."""
    return range(today.year - 1, today.year + 2)
