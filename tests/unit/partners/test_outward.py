"""Addresses given by others: never inside, however they are written and when they change."""

import asyncio
import threading
from collections.abc import Iterator, Sequence

import httpx
import pytest

from backend.connections.adapter import Unreachable
from backend.partners import outward
from backend.settings import settings

PUBLIC = "93.184.216.34"


@pytest.fixture(autouse=True)
def nothing_inside_is_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outward, "_allowed", list)


INSIDE = [
    "127.0.0.1", "127.255.255.254", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "169.254.169.254", "100.64.0.1", "0.0.0.0", "192.0.2.1", "198.18.0.1", "203.0.113.9",
    "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.88.99.1", "::1", "::", "fe80::1",
    "fe80::1%eth0", "fc00::1", "fd12:3456::1", "fec0::1", "ff02::1", "2001:db8::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "2002:7f00:1::",
    "2002:a00:1::", "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b::a9fe:a9fe",
    "2001:0:7f00:1:0:0:0:0", "::127.0.0.1",
]  # fmt: skip


@pytest.mark.criterion("S.14")
@pytest.mark.parametrize("address", INSIDE)
def test_no_address_inside_is_outside(address: str) -> None:
    assert not outward.is_outside(address)


@pytest.mark.parametrize(
    "address", [PUBLIC, "1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"]
)
def test_addresses_of_the_internet_are(address: str) -> None:
    assert outward.is_outside(address)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://doitac.example/x", "file:///etc/passwd", "gopher://doitac.example", "nhan", "",
        "https://", "https:///x", "https://localhost/x", "https://may.local/x",
        "https://db.internal/x", "https://tram/x", "https://127.0.0.1/x", "https://[::1]/x",
        "https://2130706433/x", "https://0x7f000001/x", "https://0x7f.1/x", "https://127.1/x",
        "https://0177.0.0.1/x", "https://017700000001/x", "https://[::ffff:127.0.0.1]/x",
        "https://169.254.169.254/latest/meta-data", "https://user:@doitac.example/x",
        "https://user@doitac.example/x", "https://doitac.example/x#y", "https://doitac.example:22/",
        "https://doitac.example:0/", "https://doitac.example:99999/", "https://doitac.example\\@x/",
        "https://doitac.example/\n", "https://đốitác.example/", "https://a..example/",
        "https://127。0。0。1/", "https://[fe80::1%25eth0]/", "https://doitac.example/" + "x" * 500,
    ],
)  # fmt: skip
def test_what_is_no_address_outside_is_refused_when_it_is_given(url: str) -> None:
    with pytest.raises(outward.WrongAddress) as refused:
        outward.target_of(url)
    assert str(refused.value).endswith(".")


def test_plain_http_is_for_trials_only(monkeypatch: pytest.MonkeyPatch) -> None:
    assert outward.target_of("http://doitac.example:8080/x").port == 8080

    class InProduction:
        is_production = True
        webhook_inside = ""

    monkeypatch.setattr(outward, "settings", InProduction)
    with pytest.raises(outward.WrongAddress):
        outward.target_of("http://doitac.example:8080/x")
    assert outward.target_of("https://doitac.example/x?y=1").path == "/x?y=1"


class Server:
    """A real server on this machine that counts who reached it."""

    def __init__(self) -> None:
        self.requests: list[bytes] = []
        self.answer = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
        self.port = 0

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.requests.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(self.answer)
        await writer.drain()
        writer.close()


class Names:
    """A resolver whose answers change, as those of somebody who means harm do."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self._answers: Iterator[Sequence[str]] = iter(answers)
        self.asked = 0

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked += 1
        return next(self._answers)


@pytest.fixture
async def server() -> Server:
    found = Server()
    listening = await asyncio.start_server(found.take, "127.0.0.1", 0)
    found.port = listening.sockets[0].getsockname()[1]
    return found


async def send(server: Server, names: Names, host: str = "doitac.example") -> httpx.Response:
    async with httpx.AsyncClient(trust_env=False, timeout=3) as http:
        return await outward.post(http, f"http://{host}:{server.port}/x", b"{}", {}, names)


@pytest.mark.criterion("S.14")
@pytest.mark.parametrize(
    "answer", [["127.0.0.1"], [PUBLIC, "127.0.0.1"], ["127.0.0.1", PUBLIC], ["::ffff:127.0.0.1"]]
)
async def test_a_name_that_points_inside_is_not_called(server: Server, answer: list[str]) -> None:
    with pytest.raises(Unreachable, match="mạng nội bộ"):
        await send(server, Names(answer))
    assert server.requests == []


@pytest.mark.criterion("S.14")
async def test_a_name_that_changes_its_mind_is_looked_at_once_and_called_where_it_was(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DNS rebinding: outside when it is looked at, this machine a moment later."""
    calls: list[str] = []

    async def noted(http: httpx.AsyncClient, method: str, url: str, **given: object) -> object:
        calls.append(url)
        return httpx.Response(200)

    monkeypatch.setattr(outward, "call", noted)
    names = Names([PUBLIC], ["127.0.0.1"])
    await send(server, names)
    assert names.asked == 1
    assert calls == [f"http://{PUBLIC}:{server.port}/x"], "an address, which nobody resolves again"
    with pytest.raises(Unreachable, match="mạng nội bộ"):
        await send(server, names)
    assert server.requests == []


async def test_a_network_that_is_meant_is_called_under_its_name(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    assert "127.0.0.1/32" in settings().webhook_inside
    answer = await send(server, Names(["127.0.0.1"]))
    assert answer.status_code == 200
    assert b"Host: doitac.example" in server.requests[0] or (
        b"host: doitac.example" in server.requests[0]
    )
    with pytest.raises(Unreachable, match="mạng nội bộ"):
        await send(server, Names(["127.0.0.2"]))


@pytest.mark.criterion("S.14")
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_not_followed(
    server: Server, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    inside = Server()
    listening = await asyncio.start_server(inside.take, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    server.answer = (
        f"HTTP/1.1 {status} Moved\r\nLocation: http://127.0.0.1:{port}/\r\n"
        "Content-Length: 0\r\n\r\n"
    ).encode()
    with pytest.raises(Exception, match=f"HTTP {status}"):
        await send(server, Names(["127.0.0.1"]))
    assert len(server.requests) == 1
    assert inside.requests == []


async def test_a_name_that_is_never_answered_holds_no_other_work(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    by = []

    def found(*_asked: object, **_more: object) -> list[tuple[int, int, int, str, tuple[str, int]]]:
        by.append(threading.current_thread().name)
        return [(2, 1, 6, "", (PUBLIC, 443))]

    monkeypatch.setattr(outward.socket, "getaddrinfo", found)
    target = outward.target_of("https://doitac.example/nhan")
    assert await outward.addresses_of(target) == [PUBLIC]
    assert by[0].startswith("outward-names"), "in threads of its own"


async def test_addresses_that_never_answer_take_no_connection_of_the_others() -> None:
    waiting = 0
    all_wait, over = asyncio.Event(), asyncio.Event()

    async def never(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal waiting
        waiting += 1
        if waiting == 100:
            all_wait.set()
        await over.wait()
        writer.close()

    server = await asyncio.start_server(never, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    calls = [asyncio.create_task(outward.client().post(url)) for _ in range(100)]
    try:
        await asyncio.wait_for(all_wait.wait(), 8)
    finally:
        over.set()
        for call in calls:
            call.cancel()
        await asyncio.gather(*calls, return_exceptions=True)
        server.close()
