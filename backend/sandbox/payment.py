"""A stand-in for the payment platform of the national portal, with faults that can be switched on.

It keeps payments by reference, shows a page to pay on, notifies as the real one does (late, twice,
forged when told to), gives money back once for a reference and tells what came in on a day.
"""

import asyncio
import base64
import html
import io
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import httpx
from litestar import Litestar, MediaType, Request, Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.response import Redirect
from pypdf import PdfWriter

from backend.law.calendar import VIETNAM
from backend.payments import messages
from backend.payments.messages import BadMessage, Partner
from backend.sandbox.faults import FaultGate, switch_of

_SLOW_SECONDS = 12
_PAGE = 200


@dataclass
class Payment:
    """One payment; `transactions` as (code, amount, moment), more than one when paid twice."""

    reference: str
    amount: int
    back: str
    words: str
    state: str = messages.PENDING
    transactions: list[tuple[str, int, str]] = field(default_factory=list)


class PaymentPlatform:
    """`fault`: "", down, slow, refuse, silent (no notification), wrong_amount, bad_seal, twice."""

    def __init__(self, partner: Partner, notify: str, here: str) -> None:
        self.partner, self.notify, self.here = partner, notify, here
        self.fault = ""
        self.payments: dict[str, Payment] = {}
        self.refunds: dict[str, dict[str, str]] = {}
        self.count = 0

    def sealed(self, body: dict[str, Any]) -> dict[str, Any]:
        """An answer with our seal, or with a wrong one."""
        full = messages.sealed(self.partner, {"MaDoiTac": self.partner.code} | body)
        return full | {"MaXacThuc": "0" * 64} if self.fault == "bad_seal" else full

    def take(self, body: dict[str, Any]) -> dict[str, Any]:
        """The answer to one message."""
        try:
            messages.opened(self.partner, body)
        except BadMessage:
            return self.sealed({"MaLoi": messages.BAD_SEAL, "MoTaLoi": "Sai mã xác thực"})
        if self.fault == "refuse":
            return self.sealed({"MaLoi": "99", "MoTaLoi": "Đơn vị thụ hưởng tạm khóa"})
        kind = body.get("LoaiBanTin")
        if kind == "INIT":
            return self._start(body)
        if kind == "DOI_SOAT":
            return self._day(body)
        if kind == "REFUND":
            return self._refund(body)
        if kind == "GET_BILL":
            return self._bill(body)
        payment = self.payments.get(str(body.get("MaThamChieu")))
        if payment is None:
            return self.sealed({"MaLoi": messages.UNKNOWN, "MoTaLoi": "Không có giao dịch"})
        return self.sealed(self.word(payment))

    def word(self, payment: Payment) -> dict[str, Any]:
        """What is said of a payment when asked, or unasked."""
        code, amount, at = payment.transactions[0] if payment.transactions else ("", 0, "")
        return {
            "MaThamChieu": payment.reference,
            "SoTien": str(amount or payment.amount),
            "MaGiaoDich": code,
            "ThoiGianGD": at,
            "MaLoi": payment.state,
            "MoTaLoi": "",
        }

    def pay(self, payment: Payment, amount: int, at: str = "") -> None:
        """The bank has moved money; `at` yyyyMMddHHmmss, or now."""
        self.count += 1
        code = f"GD{datetime.now(VIETNAM):%y%m%d%H%M%S}{self.count:06d}"
        at = at or messages.moment(datetime.now(VIETNAM))
        payment.transactions.append((code, amount, at))
        payment.state = messages.DONE

    def _start(self, body: dict[str, Any]) -> dict[str, Any]:
        reference = str(body["MaThamChieu"])
        if reference not in self.payments:
            self.payments[reference] = Payment(
                reference,
                int(body["SoTien"]),
                str(body["DuongDanTraVe"]),
                str(body["ThongTinGiaoDich"]),
            )
        page = f"{self.here}/thanh-toan/trang/{reference}"
        return self.sealed({"MaLoi": messages.DONE, "MoTaLoi": "", "DuongDanThanhToan": page})

    def _refund(self, body: dict[str, Any]) -> dict[str, Any]:
        reference, transaction = str(body["MaThamChieu"]), str(body["MaGiaoDich"])
        known = self.refunds.get(reference)
        if known is None:
            amounts = [
                amount
                for payment in self.payments.values()
                for code, amount, _at in payment.transactions
                if code == transaction
            ]
            gone = {refund["of"] for refund in self.refunds.values()}
            if amounts != [int(body["SoTien"])] or transaction in gone:
                return self.sealed({"MaLoi": "94", "MoTaLoi": "Không hoàn được giao dịch này"})
            self.count += 1
            known = {"proof": f"HG{self.count:08d}", "of": transaction}
            self.refunds[reference] = known
        return self.sealed(
            {"MaLoi": messages.DONE, "MoTaLoi": "", "MaGiaoDichHoan": known["proof"]}
        )

    def _bill(self, body: dict[str, Any]) -> dict[str, Any]:
        wanted = (str(body["MaThamChieu"]), str(body["MaGiaoDich"]))
        known = {
            (payment.reference, code)
            for payment in self.payments.values()
            for code, _amount, _at in payment.transactions
        }
        if wanted not in known:
            return self.sealed({"MaLoi": messages.UNKNOWN, "MoTaLoi": "Không có biên lai"})
        writer = PdfWriter()
        writer.add_blank_page(width=420, height=595)
        writer.add_metadata({"/Title": f"Bien lai {wanted[1]}"})
        out = io.BytesIO()
        writer.write(out)
        return self.sealed(
            {
                "MaLoi": messages.DONE,
                "MoTaLoi": "",
                "BienLai": base64.b64encode(out.getvalue()).decode(),
            }
        )

    def _day(self, body: dict[str, Any]) -> dict[str, Any]:
        rows = sorted(
            (code, amount, at, payment.reference)
            for payment in self.payments.values()
            for code, amount, at in payment.transactions
            if at.startswith(str(body["Ngay"])) and code > str(body["SauMaGiaoDich"])
        )
        listed = [
            {
                "MaThamChieu": reference,
                "SoTien": str(amount),
                "MaGiaoDich": code,
                "ThoiGianGD": at,
                "MaLoi": messages.DONE,
            }
            for code, amount, at, reference in rows[:_PAGE]
        ]
        return self.sealed({"MaLoi": messages.DONE, "MoTaLoi": "", "DanhSach": listed})

    async def tell(self, payment: Payment) -> None:
        """Notifies, unless told to keep silent; twice where the fault says so."""
        if self.fault == "silent" or not self.notify:
            return
        message = self.sealed({"LoaiBanTin": "NOTIFY"} | self.word(payment))
        async with httpx.AsyncClient(timeout=5) as http:
            async for leaving in switch_of("payment").outgoing(message, _forged):
                for _time in range(2 if self.fault == "twice" else 1):
                    try:
                        await http.post(self.notify, json=leaving)
                    except httpx.HTTPError:
                        return


def _forged(message: dict[str, Any]) -> dict[str, Any]:
    return message | {"MaXacThuc": "0" * 64}


_FORM = """<!doctype html><html lang="vi"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Nền tảng thanh toán (thử nghiệm)</title>
<style>body{{font-family:sans-serif;max-width:26rem;margin:2rem auto;padding:0 1rem;color:#1f2937}}
button{{display:block;width:100%;min-height:48px;margin:.75rem 0;font-size:1rem}}</style>
<h1>Nền tảng thanh toán thử nghiệm</h1><p>{words}</p><p><b>{amount} đồng</b></p>
<p>Đây là trang thử nghiệm, không có tiền thật.</p>
<form method="post"><button name="ket-qua" value="ok">Thanh toán</button>
<button name="ket-qua" value="huy">Hủy giao dịch</button></form></html>"""


def payment_routes(platform: PaymentPlatform) -> list[HTTPRouteHandler]:
    """The platform's one address, its page, and the sandbox's own to look and to break it."""

    @post("/thanh-toan/giao-dich", status_code=200)
    async def exchange(data: dict[str, Any]) -> Response[Any]:
        if platform.fault == "slow":
            await asyncio.sleep(_SLOW_SECONDS)
        if platform.fault == "down":
            return Response({"MaLoi": "500"}, status_code=503)
        return Response(platform.take(data))

    @get("/thanh-toan/trang/{reference:str}", media_type=MediaType.HTML)
    async def page(reference: str) -> Response[str]:
        payment = platform.payments.get(reference)
        if payment is None:
            return Response("Không có giao dịch", status_code=404)
        amount = f"{payment.amount:,}".replace(",", ".")
        return Response(_FORM.format(words=html.escape(payment.words), amount=amount))

    @post("/thanh-toan/trang/{reference:str}")
    async def answer(request: Request[Any, Any, Any], reference: str) -> Redirect:
        payment = platform.payments[reference]
        form = await request.form()
        if form.get("ket-qua") == "ok":
            extra = 1000 if platform.fault == "wrong_amount" else 0
            platform.pay(payment, payment.amount + extra)
        elif not payment.transactions:
            payment.state = messages.FAILED
        await platform.tell(payment)
        return Redirect(payment.back, status_code=303)

    @post("/thanh-toan/thu/{reference:str}/{what:str}", status_code=200)
    async def happen(reference: str, what: str, amount: int = 0, at: str = "") -> dict[str, Any]:
        payment = platform.payments[reference]
        if what == "pay":
            platform.pay(payment, amount or payment.amount, at)
        elif what == "fail":
            payment.state = messages.FAILED
        elif what == "forget":
            payment.transactions.clear()
            payment.state = messages.PENDING
        elif what == "tell":
            await platform.tell(payment)
        return platform.word(payment)

    @post("/thanh-toan/loi/{kind:str}", status_code=200)
    async def fault(kind: str) -> dict[str, str]:
        platform.fault = "" if kind == "mend" else kind
        return {"fault": platform.fault}

    return [exchange, page, answer, happen, fault]


def platform_here(port: int) -> PaymentPlatform:
    """The platform of this sandbox, as the settings say who we are."""
    from backend.settings import settings

    partner = Partner(settings().payment_partner, settings().payment_secret)
    notify = f"{settings().api_url}/api/v1/payments/notifications"
    return PaymentPlatform(partner, notify, f"http://127.0.0.1:{port}")


if __name__ == "__main__":
    import os

    import uvicorn

    own_port = int(os.environ["TEST_PAYMENT_PORT"])
    uvicorn.run(
        FaultGate(
            Litestar(route_handlers=payment_routes(platform_here(own_port)), openapi_config=None)
        ),
        host="127.0.0.1",
        port=own_port,
        log_level="warning",
    )
