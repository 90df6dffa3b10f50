"""What each form of TT 01/2018/TT-VPCP says, gathered from the dossier as it was issued."""

from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from backend.catalogue.queries import content_of
from backend.documents.queries import FORM_TITLES
from backend.law.deadlines import moment_words
from backend.platform import clock
from backend.platform.database import fetch_row
from backend.platform.problems import NotFound
from backend.settings import settings
from shared.vocabulary.channels import DELIVERY_LABELS, Channel, Delivery

_ISSUED = """
select f.form, f.number, f.year, f.data, f.issued_at, s.code, s.reference, s.applicant_name,
    s.owner_name, s.applicant_address, s.applicant_phone, s.applicant_email,
    s.applicant_personal_id, s.procedure_name, s.procedure_version_id, s.channel, s.delivery,
    s.delivery_address, s.submitted_at, s.accepted_at, s.due_original, s.held, g.name as agency,
    g.phone as agency_phone, p.name as authority, u.name as desk
from issued_form f join dossier s on s.id = f.dossier_id join agency g on g.id = f.agency_id
    left join agency p on p.id = g.parent_id
    left join unit u on u.agency_id = g.id and u.is_desk
where f.document_id = $1
"""


async def form_data(document_id: UUID) -> dict[str, Any]:
    """The data of one issued form, ready to print. Raises NotFound."""
    row = await fetch_row(_ISSUED, document_id)
    if row is None:
        raise NotFound
    kept: dict[str, Any] = msgspec.json.decode(row["data"])
    issued = row["issued_at"].astimezone(clock.VIETNAM)
    code = row["code"] or row["reference"]
    base = {
        "title": FORM_TITLES[row["form"]][1].vi,
        "number": f"{row['number']:02d}/{row['year']}",
        "code": code,
        "copy": "Liên: Giao khách hàng" if row["form"] == "receipt" else "",
        "authority": row["authority"] or row["agency"],
        "desk": f"{row['desk'] or 'Bộ phận Một cửa'} - {row['agency']}",
        "place_date": f"Ngày {issued.day:02d} tháng {issued.month:02d} năm {issued.year}",
        "look_up_url": f"{settings().citizen_url}/tra-cuu?ma={code}",
        "components": [],
        "terms": [],
        "paragraphs": [],
        "items": [],
        "closing": [],
        "left_signer": "Người nộp hồ sơ",
        "left_name": row["applicant_name"],
        "right_signer": "Người tiếp nhận hồ sơ",
        "right_name": kept.get("officer", ""),
        "rows": [
            ["Tiếp nhận hồ sơ của", row["owner_name"]],
            [
                "Người nộp",
                row["applicant_name"] if row["applicant_name"] != row["owner_name"] else "",
            ],
            ["Địa chỉ", row["applicant_address"]],
            ["Số điện thoại", row["applicant_phone"]],
            ["Email", row["applicant_email"]],
            ["Số định danh/Hộ chiếu", row["applicant_personal_id"]],
            ["Nội dung yêu cầu giải quyết", row["procedure_name"]],
        ],
    }
    return base | await _PARTS[row["form"]](row, kept)


async def _receipt(row: asyncpg.Record, kept: dict[str, Any]) -> dict[str, Any]:
    content = await content_of(row["procedure_version_id"])
    channel = content.channel(Channel(row["channel"]))
    duration = channel.duration if channel is not None else None
    delivery = DELIVERY_LABELS[Delivery(row["delivery"])].vi
    if row["delivery"] == Delivery.POST:
        delivery += f": {row['delivery_address']}"
    return {
        "components": kept.get("components", []),
        "terms": [
            ["2. Số lượng hồ sơ", "01 (bộ)"],
            ["3. Thời gian giải quyết theo quy định", duration.words() if duration else ""],
            ["4. Thời gian nhận hồ sơ", moment_words(row["accepted_at"])],
            [
                "5. Thời gian trả kết quả",
                moment_words(row["due_original"]) if row["due_original"] else "",
            ],
            ["6. Đăng ký nhận kết quả", delivery],
            ["Vào Sổ theo dõi hồ sơ, số thứ tự", f"{row['number']:02d}"],
        ],
    }


async def _supplement(row: asyncpg.Record, kept: dict[str, Any]) -> dict[str, Any]:
    return {
        "paragraphs": ["Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:"],
        "items": kept.get("items", []),
        "closing": [
            ["Lý do", kept.get("reason", "")],
            ["Căn cứ", kept.get("legal_basis", "")],
            ["Hạn bổ sung", _moment(kept.get("until"))],
            ["Liên hệ hướng dẫn", f"{kept.get('officer', '')}, {row['agency_phone']}"],
        ],
        "right_signer": "Người hướng dẫn",
    }


async def _refusal(row: asyncpg.Record, kept: dict[str, Any]) -> dict[str, Any]:
    return {
        "paragraphs": [
            "Qua xem xét, thông báo không tiếp nhận, giải quyết hồ sơ này với lý do cụ thể như sau:"
        ],
        "closing": [
            ["Lý do", kept.get("reason", "")],
            ["Thời gian nộp", moment_words(row["submitted_at"])],
            ["Liên hệ hướng dẫn", f"{kept.get('officer', '')}, {row['agency_phone']}"],
        ],
        "right_signer": "Người từ chối",
    }


async def _apology(row: asyncpg.Record, kept: dict[str, Any]) -> dict[str, Any]:
    return {
        "paragraphs": [
            f"Kính gửi: {row['owner_name']}.",
            f"{row['agency']} đã tiếp nhận giải quyết hồ sơ nêu trên, hẹn trả kết quả vào "
            f"{_moment(kept.get('old_due_at'))}. Tuy nhiên đến nay chưa thể trả kết quả đúng hạn.",
            "Sự chậm trễ này đã gây phiền hà cho Ông/Bà, chúng tôi thành thật xin lỗi.",
        ],
        "closing": [
            ["Lý do", kept.get("reason", "")],
            ["Hẹn lại thời gian trả kết quả", _moment(kept.get("new_due_at"))],
        ],
        "left_signer": "",
        "left_name": "",
        "right_signer": "Thủ trưởng cơ quan",
    }


async def _stop(row: asyncpg.Record, kept: dict[str, Any]) -> dict[str, Any]:
    return {
        "paragraphs": [f"{row['agency']} thông báo dừng giải quyết hồ sơ nêu trên."],
        "closing": [["Lý do", kept.get("reason", "") or "Theo yêu cầu rút hồ sơ của người nộp."]],
        "right_signer": "Đại diện cơ quan",
    }


def _moment(text: str | None) -> str:
    return moment_words(datetime.fromisoformat(text)) if text else ""


_PARTS = {
    "receipt": _receipt,
    "supplement_request": _supplement,
    "refusal": _refusal,
    "apology": _apology,
    "stop_notice": _stop,
}
