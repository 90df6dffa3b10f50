"""The label of a parcel as PDF: to whom, from whom, the number as text and as a code to scan."""

from uuid import UUID

from anyio import to_thread

from backend.access.actor import Actor
from backend.law.fees import vnd
from backend.organisation.queries import agency
from backend.payments.at_desk import at_desk
from backend.platform.problems import Conflict
from backend.post.addresses import addressee, full_address
from backend.post.at_desk import not_your_desk
from backend.post.queries import order_row
from backend.results.rendering import render
from shared.vocabulary.post import Direction


async def label(actor: Actor, order_id: UUID) -> tuple[str, bytes]:
    """The name and the PDF of a label. Raises NotFound, Forbidden, Conflict before it has a
    number."""
    row = await order_row(actor, order_id)
    if not at_desk(actor, row["receiving_agency_id"]):
        raise not_your_desk()
    if not row["parcel"]:
        raise Conflict("Đơn chưa gửi bưu điện nên chưa có mã bưu gửi.", slug="no-number-yet")
    desk = await agency(row["agency_id"])
    to = addressee(row)
    applicant = [to.name, full_address(to.detail, to.commune), to.phone]
    office = [desk.name, desk.address, desk.phone]
    fetched = row["direction"] == Direction.PICKUP
    data = {
        "template": "postal_label",
        "parcel": row["parcel"],
        "spaced": f"{row['parcel'][:2]} {row['parcel'][2:6]} {row['parcel'][6:10]} "
        f"{row['parcel'][10]} {row['parcel'][11:]}",
        "code_text": row["parcel"],
        "code": row["code"],
        "sender": applicant if fetched else office,
        "receiver": office if fetched else applicant,
        "cod": vnd(row["cod_vnd"]) if row["cod_vnd"] else "Không thu hộ",
        "content": "Giấy tờ của hồ sơ" if fetched else "Kết quả giải quyết thủ tục hành chính",
        "originals": bool(row["originals_enclosed"]),
    }
    return f"Nhãn {row['parcel']}.pdf", await to_thread.run_sync(render, data)
