"""People with a telephone of their own, and the gateways that can be broken."""

import os
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import asyncpg
import httpx
import pytest

from backend.platform.sealing import sealed
from shared.client import dossiers
from shared.client.base import ApiClient
from shared.contracts.drafts import SaveDraft
from tests.api.conftest import PROCEDURE, different
from tests.api.people import Person, a_citizen, cookie
from tests.conftest import Services

Break = Callable[[str, str], Awaitable[None]]


def a_phone() -> str:
    """A number nobody else has."""
    return f"09{uuid.uuid4().int % 10**8:08d}"


class Somebody:
    """A citizen with a mailbox and a telephone, signed in."""

    def __init__(self, api: ApiClient, person: Person, phone: str, email: str) -> None:
        self.api, self.person, self.phone, self.email = api, person, phone, email

    def letters(self, services: Services) -> list[dict[str, str]]:
        """What lies in their mailbox, the newest first."""
        return [m for m in services.mail if self.email in m["to"]]

    def texts(self, services: Services) -> list[dict[str, str]]:
        """What their telephone got, the newest first."""
        return [m for m in services.texts if m["to"] == self.phone]


async def somebody(http: httpx.AsyncClient, database: asyncpg.Pool, email: str = "") -> Somebody:
    """A citizen made for one test."""
    person, phone = await a_citizen(database), a_phone()
    await database.execute(
        "update account set phone = $2, phone_verified_at = now() where id = $1",
        person.id,
        sealed("account.phone", person.id, phone),
    )
    if email:
        await database.execute(
            "update account set email = $2 where id = $1",
            person.id,
            sealed("account.email", person.id, email),
        )
    header = await cookie(http, person)
    api = ApiClient(http, face="citizen", cookie=header["Cookie"].split("=", 1)[1])
    return Somebody(api, person, phone, email or person.email)


async def handed_in(me: Somebody, place: str) -> str:
    """A dossier of theirs with their own mailbox and telephone in it."""
    draft = await dossiers.start_draft(me.api, PROCEDURE)
    agency = next(a for a in draft.agencies if place.lower() in a.name.lower())
    answers = different() | {"requester_phone": me.phone, "requester_email": me.email}
    data = SaveDraft(answers=answers, agency_id=agency.id, delivery="electronic")
    await dossiers.save_draft(me.api, draft.id, data, draft.version)
    return (await dossiers.submit(me.api, draft.id, uuid.uuid4().hex)).dossier_id


@pytest.fixture
async def me(http: httpx.AsyncClient, database: asyncpg.Pool) -> Somebody:
    """Somebody."""
    return await somebody(http, database)


@pytest.fixture
async def gateways() -> AsyncIterator[Break]:
    """Breaks a gateway ("sms", "sms2", "zalo"); all are whole again afterwards."""
    where = f"http://127.0.0.1:{os.environ['TEST_SMS_PORT']}"
    async with httpx.AsyncClient() as client:

        async def broken(gateway: str, fault: str) -> None:
            await client.post(f"{where}/{gateway}/fault/{fault}")

        yield broken
        for gateway in ("sms", "sms2", "zalo"):
            await broken(gateway, "none")


async def zalo_messages() -> list[dict[str, Any]]:
    """What Zalo was given, the newest first."""
    async with httpx.AsyncClient() as client:
        found: list[dict[str, Any]] = (
            await client.get(f"http://127.0.0.1:{os.environ['TEST_SMS_PORT']}/zalo.json")
        ).json()
    return found
