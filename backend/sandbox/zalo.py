"""A stand-in for Zalo's notifications (ZNS): templates by number, signed events, faults."""

import asyncio
import hashlib
import json
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
from litestar import Request, Response, get, post
from litestar.handlers import HTTPRouteHandler

from backend.sandbox.zalo_tokens import Tokens

FAULTS = (
    "none", "down", "busy", "refuse", "no_receipts", "forged_receipts", "token", "ended",
    "bad_refresh", "oauth_down", "oauth_lost",
)  # fmt: skip
_tasks: set[asyncio.Task[None]] = set()


class OfficialAccount:
    """What was sent, as JSON files in one folder; receipts go to `tells`."""

    def __init__(
        self, folder: Path, app_id: str, token: str, secret: str, tells: str, tokens: Tokens
    ) -> None:
        self.folder, self.fault, self.tokens = folder, "none", tokens
        self._app_id, self._token, self._secret, self._tells = app_id, token, secret, tells
        folder.mkdir(parents=True, exist_ok=True)

    def knows(self, token: str) -> bool:
        """Whether the caller shows our token."""
        return self.fault != "token" and ((token == self._token != "") or self.tokens.holds(token))

    def take(self, message: dict[str, Any]) -> str:
        """Keeps a message; returns its number."""
        msg_id = uuid4().hex[:20]
        now = datetime.now(UTC)
        half = self.folder / f"{uuid4().hex}.half"
        half.write_text(
            json.dumps({"at": now.isoformat(), "msg_id": msg_id, **message}, ensure_ascii=False),
            "utf-8",
        )
        half.rename(self.folder / f"{now:%Y%m%d%H%M%S%f}-{msg_id}.json")
        return msg_id

    def messages(self, limit: int = 100) -> list[dict[str, Any]]:
        """The newest first."""
        found = sorted(self.folder.glob("*.json"), reverse=True)[:limit]
        return [json.loads(path.read_text(encoding="utf-8")) for path in found]

    def tell(self, tracking_id: str, msg_id: str) -> None:
        """The event that the person's telephone has it."""
        if self.fault != "no_receipts":
            task = asyncio.create_task(self._event(tracking_id, msg_id))
            _tasks.add(task)
            task.add_done_callback(_tasks.discard)

    async def _event(self, tracking_id: str, msg_id: str) -> None:
        await asyncio.sleep(0.2)
        moment = str(int(time.time() * 1000))
        message = {"delivery_time": moment, "msg_id": msg_id, "tracking_id": tracking_id}
        body = json.dumps(
            {
                "app_id": self._app_id, "event_name": "user_received_message",
                "timestamp": moment, "message": message,
            }
        ).encode()  # fmt: skip
        secret = "somebody else's" if self.fault == "forged_receipts" else self._secret
        whole = self._app_id.encode() + body + moment.encode() + secret.encode()
        headers = {
            "X-ZEvent-Signature": f"mac={hashlib.sha256(whole).hexdigest()}",
            "Content-Type": "application/json",
        }
        async with httpx.AsyncClient(timeout=10) as http:
            try:
                await http.post(f"{self._tells}/zalo", content=body, headers=headers)
            except httpx.HTTPError:
                return


def zalo_routes(account: OfficialAccount) -> list[HTTPRouteHandler]:
    """Zalo's address, what was sent, and how to break it."""

    @post("/zalo/message/template", status_code=200)
    async def send(request: Request[Any, Any, Any], data: dict[str, Any]) -> Response[Any]:
        if account.fault == "down":
            return Response({"error": -100}, status_code=503)
        if account.fault == "busy":
            return Response({"error": -100, "message": "busy"})
        if not account.knows(request.headers.get("access_token", "")):
            return Response({"error": -124, "message": "Access token invalid"})
        if account.fault == "refuse":
            return Response({"error": -118, "message": "Zalo account not existed"})
        known = {name: data.get(name) for name in ("phone", "template_id", "template_data")}
        if not all(known.values()) or not str(known["phone"]).startswith("84"):
            return Response({"error": -108, "message": "Phone number is invalid"})
        msg_id = account.take(known | {"tracking_id": data.get("tracking_id", "")})
        account.tell(str(data.get("tracking_id", "")), msg_id)
        sent = str(int(time.time() * 1000))
        return Response(
            {"error": 0, "message": "Success", "data": {"msg_id": msg_id, "sent_time": sent}}
        )

    @post("/zalo/oauth/v4/oa/access_token", status_code=200)
    async def renew(request: Request[Any, Any, Any]) -> Response[Any]:
        if account.fault == "oauth_down":
            return Response({"error": -1}, status_code=503)
        if account.fault == "bad_refresh":
            return Response({"error": -14014, "error_name": "Invalid refresh token"})
        form = {str(name): str(value) for name, value in (await request.form()).items()}
        given = account.tokens.grant(form, request.headers.get("secret_key", ""))
        lost = account.fault == "oauth_lost"
        return Response({} if lost else given, status_code=502 if lost else 200)

    @get("/zalo/oauth/asked")
    async def asked() -> dict[str, int]:
        return {"granted": account.tokens.granted, "refused": account.tokens.refused}

    @get("/zalo.json", sync_to_thread=True)
    def listed() -> list[dict[str, Any]]:
        return account.messages()

    @post("/zalo/fault/{kind:str}", status_code=200)
    async def fault(kind: str) -> dict[str, str]:
        account.fault = kind if kind in FAULTS else "none"
        if kind == "ended":
            account.tokens.end_all()
        return {"fault": account.fault}

    return [send, renew, asked, listed, fault]
