"""A stand-in for a push service with its browsers (RFC 8030): checks who calls (RFC 8292), keeps
what came encrypted, and opens it as the browser would (RFC 8291), which proves it.
"""

import asyncio
import base64
import json
import os
import time
from typing import Any
from uuid import uuid4

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from litestar import Request, Response, get, post
from litestar.handlers import HTTPRouteHandler
from py_vapid import Vapid02

FAULTS = ("none", "gone", "missing", "busy", "down", "refuse", "slow", "elsewhere")
_LARGEST = 4096
_LONGEST_TOKEN = 24 * 3600


class Browser:
    """One that subscribed here; nobody but it has the private key."""

    def __init__(self) -> None:
        self.id, self.fault = uuid4().hex, "none"
        self._key, self._auth = ec.generate_private_key(ec.SECP256R1()), os.urandom(16)
        self.calls = 0
        self.shown: dict[str, dict[str, Any]] = {}  # by tag, as notices replace each other
        self.headers: dict[str, str] = {}
        self.raw = b""

    def subscription(self, origin: str) -> dict[str, str]:
        """What the page gets from `pushManager.subscribe`."""
        point = self._key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {
            "id": self.id,
            "endpoint": f"{origin}/push/to/{self.id}",
            "p256dh": _text(point),
            "auth": _text(self._auth),
        }

    def take(self, body: bytes, headers: dict[str, str]) -> None:
        """Opens a message and shows it. Raises when it is not for this browser."""
        plain = http_ece.decrypt(
            body, private_key=self._key, auth_secret=self._auth, version="aes128gcm"
        )
        said = json.loads(plain)
        self.shown[str(said["tag"])] = said
        self.headers, self.raw = headers, body


class PushService:
    """All its browsers, in memory."""

    def __init__(self) -> None:
        self.browsers: dict[str, Browser] = {}

    def subscribe(self) -> Browser:
        """One browser more."""
        browser = Browser()
        self.browsers[browser.id] = browser
        return browser


def push_routes(service: PushService) -> list[HTTPRouteHandler]:
    """Where messages go, what browsers show, and how to break one."""

    @post("/push/browsers", status_code=201)
    async def subscribe(request: Request[Any, Any, Any]) -> dict[str, str]:
        return service.subscribe().subscription(_origin(request))

    @post("/push/to/{id_:str}", status_code=201)
    async def take(request: Request[Any, Any, Any], id_: str) -> Response[Any]:
        browser = service.browsers.get(id_)
        if browser is None:
            return Response({"reason": "unknown"}, status_code=404)
        browser.calls += 1
        refused = await _fault(browser)
        if refused is not None:
            return refused
        headers = {name.lower(): value for name, value in request.headers.items()}
        body = await request.body()
        if len(body) > _LARGEST:
            return Response({"reason": "too large"}, status_code=413)
        if not _is_known(headers.get("authorization", ""), _origin(request)):
            return Response({"reason": "vapid"}, status_code=403)
        if not headers.get("ttl", "").isdigit() or headers.get("content-encoding") != "aes128gcm":
            return Response({"reason": "headers"}, status_code=400)
        browser.take(body, headers)
        return Response(None, status_code=201, headers={"Location": f"/push/said/{uuid4().hex}"})

    @get("/push/browsers/{id_:str}")
    async def shown(id_: str) -> dict[str, Any]:
        browser = service.browsers[id_]
        return {
            "calls": browser.calls,
            "shown": list(browser.shown.values()),
            "headers": browser.headers,
            "raw": browser.raw.hex(),
        }

    @post("/push/browsers/{id_:str}/fault/{kind:str}", status_code=200)
    async def fault(id_: str, kind: str) -> dict[str, str]:
        browser = service.browsers[id_]
        browser.fault = kind if kind in FAULTS else "none"
        return {"fault": browser.fault}

    return [subscribe, take, shown, fault]


async def _fault(browser: Browser) -> Response[Any] | None:
    if browser.fault == "slow":
        await asyncio.sleep(12)
    answers: dict[str, Response[Any]] = {
        "gone": Response({"reason": "expired"}, status_code=410),
        "missing": Response({"reason": "unsubscribed"}, status_code=404),
        "busy": Response({}, status_code=429, headers={"Retry-After": "1"}),
        "down": Response({}, status_code=503),
        "refuse": Response({"reason": "bad request"}, status_code=400),
        "elsewhere": Response({}, status_code=307, headers={"Location": "http://127.0.0.1:1/"}),
    }
    return answers.get(browser.fault)


def _is_known(header: str, origin: str) -> bool:
    """A token signed with the key it names, for this service, that ends within a day."""
    try:
        if not Vapid02.verify(header):
            return False
        token = header.partition("t=")[2].partition(",")[0]
        claims = json.loads(_bytes(token.split(".")[1]))
        left = float(claims["exp"]) - time.time()
        return bool(
            claims["aud"] == origin
            and 0 < left <= _LONGEST_TOKEN
            and str(claims["sub"]).startswith("mailto:")
        )
    except (AssertionError, IndexError, KeyError, ValueError):
        return False


def _origin(request: Request[Any, Any, Any]) -> str:
    return f"http://{request.headers.get('host', '')}"


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
