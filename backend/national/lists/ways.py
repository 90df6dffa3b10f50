"""Their ways to submit as ours, as far as every code in them is known. Pure."""

from decimal import Decimal, InvalidOperation

import msgspec

from backend.catalogue.content import ChannelContent
from backend.national.lists.shapes import Fee, Procedure, Time, Way
from shared.vocabulary.channels import Channel
from shared.vocabulary.time_units import TimeUnit

CHANNELS = {
    "1": Channel.DESK,
    "2": Channel.ONLINE,
    "3": Channel.POST,
    "trực tiếp": Channel.DESK,
    "trực tuyến": Channel.ONLINE,
    "dịch vụ bưu chính": Channel.POST,
}
UNITS = {
    "ngày làm việc": TimeUnit.WORKING_DAY,
    "ngày": TimeUnit.CALENDAR_DAY,
    "giờ làm việc": TimeUnit.WORKING_HOUR,
    "tháng": TimeUnit.MONTH,
}
_MONEY = ("đồng", "vnđ", "vnd", "việt nam đồng")


class Unclear(ValueError):
    """A code or amount that is not known for certain; the message says which."""


def ways_of(theirs: Procedure, ours: list[ChannelContent]) -> list[ChannelContent]:
    """Raises Unclear; what they do not say (a description) stays as it is here."""
    known = {one.channel: one for one in ours}
    found: dict[Channel, ChannelContent] = {}
    for way in theirs.CACHTHUCTHUCHIEN:
        channel = CHANNELS.get(way.KENH.strip().lower())
        if channel is None:
            raise Unclear(f"Chưa có mã tương ứng cho kênh “{way.KENH}”.")
        if channel in found:
            raise Unclear(f"Kênh “{way.KENH}” có nhiều dòng.")
        found[channel] = _way(way, channel, known.get(channel))
    return list(found.values())


def _way(way: Way, channel: Channel, before: ChannelContent | None) -> ChannelContent:
    base = before if before is not None else ChannelContent(channel)
    if not way.THOIGIAN:
        return base
    if len(way.THOIGIAN) > 1:
        raise Unclear(f"Kênh “{way.KENH}” có nhiều thời hạn theo trường hợp.")
    time = way.THOIGIAN[0]
    amount, unit = _limit(time)
    vnd = _fee(time.PHILEPHI)
    changed = msgspec.structs.replace(base, amount=amount, unit=unit)
    if vnd is None or vnd == base.fee_vnd:
        return changed
    words = f"{vnd:,} đồng".replace(",", ".") if vnd else "Miễn phí"
    return msgspec.structs.replace(changed, fee_vnd=vnd, fee_text=words)


def _limit(time: Time) -> tuple[Decimal, TimeUnit]:
    unit = UNITS.get(time.DONVITINH.strip().lower())
    if unit is None:
        raise Unclear(f"Chưa có mã tương ứng cho đơn vị thời gian “{time.DONVITINH}”.")
    try:
        amount = Decimal(time.THOIGIANGIAIQUYET.strip().replace(",", "."))
    except InvalidOperation:
        raise Unclear(f"Không đọc được thời hạn “{time.THOIGIANGIAIQUYET}”.") from None
    if not 0 < amount < 10_000:
        raise Unclear(f"Thời hạn “{time.THOIGIANGIAIQUYET}” không hợp lý.")
    return amount, unit


def _fee(fees: list[Fee]) -> int | None:
    """One certain amount, or None where they say none."""
    if not fees:
        return None
    if len(fees) > 1:
        raise Unclear("Có nhiều mức phí theo trường hợp.")
    fee = fees[0]
    if fee.DONVI.strip().lower() not in _MONEY:
        raise Unclear(f"Chưa có mã tương ứng cho đơn vị tiền “{fee.DONVI}”.")
    text = fee.SOTIEN.strip()
    if not text.isdigit():
        raise Unclear(f"Không đọc được mức phí “{fee.SOTIEN}”.")
    return int(text)
