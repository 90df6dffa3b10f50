"""Work on files that may be hostile, each in a process that may be ended: bounded in memory and
time, never on the event loop.

The processes are kept warm and hold no connection of ours; one that overstays or breaks is killed
and the next file gets a new one.
"""

import os
import resource
import stat
from collections.abc import Callable
from typing import TypeVar

from anyio import BrokenWorkerProcess, CapacityLimiter, fail_after, to_process

T = TypeVar("T")

MEMORY = 1536 * 1024 * 1024  # address space of one process, in bytes
AT_ONCE = max(2, os.cpu_count() or 2)


class TooHeavy(Exception):
    """The work took more memory or time than a file of a citizen may."""


async def run(work: Callable[..., T], *args: object, seconds: float = 20) -> T:
    """The answer of a function over files on disk. Raises TooHeavy, and what the work raises."""
    async with _places():
        try:
            try:
                return await _once(work, args, seconds)
            except BrokenWorkerProcess:
                # It may have ended while it was idle; a file that ends it ends the next one too.
                return await _once(work, args, seconds)
        except (TimeoutError, BrokenWorkerProcess, MemoryError) as error:
            raise TooHeavy(getattr(work, "__name__", "work")) from error


async def _once(work: Callable[..., T], args: tuple[object, ...], seconds: float) -> T:
    with fail_after(seconds):
        return await to_process.run_sync(
            _bounded, work, args, cancellable=True, limiter=_unlimited()
        )


def _bounded(work: Callable[..., T], args: tuple[object, ...]) -> T:
    """Runs in the other process: no secrets in its surroundings, no connection of ours, no more
    memory than agreed."""
    if not _alone:
        _let_go()
        _alone.append(True)
    os.environ.clear()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return work(*args)


def _let_go() -> None:
    """Closes sockets that came along; input and output are the pipes we are asked by."""
    for name in os.listdir("/proc/self/fd"):
        try:
            if int(name) > 2 and stat.S_ISSOCK(os.fstat(int(name)).st_mode):
                os.close(int(name))
        except OSError:
            continue  # the listing itself, closed by now


_alone: list[bool] = []  # in the other process: whether it has let go of what it inherited
_limiters: dict[str, CapacityLimiter] = {}


def _places() -> CapacityLimiter:
    # Waiting for a place must not count as time of the work, so there are two limiters.
    return _limiters.setdefault("places", CapacityLimiter(AT_ONCE))


def _unlimited() -> CapacityLimiter:
    return _limiters.setdefault("processes", CapacityLimiter(AT_ONCE))
