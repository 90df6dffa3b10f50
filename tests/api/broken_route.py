"""A route of a fault of ours, asked once: the answer on the output, the log beside it."""

import asyncio
import json

from litestar import Litestar, get
from litestar.testing import AsyncTestClient

from backend.operations.logs import configure
from backend.platform.problem_responses import HANDLERS

SECRET = "bảng so_dinh_danh không có cột 020199000001"


@get("/broken")
async def broken() -> None:
    """Fails."""
    raise KeyError(SECRET)


async def main() -> None:
    """Asks."""
    configure()
    async with AsyncTestClient(Litestar([broken], exception_handlers=HANDLERS)) as client:
        answer = await client.get("/broken")
    print(json.dumps([answer.status_code, answer.headers["content-type"], answer.json()]))


if __name__ == "__main__":
    asyncio.run(main())
