"""A stand-in for a gateway of text messages: real HTTP, signed receipts, faults."""

import asyncio
import hashlib
import hmac
import html
import json
import re
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
from litestar import MediaType, Request, Response, get, post
from litestar.handlers import HTTPRouteHandler

FAULTS = (
    "none", "down", "busy", "slow", "lost", "wrong_key", "refuse", "no_receipts", "late_receipts",
    "forged_receipts", "duplicate_receipts", "failed_receipts",
)  # fmt: skip
_NUMBER = re.compile(r"^0[0-9]{9}$")
_RECEIPT_AFTER = 0.2
_tasks: set[asyncio.Task[None]] = set()


class Gateway:
    """Messages as JSON files in one folder, newest first by name; receipts go to `tells`."""

    def __init__(self, folder: Path, key: str, id_: str = "sms", tells: str = "") -> None:
        self.folder, self._key, self.fault = folder, key, "none"
        self.id, self._tells = id_, tells
        folder.mkdir(parents=True, exist_ok=True)

    def knows(self, header: str) -> bool:
        """Whether the caller shows our key."""
        return self.fault != "wrong_key" and header == f"Bearer {self._key}"

    def take(self, message: dict[str, str]) -> bool:
        """Delivers a message once; False when this request was taken before."""
        if any(self.folder.glob(f"*-{message['request_id']}.json")):
            return False
        if self.fault == "lost":
            return True
        now = datetime.now(UTC)
        name = f"{now:%Y%m%d%H%M%S%f}-{message['request_id']}.json"
        half = self.folder / f"{uuid4().hex}.half"  # a reader never meets half a message
        half.write_text(json.dumps({"at": now.isoformat(), **message}, ensure_ascii=False), "utf-8")
        half.rename(self.folder / name)
        return True

    def messages(self, to: str = "", limit: int = 100) -> list[dict[str, str]]:
        """The newest messages, or those to one number."""
        found = []
        for path in sorted(self.folder.glob("*.json"), reverse=True):
            message = json.loads(path.read_text(encoding="utf-8"))
            if not to or message["to"] == to:
                found.append(message)
            if len(found) >= limit:
                break
        return found

    def tell(self, request_id: str) -> None:
        """Sends the receipt of a delivered message a moment later."""
        if self._tells and self.fault not in ("lost", "no_receipts"):
            task = asyncio.create_task(self._receipt(request_id))
            _tasks.add(task)
            task.add_done_callback(_tasks.discard)

    async def _receipt(self, request_id: str) -> None:
        await asyncio.sleep(_RECEIPT_AFTER)
        state = "failed" if self.fault == "failed_receipts" else "delivered"
        body = json.dumps({"request_id": request_id, "state": state}).encode()
        age = 3600 if self.fault == "late_receipts" else 0
        moment = str(int(time.time()) - age)
        key = "somebody else's" if self.fault == "forged_receipts" else self._key
        seal = hmac.new(key.encode(), moment.encode() + b"." + body, hashlib.sha256).hexdigest()
        headers = {
            "X-Timestamp": moment, "X-Signature": seal, "Content-Type": "application/json",
            "Idempotency-Key": uuid4().hex,
        }  # fmt: skip
        async with httpx.AsyncClient(timeout=10) as http:
            for _ in range(2 if self.fault == "duplicate_receipts" else 1):
                try:
                    await http.post(f"{self._tells}/{self.id}", content=body, headers=headers)
                except httpx.HTTPError:
                    return


def messages_of_both(folder: Path) -> list[dict[str, str]]:
    """What both gateways of a folder delivered, the newest first."""
    both = [Gateway(folder / name, "").messages() for name in ("sms", "sms2")]
    return sorted(both[0] + both[1], key=lambda message: message["at"], reverse=True)


def sms_routes(gateway: Gateway) -> list[HTTPRouteHandler]:
    """The gateway's address, what it delivered, and how to break it."""

    @post(f"/{gateway.id}/send", status_code=202)
    async def send(request: Request[Any, Any, Any], data: dict[str, Any]) -> Response[Any]:
        if gateway.fault == "down":
            return Response({"error": "down"}, status_code=503)
        if gateway.fault == "busy":
            return Response({"error": "busy"}, status_code=429)
        if gateway.fault == "slow":
            await asyncio.sleep(12)
        if not gateway.knows(request.headers.get("authorization", "")):
            return Response({"error": "unauthorized"}, status_code=401)
        message = {name: str(data.get(name, "")) for name in ("request_id", "to", "text", "from")}
        if not _NUMBER.match(message["to"]) or not message["request_id"]:
            return Response({"error": "bad number"}, status_code=400)
        if gateway.fault == "refuse":
            return Response({"error": "number not in use"}, status_code=422)
        taken = gateway.take(message)
        if taken:
            gateway.tell(message["request_id"])
        return Response({"accepted": taken}, status_code=202)

    @get(f"/{gateway.id}.json", sync_to_thread=True)
    def listed(to: str = "") -> list[dict[str, str]]:
        return gateway.messages(to)

    @get(f"/{gateway.id}", media_type=MediaType.HTML, sync_to_thread=True)
    def page() -> str:
        rows = "".join(
            f"<li><b>{html.escape(m['to'])}</b> {html.escape(m['at'][:16])}<br>"
            f"{html.escape(m['text'])}</li>"
            for m in gateway.messages()
        )
        return (
            "<!doctype html><html lang='vi'><meta charset='utf-8'><title>Tin nhắn thử nghiệm"
            f"</title><h1>Tin nhắn thử nghiệm</h1><ul>{rows or '<li>Chưa có tin nhắn.</li>'}</ul>"
        )

    @post(f"/{gateway.id}/fault/{{kind:str}}", status_code=200)
    async def fault(kind: str) -> dict[str, str]:
        gateway.fault = kind if kind in FAULTS else "none"
        return {"fault": gateway.fault}

    return [send, listed, page, fault]
