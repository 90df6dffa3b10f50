"""A partner of the sandbox in a process of its own, and adapters of its kind."""

import os
import uuid
from typing import Any
from uuid import UUID

import asyncpg
import httpx

from backend.connections.adapter import Adapter, Delivery, Health, Sent, Settings, Unreachable
from backend.connections.calling import call
from backend.connections.mapping import translate
from backend.connections.queueing import Letter, enqueue_many


class PartnerSettings(Settings, frozen=True, kw_only=True):
    """Where a partner is, and the key it knows us by."""

    secret = frozenset({"key"})
    key: str = ""


class Example(Adapter):
    """A partner of the sandbox; `name` is where its messages go."""

    format_version = "1.2"

    def __init__(
        self,
        url: str,
        id_: str = "",
        *,
        repeatable: bool = True,
        concurrency: int = 4,
        timeout: float = 3.0,
    ) -> None:
        self.timeout = timeout
        self.id = id_ or f"example:{uuid.uuid4().hex[:12]}"
        self.name = "Đối tác thử nghiệm"
        self.repeatable, self.concurrency = repeatable, concurrency
        self.settings = PartnerSettings(url=url, key="not-for-anybody")
        self._http = httpx.AsyncClient(base_url=url, timeout=self.timeout)

    async def send(self, delivery: Delivery) -> Sent:
        body: dict[str, Any] = {"id": str(delivery.id), "subject": str(delivery.subject_id)}
        if "code" in delivery.payload:
            code = await translate(self.id, "procedure", delivery.payload["code"])
            body["their_code"] = code
        address = f"/partners/{self.id}/messages"
        answer = await call(
            self._http,
            "POST",
            address,
            json=body | delivery.payload,
            repeatable=self.repeatable,
        )
        return Sent(str(answer.json()["reference"]))

    async def check(self) -> Health:
        try:
            await call(self._http, "GET", "/partners/health")
        except Unreachable as error:
            return Health(False, str(error))
        return Health(True)

    async def taken(self) -> list[dict[str, Any]]:
        """What arrived there."""
        async with httpx.AsyncClient(timeout=20) as http:
            answer = await http.get(f"{self.settings.url}/partners/{self.id}/taken")
        found: list[dict[str, Any]] = answer.json()
        return found


def partner_url() -> str:
    """The partner's process of these tests."""
    return f"http://127.0.0.1:{os.environ['TEST_PARTNER_PORT']}"


async def put(
    database: asyncpg.Pool, adapter: Adapter, subject: UUID, count: int = 1, **payload: Any
) -> list[str]:
    """So many messages of one subject in one transaction; returns their keys."""
    letters = [
        Letter(
            adapter_id=adapter.id,
            subject_id=subject,
            kind="event",
            key=f"{subject}:{uuid.uuid4().hex[:8]}",
            payload={"n": n, **payload},
        )
        for n in range(count)
    ]
    async with database.acquire() as connection, connection.transaction():
        assert await enqueue_many(connection, letters) == count
    return [letter.key for letter in letters]


async def states(database: asyncpg.Pool, adapter: Adapter) -> dict[str, int]:
    """How many messages of a partner are in which state."""
    rows = await database.fetch(
        "select state, count(*) as n from delivery where adapter_id = $1 group by 1", adapter.id
    )
    return {row["state"]: row["n"] for row in rows}
