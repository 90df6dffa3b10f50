"""The virus scanner behind one small interface; clamd speaks it over TCP or a unix socket.

The protocol is clamd's own INSTREAM command (man 8 clamd): pieces with their length in front, an
empty piece at the end, one line back.
"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from backend.settings import settings

_SECONDS_TO_CONNECT = 3
_SECONDS_TO_ANSWER = 120
_PIECE = 256 * 1024


class ScannerAway(Exception):
    """The scanner does not answer, or could not read the file; nothing is known about it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """`virus` is the name of what was found, or empty."""

    virus: str


class Scanner(Protocol):
    """Something that knows whether bytes are infected."""

    async def scan(self, chunks: AsyncIterator[bytes]) -> Finding:
        """Reads all the bytes. Raises ScannerAway."""
        ...


class Clamd:
    """A clamd at `host:port`, or at the path of a unix socket."""

    def __init__(self, address: str) -> None:
        self._address = address

    async def scan(self, chunks: AsyncIterator[bytes]) -> Finding:
        """One connection a file. Raises ScannerAway."""
        try:
            async with asyncio.timeout(_SECONDS_TO_ANSWER):
                return self._read(await self._ask(chunks))
        except (OSError, EOFError, TimeoutError) as error:
            raise ScannerAway(type(error).__name__) from error

    async def _ask(self, chunks: AsyncIterator[bytes]) -> bytes:
        reader, writer = await asyncio.wait_for(self._connect(), _SECONDS_TO_CONNECT)
        try:
            writer.write(b"zINSTREAM\0")
            async for chunk in chunks:
                for start in range(0, len(chunk), _PIECE):
                    piece = chunk[start : start + _PIECE]
                    writer.write(len(piece).to_bytes(4, "big") + piece)
                    await writer.drain()
            writer.write(bytes(4))
            await writer.drain()
            return await reader.readuntil(b"\0")
        finally:
            writer.close()

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        host, colon, port = self._address.rpartition(":")
        if colon and port.isdigit():
            return await asyncio.open_connection(host, int(port))
        return await asyncio.open_unix_connection(self._address)

    @staticmethod
    def _read(answer: bytes) -> Finding:
        text = answer.rstrip(b"\0\n").decode("utf-8", "replace")
        if text == "stream: OK":
            return Finding("")
        if text.startswith("stream: ") and text.endswith(" FOUND"):
            return Finding(text.removeprefix("stream: ").removesuffix(" FOUND")[:200])
        # "INSTREAM size limit exceeded. ERROR" and the like: nothing is known, so nothing is said.
        raise ScannerAway(text[:200])


@cache
def scanner() -> Scanner | None:
    """The configured scanner, or None where there is none."""
    address = settings().clamd_socket
    return Clamd(address) if address else None
