"""The receipt service of the tax authority, or of a provider that hands on to it, over HTTP.

No published text of such an exchange was at hand: the messages are ours, with what the decree asks
to be told (the signed receipt; that one is cancelled; a day's receipts for comparing).
"""

import base64
from datetime import date
from typing import Any

import msgspec

from backend.connections.adapter import Refused, Unreachable
from backend.connections.calling import call, http_client
from backend.law.calendar import local
from backend.settings import settings

_SECONDS = 20.0
_DONE, _THERE_ALREADY = "00", "02"
_MOST_PAGES = 2_000


class Listed(
    msgspec.Struct,
    frozen=True,
    rename={"tax_code": "MST", "series": "KHBLai", "number": "SBLai", "state": "TrangThai"},
):
    """One receipt of a day as the service has it."""

    tax_code: str
    series: str
    number: int
    state: str


class _Page(msgspec.Struct, frozen=True, rename={"rows": "BienLai", "after": "Sau"}):
    rows: list[Listed]
    after: str = ""


async def give(message_id: str, row: Any, xml: bytes) -> str:
    """Hands a signed receipt over; returns the tax authority's code for it.

    Raises Unreachable, Refused.
    """
    said = {"MaGiaoDich": message_id, **_name(row), "NoiDung": base64.b64encode(xml).decode()}
    answer = await _ask("POST", "/tiep-nhan", said)
    if (answer.get("KHBLai"), answer.get("SBLai")) != (row["series"], row["number"]):
        raise Refused("Trả lời nói về một biên lai khác.")
    code = str(answer.get("MaCQT", "")).strip()
    if not 8 <= len(code) <= 60:
        raise Refused("Trả lời không có mã của cơ quan thuế.")
    return code


async def cancel(message_id: str, row: Any) -> None:
    """Tells that a receipt is cancelled, and why. Raises Unreachable, Refused."""
    await _ask(
        "POST", "/huy",
        {
            "MaGiaoDich": message_id, **_name(row), "LDo": row["ended_reason"],
            "NHuy": local(row["ended_at"]).strftime("%Y%m%d%H%M%S"),
        },
    )  # fmt: skip


async def listed(day: date) -> list[Listed]:
    """All receipts of a day. Raises Unreachable, Refused."""
    found: list[Listed] = []
    after = ""
    for _page in range(_MOST_PAGES):
        answer = await _ask("GET", "/danh-sach", {"ngay": f"{day:%Y%m%d}", "sau": after})
        try:
            page = msgspec.convert(answer, _Page)
        except msgspec.ValidationError as error:
            raise Unreachable("Danh sách biên lai không đọc được.") from error
        found += page.rows
        if not page.after:
            return found
        after = page.after
    raise Refused("Danh sách biên lai của ngày không kết thúc.")


async def is_there() -> None:
    """Asks for nothing but an answer. Raises Unreachable, Refused."""
    await _ask("GET", "/trang-thai", {})


def _name(row: Any) -> dict[str, Any]:
    return {
        "MST": row["tax_code"],
        "KHMBLai": row["form"],
        "KHBLai": row["series"],
        "SBLai": row["number"],
    }


async def _ask(method: str, path: str, said: dict[str, Any]) -> dict[str, Any]:
    own = settings()
    headers = {"Authorization": f"Bearer {own.receipt_token}"}
    given: dict[str, Any] = {"params": said} if method == "GET" else {"json": said}
    async with http_client(timeout=_SECONDS) as http:
        answer = await call(http, method, f"{own.receipt_url}{path}", headers=headers, **given)
    try:
        found = msgspec.json.decode(answer.content, type=dict[str, Any])
    except msgspec.MsgspecError as error:
        raise Unreachable("Câu trả lời không đọc được.") from error
    if found.get("MaLoi") not in (_DONE, _THERE_ALREADY):
        raise Refused(str(found.get("MoTa", ""))[:300], str(found.get("MaLoi", "")))
    return found
