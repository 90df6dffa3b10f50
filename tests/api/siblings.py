"""Many dossiers like one that real acts have played: `python -m tests.api.siblings <id> <n>`."""

import asyncio
import os
import subprocess
import sys
from random import Random
from uuid import UUID

from backend.organisation.demo import bulk
from backend.organisation.demo.sibling import sibling
from backend.organisation.demo.staff import staff
from backend.platform.database import close_pool, open_pool
from tests.conftest import ROOT


async def siblings(dossier_id: str, count: int) -> None:
    """Writes them from a process of its own, which has its own connections."""
    await asyncio.to_thread(
        subprocess.run, [sys.executable, "-m", "tests.api.siblings", dossier_id, str(count)],
        cwd=ROOT, env=os.environ | {"MOTCUA_TEST_SETTINGS": "keep"}, check=True,
    )  # fmt: skip


async def _write(dossier_id: UUID, count: int) -> None:
    await open_pool()
    try:
        people = await staff()
        (like,) = [
            template
            for template in await bulk._templates()
            if template.tables["dossier"][0]["id"] == dossier_id
        ]
        chance = Random(1)
        more = [sibling(like, chance.choice(people.citizens), chance) for _ in range(count)]
        await bulk._write(more)
    finally:
        await close_pool()


if __name__ == "__main__":
    asyncio.run(_write(UUID(sys.argv[1]), int(sys.argv[2])))
