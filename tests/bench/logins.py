"""How much a storm of sign-ins slows the reads of others down."""

import asyncio
import statistics
import time
from typing import Any

import httpx

from backend.organisation.demo.names import personal_id
from tests.bench.result import Result
from tests.bench.system import SEEDED, System

STORM = 50
ROUNDS = 3
SECONDS = 4.0
_PATH = "/api/v1/procedures?q=khai+sinh&limit=10"


async def logins(system: System) -> list[Result]:
    """p95 of a read while fifty people sign in all the time, against p95 when nobody does."""
    idle, busy, signed_in = [], [], 0
    database = await system.copy(SEEDED, "logins")
    with system.api(database) as address:
        async with httpx.AsyncClient(base_url=address, timeout=60) as http:
            for _ in range(ROUNDS):
                idle.append(await _p95(http))
                ends = time.monotonic() + SECONDS
                storm = [asyncio.create_task(_sign_in(http, n, ends)) for n in range(STORM)]
                busy.append(await _p95(http))
                signed_in += sum(await asyncio.gather(*storm))
    ratio = statistics.median(busy) / statistics.median(idle)
    return [
        Result(
            "logins", "reads under sign-ins", ratio, 2.0,
            f"{statistics.median(busy) * 1000:.1f} ms", f"{statistics.median(idle) * 1000:.1f} ms",
            "p95 of a search of procedures while fifty browsers sign in without pause, against the "
            "same without them; less is better.",
            at_least=False,
            details=[f"{signed_in} passwords were looked at meanwhile."],
        )
    ]  # fmt: skip


async def _p95(http: httpx.AsyncClient) -> float:
    times: list[float] = []
    ends = time.monotonic() + SECONDS
    while time.monotonic() < ends:
        started = time.perf_counter()
        (await http.get(_PATH)).raise_for_status()
        times.append(time.perf_counter() - started)
        await asyncio.sleep(0.005)
    return statistics.quantiles(times, n=20)[-1]


async def _sign_in(http: httpx.AsyncClient, number: int, ends: float) -> int:
    count = 0
    body: dict[str, Any] = {"username": personal_id(number), "password": "sai", "face": "citizen"}
    while time.monotonic() < ends:
        headers = {"X-Forwarded-For": f"10.1.{number}.{count % 250}"}
        answer = await http.post("/api/v1/session", json=body, headers=headers)
        count += answer.status_code == 422
    return count
