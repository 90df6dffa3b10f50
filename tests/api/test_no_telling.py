"""Nobody learns whether an account exists: not by what is said, and not by how long it takes."""

import statistics
import time
import uuid
from collections.abc import Awaitable, Callable

import asyncpg
import httpx
import pytest

from tests.api.people import Person, a_citizen, enter

_PAIRS = 40


def tell_apart(known: list[float], unknown: list[float]) -> float:
    """How often a guesser is right who takes the slower of two for the known one: 0.5 is blind.

    The area under the curve of Mann and Whitney; one slow answer of a busy machine moves it little.
    """
    wins = sum((a > b) + (a == b) / 2 for a in known for b in unknown)
    return wins / (len(known) * len(unknown))


def test_the_measure_notices_a_gap_of_a_few_milliseconds_in_noise() -> None:
    noise = [0.030 + 0.004 * ((n * 7) % 11) / 10 for n in range(_PAIRS)]
    assert 0.4 < tell_apart(noise, list(reversed(noise))) < 0.6
    assert tell_apart([t + 0.006 for t in noise], noise) > 0.9


async def timed(call: Awaitable[httpx.Response]) -> tuple[float, httpx.Response]:
    started = time.perf_counter()
    answer = await call
    return time.perf_counter() - started, answer


def an_address() -> dict[str, str]:
    part = uuid.uuid4().int
    return {"X-Forwarded-For": f"10.{part % 250}.{part // 250 % 250}.{part // 62500 % 250}"}


async def both(
    known: Callable[[int], Awaitable[httpx.Response]],
    unknown: Callable[[int], Awaitable[httpx.Response]],
    pairs: int,
) -> None:
    """One of each in turn, so that the machine is as busy for both; then looks at the two."""
    times: tuple[list[float], list[float]] = ([], [])
    said = set()
    for n in range(pairs):
        order = (0, 1) if n % 2 else (1, 0)
        for which in order:
            spent, answer = await timed((known, unknown)[which](n))
            times[which].append(spent)
            body = answer.json()
            body.pop("id", None)
            body.pop("instance", None)
            said.add((answer.status_code, str(sorted(body.items()))))
    assert len(said) == 1, said
    right = tell_apart(*times)
    middle = [statistics.median(t) for t in times]
    assert 0.25 < right < 0.75, f"told apart in {right:.0%}, medians {middle}"


@pytest.mark.criterion("III.6")
@pytest.mark.criterion("G.10")
async def test_signing_in_does_not_tell_whether_there_is_an_account(
    http: httpx.AsyncClient, person: Person
) -> None:
    await both(
        lambda _n: enter(http, person, password="Không phải mật khẩu", headers=an_address()),
        lambda n: enter(
            http,
            Person(f"0209{n:08d}"),
            password="Không phải mật khẩu",
            headers=an_address(),
        ),
        _PAIRS,
    )


@pytest.mark.criterion("III.6")
async def test_asking_for_a_new_password_does_not_tell_either(
    http: httpx.AsyncClient, database: asyncpg.Pool
) -> None:
    people = [await a_citizen(database) for _ in range(_PAIRS)]

    async def ask(username: str) -> httpx.Response:
        return await http.post(
            "/api/v1/password-resets", json={"username": username}, headers=an_address()
        )

    await both(
        lambda n: ask(people[n].username), lambda n: ask(f"0208{uuid.uuid4().int % 10**8:08d}"),
        _PAIRS,
    )  # fmt: skip


@pytest.mark.criterion("III.6")
async def test_registering_does_not_tell_either(
    http: httpx.AsyncClient, database: asyncpg.Pool
) -> None:
    people = [await a_citizen(database) for _ in range(20)]

    async def register(number: str) -> httpx.Response:
        return await http.post(
            "/api/v1/registrations/persons",
            json={
                "full_name": "Nguyễn Văn Mẫu", "personal_id": number, "phone": "0900000009",
                "email": f"{uuid.uuid4().hex}@congdan.example", "password": "Một câu dễ nhớ",
            },
            headers=an_address(),
        )  # fmt: skip

    await both(
        lambda n: register(people[n].username),
        lambda _n: register(f"0207{uuid.uuid4().int % 10**8:08d}"),
        20,
    )
