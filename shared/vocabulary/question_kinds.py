"""The kinds of questions of an electronic form."""

from enum import StrEnum

from shared.vocabulary.label import Label


class QuestionKind(StrEnum):
    """How a question is answered."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"
    DATE = "date"
    PERSONAL_ID = "personal_id"
    TAX_CODE = "tax_code"
    PHONE = "phone"
    EMAIL = "email"
    NUMBER = "number"
    MONEY = "money"
    ADDRESS = "address"
    BANK_ACCOUNT = "bank_account"
    GROUP = "group"


QUESTION_KIND_LABELS: dict[QuestionKind, Label] = {
    QuestionKind.TEXT: Label("Một dòng chữ", "Text"),
    QuestionKind.LONG_TEXT: Label("Đoạn văn", "Long text"),
    QuestionKind.CHOICE: Label("Chọn một", "One choice"),
    QuestionKind.CHOICES: Label("Chọn nhiều", "Several choices"),
    QuestionKind.YES_NO: Label("Có hoặc không", "Yes or no"),
    QuestionKind.DATE: Label("Ngày", "Date"),
    QuestionKind.PERSONAL_ID: Label("Số định danh cá nhân", "Personal ID"),
    QuestionKind.TAX_CODE: Label("Mã số thuế", "Tax code"),
    QuestionKind.PHONE: Label("Số điện thoại", "Phone"),
    QuestionKind.EMAIL: Label("Thư điện tử", "E-mail"),
    QuestionKind.NUMBER: Label("Số", "Number"),
    QuestionKind.MONEY: Label("Số tiền (đồng)", "Amount (VND)"),
    QuestionKind.ADDRESS: Label("Địa chỉ hai cấp", "Address"),
    QuestionKind.BANK_ACCOUNT: Label("Tài khoản ngân hàng", "Bank account"),
    QuestionKind.GROUP: Label("Nhóm lặp lại", "Repeated group"),
}
