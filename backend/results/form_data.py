"""What each issued form says, gathered from the dossier as it was when the form was issued.

Fields: TT 01/2018/TT-VPCP and TT 03/2025/TT-VPCP, by the regime of the dossier. A field without a
value is printed with a dotted line, to be filled by hand.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from backend.catalogue.queries import content_of
from backend.law.forms_of_regime import ND61, ND118, FormKind, form_of, form_set
from backend.law.lifecycle import rule_for
from backend.platform import clock
from backend.platform.database import fetch_row
from backend.platform.problems import NotFound
from backend.platform.sealing import opened
from backend.results.letterhead import Letterhead, letterhead
from backend.settings import settings
from shared.vocabulary.acts import Act
from shared.vocabulary.channels import DELIVERY_LABELS, Channel, Delivery
from shared.vocabulary.states import State

_ISSUED = """
select s.id, f.form, f.number, f.year, f.data, f.issued_at, f.agency_id, s.code, s.reference,
    s.applicant_name, s.owner_name, s.applicant_address, s.applicant_phone, s.applicant_email,
    s.applicant_personal_id, s.procedure_name, s.procedure_version_id, s.channel, s.delivery,
    s.delivery_address, s.submitted_at, s.accepted_at, s.due_original,
    coalesce(f.data ->> 'regime', s.regime) as regime,
    e.act, e.state_before, l.number as register_number, b.year as register_year
from issued_form f join dossier s on s.id = f.dossier_id join dossier_event e on e.id = f.event_id
    left join register_line l on l.dossier_id = s.id
    left join register_book b on b.id = l.book_id
where f.document_id = $1
"""
SIGN = "(Ký, ghi rõ họ tên)"
SIGN_AND_SEAL = "(Ký số, hoặc ký, ghi rõ họ tên và đóng dấu)"
Pairs = list[list[str]]


async def form_data(document_id: UUID) -> dict[str, Any]:
    """The data of one issued form, ready to print. Raises NotFound."""
    row = await fetch_row(_ISSUED, document_id)
    if row is None:
        raise NotFound
    head = await letterhead(row["agency_id"])
    kept: dict[str, Any] = msgspec.json.decode(row["data"])
    base = heading(row, row["form"], head, row["issued_at"]) | {
        "number": form_number(row["number"], row["year"]),
        "left": ["Người nộp hồ sơ", SIGN, row["applicant_name"]],
        "facts": _facts(row),
    }
    return base | await _PARTS[FormKind(row["form"])](row, kept, head)


def heading(row: Any, kind: str, head: Letterhead, at: datetime) -> dict[str, Any]:
    """What every form of a dossier begins with; `row` gives code, reference and regime."""
    form = form_of(row["regime"], kind)
    day = at.astimezone(clock.VIETNAM)
    code = row["code"] or row["reference"]
    return {
        "template": kind,
        "mark": form.mark,
        "title": form.title.vi,
        "superior": head.superior,
        "office": head.office,
        "place_date": f"{head.place}, ngày {day:%d} tháng {day:%m} năm {day.year}",
        "code": code,
        "look_up_url": f"{settings().citizen_url}/tra-cuu?ma={code}",
        "portal": settings().citizen_url,
    }


_NO_PAPERS_ONLINE = "Tờ khai điện tử; không kèm giấy tờ khác."


def form_number(number: int, year: int) -> str:
    """Numbers run within agency, form and year: "07/2026"."""
    return f"{number:02d}/{year}"


def _facts(row: asyncpg.Record) -> Pairs:
    return [
        ["Tiếp nhận hồ sơ của", row["owner_name"]],
        ["Người nộp", row["applicant_name"]],
        ["Địa chỉ", opened(row, "dossier.applicant_address")],
        ["Số điện thoại", opened(row, "dossier.applicant_phone")],
        ["Email", opened(row, "dossier.applicant_email")],
        ["Số CMND/CCCD/Hộ chiếu", opened(row, "dossier.applicant_personal_id")],
        ["Nội dung yêu cầu giải quyết", row["procedure_name"]],
    ]


async def _receipt(row: asyncpg.Record, kept: dict[str, Any], head: Letterhead) -> dict[str, Any]:
    content = await content_of(row["procedure_version_id"])
    channel = content.channel(Channel(row["channel"]))
    duration = channel.duration if channel is not None else None
    delivery = DELIVERY_LABELS[Delivery(row["delivery"])].vi
    where = opened(row, "dossier.delivery_address")
    if row["delivery"] == Delivery.POST and where:
        delivery += f": {where}"
    return {
        "copies": ["Giao khách hàng", "Lưu"],
        "book": f"01 (năm {row['register_year']})" if row["register_year"] else "",
        "line": f"{row['register_number']:02d}" if row["register_number"] else "",
        "components": kept.get("components", []),
        "no_components": _NO_PAPERS_ONLINE
        if row["channel"] == Channel.ONLINE
        else "Không kèm giấy tờ.",
        "terms": [
            ["2. Số lượng hồ sơ", "01 (bộ)"],
            ["3. Thời gian giải quyết theo quy định", duration.words() if duration else ""],
            ["4. Thời gian nhận hồ sơ", full_moment(row["accepted_at"])],
            ["5. Thời gian trả kết quả", full_moment(row["due_original"])],
            ["6. Đăng ký nhận kết quả tại", delivery],
        ],
        "right": ["Người tiếp nhận hồ sơ", SIGN, kept.get("officer", "")],
    }


async def _supplement(
    row: asyncpg.Record, kept: dict[str, Any], head: Letterhead
) -> dict[str, Any]:
    before = row["state_before"] == State.SUBMITTED
    return {
        "items": [_item(item) for item in kept.get("items", [])],
        "reason": kept.get("reason", ""),
        "terms": [
            ["Hạn bổ sung", _moment(kept.get("until"))],
            [
                "Giai đoạn",
                "Trước khi tiếp nhận hồ sơ" if before else "Trong quá trình thẩm định hồ sơ",
            ],
            ["Căn cứ", kept.get("legal_basis") or _source(row)],
        ],
        "contact": _contact(kept, head),
        "right": ["Người hướng dẫn", SIGN, kept.get("officer", "")],
    }


def _item(item: Any) -> dict[str, str]:
    """A line of the request: a plain sentence, or a component with count and fault."""
    if isinstance(item, str):
        return {"name": item, "count": "", "reason": ""}
    return {
        "name": str(item.get("name") or item.get("label") or ""),
        "count": str(item.get("count") or ""),
        "reason": str(item.get("reason") or ""),
    }


async def _refusal(row: asyncpg.Record, kept: dict[str, Any], head: Letterhead) -> dict[str, Any]:
    at_the_door = row["state_before"] == State.SUBMITTED
    return {
        "verdict": "không tiếp nhận, giải quyết hồ sơ này"
        if at_the_door
        else "hồ sơ này không đủ điều kiện giải quyết và được trả lại",
        "reason": kept.get("reason", ""),
        "terms": [
            ["Thời gian nộp", full_moment(row["submitted_at"])],
            ["Căn cứ", _source(row)],
        ],
        "contact": _contact(kept, head),
        "right": ["Người từ chối", SIGN, kept.get("officer", "")],
    }


async def _apology(row: asyncpg.Record, kept: dict[str, Any], head: Letterhead) -> dict[str, Any]:
    return {
        "agency": head.agency,
        "owner": row["owner_name"],
        "address": opened(row, "dossier.applicant_address"),
        "procedure": row["procedure_name"],
        "accepted": full_moment(row["accepted_at"]),
        "old_due": _moment(kept.get("old_due_at")),
        "new_due": _moment(kept.get("new_due_at")),
        "new_due_label": "Đề nghị gia hạn, thời gian trả kết quả mới"
        if row["regime"] == ND118
        else "Hẹn lại thời gian trả kết quả",
        "reason": kept.get("reason", ""),
        "contact": _contact(kept, head),
        "left": ["Nơi nhận", "", f"Như trên; Lưu: {head.office}"],
        "right": ["Thủ trưởng cơ quan", SIGN_AND_SEAL, ""],
    }


async def _stop(row: asyncpg.Record, kept: dict[str, Any], head: Letterhead) -> dict[str, Any]:
    withdrawn = row["act"] == Act.GRANT_WITHDRAWAL
    return {
        "agency": head.agency,
        "owner": row["owner_name"],
        "stopped": full_moment(row["issued_at"]),
        "accepted": full_moment(row["accepted_at"]),
        "reason": kept.get("reason", "")
        or ("Theo yêu cầu rút hồ sơ của người nộp." if withdrawn else ""),
        "source": _source(row),
        "contact": _contact(kept, head),
        "left": ["Nơi nhận", "", f"Như trên; Lưu: {head.office}"],
        "right": ["Thủ trưởng cơ quan", SIGN_AND_SEAL, ""],
    }


def _contact(kept: dict[str, Any], head: Letterhead) -> dict[str, str]:
    return {"officer": kept.get("officer", ""), "phone": head.phone}


def _source(row: asyncpg.Record) -> str:
    """The article behind the act; the table of acts cites the articles of NĐ 61/2018."""
    if row["regime"] != ND61:
        return form_set(row["regime"]).circular
    return rule_for(Act(row["act"]), State(row["state_before"])).source


def full_moment(moment: datetime | None) -> str:
    """Hour, minute and date as the forms write them; empty for none."""
    if moment is None:
        return ""
    at = moment.astimezone(clock.VIETNAM)
    return f"{at:%H} giờ {at:%M} phút, ngày {at:%d} tháng {at:%m} năm {at.year}"


def _moment(text: str | None) -> str:
    return full_moment(datetime.fromisoformat(text)) if text else ""


_Part = Callable[[asyncpg.Record, dict[str, Any], Letterhead], Awaitable[dict[str, Any]]]
_PARTS: dict[FormKind, _Part] = {
    FormKind.RECEIPT: _receipt,
    FormKind.SUPPLEMENT_REQUEST: _supplement,
    FormKind.REFUSAL: _refusal,
    FormKind.APOLOGY: _apology,
    FormKind.STOP_NOTICE: _stop,
}
