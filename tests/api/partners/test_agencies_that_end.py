"""Programs let in for an agency that ends: paused and told why, until its heir lets them in."""

import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import httpx
import pytest

from shared.client import mergers, partners
from shared.client.base import ApiClient
from shared.client.partners import PartnerApi
from tests.api.conftest import Office, eventually, submitted
from tests.api.offices import close_offices, own_office, second_admin
from tests.api.partners.programs import ALL, Program, entered, not_given, refused, wanted
from tests.api.test_mergers import ADMIN, carried_out, merging

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]


@pytest.fixture(autouse=True)
async def closed_afterwards() -> AsyncIterator[None]:
    """Other tests are not offered what was made here."""
    yield
    await close_offices()


async def let_in_for(officer: Officer, agency_id: uuid.UUID) -> Program:
    admin, second = await officer(ADMIN), await officer(await second_admin())
    data = wanted(str(agency_id))
    await partners.propose(admin, data)
    shown = next(c for c in await partners.clients(admin) if c.name == data.name)
    await partners.decide(second, shown.id, True)
    return Program(shown.id, (await partners.renew_secret(admin, shown.id)).client_secret)


async def state_of(api: ApiClient, program: Program) -> tuple[str, bool]:
    shown = next(c for c in await partners.clients(api) if c.id == program.id)
    return shown.state, shown.may_decide


@pytest.mark.criterion("V.25")
async def test_a_program_pauses_with_its_agency_and_goes_on_once_the_heir_lets_it_in(
    citizen: Citizen, officer: Officer, home: httpx.AsyncClient
) -> None:
    old, heir = await own_office("Nối Cũ"), await own_office("Nối Mới")
    office, me = Office(officer, old.slug), await citizen(27)
    finished = (await submitted(me, old.name)).dossier_id
    done = await office.to_result(finished, "Tư pháp")
    await office.act(
        "tiepnhan1", finished, "hand_over", method="desk", received_by="Nguyễn Văn Mẫu"
    )
    running = (await submitted(me, old.name)).dossier_id
    open_ = await office.to_appraisal(running, "Tư pháp")
    assert done.code is not None
    assert open_.code is not None
    program, neighbour = [await let_in_for(officer, made.agency_id) for made in (old, heir)]
    before = await entered(home, program)
    undecided = wanted(str(old.agency_id))
    await partners.propose(await officer(ADMIN), undecided)
    assert (await partners.dossier(before, open_.code)).code == open_.code

    plan = merging([old.agency_id], heir.agency_id)
    admin, second = await officer(ADMIN), await officer(await second_admin())
    counted = {c.what: c.count for c in (await mergers.preview(admin, plan)).consequences}
    assert counted["Chương trình của hệ thống khác"] == 2
    assert (await carried_out(officer, plan)).row.state == "done"

    # Told why, with the token it has and when it asks for another.
    assert await refused(partners.dossier(before, open_.code)) == "review-needed"
    assert await not_given(_asked(home, program)) == "unauthorized_client"
    assert await state_of(admin, program) == ("review", False)
    assert await state_of(second, program) == ("review", True)
    # Of what nobody has decided about, whoever decides sees for whom it is now.
    handed_on = next(c for c in await partners.clients(admin) if c.name == undecided.name)
    assert (handed_on.state, handed_on.agency) == ("waiting", heir.name)
    # One that the heir had let in before reaches no more of the past than was approved for it.
    beside = await entered(home, neighbour)
    assert await refused(partners.dossier(beside, done.code)) == "not-found"

    # Another administrator lets it in for the heir: same keys, old dossiers and new ones.
    await partners.decide(second, program.id, True)
    again = await entered(home, program)
    fresh = (await submitted(me, heir.name)).dossier_id
    heirs = Office(officer, heir.slug)
    new = await heirs.accept(fresh)
    assert new.code is not None
    for code in (open_.code, done.code, new.code):
        assert (await partners.dossier(again, code)).code == code

    async def told() -> bool:
        codes = {event.dossier.code for event in (await partners.changes(again)).items}
        return {open_.code, done.code, new.code} <= codes

    assert await eventually(told), "changes come to the feed once the worker has placed them"


async def _asked(home: httpx.AsyncClient, program: Program) -> PartnerApi:
    given: Any = await partners.token(home, program.id, program.secret, scope=" ".join(ALL))
    return PartnerApi(home, given.access_token)
