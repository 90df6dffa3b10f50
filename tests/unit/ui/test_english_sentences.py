"""Sentences the API composes come out in English from end to end, and data is left alone."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import holidays
import pytest

from backend.catalogue.stops import words
from backend.law.deadlines import Duration, Wait, due_date, resumed_due_date
from backend.law.fees import FeeCase, fee_for
from shared.vocabulary.channels import Channel
from shared.vocabulary.procedures import StopKind
from shared.vocabulary.public_holidays import HOLIDAY_LABELS
from shared.vocabulary.time_units import TimeUnit
from tests.unit.law.calendars import EARLIER, HALVES, STORM, USUAL, at
from tests.unit.law.test_fees import CERTIFYING, RESIDENCE
from tests.unit.ui.english_reading import half_english, in_english

APPS = ("ui_citizen", "ui_officer")
_HELD = Path(__file__).parents[1] / "law" / "explanations.txt"
# Why an office is closed, what an officer gave as a reason, names of laws and of fees.
DATA = (
    "Bão", "Tập huấn", "Làm bù", "chờ kết quả đo đạc", "NĐ 61/2018 Điều 19.4",
    "Thông tư 226/2016/TT-BTC", "Thông tư 75/2022/TT-BTC Điều 4", "Phí chứng thực bản sao",
    "Lệ phí đăng ký cư trú", "Trẻ em", "Giảm thử", "Ví dụ",
    "Quyết định 12/QĐ-UBND", "Đã gộp vào thủ tục khác", "Đăng ký khai sinh",
    "Sở Xây dựng", "Công an phường Kỳ Lừa", "Phòng Tư pháp", "Nguyễn Văn Mẫu", "Trần Thị Ví Dụ",
    "Phí thẩm định", "Đúng thẩm quyền", "Ủy ban nhân dân phường Kỳ Lừa",
)  # fmt: skip
LIMITS = [
    *(Duration(Decimal(n), TimeUnit.WORKING_DAY) for n in ("1", "3", "0.5", "7", "20")),
    *(Duration(Decimal(n), TimeUnit.CALENDAR_DAY) for n in ("5", "30")),
    Duration(Decimal(8), TimeUnit.WORKING_HOUR),
    Duration(Decimal(1), TimeUnit.MONTH),
    Duration(Decimal(0), TimeUnit.SAME_DAY),
]


def _counted() -> Iterator[str]:
    for calendar in (USUAL, EARLIER, STORM, HALVES):
        for step in range(60):
            moment = at("12/02/2026 06:10:20") + timedelta(hours=19 * step)
            for limit in LIMITS:
                yield from due_date(calendar, moment, limit).explanation
            yield from due_date(calendar, moment, LIMITS[-1], time(14, 30)).explanation
            wait = Wait(moment, moment + timedelta(hours=31), "NĐ 61/2018 Điều 19.4")
            yield from resumed_due_date(calendar, at("12/03/2026 17:30"), wait).explanation


def _fees() -> Iterator[str]:
    for units, copies in ((1, 1), (10, 1), (500, 2)):
        yield from fee_for(CERTIFYING, FeeCase(Channel.DESK, units, copies)).explanation
    for exemption in ("", "tre_em", "ba_muoi"):
        yield from fee_for(RESIDENCE, FeeCase(Channel.ONLINE, exemption=exemption)).explanation


def _stops() -> Iterator[str]:
    for kind in StopKind:
        for now in (True, False):
            for decision in ("", "Quyết định 12/QĐ-UBND"):
                for until in (None, date(2027, 1, 31)):
                    row = {
                        "kind": kind, "from_on": date(2027, 1, 1), "until": until,
                        "decision": decision, "reason": "Đã gộp vào thủ tục khác",
                    }  # fmt: skip
                    yield words(row, ["Đăng ký khai sinh (mã 1.001193)"], now=now)


@pytest.mark.parametrize("app", APPS)
def test_why_a_date_is_due_is_english(app: str) -> None:
    held = _HELD.read_text(encoding="utf-8").splitlines()
    sentences = [line for line in held if line and not line.split(" ")[0].islower()]
    left = half_english(in_english(app, sorted({*sentences, *_counted()})), DATA)
    assert not left, "\n".join(left)


@pytest.mark.parametrize("app", APPS)
def test_what_a_fee_is_made_of_and_why_a_procedure_stops_is_english(app: str) -> None:
    left = half_english(in_english(app, sorted({*_fees(), *_stops()})), DATA)
    assert not left, "\n".join(left)


def test_every_day_off_has_its_english() -> None:
    known = {label.vi for label in HOLIDAY_LABELS}
    this = datetime.now().year
    names = holidays.country_holidays("VN", years=range(2024, this + 5), language="vi").values()
    parts = {part for name in names for part in name.removesuffix(")").split(" (")}
    assert not {p for p in parts if p not in known and not p.startswith("thay cho ngày ")}


@pytest.mark.parametrize("app", APPS)
def test_data_is_not_half_translated(app: str) -> None:
    data = [
        "Cấp phát giấy tờ, trả kết quả",  # a step of a process
        "Hợp đồng",
        "Giấy chứng nhận đã xác nhận thay đổi",
        "Xác nhận thay đổi trên Giấy chứng nhận đã cấp và trả kết quả.",
        "Sở Tài nguyên và Môi trường",
        "Năm tài chính bắt đầu từ ngày",
        "Số 12 phố Trình Diễn, phường Kỳ Lừa, tỉnh Lạng Sơn",
        "Quyết định số 12/QĐ-UBND ngày 20/11/2026",
        "200.000 đồng/lần/người; đối tượng giảm: 100.000 đồng",
        "Hai mươi lăm nghìn đồng",
        "Theo Công văn số 12/CV-TTr ngày 02/11/2026.",
    ]
    changed = {text: put for text, put in in_english(app, data).items() if put is not None}
    assert not changed


@pytest.mark.parametrize("app", APPS)
def test_what_a_dossier_waits_for_and_what_was_noted_is_english(app: str) -> None:
    noted = [
        "Ý kiến của Sở Xây dựng, Công an phường Kỳ Lừa, hạn 17:30 thứ Ba 17/03/2026.",
        "Ý kiến của Phòng Tư pháp.",
        "Nộp 50.000 đồng: Phí thẩm định",
        "Tính lại. Lý do: Đúng thẩm quyền",
        "Đăng ký khai sinh. Hạn bổ sung: 17:30 thứ Ba 17/03/2026.",
        "Đã quá hạn bổ sung 17:30 thứ Ba 17/03/2026 mà không nhận được giấy tờ.",
        "Chuyển Sở Xây dựng. Đúng thẩm quyền",
        "Gộp vào PA261126-AAAAAA, trả lời chung. Đúng thẩm quyền",
        "Nguyễn Văn Mẫu (thay Trần Thị Ví Dụ)",
        "Ủy ban nhân dân phường Kỳ Lừa (đang làm); Sở Xây dựng (đã xong)",
        "Bước 2/4: Đang xử lý",
        "Còn 3 ngày",
        "Quá 5 giờ",
        "Tệp “cccd.pdf” của hồ sơ H37.09-261126-0001",
    ]
    read = in_english(app, noted)
    left = half_english(read, DATA)
    assert not left, "\n".join(left)
    assert read["Còn 3 ngày"] == "3 days left"
    assert (read["Ủy ban nhân dân phường Kỳ Lừa (đang làm); Sở Xây dựng (đã xong)"] or "").endswith(
        "(done)"
    )


@pytest.mark.parametrize("app", APPS)
def test_labels_beside_names_are_english(app: str) -> None:
    read = in_english(app, ["Cấp xã, Ủy ban nhân dân phường Kỳ Lừa", "1 giờ 59 phút 20 giây"])
    first, amount = read.values()
    assert first is not None
    assert first.endswith(", Ủy ban nhân dân phường Kỳ Lừa")
    assert not first.startswith("Cấp")
    assert amount is not None
    assert amount.startswith("1 hours 59 m")
