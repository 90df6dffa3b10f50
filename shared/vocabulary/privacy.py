"""Words of personal data: which of it is masked, and what it is collected for."""

from enum import StrEnum

from shared.vocabulary.label import Label


class PersonalField(StrEnum):
    """What of a person is masked for who does not need it."""

    PERSONAL_ID = "personal_id"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    ANSWERS = "answers"


FIELD_LABELS: dict[PersonalField, Label] = {
    PersonalField.PERSONAL_ID: Label("Số định danh", "Personal ID"),
    PersonalField.PHONE: Label("Số điện thoại", "Phone"),
    PersonalField.EMAIL: Label("Thư điện tử", "E-mail"),
    PersonalField.ADDRESS: Label("Địa chỉ", "Address"),
    PersonalField.ANSWERS: Label("Câu trả lời có dữ liệu cá nhân", "Answers with personal data"),
}
