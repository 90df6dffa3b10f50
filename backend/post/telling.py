"""Telling the applicant what became of a parcel; the hand-over tells of a delivery itself."""

from backend.notifications.actions import notice_and_letter
from backend.platform.database import fetch_row
from backend.platform.outbox import Message
from backend.platform.sealing import opened
from backend.settings import settings
from shared.vocabulary.post import Direction, OrderState

_ORDER = """
select o.direction, o.parcel, o.postage_vnd, d.id, d.applicant_id, d.applicant_name,
    d.applicant_email, coalesce(d.code, d.reference) as code, d.procedure_name, g.name as agency
from postal_order o join dossier d on d.id = o.dossier_id
    join agency g on g.id = d.receiving_agency_id
where o.id = $1
"""
_TEXTS: dict[tuple[Direction, OrderState], tuple[str, str]] = {
    (Direction.PICKUP, OrderState.TAKEN): (
        "Bưu điện sẽ đến lấy giấy tờ của hồ sơ {code}",
        "Bưu tá sẽ gọi điện và đến địa chỉ Ông/Bà đã ghi. Mã bưu gửi: {parcel}. Ông/Bà có thể hủy "
        "trước khi bưu tá đến lấy.",
    ),
    (Direction.PICKUP, OrderState.DELIVERED): (
        "Giấy tờ của hồ sơ {code} đã đến cơ quan",
        "Bưu gửi {parcel} đã được giao cho Bộ phận Một cửa.",
    ),
    (Direction.DELIVERY, OrderState.TAKEN): (
        "Kết quả hồ sơ {code} đã gửi qua bưu chính",
        "Mã bưu gửi: {parcel}. Ông/Bà theo dõi đường đi của bưu gửi trong trang hồ sơ.",
    ),
}
_EITHER: dict[OrderState, tuple[str, str]] = {
    OrderState.RETURNED: (
        "Bưu gửi của hồ sơ {code} bị chuyển hoàn",
        "Bưu điện chưa giao được bưu gửi {parcel} và đang chuyển về nơi gửi. Bộ phận Một cửa sẽ "
        "liên hệ với Ông/Bà.",
    ),
    OrderState.LOST: (
        "Bưu gửi của hồ sơ {code} bị thất lạc",
        "Chúng tôi xin lỗi: bưu điện báo không tìm thấy bưu gửi {parcel}. Bộ phận Một cửa đang xử "
        "lý và sẽ báo lại Ông/Bà.",
    ),
    OrderState.CANCELLED: (
        "Đã hủy bưu gửi của hồ sơ {code}",
        "Đơn bưu chính {parcel} đã được hủy, bưu tá không đến lấy nữa.",
    ),
}


async def tell(message: Message) -> None:
    """One letter for one turn; turns nobody need hear of say nothing."""
    row = await fetch_row(_ORDER, message.subject_id)
    if row is None:
        return
    state = OrderState(message.payload["state"])
    found = _TEXTS.get((Direction(row["direction"]), state)) or _EITHER.get(state)
    if found is None:
        return
    subject, sentence = found
    words = {"code": row["code"], "parcel": row["parcel"]}
    await notice_and_letter(
        message,
        account_id=row["applicant_id"],
        dossier_id=row["id"],
        address=opened(row, "dossier.applicant_email"),
        subject=subject.format(**words),
        body=(
            f"Kính gửi Ông/Bà {row['applicant_name']},\n\n{sentence.format(**words)}\n\n"
            f"Thủ tục: {row['procedure_name']}\nMã hồ sơ: {row['code']}\n"
            f"Cơ quan: {row['agency']}\n"
            f"Theo dõi hồ sơ: {settings().citizen_url}/ho-so/{row['id']}\n\n"
            "Thư này được gửi tự động, vui lòng không trả lời."
        ),
    )
