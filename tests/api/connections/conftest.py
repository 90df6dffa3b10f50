"""The partner's process, and a pump in the test's own process for the adapters of one test."""

import asyncio
import contextlib
import os
import socket
from collections.abc import AsyncIterator, Callable, Iterator

import httpx
import pytest
import pytest_asyncio

from backend.connections import registry
from backend.connections.adapter import Adapter
from backend.connections.sending import pump
from backend.platform.database import DB, close_pool, open_pool
from tests.api.connections.partners import partner_url
from tests.conftest import Program, Services

Running = Callable[..., contextlib.AbstractAsyncContextManager[None]]


@pytest.fixture(scope="session")
def partner(services: Services) -> Iterator[str]:
    """Where the partner listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        os.environ["TEST_PARTNER_PORT"] = str(free.getsockname()[1])
    program = Program("backend.sandbox.partner", log=services.folder / "partner.log")
    for _ in range(100):
        with contextlib.suppress(httpx.TransportError):
            httpx.get(f"{partner_url()}/partners/health")
            break
        import time

        time.sleep(0.1)
    yield partner_url()
    program.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def running(partner: str) -> AsyncIterator[Running]:
    """`async with running(adapter, …):` a worker sends for these adapters."""
    opened = DB.pool is None
    if opened:
        await open_pool(1, 6)

    @contextlib.asynccontextmanager
    async def run(*adapters: Adapter) -> AsyncIterator[None]:
        for adapter in adapters:
            registry.register(adapter)
        stop = asyncio.Event()
        only = frozenset(adapter.id for adapter in adapters)
        pumping = asyncio.create_task(pump(stop, only))
        try:
            yield
        finally:
            stop.set()
            await pumping
            for adapter in adapters:
                registry.forget(adapter.id)

    yield run
    if opened:
        await close_pool()
