"""A client that costs little: plain HTTP/1.1 over a few kept connections, and what it measured.

An ordinary client library would use more of the processor than the server, and every ratio would
measure that library.
"""

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit


@dataclass
class Connection:
    """One kept connection to a server."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    host: str

    @classmethod
    async def to(cls, address: str) -> "Connection":
        """Opens it."""
        host = urlsplit(address).netloc
        name, port = host.split(":")
        reader, writer = await asyncio.open_connection(name, int(port), limit=1 << 20)
        return cls(reader, writer, host)

    async def ask(
        self, path: str, *, method: str = "GET", headers: str = "", body: bytes = b""
    ) -> bytes:
        """The body of the answer. Raises AssertionError for anything but success."""
        length = f"Content-Length: {len(body)}\r\n" if method != "GET" else ""
        self.writer.write(
            f"{method} {path} HTTP/1.1\r\nHost: {self.host}\r\n{headers}{length}\r\n".encode()
        )
        if body:
            self.writer.write(body)
            await self.writer.drain()
        head = (await self.reader.readuntil(b"\r\n\r\n")).lower()
        size = int(head.partition(b"content-length:")[2].partition(b"\r\n")[0])
        answer = await self.reader.readexactly(size)
        assert head.split(b" ", 2)[1].startswith(b"20"), (path, head, answer[:500])
        return answer

    def close(self) -> None:
        """Ends it."""
        self.writer.close()


Work = Callable[[Connection, int], Awaitable[Any]]


async def throughput(address: str, work: Work, *, connections: int, seconds: float) -> float:
    """Pieces of work a second; `work` is given a connection and a running number."""
    number = done = 0
    end = time.perf_counter() + seconds

    async def one() -> None:
        nonlocal number, done
        connection = await Connection.to(address)
        while time.perf_counter() < end:
            number += 1
            await work(connection, number)
            done += 1
        connection.close()

    started = time.perf_counter()
    await asyncio.gather(*(one() for _ in range(connections)))
    return done / (time.perf_counter() - started)


async def latencies(address: str, paths: Sequence[str], headers: str) -> list[float]:
    """Seconds for each path, one after the other on a connection of their own."""
    spent = []
    # A server closes a connection that was idle for long, so none is kept from round to round.
    connection = await Connection.to(address)
    for path in paths:
        started = time.perf_counter()
        await connection.ask(path, headers=headers)
        spent.append(time.perf_counter() - started)
    connection.close()
    return spent


def p95(values: Sequence[float]) -> float:
    """The value that one in twenty exceeds."""
    return statistics.quantiles(values, n=20, method="inclusive")[-1]


def spread(values: Sequence[float]) -> str:
    """Lowest and highest, to tell a quiet machine from a busy one."""
    return f"{min(values):.2f} to {max(values):.2f}"
