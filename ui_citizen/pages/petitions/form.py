"""The form of a petition."""

from typing import Any

import reflex as rx
from reflex.components.component import Component

from shared.ui.picker import picker
from shared.vocabulary.petitions import PETITION_TOPIC_LABELS
from ui_citizen.layout import message
from ui_citizen.pages.petitions.following import UPLOAD
from ui_citizen.pages.petitions.writing import Sending

_KINDS = (
    ("report", "Phản ánh", "Sự việc đã xảy ra: chậm trễ, gây phiền hà, lỗi hệ thống."),
    ("proposal", "Kiến nghị", "Đề xuất sửa quy định, thủ tục, cách phục vụ."),
    ("complaint", "Khiếu nại", "Được chuyển đến cơ quan có thẩm quyền theo Luật Khiếu nại."),
    ("denunciation", "Tố cáo", "Được chuyển đến cơ quan có thẩm quyền theo Luật Tố cáo."),
)


def _error(name: str) -> Component:
    return rx.cond(
        Sending.errors.contains(name),
        rx.el.p(Sending.errors[name], class_name="error", id=f"{name}-error"),
    )


def _text(
    name: str, label: str, longest: int, value: rx.Var[str] | str = "", kind: str = "text",
    hint: str = "",
) -> Component:  # fmt: skip
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.input(
            id=name,
            name=name,
            type=kind,
            max_length=longest,
            default_value=value,
            aria_invalid=Sending.errors.contains(name).to_string(),
        ),
        rx.el.p(hint, class_name="help") if hint else rx.fragment(),
        _error(name),
        class_name="field",
    )


def _check(name: str, label: str, on: rx.Var[bool], event: Any) -> Component:
    return rx.el.label(
        rx.el.input(type="checkbox", id=name, checked=on, on_change=event),
        rx.el.span(label),
        class_name="choice",
    )


def _who() -> Component:
    return rx.fragment(
        rx.cond(
            Sending.kind == "report",
            _check(
                "hidden-name",
                "Gửi ẩn danh: không lưu tên, điện thoại, tài khoản của tôi",
                Sending.anonymous,
                Sending.hide,
            ),
        ),
        rx.cond(
            Sending.anonymous,
            message(
                "Phản ánh ẩn danh không được báo tin qua thư hay điện thoại. Ghi lại mã phản ánh "
                "và mã bí mật ở bước sau để xem trả lời.",
                "warn",
            ),
            rx.fragment(
                _text("name", "Họ và tên", 120, Sending.name),
                _text("phone", "Số điện thoại", 20, Sending.phone, "tel"),
                _text("email", "Thư điện tử", 254, Sending.email, "email",
                      "Điền điện thoại hoặc thư điện tử để nhận trả lời."),
            ),
        ),
    )  # fmt: skip


def _proof() -> Component:
    """For an anonymous one about a dossier: checked, and not kept."""
    return _text(
        "dossier_proof",
        "Số điện thoại đã khai trong hồ sơ, hoặc bốn số cuối",
        20,
        kind="tel",
        hint="Chỉ khi ghi mã hồ sơ: để kiểm tra hồ sơ là của Ông/Bà, không lưu lại. Người xử lý "
        "thấy hồ sơ đó nên có thể đoán ra người gửi.",
    )


def petition_form() -> Component:
    return rx.el.form(
        rx.el.fieldset(
            rx.el.legend("Ông/Bà muốn gửi gì?"),
            *[
                rx.el.label(
                    rx.el.input(
                        type="radio",
                        name="kind",
                        value=kind,
                        checked=Sending.kind == kind,
                        on_change=Sending.choose(kind),
                    ),
                    rx.el.span(rx.el.b(label), rx.el.span(hint, class_name="line muted small")),
                    class_name="choice",
                )
                for kind, label, hint in _KINDS
            ],
            class_name="question",
        ),
        rx.el.div(
            rx.el.label("Về việc gì", html_for="topic"),
            rx.el.select(
                *[
                    rx.el.option(label.vi, value=code)
                    for code, label in PETITION_TOPIC_LABELS.items()
                ],
                id="topic",
                name="topic",
            ),
            class_name="field",
        ),
        rx.el.div(
            rx.el.label("Gửi cơ quan", html_for="agency_id"),
            rx.el.select(
                rx.el.option("Chọn cơ quan", value=""),
                rx.foreach(Sending.agencies, lambda one: rx.el.option(one[1], value=one[0])),
                id="agency_id",
                name="agency_id",
                aria_invalid=Sending.errors.contains("agency_id").to_string(),
            ),
            _error("agency_id"),
            class_name="field",
        ),
        _text("subject", "Tiêu đề", 200),
        rx.el.div(
            rx.el.label("Nội dung", html_for="body"),
            rx.el.textarea(
                id="body",
                name="body",
                max_length=8000,
                aria_invalid=Sending.errors.contains("body").to_string(),
            ),
            rx.el.p("Việc gì, ở đâu, khi nào, mong muốn thế nào.", class_name="help"),
            _error("body"),
            class_name="field",
        ),
        rx.el.div(
            rx.el.span("Ảnh, giấy tờ kèm theo (không bắt buộc)", class_name="label"),
            rx.el.input(id="petition-files", name="files", type="hidden"),
            picker(
                UPLOAD, "Tối đa 5 tệp ảnh hoặc PDF, Word.", name="phản ánh",
                fill="petition-files", several=True,
            ),
            _error("files"),
            class_name="field",
        ),
        _who(),
        _text("dossier_code", "Mã hồ sơ liên quan (không bắt buộc)", 60, Sending.dossier),
        rx.cond(Sending.anonymous, _proof()),
        _check(
            "public",
            "Đồng ý công khai nội dung và trả lời trên Cổng (bỏ hết thông tin cá nhân)",
            Sending.public,
            Sending.agree,
        ),
        rx.el.div(
            rx.el.label("Để trống ô này", html_for="website"),
            rx.el.input(id="website", name="website", type="text", tab_index=-1,
                        auto_complete="off"),
            class_name="trap",
            aria_hidden="true",
        ),
        rx.cond(Sending.problem != "", message(Sending.problem)),
        rx.el.div(
            rx.el.button(
                rx.cond(Sending.busy, "Đang gửi …", "Gửi"),
                type="submit",
                class_name="button wide",
                disabled=Sending.busy,
            ),
            class_name="actions",
        ),
        on_submit=Sending.send,
        class_name="petition",
    )  # fmt: skip
