"""A stand-in for the LGSP: the population and business registers, failing when told to."""

import asyncio
import io
from typing import Any

from litestar import Litestar, Request, Response, get, post
from litestar.handlers import HTTPRouteHandler
from pypdf import PdfWriter

from backend.organisation.demo.names import full_name, personal_id
from backend.sandbox.shared_lists import Catalogues, catalogue_routes

_PEOPLE = 1000
_SLOW_SECONDS = 8
_TITLES = {
    "KQ.G15.000031": "Giấy khai sinh",
    "KQ.G15.000032": "Giấy chứng nhận kết hôn",
    "KQ.G15.000034": "Trích lục khai tử",
    "KQ.G15.000038": "Giấy xác nhận tình trạng hôn nhân",
}
_ETHNICITIES = ("Kinh", "Tày", "Nùng", "Dao")


class Lgsp:
    """People and companies that do not exist; `fault` is "", "down", "slow", "wrong" or "none"."""

    def __init__(self) -> None:
        self.fault = ""
        self.calls: list[dict[str, str]] = []
        self.told: list[dict[str, Any]] = []
        self.catalogues = Catalogues()

    def person(self, number: int) -> dict[str, Any]:
        """The n-th fictional person, as the population register says it."""
        id_ = personal_id(number)
        year = 1900 + 100 * (int(id_[3]) // 2) + int(id_[4:6])
        return {
            "SoDinhDanh": id_,
            "HoVaTen": full_name(number).upper(),
            "NgaySinh": f"{year}{1 + number % 12:02d}{1 + number % 28:02d}",
            "GioiTinh": "1" if number % 2 == 0 else "2",
            "DanToc": _ETHNICITIES[number % 4],
            "QuocTich": "Việt Nam",
            "NoiThuongTru": f"Thôn Trình Diễn {1 + number % 9}, phường Kỳ Lừa, tỉnh Lạng Sơn",
            "NgayCapNhat": "20260701",
            "ThanhVienHo": [
                self._member(number + 301, "Vợ, chồng"),
                self._member(number + 302, "Con"),
            ],
        }

    def _member(self, number: int, relation: str) -> dict[str, str]:
        id_ = personal_id(number)
        year = 1900 + 100 * (int(id_[3]) // 2) + int(id_[4:6])
        return {
            "SoDinhDanh": id_,
            "HoVaTen": full_name(number),
            "NgaySinh": f"{year}{1 + number % 12:02d}{1 + number % 28:02d}",
            "GioiTinh": "1" if number % 2 == 0 else "2",
            "QuanHeVoiChuHo": relation,
        }

    def company(self, tax_code: str, representative: str) -> dict[str, str]:
        """The company of a representative; the demonstration knows one for each tax code."""
        return {
            "MaSoDoanhNghiep": tax_code,
            "TenDoanhNghiep": "Công ty TNHH Nông sản Ví Dụ",
            "DiaChiTruSo": "Số 9 đường Trình Diễn, phường Kỳ Lừa, tỉnh Lạng Sơn",
            "MaXa": "06187",
            "SoNha": "Số 9 đường Trình Diễn",
            "SoDinhDanhNguoiDaiDien": representative,
            "NgayCapNhat": "20260801",
        }

    def papers(self, asked: dict[str, Any], number: int | None) -> dict[str, Any]:
        """Of each kind that is asked for one paper, for every third person none.

        Fault "more" sends a kind nobody asked for.
        """
        kinds = [str(one["MaKetQua"]) for one in asked.get("DanhSachDanhMucKetQua", [])]
        if self.fault == "more":
            kinds = ["KQ.G15.999999"]
        if number is None or number % 3 == 2:
            kinds = []
        found = [
            {
                "MaKetQua": kind,
                "TenGiayTo": _TITLES.get(kind, "Giấy tờ"),
                "SoKyHieu": f"{100 + number}/2024" if number is not None else "",
                "CoQuanChuQuan": "Ủy ban nhân dân phường Kỳ Lừa (trình diễn)",
                "DanhSachTepDinhKem": [{"TenTep": "giay-to.pdf", "DuongDan": f"/kho/{kind}.pdf"}],
            }
            for kind in kinds
        ]
        result = {"DanhSachGiayToKetQua": found}
        return {"errorCode": "0", "message": "", "signature": "", "result": result}

    def file(self) -> bytes:
        """A small PDF; with fault "page" something that is no file of any kind we take."""
        return b"<html>404</html>" if self.fault == "page" else plain_pdf()


def plain_pdf() -> bytes:
    """One empty page."""
    writer, whole = PdfWriter(), io.BytesIO()
    writer.add_blank_page(595, 842)
    writer.write(whole)
    return whole.getvalue()


def lgsp_routes(lgsp: Lgsp) -> list[HTTPRouteHandler]:
    """The two registers, and two addresses of the sandbox's own to look and to break it."""
    people = {personal_id(n): n for n in range(_PEOPLE)}

    async def refused(
        request: Request[Any, Any, Any], data: dict[str, Any]
    ) -> Response[Any] | None:
        headers = request.headers
        lgsp.calls.append(
            {
                "path": request.url.path,
                "purpose": data.get("MucDich", ""),
                "reference": headers.get("x-reference", ""),
                "consent": headers.get("x-consent", ""),
            }
        )
        if lgsp.fault == "slow":
            await asyncio.sleep(_SLOW_SECONDS)
        if lgsp.fault == "down":
            return Response({"message": "Hệ thống bảo trì"}, status_code=503)
        if lgsp.fault == "none":
            return Response({"message": "Không có dữ liệu"}, status_code=404)
        if not all(lgsp.calls[-1].values()):
            return Response({"message": "Thiếu mục đích hoặc sự đồng ý"}, status_code=400)
        return None

    @post("/lgsp/population/persons", status_code=200)
    async def persons(request: Request[Any, Any, Any], data: dict[str, str]) -> Response[Any]:
        failed = await refused(request, data)
        if failed is not None:
            return failed
        number = people.get(data.get("SoDinhDanh", ""))
        if number is None:
            return Response({"message": "Không có dữ liệu"}, status_code=404)
        return Response(lgsp.person(number + 1 if lgsp.fault == "wrong" else number))

    @post("/lgsp/business/companies", status_code=200)
    async def companies(request: Request[Any, Any, Any], data: dict[str, str]) -> Response[Any]:
        failed = await refused(request, data)
        if failed is not None:
            return failed
        number = people.get(data.get("SoDinhDanhNguoiDaiDien", ""))
        if number is None:
            return Response({"message": "Không có dữ liệu"}, status_code=404)
        who = personal_id(number + 1 if lgsp.fault == "wrong" else number)
        return Response(lgsp.company(data["MaSoDoanhNghiep"], who))

    @post("/lgsp/personal-store/papers", status_code=200)
    async def papers(request: Request[Any, Any, Any], data: dict[str, Any]) -> Response[Any]:
        failed = await refused(request, data)
        if failed is not None:
            return failed
        return Response(lgsp.papers(data, people.get(str(data.get("SoDinhDanhChuSoHuu", "")))))

    @post("/lgsp/personal-store/files", status_code=200)
    async def files(request: Request[Any, Any, Any], data: dict[str, Any]) -> Response[Any]:
        failed = await refused(request, data)
        if failed is not None:
            return failed
        return Response(lgsp.file(), media_type="application/pdf")

    @post("/lgsp/personal-store/results", status_code=200)
    async def results(request: Request[Any, Any, Any], data: dict[str, Any]) -> Response[Any]:
        if lgsp.fault == "down":
            return Response({"message": "Hệ thống bảo trì"}, status_code=503)
        lgsp.told.append(data | {"id": request.headers.get("idempotency-key", "")})
        return Response({"errorCode": "0", "message": "Thành công"})

    @get("/lgsp/personal-store/results")
    async def told(code: str = "") -> list[dict[str, Any]]:
        return [one for one in lgsp.told if not code or one.get("MaHoSo") == code]

    @get("/lgsp/calls")
    async def calls() -> list[dict[str, str]]:
        return lgsp.calls

    @post("/lgsp/fault/{kind:str}", status_code=200)
    async def fault(kind: str) -> dict[str, str]:
        lgsp.fault = "" if kind == "mend" else kind
        return {"fault": lgsp.fault}

    own = catalogue_routes(lgsp.catalogues)
    return [persons, companies, papers, files, results, told, calls, fault, *own]


if __name__ == "__main__":
    import os

    import uvicorn

    from backend.sandbox.faults import FaultGate

    uvicorn.run(
        FaultGate(Litestar(route_handlers=lgsp_routes(Lgsp()), openapi_config=None)),
        host="127.0.0.1",
        port=int(os.environ["TEST_LGSP_PORT"]),
        log_level="warning",
    )
