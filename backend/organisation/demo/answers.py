"""Invented answers that fit a form, different for every dossier but the same in every run. Pure."""

from datetime import date, timedelta
from random import Random
from typing import Any

from backend.forms.rules import is_shown
from backend.organisation.demo import names
from shared.contracts.forms import Question

_PLACE = "phố Trình Diễn, phường Kỳ Lừa, tỉnh Lạng Sơn"
_TEXTS: dict[str, tuple[str, ...]] = {
    "child_ethnicity": ("Kinh", "Tày", "Nùng", "Dao"),
    "child_nationality_other": ("Lào",),
    "home_town": ("Xã Bắc Sơn, tỉnh Lạng Sơn", "Phường Đông Kinh, tỉnh Lạng Sơn"),
    "birth_place": ("Bệnh viện Đa khoa Trình Diễn, tỉnh Lạng Sơn", "Trạm Y tế Trình Diễn"),
    "death_place": ("Tại nhà, phố Trình Diễn, phường Kỳ Lừa", "Bệnh viện Đa khoa Trình Diễn"),
    "death_cause": ("Tuổi già", "Bệnh lý"),
    "business_name": ("Hộ kinh doanh Quán Ví Dụ", "Hộ kinh doanh Tạp hóa Mẫu"),
    "business_lines": ("Bán lẻ lương thực, thực phẩm (4711)", "Dịch vụ ăn uống (5610)"),
    "company_name": ("Doanh nghiệp tư nhân Ví Dụ", "Doanh nghiệp tư nhân Minh Họa"),
    "partner": ("Trần Thị Ví Dụ", "Lê Văn Minh Họa"),
    "purpose_other": ("Bổ sung hồ sơ vay vốn trình diễn",),
    "purpose": ("Bổ sung hồ sơ xin việc", "Làm thủ tục học tập"),
    "certificate_number": ("TD 000123", "TD 000456"),
    "plot": ("Thửa 12, tờ bản đồ 34, khu công nghiệp Trình Diễn",),
    "land_plot": ("Thửa 56, tờ bản đồ 7, diện tích 120 m²",),
    "reason": ("Hợp đồng cho thuê lại đất đã hết hạn và được thanh lý",),
    "record_number": ("Số 12 ngày 05/03/2021", "Số 34 ngày 17/09/2019"),
    "site_name": ("Cơ sở chế biến nông sản Ví Dụ", "Cơ sở sơ chế rau Mẫu"),
    "products": ("Hồng không hạt sấy dẻo, thạch đen khô", "Rau sơ chế, đóng gói"),
    "residence_history": ("Từ 2005 đến nay: phố Trình Diễn, phường Kỳ Lừa, tỉnh Lạng Sơn",),
    "members": ("Không có",),
}


def answers(
    questions: list[Question], applicant: dict[str, str], today: date, chance: Random
) -> dict[str, Any]:
    """One answer for every question shown; `applicant` holds the account fields of prefills."""
    found: dict[str, Any] = {}
    for question in questions:
        if is_shown(question, found) and (question.required or chance.random() < 0.7):
            value = applicant.get(question.prefill) or _invent(question, today, chance)
            if value != "":
                found[question.key] = value
    return found


def _invent(question: Question, today: date, chance: Random) -> Any:
    match question.kind:
        case "choice":
            return chance.choice(question.options).value
        case "yes_no":
            return chance.choice(("yes", "no"))
        case "date":
            return _date(question, today, chance).isoformat()
        case "personal_id":
            return names.personal_id(chance.randrange(500, 900))
        case "phone":
            return f"09000{chance.randrange(60_000, 99_999)}"
        case "email":
            return "nguoi.dan@congdan.example"
        case "number":
            low = question.minimum or 0
            high = question.maximum if question.maximum is not None else low + 5
            return min(high, low + chance.choice((0, 1, 1, 2, 3)))
        case "money":
            return chance.choice((50, 100, 300, 1000)) * 1_000_000
        case _:
            return _text(question, chance)


def _date(question: Question, today: date, chance: Random) -> date:
    if question.key in ("child_birth_date", "death_date"):
        return today - timedelta(days=chance.randrange(2, 50))
    if "birth" in question.key:
        return today - timedelta(days=chance.randrange(20 * 365, 60 * 365))
    if question.not_after_today:
        return today - timedelta(days=chance.randrange(1, 300))
    return today + timedelta(days=chance.randrange(1, 20))


def _text(question: Question, chance: Random) -> str:
    if question.key in _TEXTS:
        return chance.choice(_TEXTS[question.key])
    if question.key.endswith(("name", "landlord", "person")):
        return names.full_name(chance.randrange(240, 440))
    if question.key.endswith("address"):
        return f"Số {chance.randrange(1, 99)} {_PLACE}"
    return "Nội dung trình diễn, không có thật"
