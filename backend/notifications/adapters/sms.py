"""Text messages through one of two gateways over HTTP; a rule says which (`providers`)."""

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
from backend.notifications.marking import handed, refused_by_provider, tried
from backend.notifications.providers import Gateway, gateway_in_use, gateways
from backend.settings import settings

_SECONDS = 10.0
# Answers that say it was not taken; other failures leave that open.
_NOT_TAKEN = (401, 403, 408, 429, 503)


class SmsSettings(Settings, frozen=True, kw_only=True):
    """The two gateways."""

    secret = frozenset({"key", "second_key"})
    key: str = ""
    sender: str = ""
    second_url: str = ""
    second_key: str = ""


class Sms(Adapter):
    """The gateway in use. A message that may have gone out never goes out again by itself."""

    id = "sms"
    name = "Tin nhắn SMS"
    name_en = "Text messages"
    repeatable = False
    concurrency = 16
    timeout = 15.0

    def __init__(self) -> None:
        here = settings()
        self.settings = SmsSettings(
            url=here.sms_url,
            key=here.sms_key,
            sender=here.sms_sender,
            second_url=here.sms2_url,
            second_key=here.sms2_key,
        )

    async def send(self, delivery: Delivery) -> Sent:
        """Hands one message in. Raises Unreachable, Refused, Maybe."""
        to = str(delivery.payload.get("to", ""))
        if not to:
            return Sent()
        gateway = await gateway_in_use()
        if gateway is None:
            raise Refused("Chưa cấu hình cổng tin nhắn (MOTCUA_SMS_URL).")
        await tried(delivery, gateway.id)
        body = {
            "request_id": delivery.key,
            "to": to,
            "text": str(delivery.payload["text"]),
            "from": settings().sms_sender,
        }
        answer = await _post(gateway, body)
        if answer.status_code in _NOT_TAKEN:
            raise Unreachable(f"{gateway.id}: HTTP {answer.status_code}")
        if answer.status_code >= 500:
            raise Maybe(f"{gateway.id}: HTTP {answer.status_code}")
        if answer.status_code >= 400:
            words = f"Cổng tin nhắn không nhận số này (HTTP {answer.status_code})."
            await refused_by_provider(delivery, words)
            raise Refused(words, gateway.id)
        await handed(delivery)
        return Sent(reference=f"{gateway.id}:{delivery.key}")

    async def check(self) -> Health:
        """Whether each configured gateway answers at all."""
        silent = []
        async with http_client(timeout=5, follow_redirects=False) as http:
            for gateway in gateways():
                try:
                    await http.get(gateway.url)
                except httpx.HTTPError:
                    silent.append(gateway.name)
        return Health(not silent, f"Không trả lời: {', '.join(silent)}." if silent else "")


async def _post(gateway: Gateway, body: dict[str, str]) -> httpx.Response:
    headers = {"Authorization": f"Bearer {gateway.key}"}
    try:
        async with http_client(timeout=_SECONDS, follow_redirects=False) as http:
            return await http.post(f"{gateway.url}/send", json=body, headers=headers)
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
        raise Unreachable(f"{gateway.id}: {type(error).__name__}") from error
    except httpx.HTTPError as error:
        raise Maybe(f"{gateway.id}: {type(error).__name__}") from error
