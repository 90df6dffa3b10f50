"""Tables that the crawl ran together into one string: taken apart where that is certain.

A cell that cannot be told for certain stays empty and its raw text goes into a flag for a person
to check; nothing is guessed and nothing is lost.
"""

import re
from decimal import Decimal

from backend.catalogue.content import (
    ChannelContent,
    ComponentContent,
    Flag,
    LegalText,
    ResultContent,
)
from shared.vocabulary.channels import Channel
from shared.vocabulary.time_units import TimeUnit

CHANNEL_HEADER = "Hình thức nộpThời gianPhí, lệ phíMô tả"
COMPONENT_HEADER = "Tên giấy tờMẫu đơn, tờ khaiSố lượng"
LEGAL_HEADER = "Tên văn bản pháp lýMã văn bản"
NOTHING = "Không có thông tin"
LEAST_CREDIBLE_FEE = 1000

_CHANNELS = {
    "Trực tuyến": Channel.ONLINE,
    "Trực tiếp": Channel.DESK,
    "Dịch vụ bưu chính": Channel.POST,
}
_UNITS = {
    "Ngày làm việc": TimeUnit.WORKING_DAY,
    "Ngày": TimeUnit.CALENDAR_DAY,
    "Giờ làm việc": TimeUnit.WORKING_HOUR,
    "Giờ": TimeUnit.WORKING_HOUR,
    "Tháng": TimeUnit.MONTH,
}
_DURATION = r"(?:(?P<amount>\d+(?:[.,]\d+)?) (?P<unit>Ngày làm việc|Ngày|Giờ làm việc|Giờ|Tháng))"
_FEE = r"(?P<fee>Miễn phí|Không có thông tin|\d[\d.,]* ?(?:VNĐ|Việt Nam Đồng|đồng))"
_ROW_START = re.compile(
    r"(?P<channel>Trực tuyến|Trực tiếp|Dịch vụ bưu chính)"
    r"(?=\d+(?:[.,]\d+)? (?:Ngày|Giờ|Tháng)|Không có thông tin|Miễn phí"
    r"|\d[\d.,]* ?(?:VNĐ|Việt)|\d+(?:Miễn phí|Không có thông tin))"
)
_CELLS = re.compile(
    rf"^(?:{_DURATION}|(?P<none>{NOTHING})"
    r"|(?P<bare>\d+)(?=Miễn phí|Không có thông tin))?"
    rf"(?:{_FEE})?"
)
_QUANTITY = re.compile(
    r"(?:(?P<originals>\d{1,2}) bản chính)(?:,(?P<copies>\d{1,2}) bản sao)?"
    r"|(?P<only>\d{1,2}) bản sao"
)
_FILE = re.compile(r"\.(?:docx?|pdf|xlsx?|rar|zip|jpg|png)", re.IGNORECASE)
_FILE_START = re.compile(r"(?<=[a-zà-ỹđ0-9;.):,])(?=[A-ZÀ-ỸĐ~][^.;]{0,80}\.)")
_NUMBER = (
    r"(?:Luật số |Luật |số )?\d+[a-z]?(?:\.\d+)?/(?:\d{4}/)?"
    r"(?:NĐ-?CP|NQ-CP|QH\d{2}|QĐ-?[A-ZĐ]+(?:-[A-ZĐ]+)*|TT-?[A-ZĐ]+(?:-[A-ZĐ]+)*"
    r"|TTLT-[A-ZĐ-]+|PL-UBTVQH\d{2}|UBTVQH\d{2}|VBHN-[A-ZĐ]+|CT-[A-ZĐ]+)"
)
_LEGAL_ROW = re.compile(rf"(?P<title>.+?)(?P<number>{_NUMBER})(?=$|[A-ZÀ-ỸĐ\"“])", re.DOTALL)
_RESULT = re.compile(
    r"(?P<name>.*?)Mã: ?(?P<code>KQ[A-Z0-9.-]*\d|\d{3}(?:\.\d{2}){2}\.[A-Z]\d{2}-KQ\d+)?"
    r"(?=$|[^0-9])",
    re.DOTALL,
)


def read_channels(raw: str) -> tuple[list[ChannelContent], list[Flag]]:
    """Ways to submit with their time limit and fee."""
    text = raw.strip()
    if not text or text == NOTHING:
        return [], [Flag("channels", "Không có thông tin về cách thức thực hiện.", raw)]
    if not text.startswith(CHANNEL_HEADER):
        return [], [Flag("channels", "Bảng cách thức thực hiện không có tiêu đề.", raw)]
    text = text[len(CHANNEL_HEADER) :]
    starts = list(_ROW_START.finditer(text))
    if not starts or starts[0].start() != 0:
        return [], [Flag("channels", "Không tách được các dòng của bảng.", raw)]
    found: list[ChannelContent] = []
    flags: list[Flag] = []
    for index, start in enumerate(starts):
        end = starts[index + 1].start() if index + 1 < len(starts) else len(text)
        channel = _CHANNELS[start["channel"]]
        if any(entry.channel is channel for entry in found):
            flags.append(
                Flag("channels", "Cùng một hình thức có nhiều dòng.", text[start.start() : end])
            )
            continue
        entry, row_flags = _channel_row(channel, text[start.end() : end])
        found.append(entry)
        flags.extend(row_flags)
    return found, flags


def _channel_row(channel: Channel, row: str) -> tuple[ChannelContent, list[Flag]]:
    flags: list[Flag] = []
    cells = _CELLS.match(row)
    assert cells is not None
    amount, unit = cells["amount"], cells["unit"]
    if cells["bare"] is not None:
        flags.append(Flag("duration", "Thời hạn không có đơn vị.", cells["bare"]))
    elif amount is None and cells["none"] is None:
        # "1200 VNĐ" may be one day and 200 đồng, or 1,200 đồng: only a person can tell.
        flags.append(Flag("duration", "Thời hạn không có đơn vị hoặc dính với mức phí.", row))
        return ChannelContent(channel, description=row.strip()), flags
    fee_text = cells["fee"] or ""
    fee_vnd: int | None = None
    if fee_text == "Miễn phí":
        fee_vnd = 0
    elif fee_text and fee_text != NOTHING:
        digits = re.sub(r"\D", "", fee_text)
        fee_vnd = int(digits)
        if fee_vnd < LEAST_CREDIBLE_FEE:
            flags.append(Flag("fee", "Mức phí nhỏ bất thường, có thể thiếu ba số 0.", fee_text))
            fee_vnd = None
    if cells["none"] is not None:
        flags.append(Flag("duration", "Không có thông tin về thời hạn.", row[:200]))
    entry = ChannelContent(
        channel,
        amount=Decimal(amount.replace(",", ".")) if amount else None,
        unit=_UNITS[unit] if unit else None,
        fee_text="" if fee_text == NOTHING else fee_text,
        fee_vnd=fee_vnd,
        description=row[cells.end() :].strip(),
    )
    return entry, flags


def read_components(raw: str) -> tuple[list[ComponentContent], list[Flag]]:
    """Papers of the dossier by case; each row of the table ends with its quantity."""
    text = raw.strip()
    if not text or text == NOTHING:
        return [], [Flag("components", "Không có thông tin về thành phần hồ sơ.", raw)]
    if COMPONENT_HEADER not in text:
        return [], [Flag("components", "Bảng thành phần hồ sơ không có tiêu đề.", raw)]
    head, *tables = text.split(COMPONENT_HEADER)
    case = "" if head.strip(" -") == "" else head.strip()
    found: list[ComponentContent] = []
    flags: list[Flag] = []
    for table in tables:
        position = 0
        for quantity in _QUANTITY.finditer(table):
            if quantity.end() < len(table) and table[quantity.end()].isspace():
                continue  # "01 bản chính hoặc …" inside a sentence is no quantity cell
            cell = table[position : quantity.start()].strip()
            position = quantity.end()
            if not cell:
                flags.append(Flag("components", "Có số lượng nhưng không có tên.", quantity[0]))
                continue
            name, form_file, certain = _name_and_file(cell)
            if not certain:
                flags.append(Flag("components", "Tên giấy tờ dính với tên tệp mẫu đơn.", cell))
            found.append(
                ComponentContent(
                    key=f"c{len(found) + 1}",
                    name=name,
                    originals=int(quantity["originals"] or 0),
                    copies=int(quantity["copies"] or quantity["only"] or 0),
                    case=case,
                    form_file=form_file,
                )
            )
        case = table[position:].strip()
    if case:
        flags.append(Flag("components", "Đoạn cuối bảng không có số lượng.", case))
    if not found:
        flags.append(Flag("components", "Không tách được các dòng của bảng.", raw))
    return found, flags


def _name_and_file(cell: str) -> tuple[str, str, bool]:
    if not _FILE.search(cell):
        return cell, "", True
    starts = [found.start() for found in _FILE_START.finditer(cell)]
    fitting = [s for s in starts if _FILE.search(cell[s:]) and cell[s:].count(".") == 1]
    if len(fitting) == 1 and _FILE.search(cell[-6:]):
        return cell[: fitting[0]].strip(), cell[fitting[0] :].strip(), True
    return cell, "", False


def read_legal_basis(raw: str) -> tuple[list[LegalText], list[Flag]]:
    """Legal texts: a title followed by its number, without anything between rows."""
    text = raw.strip()
    if text.startswith(LEGAL_HEADER):
        text = text[len(LEGAL_HEADER) :]
    if not text or text == NOTHING:
        return [], [Flag("legal_basis", "Không có thông tin về căn cứ pháp lý.", raw)]
    found: list[LegalText] = []
    position = 0
    for row in _LEGAL_ROW.finditer(text):
        if row.start() != position:
            break
        found.append(LegalText(row["title"].strip(" .;"), row["number"].strip()))
        position = row.end()
    rest = text[position:].strip()
    flags = [Flag("legal_basis", "Không tách được tên và số văn bản.", rest)] if rest else []
    return found, flags


def read_results(raw: str) -> tuple[list[ResultContent], list[Flag]]:
    """Results with their national codes; what follows "Từ khóa" is furniture of the page."""
    text = raw.split("Từ khóa")[0].strip()
    if not text or text == NOTHING:
        return [], [Flag("results", "Không có thông tin về kết quả.", raw[:200])]
    found: list[ResultContent] = []
    position = 0
    for row in _RESULT.finditer(text):
        if row.end() == row.start():
            break
        if row["name"].strip():
            found.append(ResultContent(row["name"].strip(), row["code"] or ""))
        position = row.end()
    flags: list[Flag] = []
    rest = text[position:].strip()
    if rest and not found:
        found.append(ResultContent(rest, ""))
    elif rest:
        flags.append(Flag("results", "Đoạn cuối không có mã kết quả.", rest))
    if any(not result.code for result in found):
        flags.append(Flag("results", "Kết quả không có mã.", text))
    return found, flags
