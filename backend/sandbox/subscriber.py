"""A stand-in for programs that are told of events: keeps each call as it came, and can be broken.

`/hooks/<name>` takes; `PUT /hooks/<name>/answer` says with which status (and where to) it answers
from now on; `GET /hooks/<name>` shows what came.
"""

from typing import Any

import msgspec
from litestar import Litestar, Request, Response, get, post, put

from backend.sandbox.faults import FaultGate


class Call(msgspec.Struct):
    """One call: its headers in small letters, and its body as it came."""

    headers: dict[str, str]
    body: str


class Subscriber:
    """What came, by name, and how each answers."""

    def __init__(self) -> None:
        self.calls: dict[str, list[Call]] = {}
        self.answers: dict[str, tuple[int, str]] = {}


def subscriber_app(subscriber: Subscriber) -> Litestar:
    """The receiver over HTTP."""

    @post("/hooks/{name:str}")
    async def take(name: str, request: Request[Any, Any, Any]) -> Response[str]:
        headers = {key.lower(): value for key, value in request.headers.items()}
        body = (await request.body()).decode()
        subscriber.calls.setdefault(name, []).append(Call(headers, body))
        status, location = subscriber.answers.get(name, (200, ""))
        sent = {"Location": location} if location else {}
        return Response("ok", status_code=status, headers=sent, media_type="text/plain")

    @get("/hooks/{name:str}")
    async def came(name: str) -> list[Call]:
        return subscriber.calls.get(name, [])

    @put("/hooks/{name:str}/answer")
    async def answer(name: str, status: int, location: str = "") -> None:
        subscriber.answers[name] = (status, location)

    return Litestar(route_handlers=[take, came, answer], openapi_config=None)


def gated(subscriber: Subscriber) -> FaultGate:
    """The receiver behind the switch of faults all partners share."""
    return FaultGate(subscriber_app(subscriber), {"subscriber": ("/hooks",)})


if __name__ == "__main__":
    import os

    import uvicorn

    uvicorn.run(
        gated(Subscriber()),
        host="127.0.0.1",
        port=int(os.environ["TEST_SUBSCRIBER_PORT"]),
        log_level="critical",
        access_log=False,
    )
