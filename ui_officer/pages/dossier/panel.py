"""The panel of one act: the fields it takes, drawn from their names."""

import dataclasses

import reflex as rx
from reflex.components.component import Component

from shared.ui.picker import picker


@dataclasses.dataclass
class Field:
    """One input of an act. `kind` names how it is asked for, see `field_input`."""

    name: str
    label: str
    kind: str
    help: str
    required: bool


@dataclasses.dataclass
class Choice:
    """One thing to choose."""

    value: str
    label: str
    chosen: bool = False


# How each input of shared.contracts.acts is asked for; lists are typed one line each.
FIELDS: dict[str, Field] = {
    f.name: f
    for f in (
        Field("reason", "Lý do", "long", "Ít nhất 10 ký tự; người nộp đọc được lý do này.", True),
        Field(
            "items",
            "Nội dung khác cần bổ sung",
            "long",
            "Mỗi dòng một nội dung, ngoài bảng trên.",
            False,
        ),
        Field("answer_within_days", "Số ngày làm việc để trả lời", "number", "", True),
        Field(
            "legal_basis",
            "Căn cứ pháp luật chuyên ngành",
            "text",
            "Chỉ khi yêu cầu thêm lần nữa.",
            False,
        ),
        Field("unit_id", "Phòng, ban giải quyết", "choice", "", True),
        Field(
            "officer_id", "Chuyên viên thụ lý", "choice", "Trong ngoặc là số hồ sơ đang giữ.", True
        ),
        Field(
            "coordinators",
            "Người phối hợp",
            "several",
            "Cùng góp ý; người thụ lý vẫn chịu trách nhiệm chính.",
            False,
        ),
        Field("watchers", "Người theo dõi", "several", "Chỉ xem, không thao tác.", False),
        Field(
            "agency_ids",
            "Cơ quan",
            "several",
            "Chọn một hoặc nhiều cơ quan; các cơ quan cùng có một thời hạn.",
            True,
        ),
        Field(
            "agency_id",
            "Cơ quan trả lời",
            "choice",
            "Chỉ cần khi đang hỏi nhiều cơ quan.",
            False,
        ),
        Field("task_id", "Việc liên thông", "choice", "Việc đã giao mà chưa xong.", True),
        Field(
            "in_turn",
            "Làm lần lượt: cơ quan sau chỉ bắt đầu khi các việc giao trước đã xong",
            "check",
            "",
            False,
        ),
        Field("result", "Kết quả đã làm", "long", "Ít nhất 10 ký tự.", True),
        Field("attachment_id", "Văn bản kèm theo (PDF, JPG, PNG)", "attachment", "", False),
        Field("happened_at", "Thời gian xác minh", "moment", "", True),
        Field("place", "Địa điểm", "text", "", True),
        Field("participants", "Thành phần tham gia", "text", "", True),
        Field("content", "Nội dung", "long", "Ít nhất 10 ký tự.", True),
        Field("answer", "Ý kiến trả lời", "long", "Ít nhất 10 ký tự.", True),
        Field("amount_vnd", "Số tiền (đồng)", "number", "Chỉ nhập số, ví dụ 150000.", True),
        Field("receipt_number", "Số biên lai", "text", "", True),
        Field("new_due_at", "Hẹn lại vào", "moment", "Ngày làm việc sau hạn cũ.", True),
        Field("document_id", "Tệp kết quả (PDF, JPG, PNG)", "file", "", True),
        Field("title", "Tên kết quả", "text", "Ví dụ: Giấy khai sinh.", True),
        Field("number", "Số, ký hiệu", "text", "", True),
        Field("received_by", "Người nhận kết quả", "text", "", True),
        Field("method", "Cách trả", "choice", "", True),
        Field(
            "proof",
            "Bằng chứng đã trả",
            "text",
            "Mã vận đơn, mã thông báo hoặc giấy ủy quyền.",
            False,
        ),
        Field("originals_returned", "Đã trả lại bản chính cho người nộp", "check", "", False),
        Field("receipt_wanted", "In giấy tiếp nhận và hẹn trả", "check", "", False),
        Field("note", "Ghi chú nội bộ", "text", "", False),
    )
}


def field_input(
    field: Field,
    choices: rx.Var[dict[str, list[Choice]]],
    errors: rx.Var[dict[str, str]],
    typed: rx.Var[dict[str, str]],
    upload_to: rx.Var[str],
    limits: rx.Var[str],
) -> Component:
    """One field with its label, help and error; `limits` stands beside a file picker."""
    invalid = errors.contains(field.name).to_string()
    return rx.el.div(
        rx.el.label(
            field.label,
            rx.cond(field.required, "", rx.el.span(" (không bắt buộc)", class_name="muted")),
            html_for=field.name,
        ),
        rx.cond(field.help != "", rx.el.p(field.help, class_name="muted small")),
        rx.match(
            field.kind,
            (
                "long",
                rx.el.textarea(
                    id=field.name,
                    name=field.name,
                    default_value=typed[field.name],
                    aria_invalid=invalid,
                ),
            ),
            (
                "choice",
                rx.el.select(
                    rx.el.option("Chọn", value=""),
                    rx.foreach(choices[field.name], lambda c: rx.el.option(c.label, value=c.value)),
                    id=field.name,
                    name=field.name,
                    default_value=typed[field.name],
                    aria_invalid=invalid,
                ),
            ),
            (
                "several",
                rx.el.div(
                    rx.foreach(
                        choices[field.name],
                        lambda c: rx.el.label(
                            rx.el.input(
                                type="checkbox",
                                name=field.name + "-" + c.value,
                                default_checked=c.chosen,
                            ),
                            c.label,
                            class_name="tick",
                        ),
                    ),
                    id=field.name,
                    role="group",
                    aria_label=field.label,
                    class_name="several",
                ),
            ),
            (
                "check",
                rx.el.input(
                    id=field.name,
                    name=field.name,
                    type="checkbox",
                    default_checked=(field.name == "receipt_wanted") | (typed[field.name] == "on"),
                ),
            ),
            (
                "moment",
                rx.el.input(
                    id=field.name,
                    name=field.name,
                    type="datetime-local",
                    default_value=typed[field.name],
                    aria_invalid=invalid,
                ),
            ),
            ("file", _file(field, typed, upload_to, limits, "result")),
            ("attachment", _file(field, typed, upload_to, limits, "task")),
            rx.el.input(
                id=field.name,
                name=field.name,
                type="text",
                default_value=typed[field.name],
                aria_invalid=invalid,
                auto_complete="off",
            ),
        ),
        rx.cond(
            errors.contains(field.name),
            rx.el.p(errors[field.name], class_name="error", role="alert"),
        ),
        class_name="field",
    )


def _file(
    field: Field,
    typed: rx.Var[dict[str, str]],
    upload_to: rx.Var[str],
    limits: rx.Var[str],
    purpose: str,
) -> Component:
    return file_field(field.name, field.label, typed[field.name], upload_to, limits, purpose)


def file_field(
    name: str | rx.Var[str],
    label: str | rx.Var[str],
    known: str | rx.Var[str],
    upload_to: rx.Var[str],
    limits: rx.Var[str],
    purpose: str,
) -> Component:
    """A file sent at once; its id is what the act takes."""
    return rx.el.div(
        picker(upload_to, limits, name=label, purpose=purpose, fill=name),
        rx.el.input(
            id=name,
            name=name,
            type="text",
            class_name="sr",
            tab_index=-1,
            default_value=known,
            aria_label=rx.Var.create("Mã tệp: ") + label,
        ),
    )
