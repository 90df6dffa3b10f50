"""Invented answers that fit a form, different for every dossier but the same in every run. Pure."""

from datetime import date, timedelta
from random import Random
from typing import Any

from backend.forms.rules.expressions import TODAY, holds
from backend.organisation.demo import names
from shared.contracts.forms import Question

_PLACE = "phố Trình Diễn, phường Kỳ Lừa, tỉnh Lạng Sơn"
_COMMUNES = ("06187", "05977", "06325")  # phường Kỳ Lừa, phường Đông Kinh, xã Bắc Sơn
_NUMBERS = {"plot_area": 120, "ground_area": 70, "floor_area": 140, "height": 9, "birth_year": 1970}
# Choices that the demonstration takes more often than others, or always.
_CHOSEN: dict[str, tuple[str, ...]] = {
    "birth_case": ("usual", "usual", "usual", "usual", "no_father", "abandoned", "surrogacy"),
    "foreign_element": ("no",),
}
_TEXTS: dict[str, tuple[str, ...]] = {
    "ethnicity": ("Kinh", "Tày", "Nùng", "Dao"),
    "nationality": ("Việt Nam",),
    "relation": ("con", "vợ", "chồng"),
    "death_time": ("khoảng 6 giờ",),
    "death_notice_number": ("Số 15 ngày 03/11/2026, Bệnh viện Trình Diễn",),
    "divorce_decision": ("Quyết định số 01/2020/TD, Tòa án nhân dân khu vực Trình Diễn",),
    "death_certificate": ("Trích lục khai tử số 02/2021/TD",),
    "plot_number": ("12", "56"),
    "map_sheet": ("7", "34"),
    "code": ("4711", "5610"),
    "designer": ("Công ty TNHH Thiết kế Ví Dụ",),
    "designer_certificate": ("TD-00012345",),
    "work_name": ("Nhà kho trình diễn",),
    "company_short_name": ("DNTN Ví Dụ",),
    "contract": ("Số 12/HĐ ngày 05/03/2024",),
    "output": ("2 tấn",),
    "old_certificate": ("TD-2021-001",),
    "from": ("01/2005",),
    "until": ("nay",),
    "place": ("phố Trình Diễn, phường Kỳ Lừa, tỉnh Lạng Sơn",),
    "job": ("Nông dân",),
    "occupation": ("Nông dân", "Công nhân, Công ty TNHH Ví Dụ", "Giáo viên, Trường Trình Diễn"),
    "found_record": ("Số 03/BB ngày 02/10/2026, Công an phường Kỳ Lừa",),
    "medical_confirmation": ("Số 15/XN ngày 12/10/2026, Bệnh viện Trình Diễn",),
    "marriage_details": ("Số 21 ngày 05/06/2022, UBND phường Kỳ Lừa",),
    "child_nationality_other": ("Lào",),
    "home_town": ("Xã Bắc Sơn, tỉnh Lạng Sơn", "Phường Đông Kinh, tỉnh Lạng Sơn"),
    "birth_place": ("Bệnh viện Đa khoa Trình Diễn, tỉnh Lạng Sơn", "Trạm Y tế Trình Diễn"),
    "death_place": ("Tại nhà, phố Trình Diễn, phường Kỳ Lừa", "Bệnh viện Đa khoa Trình Diễn"),
    "death_cause": ("Tuổi già", "Bệnh lý"),
    "business_name": ("Hộ kinh doanh Quán Ví Dụ", "Hộ kinh doanh Tạp hóa Mẫu"),
    "company_name": ("Doanh nghiệp tư nhân Ví Dụ", "Doanh nghiệp tư nhân Minh Họa"),
    "partner": ("Trần Thị Ví Dụ", "Lê Văn Minh Họa"),
    "purpose_other": ("Bổ sung hồ sơ vay vốn trình diễn",),
    "purpose": ("Bổ sung hồ sơ xin việc", "Làm thủ tục học tập"),
    "certificate_number": ("TD 000123", "TD 000456"),
    "reason": ("Hợp đồng cho thuê lại đất đã hết hạn và được thanh lý",),
    "record_number": ("Số 12 ngày 05/03/2021", "Số 34 ngày 17/09/2019"),
    "site_name": ("Cơ sở chế biến nông sản Ví Dụ", "Cơ sở sơ chế rau Mẫu"),
}


def answers(
    questions: list[Question], applicant: dict[str, str], today: date, chance: Random
) -> dict[str, Any]:
    """One answer for every question shown; `applicant` holds the account fields of prefills."""
    found: dict[str, Any] = {}
    for question in questions:
        known = found | {TODAY: today.isoformat()}
        if question.computed is not None or not holds(question.show_if, known):
            continue
        if question.required or chance.random() < 0.7:
            value = applicant.get(question.prefill) or _fitting(question, known, today, chance)
            if value != "":
                found[question.key] = value
    return found


def _fitting(question: Question, known: dict[str, Any], today: date, chance: Random) -> Any:
    """An answer by which the checks of the question hold, found by trying."""
    value: Any = ""
    for _ in range(50):
        value = _invent(question, today, chance)
        if all(holds(check.rule, known | {question.key: value}) for check in question.checks):
            break
    return value


def _invent(question: Question, today: date, chance: Random) -> Any:
    match question.kind:
        case "choice" if question.key in _CHOSEN:
            return chance.choice(_CHOSEN[question.key])
        case "choice":
            return chance.choice(question.options).value
        case "choices":
            return [chance.choice(question.options).value]
        case "group":
            entries = range(max(question.min_items, 1 if question.required else 0) or 1)
            return [answers(question.questions, {}, today, chance) for _ in entries]
        case "address":
            street = f"Số {chance.randrange(1, 99)} phố Trình Diễn"
            return {"commune": chance.choice(_COMMUNES), "detail": street}
        case "bank_account":
            number = f"9704{chance.randrange(10**6, 10**7)}"
            return {"bank": "Ngân hàng Trình Diễn", "number": number, "holder": "NGUYEN VAN MAU"}
        case "tax_code":
            return "0100233488"
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
        case "number" if question.key in _NUMBERS:
            return _NUMBERS[question.key]
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
    for key in (question.key, question.key.rpartition("_")[2]):
        if key in _TEXTS:
            return chance.choice(_TEXTS[key])
    if question.key.endswith(("name", "landlord", "person")):
        return names.full_name(chance.randrange(240, 440))
    if question.key.endswith("address"):
        return f"Số {chance.randrange(1, 99)} {_PLACE}"
    return "Nội dung trình diễn, không có thật"[: question.max_length or None].strip()
