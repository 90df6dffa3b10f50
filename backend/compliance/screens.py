"""Whether both applications open: the first page of each at its public address, as a browser asks.

An API that answers is no portal: with the screens, the proxy or their store of sessions away nobody
can submit anything.
"""

import asyncio

from backend.connections.adapter import Maybe, Refused, Unreachable
from backend.connections.calling import call, http_client
from backend.settings import settings

_SECONDS = 10.0


async def answer() -> bool:
    """Whether the portal and the one-stop system both gave their page within ten seconds."""
    addresses = (settings().citizen_url, settings().officer_url)
    return all(await asyncio.gather(*(_opens(address) for address in addresses)))


async def _opens(address: str) -> bool:
    try:
        async with http_client(timeout=_SECONDS) as http, asyncio.timeout(_SECONDS):
            await call(http, "GET", f"{address.rstrip('/')}/dang-nhap/")
    except (Unreachable, Refused, Maybe, TimeoutError):
        return False
    return True
