"""A stand-in for clamd: its protocol over TCP, one signature (the EICAR test file), faults.

`python -m backend.sandbox.clamd` serves the protocol on MOTCUA_CLAMD_PORT and, over HTTP on
MOTCUA_CLAMD_CONTROL_PORT, `POST /fault/{none|down|silent|limit|garbled}` and `GET /scanned`.

It knows no real virus: an installation that handles papers of people runs clamd itself.
"""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from litestar import Litestar, get, post

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR" + b"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
_ANSWERS = {
    "limit": b"INSTREAM size limit exceeded. ERROR\0",
    "garbled": b"\xff\xfe\0",
}


class Clamd:
    """The server's memory: what is broken now, and how many files it has read."""

    def __init__(self) -> None:
        self.fault = ""
        self.scanned = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, one command."""
        try:
            if self.fault == "down":
                return
            command = await reader.readuntil(b"\0")
            if command == b"zPING\0":
                writer.write(b"PONG\0")
            elif command == b"zINSTREAM\0":
                writer.write(await self._scan(reader))
            else:
                writer.write(b"UNKNOWN COMMAND\0")
            await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        finally:
            writer.close()

    async def _scan(self, reader: asyncio.StreamReader) -> bytes:
        content = b""
        while size := int.from_bytes(await reader.readexactly(4), "big"):
            content += await reader.readexactly(size)
        if self.fault == "silent":
            await asyncio.sleep(3600)
        if self.fault in _ANSWERS:
            return _ANSWERS[self.fault]
        self.scanned += 1
        return b"stream: Eicar-Signature FOUND\0" if EICAR in content else b"stream: OK\0"


def control(clamd: Clamd, port: int) -> Litestar:
    """The control page, with the scanner beside it as long as it runs."""

    @post("/fault/{kind:str}", status_code=200)
    async def fault(kind: str) -> dict[str, str]:
        clamd.fault = "" if kind == "none" else kind
        return {"fault": clamd.fault}

    @get("/scanned")
    async def scanned() -> dict[str, int]:
        return {"files": clamd.scanned}

    @asynccontextmanager
    async def beside(_app: Litestar) -> AsyncIterator[None]:
        server = await asyncio.start_server(clamd.serve, "127.0.0.1", port)
        async with server:
            yield

    return Litestar(route_handlers=[fault, scanned], lifespan=[beside], openapi_config=None)


if __name__ == "__main__":
    uvicorn.run(
        control(Clamd(), int(os.environ.get("MOTCUA_CLAMD_PORT", "3310"))),
        host="127.0.0.1",
        port=int(os.environ.get("MOTCUA_CLAMD_CONTROL_PORT", "8091")),
        log_level="warning",
    )
