"""A desk for one screen test, made in a thread, since Playwright has the loop of this one."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from shared.vocabulary.roles import Role
from tests.desk_agency import SETUP, desk_agency, desk_officer


@dataclass(frozen=True)
class DeskOfTest:
    """An agency, and the user names of its head and of one officer."""

    agency_id: str
    name: str
    head: str
    officer: str


def new_desk() -> DeskOfTest:
    """Open around the clock, three kinds of work, three counters."""

    async def run() -> DeskOfTest:
        agency_id, name, slug = await desk_agency(SETUP)
        head = await desk_officer(agency_id, slug, Role.DESK_HEAD)
        officer = await desk_officer(agency_id, slug, Role.DESK_OFFICER)
        return DeskOfTest(str(agency_id), name, head, officer)

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, run()).result()
