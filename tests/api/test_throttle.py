"""A guesser is stopped, and nobody can use that to shut somebody else out."""

import asyncio
from collections import Counter

import httpx
import pytest

from tests.api.people import Person, enter

STRANGER = {"X-Forwarded-For": "203.0.113.7"}
HOME = {"X-Forwarded-For": "198.51.100.20"}


@pytest.mark.criterion("III.6")
async def test_after_five_wrong_tries_even_the_right_password_waits(
    http: httpx.AsyncClient, person: Person
) -> None:
    for _ in range(5):
        await enter(http, person, password="sai", headers=STRANGER)
    answer = await enter(http, person, headers=STRANGER)
    assert answer.status_code == 429
    assert 800 < int(answer.headers["retry-after"]) <= 901


@pytest.mark.criterion("III.6")
async def test_a_stranger_cannot_lock_somebody_out(http: httpx.AsyncClient, person: Person) -> None:
    for _ in range(7):
        await enter(http, person, password="sai", headers=STRANGER)
    assert (await enter(http, person, headers=HOME)).status_code == 200


async def test_a_browser_that_is_known_is_not_kept_waiting_by_a_neighbour(
    http: httpx.AsyncClient, person: Person
) -> None:
    first = await enter(http, person, headers=STRANGER)
    mark = {"Cookie": f"motcua_known_citizen={first.cookies['motcua_known_citizen']}"}
    for _ in range(6):
        await enter(http, person, password="sai", headers=STRANGER)
    assert (await enter(http, person, headers=STRANGER)).status_code == 429
    assert (await enter(http, person, headers=STRANGER | mark)).status_code == 200
    forged = {"Cookie": "motcua_known_citizen=0011223344556677.AAAA"}
    assert (await enter(http, person, headers=STRANGER | forged)).status_code == 429


async def test_the_mark_of_one_account_is_worth_nothing_for_another(
    http: httpx.AsyncClient, person: Person, another: Person
) -> None:
    first = await enter(http, person, headers=STRANGER)
    mark = {"Cookie": f"motcua_known_citizen={first.cookies['motcua_known_citizen']}"}
    for _ in range(5):
        await enter(http, another, password="sai", headers=STRANGER)
    assert (await enter(http, another, headers=STRANGER | mark)).status_code == 429


async def test_fifty_guesses_at_once_are_five(http: httpx.AsyncClient, person: Person) -> None:
    answers = await asyncio.gather(
        *(enter(http, person, password="sai", headers=STRANGER) for _ in range(50))
    )
    seen = Counter(answer.status_code for answer in answers)
    assert seen[422] <= 5
    assert seen[422] + seen[429] == 50


async def test_a_name_nobody_has_is_slowed_down_the_same_way(http: httpx.AsyncClient) -> None:
    nobody = Person("020000000001", "Không có ai 2026")
    kinds = [(await enter(http, nobody, headers=STRANGER)).status_code for _ in range(6)]
    assert kinds == [422] * 5 + [429]


async def test_a_success_forgets_what_went_before(http: httpx.AsyncClient, person: Person) -> None:
    for _ in range(3):
        for _ in range(3):
            await enter(http, person, password="sai", headers=HOME)
        assert (await enter(http, person, headers=HOME)).status_code == 200
