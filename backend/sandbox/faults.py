"""The faults every partner of the sandbox can be given, by one switch they all share.

`POST /faults/<partner>/<kind>?seconds=3600` breaks a partner for a while, `/none` mends it,
`GET /faults` tells how they are. What comes in is broken here, before the partner sees it; what a
partner sends to us goes through `Faults.outgoing`.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

import msgspec
from litestar.types import ASGIApp, Receive, Send

Message = TypeVar("Message")
_SLOW_SECONDS = 15.0
_WHILE = 3600.0


class Fault(StrEnum):
    """What is wrong with a partner."""

    NONE = "none"
    SLOW = "slow"  # answers after fifteen seconds
    ERROR = "500"
    GONE = "gone"  # takes the connection and says nothing sensible, for an hour
    LOST_ANSWER = "lost_answer"  # does what it is asked, and the answer gets lost
    DUPLICATE = "duplicate"  # tells us everything twice
    OUT_OF_ORDER = "out_of_order"  # tells us the later thing first
    WRONG_SIGNATURE = "wrong_signature"


class Faults:
    """The switch of one partner; a fault ends by itself when its time is over."""

    def __init__(self) -> None:
        self._kind, self._until = Fault.NONE, 0.0
        self.slow_seconds = _SLOW_SECONDS
        self._held: list[Any] = []

    @property
    def kind(self) -> Fault:
        """The fault of this moment."""
        return self._kind if time.monotonic() < self._until else Fault.NONE

    def switch(self, kind: Fault, seconds: float = _WHILE) -> None:
        """Breaks the partner for so long, or mends it."""
        self._kind, self._until = kind, time.monotonic() + seconds

    async def outgoing(
        self, message: Message, forged: Callable[[Message], Message]
    ) -> AsyncIterator[Message]:
        """What really leaves for one message to us: nothing, it, it twice, or others with it.

        `forged` gives the message with a seal that does not fit.
        """
        kind = self.kind
        if kind is Fault.SLOW:
            await asyncio.sleep(self.slow_seconds)
        if kind in (Fault.GONE, Fault.ERROR):
            return
        if kind is Fault.OUT_OF_ORDER and not self._held:
            self._held.append(message)
            return
        yield forged(message) if kind is Fault.WRONG_SIGNATURE else message
        if kind is Fault.DUPLICATE:
            yield message
        while self._held:
            yield self._held.pop()


# The beginnings of each partner's addresses; what is the sandbox's own is not among them.
ADDRESSES: dict[str, tuple[str, ...]] = {
    "national": ("/dvcqg/login", "/dvcqg/service"),
    "lgsp": ("/lgsp/population", "/lgsp/business"),
    "payment": ("/thanh-toan/giao-dich",),
    "signing": ("/csc/v1", "/tsa", "/ca"),
    "vneid": ("/vneid",),
    "agency": ("/co-quan",),
    "sms": ("/sms/send",),
    "push": ("/push/to",),
    "mail": (),  # speaks SMTP and looks at its switch itself
    "partner": ("/partners",),
    "post": ("/buu-chinh/don-hang", "/buu-chinh/huy-don", "/buu-chinh/hanh-trinh"),
    "office": ("/qlvb/van-ban", "/qlvb/trang-thai"),
    "pakn": ("/pakn/nguon", "/pakn/phan-anh", "/pakn/tien-do", "/pakn/tra-loi", "/pakn/trang-thai"),
    "receipts": (
        "/bien-lai/tiep-nhan",
        "/bien-lai/huy",
        "/bien-lai/danh-sach",
        "/bien-lai/trang-thai",
    ),
    "emc": ("/emc/su-kien", "/emc/truy-cap", "/emc/trang-thai"),
}
_SWITCHES: dict[str, Faults] = {}


def switch_of(partner: str) -> Faults:
    """The switch of a partner, one in a process."""
    return _SWITCHES.setdefault(partner, Faults())


class FaultGate:
    """The programs of a port behind the switches of their partners; `more` adds some."""

    def __init__(self, app: ASGIApp, more: Mapping[str, tuple[str, ...]] | None = None) -> None:
        self._app, self._addresses = app, ADDRESSES | dict(more or {})

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        """One request."""
        path = str(scope.get("path", ""))
        request = scope["type"] == "http"
        if request and (path == "/faults" or path.startswith("/faults/")):
            await self._switches(scope, path, send)
            return
        faults = self._of(path) if request else None
        kind = faults.kind if faults is not None else Fault.NONE
        if faults is not None and kind is Fault.SLOW:
            await asyncio.sleep(faults.slow_seconds)
        if kind is Fault.ERROR:
            await _answer(send, 500, {"error": "internal"})
        elif kind is Fault.GONE:
            await _hang_up(send)
        elif kind is Fault.LOST_ANSWER:
            await self._app(scope, receive, _swallow)
            await _hang_up(send)
        else:
            await self._app(scope, receive, send)

    def _of(self, path: str) -> Faults | None:
        """The switch of whose address fits best."""
        found = [
            (len(start), name)
            for name, starts in self._addresses.items()
            for start in starts
            if path == start or path.startswith(start if start[-1] == "-" else start + "/")
        ]
        return switch_of(max(found)[1]) if found else None

    async def _switches(self, scope: Any, path: str, send: Send) -> None:
        parts = path.split("/")[2:]
        if scope["method"] == "POST":
            if len(parts) != 2 or parts[0] not in self._addresses or parts[1] not in [*Fault]:
                known = {"partners": sorted(self._addresses), "faults": [*Fault]}
                await _answer(send, 404, known)
                return
            seconds = bytes(scope["query_string"]).decode().removeprefix("seconds=")
            switch_of(parts[0]).switch(Fault(parts[1]), float(seconds or _WHILE))
        await _answer(send, 200, {name: switch_of(name).kind for name in self._addresses})


class _HungUp(Exception):
    """The server closes the connection when a program fails after it began to answer."""


async def _hang_up(send: Send) -> None:
    await send(
        {"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"9")]}
    )
    raise _HungUp


async def _swallow(_message: Any) -> None:
    """Nobody hears it."""


async def _answer(send: Send, status: int, body: Any) -> None:
    headers = [(b"content-type", b"application/json")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send(
        {"type": "http.response.body", "body": msgspec.json.encode(body), "more_body": False}
    )
