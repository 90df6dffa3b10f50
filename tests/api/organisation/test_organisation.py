"""Agencies, units, officers, places and the site's own details over HTTP."""

from collections.abc import Awaitable, Callable
from datetime import date

import asyncpg
import pytest

from shared.client import organisation
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.organisation import Agency

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]


async def _agency(api: ApiClient, code: str, procedure: str = "") -> Agency:
    found = await organisation.agencies(api, procedure)
    return next(agency for agency in found if agency.code == code)


async def test_the_site_says_who_runs_it(anonymous: ApiClient) -> None:
    site = await organisation.site(anonymous)
    assert "Lạng Sơn" in site.authority
    assert site.responsible_person
    assert site.phone
    assert site.is_demo


async def test_agencies_of_a_procedure_are_those_that_receive_it(anonymous: ApiClient) -> None:
    birth = {a.code for a in await organisation.agencies(anonymous, "1.001193")}
    record = {a.code for a in await organisation.agencies(anonymous, "3.000333")}
    assert birth == {f"H37.{n}" for n in range(21, 28)}
    assert record == {"H37.1"}


async def test_the_desk_comes_first_among_the_units(officer: Officer) -> None:
    api = await officer("tiepnhan1.kylua")
    units = await organisation.units(api, (await _agency(api, "H37.21")).id)
    assert [unit.is_desk for unit in units] == [True, False, False, False]


async def test_officers_of_a_unit_come_with_their_open_dossiers(officer: Officer) -> None:
    api = await officer("truongphong.tuphap.kylua")
    units = await organisation.units(api, (await _agency(api, "H37.21")).id)
    justice = next(unit for unit in units if "Tư pháp" in unit.name)
    people = await organisation.officers(api, justice.id)
    assert len(people) == 2
    assert all(person.unit_id == justice.id for person in people)
    assert all(person.open_dossiers >= 0 for person in people)


async def test_citizens_do_not_see_the_officers(citizen: Citizen, officer: Officer) -> None:
    api = await officer("tiepnhan1.kylua")
    unit = (await organisation.units(api, (await _agency(api, "H37.21")).id))[0]
    with pytest.raises(ApiProblem) as refused:
        await organisation.officers(await citizen(0), unit.id)
    assert refused.value.status == 403


@pytest.mark.parametrize("typed", ["Kỳ Lừa", "ky lua", "kì lừa", "KY LUA", "phường kỳ lừa"])
async def test_a_commune_is_found_however_it_is_typed(anonymous: ApiClient, typed: str) -> None:
    found = await organisation.communes(anonymous, typed)
    assert found[0].code == "06187"
    assert found[0].province_name == "Tỉnh Lạng Sơn"


@pytest.mark.parametrize("typed", ["", "   ", "'; drop table agency; --", "%", "x" * 500])
async def test_odd_words_find_no_commune_and_harm_nothing(anonymous: ApiClient, typed: str) -> None:
    assert len(await organisation.communes(anonymous, typed)) <= 20


async def test_all_places_of_the_two_level_model_are_there(database: asyncpg.Pool) -> None:
    rows = await database.fetch("select kind, count(*) from administrative_unit group by kind")
    assert {row["kind"]: row["count"] for row in rows} == {"province": 34, "commune": 3321}


async def test_the_calendar_knows_holidays_and_worked_saturdays(database: asyncpg.Pool) -> None:
    rows = await database.fetch("select day, kind from calendar_day where agency_id is null")
    kinds = {row["day"]: row["kind"] for row in rows}
    assert kinds[date(2026, 2, 17)] == "holiday"
    assert kinds[date(2026, 8, 31)] == "holiday"
    assert kinds[date(2026, 8, 22)] == "worked"
