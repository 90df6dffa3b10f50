"""Opening an account by a proved mailbox, and a forgotten password; nobody learns who is there."""

import asyncio
import re
import uuid
from collections import Counter
from typing import Any

import asyncpg
import httpx
import pytest

from backend.identity.sign_in_names import stored_name
from tests.api.conftest import eventually
from tests.api.people import Person, cookie, enter
from tests.conftest import Services

PASSWORD = "Nộp hồ sơ ở nhà 2026"


def typed(**more: str) -> dict[str, str]:
    number = f"0203{uuid.uuid4().int % 10**8:08d}"
    return {
        "full_name": "Đỗ Thị Làm Mẫu", "personal_id": number, "phone": "0900000008",
        "email": f"{number}@congdan.example", "password": PASSWORD,
    } | more  # fmt: skip


def where(n: int = 0) -> dict[str, str]:
    """Somebody's own network, so that limits of one test do not reach another."""
    part = uuid.uuid4().int
    return {"X-Forwarded-For": f"10.{part % 250}.{part // 250 % 250}.{n}"}


async def letter(services: Services, email: str, count: int = 1) -> dict[str, str]:
    """The newest of so many letters to a mailbox, over real SMTP."""

    async def arrived() -> Any:
        found = [each for each in services.mail if email in each["to"]]
        return found if len(found) >= count else None

    letters = await eventually(arrived)
    assert letters, f"no letter to {email}"
    newest: dict[str, str] = letters[0]
    return newest


def code_in(found: dict[str, str]) -> str:
    match = re.search(r"\b(\d{6})\b", found["body"])
    assert match, found["body"]
    return match.group(1)


async def begin(http: httpx.AsyncClient, body: dict[str, str]) -> httpx.Response:
    return await http.post("/api/v1/registrations/persons", json=body, headers=where())


@pytest.mark.criterion("III.13")
@pytest.mark.criterion("III.6")
async def test_a_citizen_opens_an_account_with_the_code_of_a_letter(
    http: httpx.AsyncClient, database: asyncpg.Pool, services: Services
) -> None:
    body = typed()
    begun = await begin(http, body)
    assert begun.status_code == 202, begun.text
    url = f"/api/v1/registrations/{begun.json()['id']}/confirm"
    somebody = Person(body["personal_id"], PASSWORD)
    assert (await enter(http, somebody, headers=where())).status_code == 422, "not before the code"
    code = code_in(await letter(services, body["email"]))
    wrong = await http.post(url, json={"code": f"{(int(code) + 1) % 10**6:06d}"})
    assert wrong.status_code == 422
    assert wrong.json()["errors"][0]["pointer"] == "/code"
    answers = await asyncio.gather(*(http.post(url, json={"code": code}) for _ in range(10)))
    assert Counter(a.status_code for a in answers)[201] == 1
    assert (await enter(http, somebody, headers=where())).status_code == 200
    row = await database.fetchrow(
        "select email_verified_at, kind from account where username = $1",
        stored_name(body["personal_id"]),
    )
    assert row["email_verified_at"] is not None
    assert row["kind"] == "citizen"


@pytest.mark.criterion("III.13")
async def test_an_organisation_opens_an_account_by_its_tax_code(
    http: httpx.AsyncClient, services: Services
) -> None:
    tax = f"49{uuid.uuid4().int % 10**8:08d}"
    body = {
        "full_name": "Công ty TNHH Làm Mẫu", "tax_code": tax, "phone": "0900000007",
        "email": f"{tax}@congty.example", "password": PASSWORD,
    }  # fmt: skip
    begun = await http.post("/api/v1/registrations/organisations", json=body, headers=where())
    code = code_in(await letter(services, body["email"]))
    done = await http.post(
        f"/api/v1/registrations/{begun.json()['id']}/confirm", json={"code": code}
    )
    assert done.json() == {"username": tax}
    here = await cookie(http, Person(tax, PASSWORD))
    assert (await http.get("/api/v1/me", headers=here)).json()["kind"] == "organisation"


async def test_a_code_is_tried_five_times_and_no_more(
    http: httpx.AsyncClient, services: Services
) -> None:
    body = typed()
    id_ = (await begin(http, body)).json()["id"]
    code = code_in(await letter(services, body["email"]))
    wrong = [f"{(int(code) + n) % 10**6:06d}" for n in range(1, 21)]
    url = f"/api/v1/registrations/{id_}/confirm"
    await asyncio.gather(*(http.post(url, json={"code": guess}) for guess in wrong))
    assert (await http.post(url, json={"code": code})).status_code == 422


async def test_an_old_code_and_a_replaced_code_are_worth_nothing(
    http: httpx.AsyncClient, database: asyncpg.Pool, services: Services
) -> None:
    body = typed()
    id_ = (await begin(http, body)).json()["id"]
    first = code_in(await letter(services, body["email"]))
    again = await http.post(f"/api/v1/registrations/{id_}/letter", json={}, headers=where())
    assert again.status_code == 429, "not at once"
    await database.execute(
        "update mail_code set created_at = created_at - interval '1 minute' where subject_id = $1",
        uuid.UUID(id_),
    )
    again = await http.post(f"/api/v1/registrations/{id_}/letter", json={}, headers=where())
    assert again.status_code == 202
    second = code_in(await letter(services, body["email"], 2))
    url = f"/api/v1/registrations/{id_}/confirm"
    if first != second:
        assert (await http.post(url, json={"code": first})).status_code == 422
    await database.execute(
        "update mail_code set expires_at = now() - interval '1 second' where subject_id = $1",
        uuid.UUID(id_),
    )
    assert (await http.post(url, json={"code": second})).status_code == 422


async def test_a_mailbox_is_not_flooded(http: httpx.AsyncClient, database: asyncpg.Pool) -> None:
    email = f"{uuid.uuid4().hex}@congdan.example"
    seen = []
    for _ in range(5):
        seen.append((await begin(http, typed(email=email))).status_code)
        await database.execute(
            "update mail_code set created_at = created_at - interval '50 seconds'"
        )
    assert seen == [202, 202, 202, 429, 429]


@pytest.mark.criterion("III.6")
async def test_who_registers_does_not_learn_whether_the_number_has_an_account(
    http: httpx.AsyncClient, services: Services, person: Person
) -> None:
    fresh = typed()
    taken = typed(personal_id=person.username)
    answers = [await begin(http, body) for body in (fresh, taken)]
    assert [a.status_code for a in answers] == [202, 202]
    assert answers[0].json().keys() == answers[1].json().keys()
    told = await letter(services, taken["email"])
    assert not re.search(r"\b\d{6}\b", told["body"])
    assert "đã có tài khoản" in told["body"]
    assert (await enter(http, person)).status_code == 200, "nothing changed for its owner"


@pytest.mark.criterion("III.6")
async def test_a_forgotten_password_is_set_by_letter_and_every_session_ends(
    http: httpx.AsyncClient, services: Services, person: Person
) -> None:
    here = await cookie(http, person)
    asked = await http.post(
        "/api/v1/password-resets", json={"username": person.username}, headers=where()
    )
    assert asked.status_code == 202
    code = code_in(await letter(services, person.email))
    body = {"username": person.username, "code": code, "password": PASSWORD}
    weak = await http.post("/api/v1/password-resets/confirm", json=body | {"password": "1" * 12})
    assert weak.json()["errors"][0]["pointer"] == "/password"
    done = await http.post("/api/v1/password-resets/confirm", json=body)
    assert done.status_code == 200, done.text
    assert (await http.post("/api/v1/password-resets/confirm", json=body)).status_code == 422
    assert (await http.get("/api/v1/me", headers=here)).status_code == 401
    assert (await enter(http, Person(person.username, PASSWORD))).status_code == 200


@pytest.mark.criterion("III.6")
async def test_asking_for_a_new_password_tells_nothing(
    http: httpx.AsyncClient, person: Person
) -> None:
    seen = []
    for name in (person.username, "020000000000"):
        ask = [
            await http.post("/api/v1/password-resets", json={"username": name}, headers=where())
            for _ in range(2)
        ]
        body = {"username": name, "code": "000000", "password": PASSWORD}
        tried = await http.post("/api/v1/password-resets/confirm", json=body)
        seen.append([(a.status_code, a.json().get("type")) for a in (*ask, tried)])
    assert seen[0] == seen[1]
    assert [status for status, _ in seen[0]] == [202, 429, 422]


async def test_codes_and_passwords_are_kept_nowhere_in_clear(
    http: httpx.AsyncClient, database: asyncpg.Pool, services: Services
) -> None:
    body = typed()
    await begin(http, body)
    code = code_in(await letter(services, body["email"]))
    for table in ("mail_code", "registration", "outbox"):
        text = await database.fetchval(f"select string_agg(t::text, ' ') from {table} t") or ""
        assert body["personal_id"] not in text.replace("@", " "), table
        assert not re.search(rf"(?<![0-9a-f-]){code}(?![0-9a-f])", text), table


@pytest.mark.criterion("III.13")
async def test_a_mailbox_is_changed_only_after_its_code(
    http: httpx.AsyncClient, services: Services, person: Person
) -> None:
    here = await cookie(http, person)
    fresh = f"moi.{person.username}@congdan.example"
    asked = await http.post("/api/v1/me/email", json={"email": fresh}, headers=here)
    assert asked.status_code == 202
    assert (await http.get("/api/v1/me", headers=here)).json()["email"] == person.email
    code = code_in(await letter(services, fresh))
    done = await http.post("/api/v1/me/email/confirm", json={"code": code}, headers=here)
    assert done.status_code == 200
    assert (await http.get("/api/v1/me", headers=here)).json()["email"] == fresh
