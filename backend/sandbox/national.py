"""A stand-in for the national portal: keeps what it is told, checks it, sends dossiers of its own,
and fails when told to."""

import asyncio
import time
from typing import Any
from uuid import uuid4

import msgspec
from litestar import Litestar, Response, get, post
from litestar.handlers import HTTPRouteHandler

from backend.national.inbound.seal import SIGNATURE, TIMESTAMP, sealed_with
from backend.sandbox.national_fields import MOMENTS, wrong_in
from backend.sandbox.national_lists import NationalLists
from backend.sandbox.national_questions import NationalQuestions, question_routes

_MUST = ("MaHoSo", "MaTTHC", "ChuHoSo", "MaLinhVuc", "KenhThucHien", "LoaiDoiTuong")
_SLOW_SECONDS = 15
_PAGE = 100


class NationalPortal:
    """What arrived, by code; `fault` is "", "down", "slow", "refuse" or "deaf" (takes a message
    and does not answer). Steps that are told again are known as repeats."""

    def __init__(self) -> None:
        self.fault = ""
        self.sessions: set[str] = set()
        self.dossiers: dict[str, dict[str, Any]] = {}
        self.progress: dict[str, list[dict[str, Any]]] = {}
        self.files: dict[str, bytes] = {}
        self.lists = NationalLists()
        self.questions = NationalQuestions()
        self.calls = 0

    def take(self, body: dict[str, Any]) -> dict[str, Any]:
        """The answer to one envelope."""
        if body.get("session") not in self.sessions:
            return _said("-1", "Phiên làm việc không hợp lệ")
        if self.fault == "refuse":
            return _said("3", "Dữ liệu không hợp lệ")
        service = str(body.get("service", ""))
        listed = self.lists.answer(service, body)
        if listed is not None:
            return _said("0", "Thành công") | {"result": listed}
        if service == "TraCuuHoSo":
            return self._look_up(body)
        about_questions = self.questions.answer(service, body)
        if about_questions is not None:
            return about_questions
        code, words = self._write(service, body)
        return _said(code, words)

    def _write(self, service: str, body: dict[str, Any]) -> tuple[str, str]:
        for record in body.get("data", []):
            wrong = wrong_in(record)
            if wrong:
                return "-3", wrong
            code = record["MaHoSo"]
            if service == "DongBoHoSoMC":
                missing = [name for name in _MUST if not record.get(name)]
                if missing:
                    return "-3", f"Thiếu {', '.join(missing)}"
                if code in self.dossiers and body["isUpdating"] != "True":
                    return "2", f"Hồ sơ {code} đã tồn tại"
                if code not in self.dossiers and body["isUpdating"] == "True":
                    return "4", f"Hồ sơ {code} chưa có"
                self.dossiers[code] = record
            elif service == "CapNhatTienDoHoSoMC":
                if code not in self.dossiers:
                    return "4", f"Hồ sơ {code} chưa có"
                rows = self.progress.setdefault(code, [])
                if record not in rows:
                    rows.append(record)
            else:
                return "5", "Không có dịch vụ này"
        return "0", "Thành công"

    def _look_up(self, body: dict[str, Any]) -> dict[str, Any]:
        day = str(body.get("ngay", ""))
        if not day:
            code = str(body.get("mahoso", ""))
            found = self.dossiers.get(code)
            if found is None:
                return _said("4", f"Hồ sơ {code} chưa có")
            return _said("0", "Thành công") | {"result": [found]}
        after = str(body.get("sau", ""))
        codes = sorted(c for c, d in self.dossiers.items() if c > after and _changed_on(d, day))
        part = codes[:_PAGE]
        lines = [{"MaHoSo": c, "TrangThaiHoSo": self.dossiers[c]["TrangThaiHoSo"]} for c in part]
        more = part[-1] if len(codes) > _PAGE else ""
        return _said("0", "Thành công") | {"result": lines, "next": more}


def _changed_on(dossier: dict[str, Any], day: str) -> bool:
    return any(str(dossier.get(name, "")).startswith(day) for name in MOMENTS)


def _said(code: str, words: str) -> dict[str, Any]:
    return {"error_code": code, "message": words}


def sealed_message(key: str, body: dict[str, Any]) -> tuple[bytes, dict[str, str]]:
    """The bytes of a message to us and the headers that seal it."""
    raw = msgspec.json.encode(body)
    stamp = str(int(time.time()))
    headers = {
        "Content-Type": "application/json",
        TIMESTAMP: stamp,
        SIGNATURE: sealed_with(key, stamp, raw),
    }
    return raw, headers


def national_routes(portal: NationalPortal) -> list[HTTPRouteHandler]:
    """The portal's addresses, and some of the sandbox's own to look, to send and to break it."""

    async def _fault() -> Response[dict[str, str]] | None:
        if portal.fault == "slow":
            await asyncio.sleep(_SLOW_SECONDS)
        if portal.fault == "down":
            return Response({"error_code": "500", "message": "Lỗi hệ thống"}, status_code=503)
        return None

    @post("/dvcqg/login", status_code=200)
    async def login(data: dict[str, Any]) -> Response[dict[str, str]]:
        failed = await _fault()
        if failed is not None:
            return failed
        if not data.get("username"):
            return Response({"error_code": "-1", "message": "Sai tài khoản"})
        session = uuid4().hex
        portal.sessions.add(session)
        return Response({"error_code": "0", "message": "", "session": session})

    @post("/dvcqg/service", status_code=200)
    async def service(data: dict[str, Any]) -> Response[Any]:
        failed = await _fault()
        if failed is not None:
            return failed
        portal.calls += 1
        said = portal.take(data)
        if portal.fault == "deaf":
            return Response({"error_code": "500", "message": "Lỗi hệ thống"}, status_code=502)
        return Response(said)

    @get("/dvcqg/dossiers/{code:str}")
    async def told(code: str) -> dict[str, Any]:
        return {
            "dossier": portal.dossiers.get(code),
            "progress": portal.progress.get(code, []),
        }

    @post("/dvcqg/dossiers/{code:str}", status_code=200)
    async def put(code: str, data: dict[str, Any]) -> dict[str, Any]:
        """Changes what the portal has behind our back; {"gone": true} takes a dossier out."""
        if data.pop("gone", False):
            portal.dossiers.pop(code, None)
            portal.progress.pop(code, None)
        else:
            portal.dossiers[code] = portal.dossiers.get(code, {"MaHoSo": code}) | data
        return {"code": code}

    @post("/dvcqg/lists/procedures/{code:str}", status_code=200)
    async def change(code: str, data: dict[str, Any]) -> dict[str, str]:
        """Puts fields over those of a procedure in the national list."""
        portal.lists.change(code, data)
        return {"code": code}

    @post("/dvcqg/attachments/{name:str}", status_code=200)
    async def keep_file(name: str, data: dict[str, str]) -> dict[str, str]:
        """A file (hexadecimal) the portal gives out at its own address."""
        portal.files[name] = bytes.fromhex(data["content"])
        return {"name": name}

    @get("/dvcqg/attachments/{name:str}")
    async def attachment(name: str) -> Response[bytes]:
        if portal.fault == "down" or name not in portal.files:
            return Response(b"", status_code=503, media_type="application/octet-stream")
        return Response(portal.files[name], media_type="application/octet-stream")

    @post("/dvcqg/fault/{kind:str}", status_code=200)
    async def fault(kind: str) -> dict[str, str]:
        portal.fault = "" if kind == "none" else kind
        return {"fault": portal.fault}

    own = question_routes(portal.questions)
    return [login, service, told, put, change, keep_file, attachment, fault, *own]


if __name__ == "__main__":
    import os

    import uvicorn

    from backend.sandbox.faults import FaultGate
    from backend.sandbox.national_2026 import Portal2026, national_routes_2026

    uvicorn.run(
        FaultGate(
            Litestar(
                route_handlers=[
                    *national_routes(NationalPortal()),
                    *national_routes_2026(Portal2026()),
                ],
                openapi_config=None,
            )
        ),
        host="127.0.0.1",
        port=int(os.environ["TEST_NATIONAL_PORT"]),
        log_level="warning",
    )
