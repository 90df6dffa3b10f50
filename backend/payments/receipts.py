"""Receipts (biên lai) as PDF: rendered from what was kept when they were issued."""

from typing import Any
from uuid import UUID

from anyio import to_thread

from backend.access.actor import Actor
from backend.dossiers.scope import visible
from backend.law.calendar import local
from backend.law.fees import vnd
from backend.law.receipts import NAME
from backend.payments.receipt_queries import receipt_number
from backend.platform.database import fetch_row
from backend.platform.problems import NotFound
from backend.platform.sealing import opened_json
from backend.results.letterhead import letterhead
from backend.results.rendering import render
from backend.settings import settings
from shared.vocabulary.fees import MEANS_LABELS, Means
from shared.vocabulary.receipts import ReceiptEnd

_RECEIPT = """
select c.*, o.state, n.series as next_series, n.number as next_number
from fee_receipt c join fee_obligation o on o.id = c.obligation_id
    join dossier d on d.id = o.dossier_id left join fee_receipt n on n.replaces_id = c.id
where c.id = $1 and """


async def receipt(actor: Actor, receipt_id: UUID) -> tuple[str, bytes]:
    """The name and the PDF of a receipt of a dossier in the caller's sight. Raises NotFound."""
    scope, args = visible(actor, 2)
    row = await fetch_row(_RECEIPT + scope, receipt_id, *args)
    if row is None:
        raise NotFound("Không tìm thấy biên lai này.", en="There is no such receipt.")
    head = await letterhead(row["agency_id"])
    kept: dict[str, Any] = opened_json(row, "fee_receipt.data")
    at = local(row["issued_at"])
    number = receipt_number(row)
    electronic = bool(row["form"])
    title = NAME if electronic else _title(kept["kind"])
    data = {
        "template": "fee_receipt",
        "mark": "Bản thể hiện của biên lai điện tử (NĐ 123/2020/NĐ-CP Điều 30 đến 33). "
        "Bản gốc là tệp XML có chữ ký số."
        if electronic
        else "Biên lai thu phí, lệ phí",
        "title": title,
        "superior": head.superior,
        "office": head.office,
        "place_date": f"{head.place}, ngày {at:%d} tháng {at:%m} năm {at.year}",
        "number": f"{row['number']:07d}" if electronic else number,
        "code": kept["code"],
        "look_up_url": _address(row, kept["code"]),
        "stamp": _stamp(row),
        "facts": [
            *_numbered(row),
            ["Người nộp tiền", row["payer"]],
            ["Địa chỉ", kept["address"]],
            ["Nội dung thu", kept["name"]],
            ["Thủ tục", kept["procedure"]],
            ["Số tiền", vnd(row["amount_vnd"])],
            ["Viết bằng chữ", kept["in_words"]],
            ["Hình thức thanh toán", MEANS_LABELS[Means(row["means"])].vi],
        ],
        "left": ["Người nộp tiền", "(Không cần ký với biên lai điện tử)", row["payer"]],
        "right": ["Người thu tiền", "(Ký, ghi rõ họ tên)", kept["collector"] or "Hệ thống"],
        "seal": _seal(row),
    }
    return f"Biên lai {number}.pdf".replace("/", "-"), await to_thread.run_sync(render, data)


def _title(kind: str) -> str:
    return f"Biên lai thu {'phí' if kind == 'fee' else 'lệ phí'}"


def _address(row: Any, dossier_code: str) -> str:
    if row["look_up_code"]:
        return f"{settings().citizen_url}/bien-lai/{row['look_up_code']}/"
    return f"{settings().citizen_url}/tra-cuu?ma={dossier_code}"


def _numbered(row: Any) -> list[list[str]]:
    """What an electronic receipt says of itself (Điều 32.2)."""
    if not row["form"]:
        return []
    said = [["Ký hiệu mẫu, ký hiệu", f"{row['form']}, {row['series']}"]]
    if row["tax_code"]:
        said.append(["Mã số thuế của cơ quan thu", row["tax_code"]])
    said.append(["Mã của cơ quan thuế", row["authority_code"] or "chưa cấp"])
    said.append(["Mã tra cứu", row["look_up_code"]])
    return said


def _stamp(row: Any) -> str:
    if row["ended"] == ReceiptEnd.REPLACED:
        return f"ĐÃ BỊ THAY THẾ BẰNG SỐ {row['next_series']}-{row['next_number']:07d}"
    if row["state"] == "refunded":
        return "ĐÃ HỦY, ĐÃ HOÀN TRẢ" if row["ended"] else "ĐÃ HOÀN TRẢ"
    return "ĐÃ HỦY" if row["ended"] else ""


def _seal(row: Any) -> list[str]:
    """Who signed, in lines; empty for a receipt on paper."""
    if not row["form"]:
        return []
    if row["signed_at"] is None:
        return ["Chờ chữ ký số của cơ quan thu"]
    at = local(row["signed_at"])
    return ["Ký bởi: " + row["signer"], f"Ký lúc: {at:%H:%M:%S} ngày {at:%d/%m/%Y}"]
