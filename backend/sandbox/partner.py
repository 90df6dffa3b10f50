"""A stand-in for any partner that takes messages: keeps what arrived, in order, once an id."""

import asyncio
from typing import Any

from litestar import Litestar, Response, get, post
from litestar.handlers import HTTPRouteHandler

from backend.sandbox.faults import FaultGate


class Partner:
    """What arrived, by the name it was sent to; `calls` counts repeats too."""

    def __init__(self) -> None:
        self.calls = 0
        self.taken: dict[str, list[dict[str, Any]]] = {}
        self.repeats: dict[str, int] = {}
        self._ids: set[str] = set()

    def take(self, name: str, message: dict[str, Any]) -> bool:
        """Keeps a message once; False when its id was taken before."""
        self.calls += 1
        fresh = message["id"] not in self._ids
        self._ids.add(message["id"])
        if fresh:
            self.taken.setdefault(name, []).append(message)
        else:
            self.repeats[name] = self.repeats.get(name, 0) + 1
        return fresh


def partner_routes(partner: Partner) -> list[HTTPRouteHandler]:
    """Where messages go, and what arrived."""

    @post("/partners/{name:str}/messages", status_code=200)
    async def take(name: str, data: dict[str, Any]) -> Response[dict[str, Any]]:
        if data.get("refuse"):
            return Response({"message": "Sai mã đơn vị nhận"}, status_code=422)
        fresh = partner.take(name, data)
        if fresh:  # taken, and for so long without a word
            await asyncio.sleep(float(data.get("answers_after", 0)))
        return Response({"reference": f"TN-{data['id'][-8:]}", "fresh": fresh})

    @get("/partners/{name:str}/taken")
    async def taken(name: str) -> list[dict[str, Any]]:
        return partner.taken.get(name, [])

    @get("/partners/{name:str}/repeats")
    async def repeats(name: str) -> dict[str, int]:
        return {"repeats": partner.repeats.get(name, 0)}

    @get("/partners/calls")
    async def calls() -> dict[str, int]:
        return {"calls": partner.calls}

    @get("/partners/health")
    async def health() -> dict[str, str]:
        return {"status": "ok"}

    return [take, taken, repeats, calls, health]


def gated(names: tuple[str, ...] = ()) -> FaultGate:
    """The partner alone; what begins with one of `names` has a switch beside the one for all."""
    app = Litestar(route_handlers=partner_routes(Partner()), openapi_config=None)
    return FaultGate(app, {name: (f"/partners/{name}-",) for name in names})


if __name__ == "__main__":
    import os

    import uvicorn

    uvicorn.run(
        gated(tuple(filter(None, os.environ.get("TEST_PARTNERS", "").split(",")))),
        host="127.0.0.1",
        port=int(os.environ["TEST_PARTNER_PORT"]),
        log_level="critical",
        access_log=False,
    )
