"""Facts of dossiers after kill -9 in the middle of acts and of folding: equal to their events."""

import asyncio
import os
import signal
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg
import httpx
import pytest

from backend.indicators.folding import different, fold_waiting
from shared.client.base import ApiClient
from tests.api.conftest import eventually, submitted
from tests.api.overview.test_figures import _accept
from tests.api.people import fresh_citizen
from tests.conftest import Services, wait_until_ready

Officer = Callable[[str], Awaitable[ApiClient]]
SLUG, NAME = "locbinh", "lộc bình"
_LOST = """
select d.id from dossier d where d.id = any($1::uuid[]) and d.accepted_at is not null
    and not exists (select from dossier_fact f where f.dossier_id = d.id)
    and not exists (select from dossier_fact_waiting w where w.dossier_id = d.id)
"""


@pytest.mark.criterion("R.2")
async def test_facts_equal_the_events_after_the_programs_were_killed_in_the_middle(
    http: httpx.AsyncClient, officer: Officer, database: asyncpg.Pool, services: Services
) -> None:
    me, desk = await fresh_citizen(http, database), await officer(f"tiepnhan1.{SLUG}")
    ids = [(await submitted(me, NAME)).dossier_id for _ in range(12)]
    ours = [uuid.UUID(id_) for id_ in ids]
    crowd = [asyncio.create_task(_accept(desk, id_)) for id_ in ids]

    async def begun() -> Any:
        return await database.fetchval(
            "select count(*) from dossier where id = any($1::uuid[]) and accepted_at is not null",
            ours,
        )

    assert await eventually(begun, 20)
    for program in (services.api, services.worker):  # the worker folds all the time
        os.kill(program._process.pid, signal.SIGKILL)
        program._process.wait(timeout=10)
    outcomes = await asyncio.gather(*crowd)
    assert await database.fetch(_LOST, ours) == [], "each is counted, or marked to be"
    assert not set(ours) & set(await different())
    # Folding goes on where it was cut off, and once more changes nothing.
    await fold_waiting()
    services.api.start()
    services.worker.start()
    wait_until_ready(services.api, services.folder / "services.log")
    await asyncio.gather(*(_accept(desk, id_) for id_ in ids))

    async def folded() -> bool:
        await fold_waiting()
        count = await database.fetchval(
            "select count(*) from dossier_fact f where f.dossier_id = any($1::uuid[]) and not "
            "exists (select from dossier_fact_waiting w where w.dossier_id = f.dossier_id)",
            ours,
        )
        return bool(count == len(ours))

    assert sum(outcomes) <= len(ours)
    assert await eventually(folded, 30)
    assert not set(ours) & set(await different())
