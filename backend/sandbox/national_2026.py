"""The stand-in for the national portal in the messages of 2026: tokens, codes, files, dossiers.

It refuses what has a wrong shape with 400, an ended token with 401, a unit that is not ours with
403, a dossier it does not know with 404, and answers 502 while it is down.
"""

import hashlib
import time
from typing import Annotated, Any
from uuid import uuid4

from litestar import Request, Response, get, post
from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.handlers import HTTPRouteHandler
from litestar.params import Body

from backend.sandbox.national_fields import wrong_in

_DOSSIER = ("MaHoSo", "MaDichVuCong", "MaDonViTiepNhan", "ThanhPhanHoSo", "ThongTinNguoiNop")
_APPLICANT = ("LoaiDoiTuong", "IdDoiTuong", "ThongTinChiTiet")
_LIVES = 120
AnyRequest = Request[Any, Any, Any]


class Portal2026:
    """What arrived; `fault` is "", "down", "expired" (tokens end at once) or "slow_answer" (takes a
    dossier and answers 502)."""

    def __init__(self) -> None:
        self.fault = ""
        self.tokens: dict[str, float] = {}
        self.codes: list[str] = []
        self.files: dict[str, str] = {}
        self.dossiers: dict[str, dict[str, Any]] = {}
        self.steps: dict[str, list[dict[str, Any]]] = {}
        self.states: dict[str, dict[str, Any]] = {}

    def refusal(self, request: AnyRequest) -> Response[dict[str, str]] | None:
        """Why a call is not taken."""
        if self.fault == "down":
            return _no(502, "Hệ thống bảo trì")
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        if self.fault == "expired" or self.tokens.get(token, 0) < time.monotonic():
            return _no(401, "Mã truy cập hết hạn")
        return None


def _no(status: int, words: str) -> Response[dict[str, str]]:
    return Response({"message": words}, status_code=status)


def _wrong_dossier(record: dict[str, Any], codes: list[str]) -> str:
    missing = [name for name in _DOSSIER if name not in record]
    person = record.get("ThongTinNguoiNop", {})
    missing += [name for name in _APPLICANT if name not in person]
    if missing:
        return f"Thiếu {', '.join(missing)}"
    if record["MaHoSo"] not in codes:
        return "Mã hồ sơ không do Cổng cấp"
    for part in record["ThanhPhanHoSo"]:
        for paper in part["GiayToDinhKem"]:
            if not paper["IdGiayTo"] or not paper["HashTepTin"]:
                return "Giấy tờ đính kèm chưa được tải lên"
    return wrong_in({k: v for k, v in record.items() if k != "ThongTinNguoiNop"})


def national_routes_2026(portal: Portal2026) -> list[HTTPRouteHandler]:
    """The portal's addresses, and two of the sandbox's own."""

    @post("/dvcqg2026/oauth/token", status_code=200)
    async def token(
        data: Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)],
    ) -> Response[Any]:
        if portal.fault == "down":
            return _no(502, "Hệ thống bảo trì")
        right = data.get("grant_type") == "client_credentials" and data.get("client_secret")
        if not right:
            return _no(401, "invalid_client")
        given = uuid4().hex
        portal.tokens[given] = time.monotonic() + _LIVES
        return Response({"access_token": given, "expires_in": _LIVES, "token_type": "Bearer"})

    @get("/dvcqg2026/GetNextValue")
    async def next_value(request: AnyRequest, code: str) -> Response[Any]:
        refused = portal.refusal(request)
        if refused is not None:
            return refused
        if not code:
            return _no(403, "Đơn vị chưa được cấp quyền")
        given = f"{code}-{time.strftime('%y%m%d')}-{len(portal.codes) + 1:06d}"
        portal.codes.append(given)
        return Response({"MaHoSo": given})

    @post("/dvcqg2026/UploadFile", status_code=200)
    async def upload(
        request: AnyRequest,
        data: Annotated[dict[str, UploadFile], Body(media_type=RequestEncodingType.MULTI_PART)],
    ) -> Response[Any]:
        refused = portal.refusal(request)
        if refused is not None:
            return refused
        digest = hashlib.sha256(await data["file"].read()).hexdigest()
        given = uuid4().hex
        portal.files[given] = digest
        return Response({"IdTepTin": given, "HashTepTin": digest})

    @post("/dvcqg2026/CreateDossier", status_code=200)
    async def create(request: AnyRequest, data: dict[str, Any]) -> Response[Any]:
        refused = portal.refusal(request)
        if refused is not None:
            return refused
        wrong = _wrong_dossier(data, portal.codes)
        if wrong:
            return _no(400, wrong)
        if data["MaHoSo"] in portal.dossiers:
            return _no(400, f"Hồ sơ {data['MaHoSo']} đã tồn tại")
        portal.dossiers[data["MaHoSo"]] = data
        if portal.fault == "slow_answer":
            return _no(502, "Hết thời gian chờ")
        return Response({"MaHoSo": data["MaHoSo"]})

    async def _lines(
        request: AnyRequest, data: list[dict[str, Any]]
    ) -> Response[dict[str, str]] | None:
        refused = portal.refusal(request)
        if refused is not None:
            return refused
        unknown = [one for one in data if one.get("MaHoSo") not in portal.dossiers]
        if unknown:
            return _no(404, f"Không có hồ sơ {unknown[0].get('MaHoSo')}")
        wrong = next(filter(None, map(wrong_in, data)), "")
        return _no(400, wrong) if wrong else None

    @post("/dvcqg2026/CapNhatTienTrinh", status_code=200)
    async def steps(request: AnyRequest, data: list[dict[str, Any]]) -> Response[Any]:
        refused = await _lines(request, data)
        if refused is not None:
            return refused
        for one in data:
            rows = portal.steps.setdefault(one["MaHoSo"], [])
            if one not in rows:
                rows.append(one)
        return Response({"message": "OK"})

    @post("/dvcqg2026/CapNhatTrangThai", status_code=200)
    async def states(request: AnyRequest, data: list[dict[str, Any]]) -> Response[Any]:
        refused = await _lines(request, data)
        if refused is not None:
            return refused
        for one in data:
            portal.states[one["MaHoSo"]] = one
        return Response({"message": "OK"})

    @get("/dvcqg2026/told")
    async def told() -> dict[str, Any]:
        return {
            "codes": portal.codes,
            "files": portal.files,
            "dossiers": portal.dossiers,
            "steps": portal.steps,
            "states": portal.states,
        }

    @post("/dvcqg2026/fault/{kind:str}", status_code=200)
    async def fault(kind: str) -> dict[str, str]:
        portal.fault = "" if kind == "none" else kind
        return {"fault": portal.fault}

    return [token, next_value, upload, create, steps, states, told, fault]
