"""Shared catalogues of the stand-in for the LGSP: some it keeps, others it is told."""

from datetime import date
from typing import Any

from litestar import Request, Response, get, post
from litestar.handlers import HTTPRouteHandler

from backend.lookups.seed import catalogues

_KEPT = ("ethnicities", "countries", "occupations", "document_types")
_NOT_KEPT = {"errorCode": "4", "message": "Không có danh mục này"}


_OLD_NAME, _NEW_NAME = "Thổ Nhĩ Kỳ", "Türkiye"


class Catalogues:
    """`fault` is "", "down", "other" (answers with another catalogue) or "garbage"."""

    def __init__(self) -> None:
        self.fault = ""
        self.told: list[dict[str, Any]] = []
        today = date.today()  # nosemgrep: clock-beside-the-clock (a partner's own)
        self.kept = {
            seed.key: [
                {"Ma": e.code, "Ten": e.name, "MaCha": e.parent}
                for e in seed.entries
                if e.first <= today and (e.last is None or e.last >= today)
            ]
            for seed in catalogues()
            if seed.key in _KEPT
        }
        for line in self.kept["countries"]:  # one difference on purpose
            if line["Ten"] == _OLD_NAME:
                line["Ten"] = _NEW_NAME
        self.version = 1


def catalogue_routes(here: Catalogues) -> list[HTTPRouteHandler]:
    """The service, and addresses of the sandbox's own to change, to look and to break it."""

    @get("/lgsp/shared-catalogues/{code:str}")
    async def listed(code: str) -> Response[Any]:
        if here.fault == "down":
            return Response({"message": "Hệ thống bảo trì"}, status_code=503)
        if here.fault == "garbage":
            return Response("<html>500</html>", media_type="text/html")
        if code not in here.kept:
            return Response(_NOT_KEPT, status_code=404)
        return Response(
            {
                "MaDanhMuc": "KHAC" if here.fault == "other" else code,
                "PhienBan": f"2026.{here.version}",
                "DanhSach": here.kept[code],
            }
        )

    @post("/lgsp/shared-catalogues/{code:str}", status_code=200)
    async def taken(
        request: Request[Any, Any, Any], code: str, data: dict[str, Any]
    ) -> Response[Any]:
        if here.fault == "down":
            return Response({"message": "Hệ thống bảo trì"}, status_code=503)
        if data.get("MaDanhMuc") != code or not data.get("DanhSach"):
            return Response({"errorCode": "1", "message": "Thiếu dữ liệu"})
        id_ = request.headers.get("idempotency-key", "")
        if all(one["id"] != id_ for one in here.told):
            here.told.append(data | {"id": id_})
        return Response({"errorCode": "0", "message": "Thành công"})

    @post("/lgsp/shared-catalogue-changes/{code:str}", status_code=200)
    async def change(code: str, data: list[dict[str, str]]) -> dict[str, int]:
        here.kept[code] = data
        here.version += 1
        return {"version": here.version}

    @get("/lgsp/shared-catalogue-changes/{code:str}")
    async def told(code: str) -> list[dict[str, Any]]:
        return [one for one in here.told if one["MaDanhMuc"] == code]

    @post("/lgsp/shared-catalogue-fault/{kind:str}", status_code=200)
    async def fault(kind: str) -> dict[str, str]:
        here.fault = "" if kind == "none" else kind
        return {"fault": here.fault}

    return [listed, taken, change, told, fault]
