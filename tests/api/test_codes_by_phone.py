"""Codes by text message: registering, proving a telephone, a lost password; gateway at fault."""

import asyncio
import os
import re
import uuid
from collections import Counter
from typing import Any

import asyncpg
import httpx
import pytest

from backend.identity.sign_in_names import stored_name
from backend.platform.sealing import opened
from tests.api.conftest import eventually
from tests.api.people import Person, cookie, enter
from tests.conftest import Services

PASSWORD = "Nộp hồ sơ ở nhà 2026"


def a_phone() -> str:
    return f"09{uuid.uuid4().int % 10**8:08d}"


def where(n: int = 0) -> dict[str, str]:
    """Somebody's own network, so that limits of one test do not reach another."""
    part = uuid.uuid4().int
    return {"X-Forwarded-For": f"10.{part % 250}.{part // 250 % 250}.{n}"}


def typed(**more: str) -> dict[str, str]:
    number = f"0206{uuid.uuid4().int % 10**8:08d}"
    return {
        "full_name": "Đỗ Thị Làm Mẫu", "personal_id": number, "phone": a_phone(), "by": "phone",
        "password": PASSWORD,
    } | more  # fmt: skip


async def message(services: Services, phone: str, count: int = 1, wait: float = 15) -> str:
    """The newest of so many messages to a telephone."""

    async def arrived() -> Any:
        found = [each for each in services.texts if each["to"] == phone]
        return found if len(found) >= count else None

    found = await eventually(arrived, wait)
    assert found, f"no message to {phone}"
    text: str = found[0]["text"]
    return text


def code_in(text: str) -> str:
    found = re.search(r"\b(\d{6})\b", text)
    assert found, text
    return found.group(1)


async def begin(http: httpx.AsyncClient, body: dict[str, str], n: int = 0) -> httpx.Response:
    return await http.post("/api/v1/registrations/persons", json=body, headers=where(n))


async def post(
    http: httpx.AsyncClient, path: str, headers: dict[str, str], body: dict[str, str]
) -> httpx.Response:
    key = {"Idempotency-Key": uuid.uuid4().hex}
    return await http.post(f"/api/v1{path}", json=body, headers=headers | key)


@pytest.mark.criterion("III.13")
@pytest.mark.criterion("III.6")
async def test_a_citizen_opens_an_account_with_the_code_of_a_text_message(
    http: httpx.AsyncClient, database: asyncpg.Pool, services: Services
) -> None:
    assert (await http.get("/api/v1/registrations/channels")).json() == {
        "email": True, "phone": True,
    }  # fmt: skip
    body = typed()
    begun = await begin(http, body)
    assert begun.status_code == 202, begun.text
    text = await message(services, body["phone"])
    assert "http" not in text
    assert len(text) <= 160
    url = f"/api/v1/registrations/{begun.json()['id']}/confirm"
    code = code_in(text)
    answers = await asyncio.gather(*(http.post(url, json={"code": code}) for _ in range(10)))
    assert Counter(a.status_code for a in answers)[201] == 1
    row = await database.fetchrow(
        "select id, phone, email, phone_verified_at, email_verified_at from account "
        "where username = $1",
        stored_name(body["personal_id"]),
    )
    kept = (opened(row, "account.phone"), row["email"], row["email_verified_at"])
    assert kept == (body["phone"], "", None)
    assert row["phone_verified_at"] is not None
    somebody = Person(body["personal_id"], PASSWORD)
    assert (await enter(http, somebody, headers=where())).status_code == 200

    asked = await http.post(
        "/api/v1/password-resets", json={"username": body["personal_id"]}, headers=where()
    )
    assert asked.status_code == 429, "the telephone has just had a message"
    await database.execute(
        "update mail_code set created_at = created_at - interval '2 minutes' where subject_id = $1",
        uuid.UUID(begun.json()["id"]),
    )
    await http.post(
        "/api/v1/password-resets", json={"username": body["personal_id"]}, headers=where()
    )
    new = {"username": body["personal_id"], "password": "Một câu khác dễ nhớ"}
    new["code"] = code_in(await message(services, body["phone"], 2))
    assert (await http.post("/api/v1/password-resets/confirm", json=new)).status_code == 200
    assert (await enter(http, somebody, headers=where())).status_code == 422


async def test_without_a_way_to_send_it_no_code_is_promised(http: httpx.AsyncClient) -> None:
    refused = await begin(http, typed(by="email"))
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == "/email"
    assert (await begin(http, typed(by="pigeon"))).status_code == 400


@pytest.mark.criterion("III.13")
async def test_a_telephone_is_proved_and_a_changed_one_is_not(
    http: httpx.AsyncClient, database: asyncpg.Pool, services: Services, person: Person
) -> None:
    here, phone = await cookie(http, person), a_phone()

    async def proved() -> bool:
        return bool(
            await database.fetchval(
                "select phone_verified_at is not null from account where id = $1", person.id
            )
        )

    assert (await post(http, "/me/phone", here | where(), {"phone": phone})).status_code == 202
    code = code_in(await message(services, phone))
    wrong = {"code": f"{(int(code) + 1) % 10**6:06d}"}
    assert (await post(http, "/me/phone/confirm", here, wrong)).status_code == 422
    assert (await post(http, "/me/email/confirm", here, {"code": code})).status_code == 422
    assert not await proved()
    assert (await post(http, "/me/phone/confirm", here, {"code": code})).status_code == 200
    assert await proved()
    same = {"phone": phone, "address": "Số 1"}
    assert (await post(http, "/me/contact", here, same)).status_code == 200
    assert await proved()
    await post(http, "/me/contact", here, {"phone": a_phone(), "address": "Số 1"})
    assert not await proved()


@pytest.mark.criterion("III.6")
async def test_codes_are_limited_by_number_by_person_and_by_address(
    http: httpx.AsyncClient, database: asyncpg.Pool, person: Person
) -> None:
    phone = a_phone()
    by_number = []
    for n in range(5):
        by_number.append((await begin(http, typed(phone=phone), n)).status_code)
        await database.execute(
            "update mail_code set created_at = created_at - interval '50 seconds' "
            "where created_at > now() - interval '10 minutes'"
        )
    assert by_number == [202, 202, 202, 429, 429]

    here = await cookie(http, person)
    by_person = []
    for n in range(12):
        asked = await post(http, "/me/phone", here | where(n), {"phone": a_phone()})
        by_person.append(asked.status_code)
    assert by_person == [202] * 10 + [429] * 2

    network = where()
    by_address = [
        (
            await http.post("/api/v1/registrations/persons", json=typed(), headers=network)
        ).status_code
        for _ in range(32)
    ]
    assert by_address == [202] * 30 + [429] * 2


async def test_who_registers_by_phone_does_not_learn_whether_the_number_has_an_account(
    http: httpx.AsyncClient, services: Services, person: Person
) -> None:
    body = typed(personal_id=person.username)
    begun = await begin(http, body)
    assert begun.status_code == 202
    assert set(begun.json()) == {"id", "minutes"}
    text = await message(services, body["phone"])
    assert "đã có tài khoản" in text
    assert not re.search(r"\d{6}", text)


@pytest.fixture
async def gateway() -> Any:
    """The gateway, which can be broken; whole again afterwards."""
    where_ = f"http://127.0.0.1:{os.environ['TEST_SMS_PORT']}/sms/fault"
    async with httpx.AsyncClient() as client:

        async def broken(kind: str) -> None:
            await client.post(f"{where_}/{kind}")

        yield broken
        await broken("none")


@pytest.mark.parametrize("fault", ["down", "busy", "wrong_key"])
async def test_a_gateway_that_is_away_gets_the_message_later_and_once(
    http: httpx.AsyncClient, services: Services, gateway: Any, fault: str
) -> None:
    await gateway(fault)
    body = typed()
    assert (await begin(http, body)).status_code == 202, "who asks does not wait for the gateway"
    await asyncio.sleep(1.5)
    assert not [each for each in services.texts if each["to"] == body["phone"]]
    await gateway("none")
    text = await message(services, body["phone"], wait=40)
    assert code_in(text)
    assert len([each for each in services.texts if each["to"] == body["phone"]]) == 1
