"""The pump: every partner has a lane of its own, so that one that is slow or dead slows no other.

Several workers may pump at once. Whoever dies is noticed by the others through the lock on its
number, and what it was sending is taken back.
"""

import asyncio
import contextlib
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import asyncpg
import structlog

from backend.connections import registry
from backend.connections.adapter import Adapter
from backend.connections.claiming import (
    ALIVE,
    Claimed,
    Outcome,
    claim,
    open_connection,
    settle,
    take_back,
    without_words,
)
from backend.connections.queueing import CHANNEL
from backend.connections.trying import attempt
from backend.platform.database import keep_session
from backend.settings import settings

log = structlog.get_logger("connections")
_LOOKS_EVERY = 1.0  # seconds, beside what the database tells at once
_RECOVERS_EVERY = 5.0
_FAMILIES_EVERY = 5.0
_GRACE = 8.0  # seconds for what is on its way when the worker is asked to stop
_AHEAD = 64  # messages of a repeatable partner taken at once


class Lane:
    """The messages of one partner, up to `adapter.concurrency` on their way at a time."""

    def __init__(
        self, adapter: Adapter, worker: int, alive: asyncio.Event, pool: asyncpg.Pool
    ) -> None:
        self.adapter, self._worker, self._alive, self._pool = adapter, worker, alive, pool
        self.woken = asyncio.Event()
        self._places = asyncio.Semaphore(adapter.concurrency)
        self._flying: set[asyncio.Task[Outcome]] = set()

    async def run(self, stop: asyncio.Event) -> None:
        """Sends until told to stop, and then lets what is on its way arrive."""
        await _until_done(self._open, stop)
        recovered = 0.0
        loop = asyncio.get_running_loop()
        while not stop.is_set():
            await self._alive.wait()
            if loop.time() - recovered > _RECOVERS_EVERY:
                recovered = loop.time()
                await _until_done(self._recover, stop)
            self.woken.clear()
            await self._take()
            await self._wait()
        await self._end()

    async def _open(self) -> None:
        await open_connection(self.adapter.id)

    async def _recover(self) -> None:
        count = await take_back(self.adapter)
        if count:
            log.warning("taken back from a dead worker", adapter=self.adapter.id, count=count)

    def _room(self) -> int:
        # What may not be sent twice is taken only when it leaves at once: a worker that dies
        # leaves in doubt no more than was on the wire.
        if not self.adapter.repeatable:
            return self.adapter.concurrency - len(self._flying)
        room = _AHEAD - len(self._flying)
        return room if room >= _AHEAD // 4 else 0

    async def _take(self) -> None:
        room = self._room()
        if not room:
            return
        try:
            claimed = await claim(self._pool, self.adapter, room, self._worker)
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError) as error:
            log.warning("queue not readable", adapter=self.adapter.id, error=str(error))
            await asyncio.sleep(_LOOKS_EVERY)
            return
        for each in claimed:
            self._flying.add(asyncio.create_task(self._try(each)))

    async def _try(self, claimed: Claimed) -> Outcome:
        async with self._places:
            return await attempt(self.adapter, claimed)

    async def _wait(self) -> None:
        """Until something arrived there, or something new may be here."""
        waking = asyncio.create_task(self.woken.wait())
        waiting: set[asyncio.Task[Any]] = set(self._flying)
        if self._room():
            waiting.add(waking)
        done, _rest = await asyncio.wait(
            waiting, timeout=_LOOKS_EVERY, return_when=asyncio.FIRST_COMPLETED
        )
        waking.cancel()
        if done & self._flying:
            await asyncio.sleep(0)  # whoever is done at the same moment is written down with them
            await self._write_down()

    async def _write_down(self) -> None:
        done = {task for task in self._flying if task.done()}
        outcomes = [task.result() for task in done]
        while outcomes:
            try:
                await settle(self.adapter.id, self._worker, outcomes)
                break
            except asyncpg.DataError as error:
                # Words of a partner that cannot be kept: what became of the messages can.
                log.warning("words not kept", adapter=self.adapter.id, error=str(error))
                outcomes = [without_words(each) for each in outcomes]
            except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError) as error:
                # What was sent is known here alone until the database is back.
                log.warning("outcome not written", adapter=self.adapter.id, error=str(error))
                await asyncio.sleep(_LOOKS_EVERY)
        self._flying -= done

    async def _end(self) -> None:
        if self._flying:
            await asyncio.wait(self._flying, timeout=_GRACE)
            await self._write_down()
        for task in self._flying:
            task.cancel()  # the lock goes with this worker; another takes them back


class Pump:
    """All lanes of one worker. `only` keeps to some partners."""

    def __init__(self, only: frozenset[str] = frozenset()) -> None:
        self._only = only
        self._worker = secrets.randbelow(2**31 - 2) + 1
        self._alive = asyncio.Event()
        self._pool: asyncpg.Pool
        self._lanes: dict[str, tuple[Lane, asyncio.Task[None], asyncio.Event]] = {}

    async def run(self, stop: asyncio.Event) -> None:
        """Sends for every known partner until told to stop."""
        # A queue is empty when its table is looked at and full a minute later: what the planner
        # believes of it is no reason to read the whole table.
        self._pool = await asyncpg.create_pool(
            settings().database_url,
            min_size=1,
            max_size=4,
            server_settings={"enable_seqscan": "off"},
            reset=keep_session,
        )
        listening = asyncio.create_task(self._listen())
        try:
            while not stop.is_set():
                await self._match(stop)
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), _FAMILIES_EVERY)
        finally:
            for _lane, _task, ending in self._lanes.values():
                ending.set()
            self._alive.set()
            await asyncio.gather(
                *(task for _lane, task, _ending in self._lanes.values()), return_exceptions=True
            )
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)
            await self._pool.close()

    async def _match(self, stop: asyncio.Event) -> None:
        """One lane for each known partner: new ones begin, old ones end, changed ones go on."""
        try:
            known = await registry.known()
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError) as error:
            log.warning("partners not readable", error=str(error))
            return
        for id_, (lane, task, ending) in list(self._lanes.items()):
            if task.done() and not stop.is_set():
                log.error("lane ended", adapter=id_, error=repr(task.exception()))
                del self._lanes[id_]
            elif id_ not in known:
                ending.set()
            else:
                lane.adapter = known[id_]
        for id_, adapter in known.items():
            if id_ not in self._lanes and (not self._only or id_ in self._only):
                lane, ending = Lane(adapter, self._worker, self._alive, self._pool), asyncio.Event()
                self._lanes[id_] = (lane, asyncio.create_task(lane.run(ending)), ending)

    async def _listen(self) -> None:
        """Holds the lock on our number and wakes lanes; while it is lost, nothing new is taken."""
        while True:
            try:
                async with self._connected() as connection:
                    lost = asyncio.Event()
                    connection.add_termination_listener(lambda _connection, lost=lost: lost.set())
                    self._alive.set()
                    for lane, _task, _ending in self._lanes.values():
                        lane.woken.set()
                    await lost.wait()
            except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError) as error:
                log.warning("no word from the database", error=str(error))
            self._alive.clear()
            await asyncio.sleep(_LOOKS_EVERY)

    @contextlib.asynccontextmanager
    async def _connected(self) -> AsyncIterator[asyncpg.Connection]:
        connection = await asyncpg.connect(settings().database_url)
        try:
            await connection.execute("select pg_advisory_lock($1, $2)", ALIVE, self._worker)
            await connection.add_listener(CHANNEL, self._wake)
            yield connection
        finally:
            await connection.close(timeout=2)

    def _wake(self, _connection: object, _pid: int, _channel: str, adapter_id: object) -> None:
        found = self._lanes.get(str(adapter_id))
        if found is not None:
            found[0].woken.set()


async def pump(stop: asyncio.Event, only: frozenset[str] = frozenset()) -> None:
    """Sends what waits for every known partner, until told to stop."""
    await Pump(only).run(stop)


async def _until_done(work: Callable[[], Awaitable[None]], stop: asyncio.Event) -> None:
    while not stop.is_set():
        try:
            await work()
            return
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError) as error:
            log.warning("database away", error=str(error))
            await asyncio.sleep(_LOOKS_EVERY)
