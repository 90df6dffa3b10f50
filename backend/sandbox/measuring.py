"""A stand-in for the measuring system: checks the published fields and code lists, keeps events."""

import re
from dataclasses import dataclass, field
from typing import Any

from litestar import Request, Response, get, post
from litestar.handlers import HTTPRouteHandler

_FIELDS = {
    "CodeProfile": re.compile(r"\S+"),
    "SiteId": re.compile(r"\S+"),
    "CodeTTHC": re.compile(r"[\d.]+"),
    "NameTTHC": re.compile(r".+"),
    "MaHoSo": re.compile(r"\S+"),
    "Status": re.compile(r"[0-4]"),
    "FormsReception": re.compile(r"[12]"),
    "FormsPayments": re.compile(r"[012]"),
    "Level": re.compile(r"[0134]"),
    "IsFromDVCQG": re.compile(r"[01]"),
    "IsDVCBC": re.compile(r"[012]"),
    "Data": re.compile(r"\d{14}"),
    "User": re.compile(r".*"),
}


@dataclass
class Measuring:
    """Events by dossier in the order in which they came; a repeat under one key is dropped."""

    events: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    visits: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)
    fault: str = ""

    def wrong(self, body: dict[str, Any]) -> str:
        """What is not as published; empty when all is."""
        if set(body) != set(_FIELDS):
            return f"Trường thừa hoặc thiếu: {sorted(set(body) ^ set(_FIELDS))}"
        bad = [n for n, rule in _FIELDS.items() if not rule.fullmatch(str(body[n]))]
        return f"Giá trị không đúng: {', '.join(bad)}" if bad else ""


def measuring_routes(twin: Measuring) -> list[HTTPRouteHandler]:
    """Its addresses, and the sandbox's own to look and to break it."""

    @get("/emc/trang-thai")
    async def standing() -> dict[str, str]:
        return {"Status": "1"}

    @post("/emc/su-kien", status_code=200)
    async def event(request: Request[Any, Any, Any], data: dict[str, Any]) -> Response[Any]:
        if twin.fault == "down":
            return Response({"Message": "Lỗi hệ thống"}, status_code=503)
        wrong = twin.wrong(data)
        if wrong:
            return Response({"Status": "0", "Message": wrong})
        key = request.headers.get("idempotency-key", "")
        if key not in twin.keys:
            twin.keys.add(key)
            twin.events.setdefault(str(data["MaHoSo"]), []).append(data)
        return Response({"Status": "1", "Message": "", "Id": key})

    @post("/emc/truy-cap", status_code=200)
    async def visits(data: dict[str, Any]) -> dict[str, str]:
        twin.visits[str(data["Date"])] = data["Pages"]
        return {"Status": "1", "Message": ""}

    @get("/emc/thu/{code:str}")
    async def seen(code: str) -> list[dict[str, str]]:
        return twin.events.get(code, [])

    @get("/emc/thu-truy-cap/{day:str}")
    async def seen_visits(day: str) -> list[dict[str, Any]]:
        return twin.visits.get(day, [])

    @post("/emc/loi/{kind:str}", status_code=200)
    async def fault(kind: str) -> dict[str, str]:
        twin.fault = "" if kind == "mend" else kind
        return {"fault": twin.fault}

    return [standing, event, visits, seen, seen_visits, fault]
