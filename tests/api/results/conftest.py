"""The signing service of the sandbox: who signs there, and what it may be told to do wrong."""

from collections.abc import AsyncIterator, Callable

import httpx
import pytest
import pytest_asyncio

from backend.sandbox.signing import PIN, SigningService
from backend.signing import trust
from backend.signing.signatory import Leave, Signatory
from backend.signing.signer import signer
from tests.conftest import Services


class Phone:
    """The holder's device, and the switches of the sandbox."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self._http = http

    async def code(self, user: str) -> str:
        """The one-time code that was sent last."""
        found: dict[str, str] = (await self._http.get("/csc/sandbox/codes")).json()
        return found[user]

    async def fault(self, kind: str) -> None:
        """Breaks the service from now on; "none" mends it."""
        await self._http.post(f"/csc/sandbox/fault/{kind}")

    async def revoke(self, user: str) -> None:
        """Revokes the certificate in use."""
        await self._http.post(f"/csc/sandbox/revoke/{user}")
        trust.forget()

    async def leave(self, who: Signatory) -> Leave:
        """PIN and a fresh code."""
        await signer().send_code(who)
        return Leave(PIN, await self.code(who.user))


@pytest_asyncio.fixture(loop_scope="session")
async def phone(services: Services) -> AsyncIterator[Phone]:
    """Mended again after each test."""
    async with httpx.AsyncClient(base_url=services.signing_url, timeout=20) as http:
        found = Phone(http)
        yield found
        await found.fault("none")


@pytest.fixture
def signatory() -> Callable[[str], Signatory]:
    """Somebody of the demonstration as their certificate names them."""

    def named(user: str) -> Signatory:
        name, organisation, _number = SigningService.people()[user]
        return Signatory(user, name, organisation)

    return named
