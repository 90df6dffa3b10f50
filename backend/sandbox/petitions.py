"""A stand-in for the national petition system: gives a feed, takes petitions, progress, answers.

Faults of its own: twice (the feed gives every line twice), garbage.
"""

import itertools
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from litestar import MediaType, Request, Response, get, post
from litestar.handlers import HTTPRouteHandler

_VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
_RUN = f"{datetime.now(_VIETNAM):%y%m%d%H%M%S}"


@dataclass
class Petitions:
    """Everything there, by their code; `taken` are messages about each in order of arrival."""

    token: str
    fault: str = ""
    feed: list[dict[str, Any]] = field(default_factory=list)
    shared: dict[str, dict[str, Any]] = field(default_factory=dict)
    taken: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    _events: set[str] = field(default_factory=set)
    _numbers: Any = field(default_factory=lambda: itertools.count(1))

    def happen(self, body: dict[str, Any]) -> dict[str, Any]:
        """Somebody there sends, adds or judges; the line as the feed has it."""
        number = next(self._numbers)
        line = {"Ma": f"PAKN-{_RUN}-{number:05d}"} | body
        line["ViTri"] = f"{_RUN}{number:09d}"
        self.feed.append(line)
        return line

    def lines(self, body: dict[str, Any]) -> dict[str, Any]:
        """What is new after a position."""
        after = str(body.get("Sau") or "")
        rows = [line for line in self.feed if str(line.get("ViTri", "")) > after]
        rows = rows[: int(body.get("SoLuong") or 0)]
        if self.fault == "twice":
            rows = [line for line in rows for _time in range(2)]
        return {"Status": "00", "Message": "", "DanhSach": rows}

    def share(self, body: dict[str, Any]) -> dict[str, Any]:
        """One of ours; the same again is known."""
        for code, known in self.shared.items():
            if known["MaDiaPhuong"] == body["MaDiaPhuong"]:
                return {"Status": "02", "Message": "Đã có", "Ma": code}
        code = f"PAKN-{_RUN}-{next(self._numbers):05d}"
        self.shared[code] = body
        return {"Status": "00", "Message": "", "Ma": code}

    def take(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Progress or an answer; a repeat changes nothing."""
        event = f"{path}:{body['MaSuKien']}"
        if event in self._events:
            return {"Status": "02", "Message": "Đã có"}
        if not body.get("Ma"):
            return {"Status": "07", "Message": "Thiếu mã phản ánh"}
        self._events.add(event)
        self.taken.setdefault(str(body["Ma"]), []).append(body)
        return {"Status": "00", "Message": ""}


def petition_routes(twin: Petitions) -> list[HTTPRouteHandler]:
    """Its addresses, and the sandbox's own to look, to make things happen and to break it."""

    async def _answer(request: Request[Any, Any, Any], answer: Any) -> Response[Any]:
        if request.headers.get("authorization") != f"Bearer {twin.token}":
            return Response({"Message": "Sai khóa"}, status_code=401)
        if twin.fault == "garbage":
            return Response("<html>", media_type=MediaType.HTML)
        return Response(answer(await request.json()))

    @post("/pakn/trang-thai", status_code=200)
    async def standing(request: Request[Any, Any, Any]) -> Response[Any]:
        return await _answer(request, lambda _body: {"Status": "00"})

    @post("/pakn/nguon", status_code=200)
    async def lines(request: Request[Any, Any, Any]) -> Response[Any]:
        return await _answer(request, twin.lines)

    @post("/pakn/phan-anh", status_code=200)
    async def share(request: Request[Any, Any, Any]) -> Response[Any]:
        return await _answer(request, twin.share)

    @post("/pakn/tien-do", status_code=200)
    async def progress(request: Request[Any, Any, Any]) -> Response[Any]:
        return await _answer(request, lambda body: twin.take("tien-do", body))

    @post("/pakn/tra-loi", status_code=200)
    async def answer(request: Request[Any, Any, Any]) -> Response[Any]:
        return await _answer(request, lambda body: twin.take("tra-loi", body))

    @get("/pakn/tep/{name:str}")
    async def file(name: str) -> Response[Any]:
        content = twin.files.get(name)
        if content is None:
            return Response({"Message": "Không có tệp"}, status_code=404)
        return Response(content, media_type="application/octet-stream")

    @post("/pakn/thu/tep/{name:str}", status_code=200)
    async def put_file(name: str, request: Request[Any, Any, Any]) -> dict[str, int]:
        twin.files[name] = await request.body()
        return {"size": len(twin.files[name])}

    @post("/pakn/thu", status_code=200)
    async def happen(data: dict[str, Any]) -> dict[str, Any]:
        return twin.happen(data)

    @get("/pakn/thu/{code:str}")
    async def seen(code: str) -> dict[str, Any]:
        return {"shared": twin.shared.get(code), "taken": twin.taken.get(code, [])}

    @post("/pakn/loi/{kind:str}", status_code=200)
    async def fault(kind: str) -> dict[str, str]:
        twin.fault = "" if kind == "mend" else kind
        return {"fault": twin.fault}

    return [standing, lines, share, progress, answer, file, put_file, happen, seen, fault]


def petitions_here() -> Petitions:
    """The system of this sandbox, with our key."""
    from backend.settings import settings

    return Petitions(settings().pakn_token)
