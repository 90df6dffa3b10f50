"""A partner's network, and programs let in by two persons."""

import os
import time
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any

import httpx
import pytest

from shared.client import identity, partners
from tests.api.partners.programs import Officer, Program, at, wanted
from tests.api.partners.receivers import Hook
from tests.conftest import Program as Running
from tests.conftest import Services, _free_port


@pytest.fixture
async def agency(officer: Officer) -> str:
    """Kỳ Lừa."""
    return (await identity.me(await officer("lanhdao.kylua"))).roles[0].agency_id


@pytest.fixture
def let_in(officer: Officer, agency: str) -> Callable[..., Awaitable[Program]]:
    """Proposes and approves by two persons."""

    async def work(**other: Any) -> Program:
        admin = await officer("quantri.ubndtinh")
        data = wanted(agency, **other)
        await partners.propose(admin, data)
        shown = next(c for c in await partners.clients(admin) if c.name == data.name)
        await partners.decide(await officer("lanhdao.kylua"), shown.id, True)
        if data.method == "key":
            return Program(shown.id, "")
        return Program(shown.id, (await partners.renew_secret(admin, shown.id)).client_secret)

    return work


@pytest.fixture
async def home(http: httpx.AsyncClient) -> Any:
    """The partner's own network."""
    async with at(str(http.base_url)) as client:
        yield client


@pytest.fixture(scope="module")
def receiver(services: Services) -> Iterator[str]:
    """A program of a third party, as its own process."""
    port = _free_port()
    os.environ["TEST_SUBSCRIBER_PORT"] = str(port)
    running = Running("backend.sandbox.subscriber", log=services.folder / "services.log")
    for _ in range(200):
        try:
            httpx.get(f"http://127.0.0.1:{port}/hooks/x", timeout=2)
            break
        except httpx.TransportError:
            time.sleep(0.1)
    yield f"http://127.0.0.1:{port}"
    running.stop()


@pytest.fixture
async def hooks(receiver: str) -> AsyncIterator[Callable[[], Hook]]:
    """Names nobody else uses."""
    async with httpx.AsyncClient(base_url=receiver, timeout=10) as http:
        yield lambda: Hook(http, uuid.uuid4().hex)
