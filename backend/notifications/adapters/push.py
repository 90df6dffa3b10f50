"""Notices of browsers: encrypted for one browser each (RFC 8291), by its push service (RFC 8030).

A message goes to every browser a person has switched on, to each once: what one push service took
is noted before the next try. `Topic` and the notice's own tag let a repeat replace the first.
"""

import asyncio
import os
from uuid import UUID

import http_ece
import msgspec
from cryptography.hazmat.primitives.asymmetric import ec

from backend.connections.adapter import (
    Adapter,
    Delivery,
    Health,
    Refused,
    Sent,
    Settings,
    Unreachable,
)
from backend.notifications import vapid
from backend.notifications.alerts import is_allowed
from backend.notifications.browsers import Browser, browsers_of, decoded, given, gone, was_given
from backend.notifications.marking import handed, line, refused_by_provider, tried
from backend.partners import outward
from backend.settings import settings

_KEPT_SECONDS = 3 * 86400  # for a telephone that is switched off
_NOBODY = "Không còn trình duyệt nào nhận thông báo."


class PushSettings(Settings, frozen=True, kw_only=True):
    """Our key, whom services write to about us, and which services are called."""

    secret = frozenset({"key"})
    key: str = ""
    public_key: str = ""
    contact: str = ""
    hosts: str = ""


class Push(Adapter):
    """Every push service that browsers named to us."""

    id = "push"
    name = "Thông báo của trình duyệt (Web Push)"
    name_en = "Browser notifications (Web Push)"
    format_version = "RFC 8030, 8291, 8292"
    repeatable = True
    concurrency = 8
    timeout = 30.0

    def __init__(self) -> None:
        here = settings()
        self.settings = PushSettings(
            key=here.push_key,
            public_key=vapid.public_key(),
            contact=here.push_contact,
            hosts=here.push_hosts,
        )

    async def send(self, delivery: Delivery) -> Sent:
        """To each browser of the account. Raises Unreachable, Refused."""
        if not vapid.public_key():
            raise Refused("Chưa cấu hình thông báo của trình duyệt (MOTCUA_PUSH_KEY).")
        line_id = line(delivery)
        found = await browsers_of(UUID(str(delivery.payload["to"])), line_id)
        await tried(delivery, self.id)
        answers = await asyncio.gather(
            *(_tell(one, delivery, line_id) for one in found), return_exceptions=True
        )
        for kind in (Unreachable, Refused):
            trouble = next((each for each in answers if isinstance(each, kind)), None)
            if trouble is not None:
                if kind is Refused:
                    await refused_by_provider(delivery, str(trouble))
                raise trouble
        for each in answers:
            if isinstance(each, BaseException):
                raise each
        if any(answers) or await was_given(line_id):
            await handed(delivery)
            return Sent()
        # Switched off since, or expired: nothing an operator could mend.
        await refused_by_provider(delivery, _NOBODY)
        return Sent()

    async def check(self) -> Health:
        """Whether there is a key; push services are many, and each says for itself."""
        return Health(True) if vapid.public_key() else Health(False, "Chưa có khóa Web Push.")


async def _tell(browser: Browser, delivery: Delivery, line_id: UUID | None) -> bool:
    """One browser; False when it is no longer there. Raises Unreachable, Refused."""
    endpoint = browser.subscription.endpoint
    if not is_allowed(outward.target_of(endpoint).host, settings().push_hosts):
        await gone(browser.id)
        return False
    said = {
        "title": delivery.payload["title"],
        "body": delivery.payload["body"],
        "path": delivery.payload["path"],
        "tag": delivery.key,
        "lang": delivery.payload["lang"],
    }
    headers = {
        "Authorization": vapid.authorization(endpoint),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(_KEPT_SECONDS),
        "Urgency": "normal",
        "Topic": delivery.id.hex,
    }
    try:
        await outward.post(
            outward.client(), endpoint, encrypted(browser, msgspec.json.encode(said)), headers
        )
    except Refused as refused:
        if str(refused).startswith(("HTTP 404", "HTTP 410")):
            await gone(browser.id)
            return False
        raise Refused(f"Dịch vụ thông báo không nhận ({str(refused)[:8]}).") from refused
    await given(browser.id, line_id)
    return True


def encrypted(browser: Browser, plain: bytes) -> bytes:
    """For this browser alone; the push service in between reads nothing (RFC 8291)."""
    body: bytes = http_ece.encrypt(
        plain,
        salt=os.urandom(16),
        private_key=ec.generate_private_key(ec.SECP256R1()),
        dh=decoded(browser.subscription.p256dh),
        auth_secret=decoded(browser.subscription.auth),
        version="aes128gcm",
    )
    return body
