"""The table of ways to submit: channel, time limit and fee, run together into one string."""

import re
from decimal import Decimal

import msgspec

from backend.catalogue.content import ChannelContent, Flag
from shared.vocabulary.channels import Channel
from shared.vocabulary.time_units import TimeUnit

HEADER = "Hình thức nộpThời gianPhí, lệ phíMô tả"
NOTHING = "Không có thông tin"
FREE = "Miễn phí"
LEAST_CREDIBLE_FEE = 1000

_CHANNELS = {
    "Trực tuyến": Channel.ONLINE,
    "Trực tiếp": Channel.DESK,
    "Dịch vụ bưu chính": Channel.POST,
}
# "Giờ" alone is missing: hours on the clock or working hours, the page does not say.
_UNITS = {
    "Ngày làm việc": TimeUnit.WORKING_DAY,
    "Ngày": TimeUnit.CALENDAR_DAY,
    "Giờ làm việc": TimeUnit.WORKING_HOUR,
    "Tháng": TimeUnit.MONTH,
}
_AMOUNT = r"[0-9]{1,4}(?:[.,][0-9]{1,2})?"
_UNIT = r"Ngày làm việc|Ngày|Giờ làm việc|Giờ|Tháng"
_MONEY = r"[0-9][0-9.,]{0,30} ?(?:VNĐ|Việt Nam Đồng|đồng)"
_ROW_START = re.compile(
    r"(?P<channel>Trực tuyến|Trực tiếp|Dịch vụ bưu chính)"
    rf"(?={_AMOUNT} (?:{_UNIT})|{NOTHING}|{FREE}|{_MONEY}|[0-9]+(?:{FREE}|{NOTHING}))"
)
_CELLS = re.compile(
    rf"^(?:(?P<amount>{_AMOUNT}) (?P<unit>{_UNIT})|(?P<none>{NOTHING})"
    rf"|(?P<bare>[0-9]+)(?={FREE}|{NOTHING}))?"
    rf"(?P<fee>{FREE}|{NOTHING}|{_MONEY})?"
)
_GROUPED = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{3}){1,4}|[0-9]{1,9}")
_SUMS_IN_WORDS = re.compile(
    r"(?<![0-9.,])([0-9]{1,3}(?:[.,][0-9]{3}){1,4}|[0-9]{4,9}) ?(?:VNĐ|Việt Nam Đồng|đồng|đ\b)",
    re.IGNORECASE,
)


def read_channels(raw: str) -> tuple[list[ChannelContent], list[Flag]]:
    """Ways to submit with their time limit and fee."""
    text = raw.strip()
    if not text or text == NOTHING:
        return [], [Flag("channels", "Không có thông tin về cách thức thực hiện.", raw)]
    if not text.startswith(HEADER):
        return [], [Flag("channels", "Bảng cách thức thực hiện không có tiêu đề.", raw)]
    text = text[len(HEADER) :]
    starts = list(_ROW_START.finditer(text))
    if not starts or starts[0].start() != 0:
        return [], [Flag("channels", "Không tách được các dòng của bảng.", raw)]
    found: dict[Channel, ChannelContent] = {}
    flags: list[Flag] = []
    for index, start in enumerate(starts):
        end = starts[index + 1].start() if index + 1 < len(starts) else len(text)
        channel = _CHANNELS[start["channel"]]
        entry, row_flags = _row(channel, text[start.end() : end])
        flags.extend(row_flags)
        if channel in found:
            entry = _agreed(found[channel], entry)
            row = text[start.start() : end]
            flags.append(Flag("channels", "Cùng một hình thức có nhiều dòng.", row))
        found[channel] = entry
    return list(found.values()), flags


def _agreed(one: ChannelContent, other: ChannelContent) -> ChannelContent:
    # Which of two rows applies depends on a case that only a person can read out of the words.
    same_limit = (one.amount, one.unit) == (other.amount, other.unit)
    same_fee = (one.fee_text, one.fee_vnd) == (other.fee_text, other.fee_vnd)
    return msgspec.structs.replace(
        one,
        amount=one.amount if same_limit else None,
        unit=one.unit if same_limit else None,
        fee_text=one.fee_text if same_fee else "",
        fee_vnd=one.fee_vnd if same_fee else None,
        description="\n".join(filter(None, (one.description, other.description))),
    )


def _row(channel: Channel, row: str) -> tuple[ChannelContent, list[Flag]]:
    flags: list[Flag] = []
    cells = _CELLS.match(row)
    assert cells is not None
    amount, unit = cells["amount"], cells["unit"]
    description = row[cells.end() :].strip()
    if cells["bare"] is not None:
        flags.append(Flag("duration", "Thời hạn không có đơn vị.", cells["bare"]))
    elif cells["none"] is not None:
        flags.append(Flag("duration", "Không có thông tin về thời hạn.", row[:200]))
    elif amount is None and cells["fee"] != FREE:
        # "1200 VNĐ" may be one day and 200 đồng, or 1,200 đồng: only a person can tell.
        flags.append(Flag("duration", "Thời hạn không có đơn vị hoặc dính với mức phí.", row))
        return ChannelContent(channel, description=row.strip()), flags
    elif amount is None:
        flags.append(Flag("duration", "Không có thông tin về thời hạn.", row[:200]))
    elif unit not in _UNITS:
        reason = "Chưa rõ là giờ làm việc hay giờ liên tục."
        flags.append(Flag("duration", reason, f"{amount} {unit}"))
    limit = Decimal(amount.replace(",", ".")) if amount and unit in _UNITS else None
    if limit == 0:
        flags.append(Flag("duration", "Thời hạn bằng không.", f"{amount} {unit}"))
        limit = None
    fee_text = cells["fee"] or ""
    fee_vnd, doubt = _fee(fee_text, description)
    if doubt:
        flags.append(Flag("fee", doubt, f"{fee_text}{description}"[:500]))
    entry = ChannelContent(
        channel,
        amount=limit,
        unit=_UNITS[unit] if limit is not None else None,
        fee_text="" if fee_text == NOTHING else fee_text,
        fee_vnd=fee_vnd,
        description=description,
    )
    return entry, flags


def _fee(cell: str, description: str) -> tuple[int | None, str]:
    """The amount when it is certain, and why not otherwise."""
    if not cell or cell == NOTHING:
        return None, ""
    fee = 0 if cell == FREE else _whole_vnd(cell)
    if fee is None:
        return None, "Không đọc được mức phí."
    if 0 < fee < LEAST_CREDIBLE_FEE:
        return None, "Mức phí nhỏ bất thường, có thể thiếu ba số 0."
    # The note that belongs to the fee cell stands right after it, in brackets.
    note = description if description.startswith("(") else ""
    if {_whole_vnd(found) for found in _SUMS_IN_WORDS.findall(note)} - {fee}:
        return None, "Phần chú thích ghi mức phí khác."
    return fee, ""


def _whole_vnd(text: str) -> int | None:
    number = re.sub(r"[^0-9.,].*$", "", text, flags=re.DOTALL)
    if not _GROUPED.fullmatch(number):
        return None
    return int(re.sub(r"[.,]", "", number))
