"""`python -m tests.api.connections.worker URL ADAPTER repeatable|once`: a worker."""

import asyncio
import sys

from backend.connections import registry
from backend.connections.sending import pump
from backend.platform.database import close_pool, open_pool
from tests.api.connections.partners import Example


async def main(url: str, id_: str, kind: str) -> None:
    """Sends until it is killed."""
    await open_pool(1, 4)
    repeatable = kind == "repeatable"
    places = 2 if repeatable else 1
    registry.register(Example(url, id_, repeatable=repeatable, concurrency=places, timeout=30))
    await pump(asyncio.Event())
    await close_pool()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:4]))
