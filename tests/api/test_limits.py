"""Who asks too often is held back: by person or by the address that trusted proxies vouch for."""

import asyncio
import re
import secrets
import time
import uuid
from collections import Counter
from urllib.parse import urlsplit

import httpx
import pytest

from tests.api.conftest import sign_in
from tests.api.people import Person, cookie

_STATUS = re.compile(rb"HTTP/1\.1 (\d{3})")


def an_address() -> str:
    """One nobody else comes from."""
    return f"10.{secrets.randbelow(200) + 20}.{secrets.randbelow(250)}.{secrets.randbelow(250)}"


async def look_up(http: httpx.AsyncClient, address: str, **more: str) -> httpx.Response:
    """One look-up of a code nobody has."""
    return await http.get(
        f"/api/v1/lookups/T{secrets.token_hex(5)}", headers={"X-Forwarded-For": address} | more
    )


async def guess(host: str, port: int, address: str, count: int) -> Counter[bytes]:
    """Guesses codes as fast as one connection allows, without waiting for each answer."""
    reader, writer = await asyncio.open_connection(host, port)
    seen: Counter[bytes] = Counter()
    for _ in range(count // 50):
        writer.write(
            b"".join(
                f"GET /api/v1/lookups/T{secrets.token_hex(5)} HTTP/1.1\r\nHost: {host}\r\n"
                f"X-Forwarded-For: {address}\r\n\r\n".encode()
                for _ in range(50)
            )
        )
        await writer.drain()
        answered = 0
        tail = b""
        while answered < 50:
            chunk = await asyncio.wait_for(reader.read(65536), 30)
            assert chunk, "the connection was closed"
            found = _STATUS.findall(tail + chunk)
            tail = (tail + chunk)[-12:]
            tail = b"" if _STATUS.search(tail) else tail
            seen.update(found)
            answered += len(found)
    writer.close()
    return seen


@pytest.mark.criterion("G.10")
async def test_of_ten_thousand_guesses_thirty_a_minute_are_looked_up(
    http: httpx.AsyncClient,
) -> None:
    where = urlsplit(str(http.base_url))
    address = an_address()
    started = time.monotonic()
    counts = await asyncio.gather(
        *(guess(str(where.hostname), int(where.port or 0), address, 1000) for _ in range(10))
    )
    minutes = (time.monotonic() - started) / 60
    total: Counter[bytes] = sum(counts, Counter())
    assert sum(total.values()) == 10_000
    assert set(total) == {b"404", b"429"}
    assert 1 <= total[b"404"] <= 30 * (int(minutes) + 1)
    late = await look_up(http, address)
    assert late.status_code == 429
    assert 1 <= int(late.headers["retry-after"]) <= 61
    assert late.json()["type"] == "urn:motcua:problem:too-many"
    assert (await look_up(http, an_address())).status_code == 404, "others go on"


async def test_an_address_is_what_the_nearest_trusted_proxy_says(http: httpx.AsyncClient) -> None:
    address = an_address()
    # Whoever writes the header themselves only puts more on its left.
    statuses = [(await look_up(http, f"{an_address()}, {address}")).status_code for _ in range(32)]
    assert statuses[:30] == [404] * 30
    assert statuses[30:] == [429] * 2


async def test_a_household_of_ipv6_is_counted_as_one(http: httpx.AsyncClient) -> None:
    network = f"2001:db8:{secrets.randbelow(65535):x}:{secrets.randbelow(65535):x}"
    statuses = [(await look_up(http, f"{network}::{n:x}")).status_code for n in range(1, 33)]
    assert Counter(statuses) == {404: 30, 429: 2}


async def test_a_signed_in_person_is_counted_as_that_person(
    http: httpx.AsyncClient, person: Person, another: Person
) -> None:
    mine, theirs = await cookie(http, person), await cookie(http, another)
    address = an_address()
    mixed = [
        (await look_up(http, an_address(), **mine)).status_code for _ in range(32)
    ]  # another address each time does not help
    assert Counter(mixed) == {404: 30, 429: 2}
    assert (await look_up(http, address, **theirs)).status_code == 404


async def test_codes_of_results_are_not_for_guessing_either(http: httpx.AsyncClient) -> None:
    address = {"X-Forwarded-For": an_address()}
    statuses = Counter(
        [
            (await http.get(f"/api/v1/results/{secrets.token_hex(6)}", headers=address)).status_code
            for _ in range(65)
        ]
    )
    assert statuses[429] == 5


HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "SAMEORIGIN",
}


@pytest.mark.criterion("G.10")
@pytest.mark.parametrize(
    "path",
    ["/api/v1/site", "/api/v1/me", "/api/v1/khong-co", "/api/docs", "/api/openapi.json",
     "/api/v1/oauth/jwks", "/api/v1/partner/self", "/health/live"],
)  # fmt: skip
async def test_every_answer_of_the_api_says_how_it_is_to_be_read(
    http: httpx.AsyncClient, path: str
) -> None:
    answer = await http.get(path)
    assert HEADERS.items() <= dict(answer.headers).items()
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


async def test_what_a_signed_in_person_is_told_is_kept_by_nobody(http: httpx.AsyncClient) -> None:
    value = await sign_in(http, "lanhdao.kylua", "officer")
    headers = {"Cookie": f"motcua_officer={value}", "X-MotCua-Face": "officer"}
    answer = await http.get("/api/v1/me", headers=headers)
    assert answer.headers["cache-control"] == "private, no-store"


@pytest.mark.parametrize(
    "foreign",
    [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"},
     {"Origin": "http://localhost.evil.example"}],
)  # fmt: skip
async def test_a_write_from_a_foreign_page_is_refused(
    http: httpx.AsyncClient, person: Person, foreign: dict[str, str]
) -> None:
    here = await cookie(http, person)
    ask = {"Idempotency-Key": uuid.uuid4().hex}
    answer = await http.post("/api/v1/sessions/end-others", json={}, headers=here | ask | foreign)
    assert answer.status_code == 403
    assert answer.json()["type"].endswith("cross-site")
    form = {"username": person.username, "password": person.password, "face": "citizen"}
    answer = await http.post("/api/v1/session", data=form, headers=foreign)
    assert answer.status_code == 403, "nobody is signed in by a foreign page"


async def test_a_form_that_is_far_too_large_is_not_read(http: httpx.AsyncClient) -> None:
    form = {"username": "x" * 40_000, "password": "y"}
    for path in ("/api/v1/session", "/api/v1/oauth/token", "/api/v1/session/agency/code"):
        assert (await http.post(path, data=form)).status_code == 413
