"""The client of clamd against a server that speaks its protocol, over both kinds of socket."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from backend.documents.scanner import Clamd, ScannerAway
from backend.sandbox.clamd import EICAR
from backend.sandbox.clamd import Clamd as Server


async def chunks(*parts: bytes) -> AsyncIterator[bytes]:
    """A file as the store gives it."""
    for part in parts:
        yield part


async def test_a_virus_is_found_over_a_unix_socket_also_across_pieces(tmp_path: Path) -> None:
    path = str(tmp_path / "clamd.sock")
    async with await asyncio.start_unix_server(Server().serve, path):
        clean = await Clamd(path).scan(chunks(bytes(600_000), b"x"))
        sick = await Clamd(path).scan(chunks(bytes(600_000), EICAR[:20], EICAR[20:]))
    assert (clean.virus, sick.virus) == ("", "Eicar-Signature")


async def test_an_empty_file_and_a_port_are_fine() -> None:
    server = Server()
    async with await asyncio.start_server(server.serve, "127.0.0.1", 0) as listening:
        host, port = listening.sockets[0].getsockname()
        assert (await Clamd(f"{host}:{port}").scan(chunks())).virus == ""


@pytest.mark.parametrize("address", ["127.0.0.1:1", "/khong/co/socket"])
async def test_nobody_there_is_not_clean(address: str) -> None:
    with pytest.raises(ScannerAway):
        await Clamd(address).scan(chunks(b"x"))


@pytest.mark.parametrize("fault", ["down", "limit", "garbled"])
async def test_what_cannot_be_understood_is_not_clean(tmp_path: Path, fault: str) -> None:
    server, path = Server(), str(tmp_path / "clamd.sock")
    server.fault = fault
    async with await asyncio.start_unix_server(server.serve, path):
        with pytest.raises(ScannerAway):
            await Clamd(path).scan(chunks(b"x"))
