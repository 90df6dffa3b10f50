"""A stand-in for the public post: takes orders, fetches, carries, loses, tells of it when asked.

Faults: down, slow, refuse, garbage, twice (every line of the feed comes twice, under one id),
shuffled (the lines of a page come newest first, as a careless system would give them).
"""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from litestar import Litestar, MediaType, Request, Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.response import Redirect

from backend.law.calendar import VIETNAM

_SLOW_SECONDS = 12
_FIELDS = (
    "CustomerCode", "ItemCode", "OrderNumber", "CODAmount", "SenderProvince", "SenderDistrict",
    "SenderAddress", "SenderName", "SenderEmail", "SenderTel", "SenderDesc", "Description",
    "ReceiverName", "ReceiverAddress", "ReceiverTel", "ReceiverProvince", "ReceiverDistrict",
    "ReceiverEmail", "FlagConfig",
)  # fmt: skip
_HAPPEN = {
    "LAY": "Bưu tá lấy hàng",
    "DI": "Đi đường",
    "PKTC": "Phát không thành công",
    "PTC": "Phát thành công",
    "CH": "Chuyển hoàn",
    "MAT": "Thất lạc",
}


@dataclass
class Parcel:
    """One order as it was given, and where it is."""

    order: dict[str, Any]
    state: str = "NHAN"


@dataclass
class Post:
    """Orders by parcel, and one feed for all customers in the order in which things happened."""

    token: str
    fault: str = ""
    parcels: dict[str, Parcel] = field(default_factory=dict)
    feed: list[dict[str, Any]] = field(default_factory=list)
    calls: int = 0

    def give(self, body: dict[str, Any]) -> dict[str, Any]:
        """Takes an order of the published shape."""
        wrong = [name for name in _FIELDS if name not in body]
        if wrong or self.fault == "refuse":
            return {"Status": "09", "Message": f"Thiếu {', '.join(wrong)}" if wrong else
                    "Bưu cục tạm ngừng nhận"}  # fmt: skip
        code = str(body["ItemCode"])
        if not (str(body["ReceiverAddress"]) and str(body["ReceiverTel"])):
            return {"Status": "08", "Message": "Thiếu địa chỉ hoặc điện thoại người nhận"}
        if code in self.parcels:
            return {"Status": "02", "Message": "Mã bưu gửi đã tồn tại"}
        self.parcels[code] = Parcel(body)
        self.happen(code, "NHAN")
        return {"Status": "00", "Message": ""}

    def take_back(self, body: dict[str, Any]) -> dict[str, Any]:
        """Cancels before pick-up."""
        parcel = self.parcels.get(str(body.get("ItemCode")))
        if parcel is None:
            return {"Status": "04", "Message": "Không có mã bưu gửi này"}
        if parcel.state not in ("NHAN", "HUY"):
            return {"Status": "05", "Message": "Bưu tá đã lấy hàng"}
        if parcel.state != "HUY":
            self.happen(str(body["ItemCode"]), "HUY")
        return {"Status": "00", "Message": ""}

    def happen(self, code: str, what: str, **more: Any) -> dict[str, Any]:
        """Something happens to a parcel."""
        parcel = self.parcels[code]
        parcel.state = what
        number = len(self.feed) + 1
        line = {
            "Customer": parcel.order["CustomerCode"],
            "EventId": f"SK{number:09d}",
            "Position": f"{number:09d}",
            "ItemCode": code,
            "OrderNumber": parcel.order["OrderNumber"],
            "EventCode": what,
            "EventTime": f"{datetime.now(VIETNAM):%Y%m%d%H%M%S}",
            "Place": "Bưu cục trung tâm",
            "Note": "",
            "ReceivedBy": "",
            "ProofNumber": "",
            "CODCollected": 0,
        }
        if what == "PTC":
            line |= {
                "ReceivedBy": parcel.order["ReceiverName"],
                "ProofNumber": f"BN{number:09d}",
                "CODCollected": int(parcel.order["CODAmount"]),
            }
        self.feed.append(line | more)
        return self.feed[-1]

    def lines(self, body: dict[str, Any]) -> dict[str, Any]:
        """The lines of a customer after a position."""
        after, limit = str(body.get("After") or ""), int(body.get("Limit") or 0)
        rows = [
            line
            for line in self.feed
            if line["Customer"] == body.get("CustomerCode") and line["Position"] > after
        ][:limit]
        if self.fault == "twice":
            rows = [line for line in rows for _time in range(2)][:limit]
        if self.fault == "shuffled" and rows:
            # What is told and the positions do not run the same way.
            positions = [line["Position"] for line in rows]
            rows = [
                line | {"Position": position}
                for line, position in zip(reversed(rows), positions, strict=True)
            ]
        return {"Status": "00", "Message": "", "Events": rows}


_PAGE = """<!doctype html><html lang="vi"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Bưu điện thử nghiệm
</title><style>body{{font-family:sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;
color:#1f2937}}td,th{{padding:.4rem;border-bottom:1px solid #ddd;text-align:left}}
button{{margin:.1rem;min-height:32px}}</style><h1>Bưu điện thử nghiệm</h1>
<p>Bấm để cho chuyện xảy ra với bưu gửi; hệ thống đọc hành trình mỗi phút.</p>
<table><tr><th>Mã bưu gửi</th><th>Hồ sơ</th><th>Thu hộ</th><th>Tình trạng</th><th></th></tr>
{rows}</table></html>"""


def post_routes(twin: Post) -> list[HTTPRouteHandler]:
    """The addresses of the post, its page, and the sandbox's own to look and to break it."""

    async def _answer(request: Request[Any, Any, Any], answer: Any) -> Response[Any]:
        twin.calls += 1
        if twin.fault == "slow":
            await asyncio.sleep(_SLOW_SECONDS)
        if twin.fault == "down":
            return Response({"Message": "Lỗi hệ thống"}, status_code=503)
        if twin.fault == "garbage":
            return Response("<html>", media_type=MediaType.HTML)
        if request.headers.get("authorization") != f"Bearer {twin.token}":
            return Response({"Message": "Sai khóa"}, status_code=401)
        return Response(answer(await request.json()))

    @post("/buu-chinh/don-hang", status_code=200)
    async def give(request: Request[Any, Any, Any]) -> Response[Any]:
        return await _answer(request, twin.give)

    @post("/buu-chinh/huy-don", status_code=200)
    async def take_back(request: Request[Any, Any, Any]) -> Response[Any]:
        return await _answer(request, twin.take_back)

    @post("/buu-chinh/hanh-trinh", status_code=200)
    async def lines(request: Request[Any, Any, Any]) -> Response[Any]:
        return await _answer(request, twin.lines)

    @post("/buu-chinh/thu/{code:str}/{what:str}", status_code=200)
    async def happen(code: str, what: str, data: dict[str, Any]) -> dict[str, Any]:
        return twin.happen(code, what, **data)

    @get("/buu-chinh/thu/{code:str}")
    async def seen(code: str) -> Response[Any]:
        parcel = twin.parcels.get(code)
        if parcel is None:
            return Response({}, status_code=404)
        return Response({"order": parcel.order, "state": parcel.state})

    @post("/buu-chinh/loi/{kind:str}", status_code=200)
    async def fault(kind: str) -> dict[str, str]:
        twin.fault = "" if kind == "mend" else kind
        return {"fault": twin.fault}

    @get("/buu-chinh", media_type=MediaType.HTML)
    async def page() -> str:
        rows = "".join(
            f"<tr><td>{code}</td><td>{one.order['OrderNumber']}</td>"
            f"<td>{int(one.order['CODAmount']):,}</td><td>{one.state}</td><td>"
            + "".join(
                f'<form method="post" action="/buu-chinh/bam/{code}/{what}" '
                f'style="display:inline"><button>{label}</button></form>'
                for what, label in _HAPPEN.items()
            )
            + "</td></tr>"
            for code, one in reversed(twin.parcels.items())
            if code.isalnum()
        )
        return _PAGE.format(rows=rows)

    @post("/buu-chinh/bam/{code:str}/{what:str}")
    async def press(code: str, what: str) -> Redirect:
        twin.happen(code, what)
        return Redirect("/buu-chinh", status_code=303)

    return [give, take_back, lines, happen, seen, fault, page, press]


def post_here() -> Post:
    """The post of this sandbox, with our key."""
    from backend.settings import settings

    return Post(settings().post_token)


if __name__ == "__main__":
    import os

    import uvicorn

    from backend.sandbox.faults import FaultGate
    from backend.sandbox.measuring import Measuring, measuring_routes
    from backend.sandbox.office import office_here, office_routes
    from backend.sandbox.petitions import petition_routes, petitions_here
    from backend.sandbox.receipts import receipt_routes, receipts_here

    twins = [
        *post_routes(post_here()),
        *measuring_routes(Measuring()),
        *office_routes(office_here()),
        *petition_routes(petitions_here()),
        *receipt_routes(receipts_here()),
    ]
    uvicorn.run(
        FaultGate(Litestar(route_handlers=twins, openapi_config=None)),
        host="127.0.0.1",
        port=int(os.environ["TEST_POST_PORT"]),
        log_level="warning",
    )
