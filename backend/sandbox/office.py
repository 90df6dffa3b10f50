"""A stand-in for document management: takes drafts, signs and numbers them when told to.

Faults: down, unsigned (gives the draft back as if signed), altered (changes the file after
signing), other (signs another file), numberless.
"""

import base64
import hashlib
import io
from dataclasses import dataclass, field
from typing import Any

from anyio import to_thread
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from litestar import Request, Response, get, post
from litestar.handlers import HTTPRouteHandler
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.timestamps import HTTPTimeStamper
from pypdf import PdfWriter

from backend.sandbox.authority import Authority

_ONCE = b"only-for-this-file"


@dataclass
class Draft:
    """One draft; `state` is dang_xu_ly, tra_lai or da_phat_hanh."""

    content: bytes
    code: str
    state: str = "dang_xu_ly"
    reason: str = ""
    number: str = ""
    signed: bytes = b""


@dataclass
class Office:
    """Drafts by our reference."""

    token: str
    fault: str = ""
    drafts: dict[str, Draft] = field(default_factory=dict)

    def take(self, body: dict[str, Any]) -> dict[str, str]:
        """A draft comes in."""
        content = base64.b64decode(body["NoiDungTep"])
        if hashlib.sha256(content).hexdigest() != body["MaBam"]:
            return {"Status": "07", "Message": "Mã băm không khớp"}
        reference = str(body["MaThamChieu"])
        known = self.drafts.get(reference)
        if known is not None:
            return {"Status": "02", "Message": "Đã có", "MaVanBan": known.code}
        draft = Draft(content, f"VB{len(self.drafts) + 1:06d}")
        self.drafts[reference] = draft
        return {"Status": "00", "Message": "", "MaVanBan": draft.code}

    def issue(self, reference: str, number: str) -> None:
        """The leader signs, the clerk numbers."""
        draft = self.drafts[reference]
        content = draft.content
        if self.fault == "other":
            writer, out = PdfWriter(), io.BytesIO()
            writer.add_blank_page(width=420, height=595)
            writer.write(out)
            content = out.getvalue()
        draft.signed = content if self.fault == "unsigned" else _signed(content)
        if self.fault == "altered":
            draft.signed += b"\n% altered\n"
        draft.number = "" if self.fault == "numberless" else number
        draft.state = "da_phat_hanh"


def _signed(content: bytes) -> bytes:
    from backend.settings import settings

    own = settings()
    authority = Authority(own.var / "sandbox-authority", own.signing_url)
    holder = authority.issue("Lãnh đạo Mẫu", "Cơ quan Mẫu", "020099000099")
    chain = [authority.issuing.certificate, authority.root.certificate]
    packed = pkcs12.serialize_key_and_certificates(
        b"m", holder.key, holder.certificate, chain, BestAvailableEncryption(_ONCE)
    )
    signer = signers.SimpleSigner.load_pkcs12_data(packed, other_certs=[], passphrase=_ONCE)
    out = signers.sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(content)),
        signers.PdfSignatureMetadata(field_name="KyQLVB", subfilter=SigSeedSubFilter.PADES),
        signer,
        timestamper=HTTPTimeStamper(own.signing_tsa_url),
    )
    return bytes(out.getvalue())


def office_routes(twin: Office) -> list[HTTPRouteHandler]:
    """Its addresses, and the sandbox's own to make things happen and to break it."""

    def _closed(request: Request[Any, Any, Any]) -> Response[Any] | None:
        if twin.fault == "down":
            return Response({"Message": "Lỗi hệ thống"}, status_code=503)
        if request.headers.get("authorization") != f"Bearer {twin.token}":
            return Response({"Message": "Sai khóa"}, status_code=401)
        return None

    @get("/qlvb/trang-thai")
    async def standing() -> dict[str, str]:
        return {"Status": "00"}

    @post("/qlvb/van-ban", status_code=200)
    async def take(request: Request[Any, Any, Any], data: dict[str, Any]) -> Response[Any]:
        return _closed(request) or Response(twin.take(data))

    @get("/qlvb/van-ban/{reference:str}")
    async def became(request: Request[Any, Any, Any], reference: str) -> Response[Any]:
        closed = _closed(request)
        if closed is not None:
            return closed
        draft = twin.drafts.get(reference)
        if draft is None:
            return Response({"Status": "04", "Message": "Không có văn bản"})
        return Response(
            {
                "Status": "00",
                "TrangThai": draft.state,
                "LyDo": draft.reason,
                "SoKyHieu": draft.number,
                "TepDaKy": base64.b64encode(draft.signed).decode(),
            }
        )

    @post("/qlvb/thu/{reference:str}/ky", status_code=200)
    async def issue(reference: str, number: str) -> dict[str, str]:
        await to_thread.run_sync(twin.issue, reference, number)
        return {"number": number}

    @post("/qlvb/thu/{reference:str}/tra-lai", status_code=200)
    async def give_back(reference: str, reason: str) -> dict[str, str]:
        twin.drafts[reference].state, twin.drafts[reference].reason = "tra_lai", reason
        return {"reason": reason}

    @post("/qlvb/loi/{kind:str}", status_code=200)
    async def fault(kind: str) -> dict[str, str]:
        twin.fault = "" if kind == "mend" else kind
        return {"fault": twin.fault}

    return [standing, take, became, issue, give_back, fault]


def office_here() -> Office:
    """The system of this sandbox, with our key."""
    from backend.settings import settings

    return Office(settings().office_token)
