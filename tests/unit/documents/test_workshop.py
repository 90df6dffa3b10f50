"""Work that takes too much is ended; the next one is done as if nothing had been."""

import os
import socket
import stat
import time

import pytest
import uvloop

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


def _sockets() -> list[int]:
    found = []
    for name in os.listdir("/proc/self/fd"):
        try:
            if int(name) > 2 and stat.S_ISSOCK(os.fstat(int(name)).st_mode):
                found.append(int(name))
        except OSError:
            continue
    return found


def test_the_other_process_holds_no_socket_of_ours() -> None:
    """Else it could take callers, and would keep the address of a program that has ended."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.set_inheritable(True)
        assert uvloop.run(workshop.run(_sockets)) == []


async def test_what_the_work_raises_comes_through() -> None:
    with pytest.raises(ZeroDivisionError):
        await workshop.run(divmod, 1, 0)
