"""Workers killed (-9) while they send 10,000 messages to eight partners.

Seven of the partners know a repeat by its id; at the eighth a repeat would do harm, as of a text
message or a charge. `python -m tests.bench.killing run URL` puts the messages there, kills workers
and prints what came of it; `work URL RUN` is one of the workers.
"""

import asyncio
import json
import subprocess
import sys
import uuid

import httpx
import uvloop

from backend.connections import registry
from backend.connections.sending import pump
from backend.platform.database import close_pool, fetch, fetch_value, open_pool
from tests import conftest
from tests.api.connections.partners import Example
from tests.bench.pumping import EVENTS, PARTNERS, arrived, letters, put

KILLS = 4
_PLACES = 8
_DONE = "select count(*) from delivery where adapter_id = any($1::text[]) and state <> all($2)"
_STATES = "select state, count(*) as n from delivery where adapter_id = any($1) group by 1"
_OPEN = ["waiting", "sending"]


def partners(url: str, run: str) -> list[Example]:
    """The first is the one at which a repeat does harm."""
    return [
        Example(url, f"killed{n}-{run}", repeatable=n > 0, concurrency=_PLACES, timeout=30)
        for n in range(PARTNERS)
    ]


async def work(url: str, run: str) -> None:
    """Sends until it is killed."""
    await open_pool(2, 10)
    for adapter in partners(url, run):
        registry.register(adapter)
    await pump(asyncio.Event())


async def killing(url: str) -> dict[str, float]:
    """So many workers one after another, each killed amidst its share; the last goes on."""
    await open_pool(1, 4)
    run = uuid.uuid4().hex[:6]
    adapters = partners(url, run)
    ids = [adapter.id for adapter in adapters]
    await put(letters(ids, EVENTS))
    for number in range(KILLS + 1):
        share = EVENTS * (number + 1) // (KILLS + 1)
        worker = subprocess.Popen(  # noqa: ASYNC220  # started, not waited for
            [sys.executable, "-m", "tests.bench.killing", "work", url, run], cwd=conftest.ROOT
        )
        try:
            async with asyncio.timeout(300):
                while await fetch_value(_DONE, ids, _OPEN) < share:
                    if worker.poll() is not None:
                        raise RuntimeError("the worker ended by itself")
                    await asyncio.sleep(0.02)
        finally:
            worker.kill()
            worker.wait()
    states = {row["state"]: row["n"] for row in await fetch(_STATES, ids)}
    unsure = await fetch_value(
        "select count(*) from delivery where adapter_id = $1 and state = 'maybe'", ids[0]
    )
    async with httpx.AsyncClient(timeout=20) as http:
        again = [(await http.get(f"{url}/partners/{id_}/repeats")).json()["repeats"] for id_ in ids]
    await close_pool()
    return {
        "sent": states.get("sent", 0),
        "maybe": states.get("maybe", 0),
        "unsure_there": unsure,
        "harmful_repeats": again[0],
        "known_repeats": sum(again[1:]),
        **await arrived(adapters),
    }


if __name__ == "__main__":
    if sys.argv[1] == "work":
        uvloop.run(work(sys.argv[2], sys.argv[3]))
    else:
        print(json.dumps(uvloop.run(killing(sys.argv[2]))))
