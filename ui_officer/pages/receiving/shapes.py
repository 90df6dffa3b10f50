"""What the desk's form shows, and how typed text is read."""

import dataclasses
from typing import Any

from shared.contracts.desk import FoundPerson
from shared.ui.words import moment


@dataclasses.dataclass
class Chosen:
    """One procedure to choose."""

    code: str
    name: str


@dataclasses.dataclass
class Line:
    """One paper of the chosen procedure and how many are expected."""

    key: str
    name: str
    need: str
    originals: str
    certified: str
    copies: str


@dataclasses.dataclass
class Duplicate:
    """A dossier that may be the same."""

    id: str
    words: str


TEXT = (
    ("applicant_name", "Họ tên người nộp, hoặc tên tổ chức", True),
    ("applicant_personal_id", "Số định danh, CCCD; mã số thuế của tổ chức", True),
    ("applicant_phone", "Số điện thoại", True),
    ("applicant_email", "Thư điện tử", False),
    ("applicant_address", "Địa chỉ", True),
    ("owner_name", "Chủ hồ sơ (nếu khác người nộp)", False),
    ("owner_personal_id", "Số định danh, mã số thuế của chủ hồ sơ", False),
    ("authorised_by", "Nộp theo ủy quyền của", False),
    ("delivery_address", "Địa chỉ nhận kết quả (khi gửi bưu chính)", False),
)
HINTS = {
    "owners": "Mỗi dòng một họ tên, sau dấu chấm phẩy là số định danh nếu có; từ 2 đến 50 dòng.",
    "applicant_personal_id": "Số định danh gồm 12 chữ số (CMND cũ: 9 chữ số); mã số thuế gồm 10 "
    "chữ số, của chi nhánh thêm -001.",
    "owner_personal_id": "Số định danh gồm 12 chữ số (CMND cũ: 9 chữ số); mã số thuế gồm 10 chữ "
    "số, của chi nhánh thêm -001.",
    "applicant_phone": "Số điện thoại gồm 10 chữ số, bắt đầu bằng 0.",
    "applicant_address": "Ghi địa chỉ, ít nhất 3 ký tự.",
}
KNOWN_FROM = {
    "card": "Đã đọc từ thẻ căn cước.",
    "account": "Đã điền từ tài khoản công dân. Hãy đối chiếu với giấy tờ.",
    "earlier_dossier": "Đã điền từ hồ sơ trước tại quầy này. Hãy đối chiếu với giấy tờ.",
    "": "Chưa có thông tin của người này. Hãy nhập mới.",
}


def duplicates_of(known: FoundPerson) -> list[Duplicate]:
    return [
        Duplicate(
            row.id,
            f"{row.code or row.reference} · {row.procedure_name} · {row.state_label.lower()}, "
            f"nộp {moment(row.submitted_at)}",
        )
        for row in known.duplicates
    ]


def owners_of(text: str) -> list[dict[str, str]]:
    """One owner a line: the name, and after a semicolon the number."""
    pairs = (line.partition(";") for line in text.splitlines() if line.strip())
    return [{"name": name.strip(), "personal_id": number.strip()} for name, _, number in pairs]


def ticked(form: dict[str, Any], name: str) -> bool:
    return form.get(name) in ("on", True, "true")


def count_of(value: object, most: int = 99) -> int:
    digits = "".join(c for c in str(value or "") if c.isdigit())
    return min(most, int(digits or 0))
