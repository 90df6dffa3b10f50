"""An address that is told of events is a partner of its own: a dead one slows no other."""

import time
from collections.abc import Iterable
from typing import Any
from uuid import UUID

import msgspec

from backend.connections.adapter import (
    Adapter,
    Delivery,
    Health,
    Refused,
    Sent,
    Settings,
    Unreachable,
)
from backend.partners import outward
from backend.partners.signing import signed_headers
from backend.platform import clock
from backend.platform.database import execute, fetch
from backend.platform.sealing import unsealed
from backend.settings import settings

FAMILY = "webhook"
SECRET, FORMER = "webhook.secret", "webhook.former_secret"
# Addresses of programs that may be told now.
LIVE = (
    "w.tenant_id = $1 and w.ended_at is null and w.disabled_at is null and c.approved "
    "and c.revoked_at is null and c.valid_until > $2 and 'dossiers:changes' = any(c.scopes)"
)
_MARK_FAILING = "update webhook set failing_since = $2 where id = $1 and failing_since is null"
_MARK_WORKING = (
    "update webhook set failing_since = null, last_success_at = $2 where id = $1 "
    "and (failing_since is not null or last_success_at is null "
    "or last_success_at < $2::timestamptz - interval '1 minute')"
)
# Switched off, and its owner told, by the next sweep.
_MARK_GONE = (
    "update webhook set failing_since = $2::timestamptz - interval '73 hours', disabled_why = $3 "
    "where id = $1"
)


def adapter_id(webhook_id: UUID | str) -> str:
    """How the queue names an address."""
    return f"{FAMILY}:{webhook_id}"


class WebhookAdapter(Adapter):
    """One address; what it does not take is tried again until it is switched off."""

    format_version = "1"
    timeout = 15.0
    concurrency = 4

    def __init__(self, webhook_id: UUID, program: str, url: str, keys: list[str]) -> None:
        self.id = adapter_id(webhook_id)
        self.name = f"Báo sự kiện cho {program}"
        self.name_en = f"Events for {program}"
        self.settings = Settings(url=url)
        self._webhook_id, self._url, self._keys = webhook_id, url, keys

    async def send(self, delivery: Delivery) -> Sent:
        """Posts it signed; whether the address works is kept with it. Raises Unreachable."""
        body = msgspec.json.encode(delivery.payload)
        headers = signed_headers(self._keys, delivery.payload["id"], int(time.time()), body)
        try:
            answer = await outward.post(outward.client(), self._url, body, headers)
        except Refused as refused:
            await execute(_MARK_FAILING, self._webhook_id, clock.now())
            words = str(refused)
            if words.startswith("HTTP 410"):
                why = "Nơi nhận trả lời 410: không nhận nữa."
                await execute(_MARK_GONE, self._webhook_id, clock.now(), why)
            if words.startswith("HTTP 3"):
                words = f"{words[:8]}: chuyển hướng không được theo."
            raise Unreachable(words) from refused
        except Unreachable:
            await execute(_MARK_FAILING, self._webhook_id, clock.now())
            raise
        await execute(_MARK_WORKING, self._webhook_id, clock.now())
        return Sent(f"HTTP {answer.status_code}")

    async def check(self) -> Health:
        """Whether the address can be found, and lies outside; nothing is sent."""
        try:
            await outward.addresses_of(outward.target_of(self._url))
        except (outward.WrongAddress, Unreachable) as wrong:
            return Health(False, str(wrong))
        return Health(True)


async def family() -> Iterable[Adapter]:
    """All addresses that may be told now, with the secrets that sign."""
    rows = await fetch(
        "select w.id, w.url, w.secret, w.former_secret, w.former_until, c.name from webhook w "
        f"join api_client c on c.id = w.client_id where {LIVE} order by w.id limit 5000",
        settings().tenant,
        clock.now(),
    )
    return [WebhookAdapter(row["id"], row["name"], row["url"], _keys(row)) for row in rows]


def _keys(row: Any) -> list[str]:
    keys = [unsealed(SECRET, row["id"], row["secret"])]
    if row["former_until"] is not None and row["former_until"] > clock.now():
        keys.append(unsealed(FORMER, row["id"], row["former_secret"]))
    return keys
