"""A stand-in for the tax authority's receipt service: checks what it gets and gives it a code.

It takes nothing whose signature, number or sums do not hold. Faults of its own: refuse (finds
every receipt wrong), codeless (takes without giving a code), other (answers about another receipt),
forgetful (takes and keeps nothing). The switch all partners share breaks it in other ways.
"""

import base64
import re
from dataclasses import dataclass, field
from typing import Any

from anyio import to_thread
from litestar import Request, Response, get, post
from litestar.handlers import HTTPRouteHandler
from lxml import etree
from signxml import XMLVerifier
from signxml.exceptions import SignXMLException
from stdnum.vn import mst

_FORM = re.compile(r"0[12]BLP0-\d{3}")
_SERIES = re.compile(r"[ABCDEGHKLMNPQRSTUVXY]{2}-\d{2}E")
_MOST_BYTES = 1_000_000
_PER_PAGE = 200
_AskedFor = tuple[str, str, int]


@dataclass
class Taken:
    """A receipt that was given a code; `state` is co_hieu_luc, da_huy or bi_thay_the."""

    content: bytes
    day: str
    code: str
    state: str = "co_hieu_luc"
    reason: str = ""


class Wrong(Exception):
    """What is wrong with a receipt: a code and words."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.code, self.words = code, words


@dataclass
class ReceiptService:
    """Receipts by tax code, series and number."""

    token: str
    roots: str
    fault: str = ""
    taken: dict[_AskedFor, Taken] = field(default_factory=dict)
    # Told of before it came itself: a replacement may overtake what it replaces.
    replaced: set[_AskedFor] = field(default_factory=set)

    def take(self, body: dict[str, Any]) -> dict[str, Any]:
        """A signed receipt comes in. Raises Wrong."""
        content = base64.b64decode(str(body.get("NoiDung", "")))
        name = (str(body["MST"]), str(body["KHBLai"]), int(body["SBLai"]))
        said = {"KHBLai": name[1], "SBLai": name[2]}
        known = self.taken.get(name)
        if known is not None:
            if known.content != content:
                raise Wrong("05", f"Số {name[2]} của ký hiệu {name[1]} đã dùng cho biên lai khác")
            return {"MaLoi": "02", "MoTa": "Đã có", "MaCQT": known.code, **said}
        if self.fault == "refuse":
            raise Wrong("09", "Biên lai không đúng quy định (lỗi thử nghiệm)")
        if self.fault == "codeless":
            return {"MaLoi": "00", "MoTa": "", "MaCQT": "", **said}
        root = self._checked(content, name)
        code = f"BL{name[0]}{name[1][:2]}{name[2]:07d}{len(self.taken) % 1000:03d}"
        if self.fault == "other":
            return {"MaLoi": "00", "MoTa": "", "MaCQT": code, "KHBLai": name[1], "SBLai": 0}
        if self.fault != "forgetful":
            kept = Taken(content, _of(root, ".//TTChung/NLap").replace("-", ""), code)
            kept.state = "bi_thay_the" if name in self.replaced else kept.state
            self.taken[name] = kept
            self._replaces(root, name[0])
        return {"MaLoi": "00", "MoTa": "", "MaCQT": code, **said}

    def cancel(self, body: dict[str, Any]) -> dict[str, Any]:
        """A receipt is cancelled. Raises Wrong."""
        known = self.taken.get((str(body["MST"]), str(body["KHBLai"]), int(body["SBLai"])))
        if known is None:
            raise Wrong("04", "Không có biên lai này")
        if len(str(body.get("LDo", "")).strip()) < 5:
            raise Wrong("07", "Thiếu lý do hủy")
        if known.state == "da_huy":
            return {"MaLoi": "02", "MoTa": "Đã hủy trước đó"}
        known.state, known.reason = "da_huy", str(body["LDo"])
        return {"MaLoi": "00", "MoTa": ""}

    def of_day(self, day: str, after: str) -> dict[str, Any]:
        """The receipts of a day in order, a page at a time."""
        names = sorted(name for name, one in self.taken.items() if one.day == day)
        begin = int(after or 0)
        part = names[begin : begin + _PER_PAGE]
        more = str(begin + _PER_PAGE) if begin + _PER_PAGE < len(names) else ""
        rows = [
            {
                "MST": name[0],
                "KHBLai": name[1],
                "SBLai": name[2],
                "TrangThai": self.taken[name].state,
            }
            for name in part
        ]
        return {"MaLoi": "00", "BienLai": rows, "Sau": more}

    def _checked(self, content: bytes, name: _AskedFor) -> etree._Element:
        """The part that is signed. Raises Wrong."""
        if len(content) > _MOST_BYTES:
            raise Wrong("03", "Biên lai quá lớn")
        try:
            found = XMLVerifier().verify(content, ca_pem_file=self.roots, id_attribute="Id")
        except (SignXMLException, etree.XMLSyntaxError, ValueError) as error:
            raise Wrong("08", f"Chữ ký số không hợp lệ ({type(error).__name__})") from error
        said = (found[0] if isinstance(found, list) else found).signed_xml
        if said is None or said.tag != "DLBLai":
            raise Wrong("08", "Chữ ký số không ký lên nội dung biên lai")
        if not mst.is_valid(name[0]) or _of(said, ".//CQThu/MST") != name[0]:
            raise Wrong("06", "Mã số thuế của cơ quan thu không đúng")
        series, number = _of(said, "TTChung/KHBLai"), _of(said, "TTChung/SBLai")
        if (series, number) != (name[1], str(name[2])) or not 1 <= name[2] <= 9_999_999:
            raise Wrong("06", "Ký hiệu, số biên lai không khớp")
        if not (_FORM.fullmatch(_of(said, "TTChung/KHMBLai")) and _SERIES.fullmatch(series)):
            raise Wrong("06", "Ký hiệu mẫu hoặc ký hiệu biên lai không đúng quy định")
        needed = ("TTChung/TBLai", "TTChung/NLap", ".//CQThu/Ten", ".//NNop/Ten", ".//KThu/Ten",
                  ".//TToan/TgTTTBChu", "TTChung/HTTToan")  # fmt: skip
        for path in needed:
            if not _of(said, path):
                raise Wrong("07", f"Thiếu {path.rpartition('/')[2]}")
        total = sum(int(one.text or 0) for one in said.findall(".//KThu/STien"))
        if total <= 0 or str(total) != _of(said, ".//TToan/TgTTTBSo"):
            raise Wrong("07", "Tổng số tiền không bằng các khoản thu")
        return said

    def _replaces(self, root: etree._Element, tax_code: str) -> None:
        if root.find(".//TTBLLQuan") is None:
            return
        number = int(_of(root, ".//TTBLLQuan/SBLCLQuan"))
        former = (tax_code, _of(root, ".//TTBLLQuan/KHBLCLQuan"), number)
        self.replaced.add(former)
        if former in self.taken:
            self.taken[former].state = "bi_thay_the"


def _of(root: etree._Element, path: str) -> str:
    return str(root.findtext(path) or "").strip()


def receipt_routes(twin: ReceiptService) -> list[HTTPRouteHandler]:
    """Its addresses, and the sandbox's own to look and to break it."""

    async def _answered(request: Request[Any, Any, Any], work: Any, *given: Any) -> Response[Any]:
        if request.headers.get("authorization") != f"Bearer {twin.token}":
            return Response({"MaLoi": "01", "MoTa": "Sai khóa"}, status_code=401)
        try:
            return Response(await to_thread.run_sync(work, *given))
        except Wrong as wrong:
            return Response({"MaLoi": wrong.code, "MoTa": wrong.words})

    @post("/bien-lai/tiep-nhan", status_code=200)
    async def take(request: Request[Any, Any, Any], data: dict[str, Any]) -> Response[Any]:
        return await _answered(request, twin.take, data)

    @post("/bien-lai/huy", status_code=200)
    async def cancel(request: Request[Any, Any, Any], data: dict[str, Any]) -> Response[Any]:
        return await _answered(request, twin.cancel, data)

    @get("/bien-lai/danh-sach")
    async def listed(request: Request[Any, Any, Any], ngay: str, sau: str = "") -> Response[Any]:
        return await _answered(request, twin.of_day, ngay, sau)

    @get("/bien-lai/trang-thai")
    async def standing() -> dict[str, str]:
        return {"MaLoi": "00"}

    @get("/bien-lai/thu/{tax_code:str}/{series:str}/{number:int}")
    async def seen(tax_code: str, series: str, number: int) -> dict[str, Any]:
        one = twin.taken.get((tax_code, series, number))
        if one is None:
            return {}
        return {"state": one.state, "code": one.code, "reason": one.reason,
                "xml": one.content.decode()}  # fmt: skip

    @post("/bien-lai/loi/{kind:str}", status_code=200)
    async def fault(kind: str) -> dict[str, str]:
        twin.fault = "" if kind == "mend" else kind
        return {"fault": twin.fault}

    return [take, cancel, listed, standing, seen, fault]


def receipts_here() -> ReceiptService:
    """The service of this sandbox, with our key and the roots it trusts."""
    from backend.settings import settings

    own = settings()
    return ReceiptService(own.receipt_token, own.signing_roots)
