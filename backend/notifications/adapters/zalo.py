"""Notifications by Zalo (ZNS): a template of Zalo's own with our facts, to a telephone number.

Which of Zalo's templates carries which of our events is a mapping (kind `event`) that an operator
keeps; an event without one waits on the list of what is not mapped and is never sent as another.
"""

from typing import Any

import httpx

from backend.connections.adapter import (
    Adapter,
    Delivery,
    Health,
    Maybe,
    Refused,
    Sent,
    Settings,
    Unreachable,
)
from backend.connections.calling import http_client
from backend.connections.mapping import translate
from backend.law.deadlines import moment_words
from backend.notifications import zalo_tokens
from backend.notifications.marking import handed, refused_by_provider, tried
from backend.settings import settings

_SECONDS = 10.0
EVENT = "event"
# What Zalo says when its own side is at fault or the token has run out; nothing was sent.
_NO_TOKEN = -124
_AGAIN = frozenset({-100, -109, _NO_TOKEN, -132, -155})


class ZaloSettings(Settings, frozen=True, kw_only=True):
    """The official account."""

    secret = frozenset({"token", "secret_key", "refresh_token", "app_secret"})
    app_id: str = ""
    token: str = ""
    secret_key: str = ""
    refresh_token: str = ""
    app_secret: str = ""
    oauth_url: str = ""


class Zalo(Adapter):
    """`POST {url}/message/template`; the receipt comes as event `user_received_message`."""

    id = "zalo"
    name = "Zalo (ZNS)"
    name_en = "Zalo (ZNS)"
    repeatable = False
    concurrency = 8
    timeout = 15.0

    def __init__(self) -> None:
        here = settings()
        self.settings = ZaloSettings(
            url=here.zalo_url,
            app_id=here.zalo_app_id,
            token=here.zalo_token,
            secret_key=here.zalo_secret,
            refresh_token=here.zalo_refresh_token,
            app_secret=here.zalo_app_secret,
            oauth_url=here.zalo_oauth_url,
        )

    async def send(self, delivery: Delivery) -> Sent:
        """Hands one message in. Raises Unreachable, Refused, Unmapped, Maybe."""
        if not settings().zalo_url:
            raise Refused("Chưa cấu hình Zalo (MOTCUA_ZALO_URL).")
        template = await translate(self.id, EVENT, str(delivery.payload["event"]))
        token = await zalo_tokens.access_token()
        await tried(delivery, self.id)
        body = {
            "phone": international(str(delivery.payload["to"])),
            "template_id": template,
            "template_data": delivery.payload["facts"],
            "tracking_id": delivery.key,
        }
        answer = await _post(body, token)
        code = int(answer.get("error", 0))
        if code == _NO_TOKEN:
            await zalo_tokens.refused(token)
        if code in _AGAIN:
            raise Unreachable(f"Zalo {code}")
        if code:
            words = f"Zalo không nhận: {str(answer.get('message', ''))[:120]} ({code})."
            await refused_by_provider(delivery, words)
            raise Refused(words, str(code))
        reference = str((answer.get("data") or {}).get("msg_id", ""))
        await handed(delivery, reference)
        return Sent(reference=reference)

    async def check(self) -> Health:
        """Whether Zalo's address answers and our token holds; says until when."""
        try:
            async with http_client(timeout=5, follow_redirects=False) as http:
                await http.get(settings().zalo_url)
        except httpx.HTTPError as error:
            return Health(False, f"Zalo không trả lời ({type(error).__name__}).")
        until, trouble = await zalo_tokens.state()
        if trouble:
            return Health(False, trouble)
        return Health(True, f"Mã truy cập còn hạn đến {moment_words(until)}." if until else "")

    async def key_trouble(self) -> str:
        """Why the token could not be renewed."""
        return (await zalo_tokens.state())[1]


def international(phone: str) -> str:
    """0912345678 as Zalo wants it: 84912345678."""
    return f"84{phone[1:]}" if phone.startswith("0") else phone


async def _post(body: dict[str, Any], token: str) -> dict[str, Any]:
    headers = {"access_token": token}
    try:
        async with http_client(timeout=_SECONDS, follow_redirects=False) as http:
            answer = await http.post(
                f"{settings().zalo_url}/message/template", json=body, headers=headers
            )
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
        raise Unreachable(f"Zalo: {type(error).__name__}") from error
    except httpx.HTTPError as error:
        raise Maybe(f"Zalo: {type(error).__name__}") from error
    if answer.status_code in (401, 403, 429, 503):
        raise Unreachable(f"Zalo: HTTP {answer.status_code}")
    if answer.status_code >= 500:
        raise Maybe(f"Zalo: HTTP {answer.status_code}")
    try:
        found = answer.json()
    except ValueError:
        raise Maybe("Zalo: câu trả lời không đọc được") from None
    if not isinstance(found, dict):
        raise Maybe("Zalo: câu trả lời không đọc được")
    return found
