"""One's own account: contact data, and closing it."""

import asyncpg
import httpx
import pytest

from backend.identity.sign_in_names import stored_name
from shared.client import registration
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.registration import ChangeContact
from tests.api.conftest import submitted
from tests.api.people import Person, cookie, enter


async def client(http: httpx.AsyncClient, person: Person) -> ApiClient:
    headers = await cookie(http, person)
    return ApiClient(http, face="citizen", cookie=headers["Cookie"].split("=", 1)[1])


@pytest.mark.criterion("III.13")
async def test_somebody_changes_where_they_are_reached(
    http: httpx.AsyncClient, person: Person
) -> None:
    here = await cookie(http, person)
    api = await client(http, person)
    await registration.change_contact(api, ChangeContact("0911111111", "Số 2  phố Mới"))
    me = (await http.get("/api/v1/me", headers=here)).json()
    assert (me["phone"], me["address"]) == ("0911111111", "Số 2 phố Mới")


@pytest.mark.criterion("III.13")
async def test_a_closed_account_is_gone_and_its_number_is_free_again(
    http: httpx.AsyncClient, database: asyncpg.Pool, person: Person
) -> None:
    here = await cookie(http, person)
    api = await client(http, person)
    await registration.close_account(api)
    assert (await http.get("/api/v1/me", headers=here)).status_code == 401
    assert (await enter(http, person)).status_code == 422
    row = await database.fetchrow(
        "select email, phone, address, password_hash, closed_at from account where id = $1",
        person.id,
    )
    assert (row["email"], row["phone"], row["address"], row["password_hash"]) == ("",) * 4
    assert row["closed_at"] is not None
    assert not await database.fetchval(
        "select true from account where username = $1", stored_name(person.username)
    )


async def test_whoever_has_an_open_dossier_does_not_close_the_account(
    http: httpx.AsyncClient, person: Person
) -> None:
    api = await client(http, person)
    await submitted(api)
    with pytest.raises(ApiProblem, match="1 hồ sơ chưa xong"):
        await registration.close_account(api)
    assert (await enter(http, person)).status_code == 200


async def test_closing_wants_a_fresh_proof(
    http: httpx.AsyncClient, database: asyncpg.Pool, person: Person
) -> None:
    api = await client(http, person)
    await database.execute(
        "update session set stepped_up_at = now() - interval '1 hour' where account_id = $1",
        person.id,
    )
    with pytest.raises(ApiProblem, match="xác nhận lại"):
        await registration.close_account(api)
