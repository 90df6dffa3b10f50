"""Work that takes too much is ended; the next one is done as if nothing had been."""

import os
import time

import pytest

from backend.documents import workshop


def _takes_memory(megabytes: int) -> int:
    return len(bytearray(megabytes * 1024 * 1024))


def _surroundings() -> list[str]:
    return sorted(os.environ)


async def test_work_that_takes_too_long_or_too_much_is_ended() -> None:
    with pytest.raises(workshop.TooHeavy):
        await workshop.run(time.sleep, 60, seconds=0.3)
    with pytest.raises(workshop.TooHeavy):
        await workshop.run(_takes_memory, 4096)
    with pytest.raises(workshop.TooHeavy):
        await workshop.run(os.abort)
    assert await workshop.run(_takes_memory, 8) == 8 * 1024 * 1024


async def test_the_other_process_knows_no_secret_of_its_surroundings() -> None:
    assert not [name for name in await workshop.run(_surroundings) if name.startswith("MOTCUA")]


async def test_what_the_work_raises_comes_through() -> None:
    with pytest.raises(ZeroDivisionError):
        await workshop.run(divmod, 1, 0)
