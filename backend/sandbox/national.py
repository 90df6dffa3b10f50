"""A stand-in for the national portal: keeps what it is told, checks it, and fails when told to."""

import asyncio
import re
from typing import Any
from uuid import uuid4

from litestar import Litestar, Response, get, post
from litestar.handlers import HTTPRouteHandler

_MOMENT = re.compile(r"^(\d{14})?$")
_MOMENTS = ("NgayNopHoSo", "NgayTiepNhan", "NgayHenTra", "NgayTra", "NgayKetThucXuLy", "NgayTuChoi")
_STATES = {str(number) for number in range(1, 11)}
_SLOW_SECONDS = 15


class NationalPortal:
    """What arrived, by code; `fault` is "", "down", "slow" or "refuse"."""

    def __init__(self) -> None:
        self.fault = ""
        self.sessions: set[str] = set()
        self.dossiers: dict[str, dict[str, Any]] = {}
        self.progress: dict[str, list[dict[str, Any]]] = {}
        self.calls = 0

    def take(self, body: dict[str, Any]) -> tuple[str, str]:
        """Error code and message of one envelope."""
        if body.get("session") not in self.sessions:
            return "-1", "Phiên làm việc không hợp lệ"
        if self.fault == "refuse":
            return "3", "Dữ liệu không hợp lệ"
        for record in body["data"]:
            wrong = self._wrong(record)
            if wrong:
                return "-3", wrong
            code = record["MaHoSo"]
            if body["service"] == "DongBoHoSoMC":
                if code in self.dossiers and body["isUpdating"] != "True":
                    return "2", f"Hồ sơ {code} đã tồn tại"
                if code not in self.dossiers and body["isUpdating"] == "True":
                    return "4", f"Hồ sơ {code} chưa có"
                self.dossiers[code] = record
            elif body["service"] == "CapNhatTienDoHoSoMC":
                if code not in self.dossiers:
                    return "4", f"Hồ sơ {code} chưa có"
                self.progress.setdefault(code, []).append(record)
            else:
                return "5", "Không có dịch vụ này"
        return "0", "Thành công"

    def _wrong(self, record: dict[str, Any]) -> str:
        texts = [value for value in record.values() if not isinstance(value, list)]
        if not all(isinstance(value, str) for value in texts):
            return "Mọi giá trị phải là chuỗi"
        if not all(_MOMENT.match(record.get(name, "")) for name in _MOMENTS):
            return "Thời điểm phải có dạng yyyyMMddHHmmss"
        state = record.get("TrangThaiHoSo", record.get("TrangThai", ""))
        return "" if state in _STATES else "Trạng thái không có trong danh mục"


def national_routes(portal: NationalPortal) -> list[HTTPRouteHandler]:
    """The portal's two addresses, and two of the sandbox's own to look and to break it."""

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
    async def service(data: dict[str, Any]) -> Response[dict[str, str]]:
        failed = await _fault()
        if failed is not None:
            return failed
        portal.calls += 1
        code, words = portal.take(data)
        return Response({"error_code": code, "message": words})

    @get("/dvcqg/dossiers/{code:str}")
    async def told(code: str) -> dict[str, Any]:
        return {
            "dossier": portal.dossiers.get(code),
            "progress": portal.progress.get(code, []),
        }

    @post("/dvcqg/fault/{kind:str}", status_code=200)
    async def fault(kind: str) -> dict[str, str]:
        portal.fault = "" if kind == "none" else kind
        return {"fault": portal.fault}

    return [login, service, told, fault]


if __name__ == "__main__":
    import os

    import uvicorn

    uvicorn.run(
        Litestar(route_handlers=national_routes(NationalPortal()), openapi_config=None),
        host="127.0.0.1",
        port=int(os.environ["TEST_NATIONAL_PORT"]),
        log_level="warning",
    )
