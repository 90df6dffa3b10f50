"""What providers say became of a message: signed, fresh, once; anything else changes nothing.

Every call that is not believed stays on record for an administrator.
"""

import hashlib
import hmac
import time
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID

import msgspec

from backend.notifications.providers import gateways
from backend.platform import clock
from backend.platform.database import transaction, uuid7
from backend.platform.problems import Unauthenticated
from backend.settings import settings

FRESH = timedelta(minutes=5)
ZALO = "zalo"
_DELIVERED, _FAILED = "delivered", "failed"
_ONCE = "where id = $1 and received_at is null and failed_at is null returning true"
_TAKE = f"update message_sending set received_at = $2 {_ONCE}"
_FAIL = (
    "update message_sending set failed_at = $2, "
    f"failure = 'Nhà cung cấp báo không gửi được.' {_ONCE}"
)


class Said(NamedTuple):
    """A receipt as far as it can be read: which message, and what became of it."""

    verdict: str
    sending_id: UUID | None = None
    state: str = ""


async def take(provider: str, headers: Mapping[str, str], body: bytes, address: str) -> bool:
    """Notes a receipt; True when it changed something. Raises Unauthenticated for a bad seal."""
    said = _zalo(headers, body) if provider == ZALO else _gateway(provider, headers, body)
    async with transaction() as connection:
        verdict = said.verdict
        if verdict == "accepted":
            known = await connection.fetchval(
                "select medium from message_sending where id = $1", said.sending_id
            )
            fits = known == (ZALO if provider == ZALO else "sms")
            changed = fits and await connection.fetchval(
                _FAIL if said.state == _FAILED else _TAKE,
                said.sending_id,
                clock.now(),
            )
            verdict = "unknown" if not fits else "accepted" if changed else "repeated"
        await connection.execute(
            "insert into message_receipt (id, tenant_id, at, provider, address, sending_id, "
            "verdict, state) values ($1, $2, $3, $4, $5, $6, $7, $8)",
            uuid7(), settings().tenant, clock.now(), provider, address[:64], said.sending_id,
            verdict, said.state[:12],
        )  # fmt: skip
    if verdict in ("forged", "late"):
        raise Unauthenticated(
            "Chữ ký hoặc thời điểm của phiếu báo không đúng.",
            en="The seal or the moment of this receipt is wrong.",
            slug="bad-seal",
        )
    return verdict == "accepted"


def sealed(key: str, moment: str, body: bytes) -> str:
    """The seal of a gateway's receipt: HMAC-SHA256 over moment, a dot and the body, in hex."""
    return hmac.new(key.encode(), moment.encode() + b"." + body, hashlib.sha256).hexdigest()


def zalo_sealed(app_id: str, body: bytes, moment: str, secret: str) -> str:
    """Zalo's seal: SHA-256 over application, body, moment and secret, in hex."""
    return hashlib.sha256(app_id.encode() + body + moment.encode() + secret.encode()).hexdigest()


def _gateway(provider: str, headers: Mapping[str, str], body: bytes) -> Said:
    key = next((each.key for each in gateways() if each.id == provider), "")
    moment = headers.get("x-timestamp", "")
    given = headers.get("x-signature", "")
    if not key or not hmac.compare_digest(sealed(key, moment, body).encode(), given.encode()):
        return Said("forged")
    if not _is_fresh(moment, 1):
        return Said("late")
    found = _read(body)
    return _said(found.get("request_id"), found.get("state"))


def _zalo(headers: Mapping[str, str], body: bytes) -> Said:
    here, found = settings(), _read(body)
    moment = str(found.get("timestamp", ""))
    given = headers.get("x-zevent-signature", "").removeprefix("mac=")
    right = zalo_sealed(here.zalo_app_id, body, moment, here.zalo_secret)
    if not here.zalo_secret or not hmac.compare_digest(right.encode(), given.encode()):
        return Said("forged")
    if not _is_fresh(moment, 1000):
        return Said("late")
    said = found.get("message")
    if found.get("event_name") != "user_received_message" or not isinstance(said, dict):
        return Said("unreadable")
    return _said(said.get("tracking_id"), _DELIVERED)


def _said(id_: Any, state: Any) -> Said:
    try:
        sending_id = UUID(str(id_))
    except ValueError:
        return Said("unreadable")
    if state not in (_DELIVERED, _FAILED):
        return Said("unreadable", sending_id)
    return Said("accepted", sending_id, state)


def _is_fresh(moment: str, unit: int) -> bool:
    if not moment.isascii() or not moment.isdecimal() or len(moment) > 16:
        return False
    return abs(time.time() - int(moment) / unit) <= FRESH.total_seconds()


def _read(body: bytes) -> dict[str, Any]:
    try:
        found = msgspec.json.decode(body)
    except (msgspec.DecodeError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
