"""Citizens made for one test, and the ways they sign in."""

import uuid
from dataclasses import dataclass, field

import asyncpg
import httpx

from backend.identity.passwords import hash_password
from backend.identity.sign_in_names import stored_name
from backend.law.search_text import vi_sort_key
from backend.platform import clock
from backend.platform.database import uuid7
from backend.platform.sealing import sealed
from backend.settings import settings
from shared.client.base import ApiClient

PASSWORD = "Một mật khẩu dài 2026"
NAME = "Nguyễn Văn Mẫu"
_hash: list[str] = []


@dataclass(frozen=True)
class Person:
    """Somebody with a user name and a password."""

    username: str
    password: str = PASSWORD
    id: uuid.UUID = field(default_factory=lambda: uuid.UUID(int=0))
    face: str = "citizen"

    @property
    def email(self) -> str:
        """Their own mailbox."""
        return f"{self.username}@congdan.example"


async def a_citizen(database: asyncpg.Pool, number: str = "") -> Person:
    """A citizen with a verified e-mail address, straight into the database."""
    if not _hash:
        _hash.append(await hash_password(PASSWORD))
    number = number or f"0201{uuid.uuid4().int % 10**8:08d}"
    person = Person(number, id=uuid7())
    await database.execute(
        "insert into account (id, tenant_id, kind, username, full_name, personal_id, email, "
        "phone, password_hash, created_at, sort_key, email_verified_at) "
        "values ($1, $2, 'citizen', $3, $4, $9, $5, $10, $6, $7, $8, $7)",
        person.id, settings().tenant, stored_name(number), NAME,
        sealed("account.email", person.id, person.email), _hash[0], clock.now(),
        vi_sort_key(NAME), sealed("account.personal_id", person.id, number),
        sealed("account.phone", person.id, "0900000009"),
    )  # fmt: skip
    return person


async def enter(
    http: httpx.AsyncClient,
    person: Person,
    *,
    password: str = "",
    code: str = "",
    headers: dict[str, str] | None = None,
) -> httpx.Response:
    """One try to sign in."""
    body = {
        "username": person.username, "password": password or person.password, "code": code,
        "face": person.face,
    }  # fmt: skip
    answer = await http.post("/api/v1/session", json=body, headers=headers or {})
    http.cookies.clear()
    return answer


async def cookie(http: httpx.AsyncClient, person: Person, code: str = "") -> dict[str, str]:
    """The header of somebody who has just signed in."""
    answer = await enter(http, person, code=code)
    assert answer.status_code == 200, answer.text
    name = f"motcua_{person.face}"
    return {"Cookie": f"{name}={answer.cookies[name]}", "X-MotCua-Face": person.face}


async def fresh_citizen(http: httpx.AsyncClient, database: asyncpg.Pool) -> ApiClient:
    """The API as a citizen made for one test, whose drafts nobody else continues."""
    answer = await enter(http, await a_citizen(database))
    assert answer.status_code == 200, answer.text
    return ApiClient(http, face="citizen", cookie=answer.cookies["motcua_citizen"])
