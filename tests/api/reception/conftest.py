"""A desk of one's own: an agency, its officers, hours around the clock, kinds of work, counters."""

import asyncio
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import asyncpg
import httpx
import msgspec
import pytest

from shared.client import desk_setup, reception
from shared.client.base import ApiClient
from shared.contracts.desk_setup import DeskSetup, SaveSetup
from shared.contracts.reception import CallNext, Console, SitDown, TakeHere
from shared.vocabulary.roles import Role
from tests.api.conftest import sign_in
from tests.api.people import fresh_citizen
from tests.desk_agency import SETUP, desk_agency, desk_officer


@dataclass
class Desk:
    """An agency with its desk and the people who work there."""

    http: httpx.AsyncClient
    database: asyncpg.Pool
    agency_id: str
    slug: str
    head: ApiClient
    officers: list[ApiClient] = field(default_factory=list)

    async def set_up(self, **changes: object) -> DeskSetup:
        """The next version, from the one in force."""
        now = await desk_setup.setup(self.head, self.agency_id)
        base = now.setup if now.version else SETUP
        setup = msgspec.structs.replace(base, **changes)
        data = SaveSetup(setup, now.version)
        return (await desk_setup.save(self.head, self.agency_id, data)).setup

    async def officer(self, counter: int) -> ApiClient:
        """One more officer, seated at a counter."""
        api = await _officer(self.http, self.agency_id, self.slug, Role.DESK_OFFICER)
        await reception.sit_down(api, self.agency_id, SitDown(counter))
        self.officers.append(api)
        return api

    async def citizen(self) -> ApiClient:
        """Somebody nobody else knows."""
        return await fresh_citizen(self.http, self.database)

    async def give(self, kind: str = "ho_tich", priority: str = "none") -> str:
        """A number at the desk; returns its id."""
        data = msgspec.convert({"kind": kind, "priority": priority}, TakeHere)
        return (await reception.take_at_desk(self.head, self.agency_id, data)).id

    async def call(self, api: ApiClient) -> Console:
        """Calls the next from what the officer's screen shows."""
        now = await reception.console(api, self.agency_id)
        current = now.current.id if now.current else ""
        return await reception.call_next(api, self.agency_id, CallNext(current))


async def _officer(http: httpx.AsyncClient, agency_id: str, slug: str, role: Role) -> ApiClient:
    username = await desk_officer(uuid.UUID(agency_id), slug, role)
    return ApiClient(http, face="officer", cookie=await sign_in(http, username, "officer"))


@pytest.fixture
def new_desk(http: httpx.AsyncClient, database: asyncpg.Pool) -> Callable[[], Awaitable[Desk]]:
    """Another desk."""

    async def made() -> Desk:
        agency_id, _name, slug = await desk_agency()
        head = await _officer(http, str(agency_id), slug, Role.DESK_HEAD)
        desk = Desk(http, database, str(agency_id), slug, head)
        await desk.set_up()
        return desk

    return made


@pytest.fixture
async def desk(new_desk: Callable[[], Awaitable[Desk]]) -> Desk:
    """A desk nobody else uses."""
    return await new_desk()


async def at_once(*works: Awaitable[object]) -> list[object]:
    """All begun together; what was raised stands in its place."""
    return list(await asyncio.gather(*works, return_exceptions=True))
