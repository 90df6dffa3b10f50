"""Joining a national identity to an account that is there already, and leaving both."""

import reflex as rx
from reflex.components.component import Component

from shared.ui.elements import native_form
from shared.ui.session import query
from ui_citizen.layout import message, ready, shell

_ERRORS = {
    "password-wrong": "Mật khẩu chưa đúng. Vui lòng nhập lại.",
    "code-wrong": "Mã xác thực chưa đúng hoặc đã dùng. Vui lòng chờ mã mới.",
    "level-too-low": "Cần VNeID mức độ 2 để nhận lại tài khoản khi không có mật khẩu.",
    "too-many": "Nhập sai nhiều lần. Vui lòng thử lại sau 15 phút.",
    "already-linked": "Tài khoản này đã liên kết với một VNeID khác. Vui lòng gọi tổng đài hỗ trợ.",
}


class Joining(rx.State):
    """What went wrong with the last try."""

    problem: str = ""

    @rx.event
    def load(self):
        """Reads the address; the ticket of the browser is for the API alone."""
        self.problem = _ERRORS.get(query(self, "loi"), "")


@rx.page(
    route="/dang-nhap/lien-ket",
    title="Liên kết VNeID – Cổng Dịch vụ công",
    on_load=Joining.load,
)
def joining() -> Component:
    """The page."""
    return shell(
        ready(),
        rx.el.h1("Số định danh này đã có tài khoản"),
        rx.cond(Joining.problem != "", message(Joining.problem)),
        rx.el.p(
            "Bạn đã đăng nhập VNeID. Trên Cổng đã có một tài khoản mang số định danh của bạn. "
            "Liên kết một lần, lần sau chỉ cần VNeID."
        ),
        native_form(
            rx.el.h2("Tôi biết mật khẩu của tài khoản đó"),
            rx.el.div(
                rx.el.label("Mật khẩu trên Cổng", html_for="password"),
                rx.el.input(
                    id="password",
                    name="password",
                    type="password",
                    auto_complete="current-password",
                    required=True,
                    max_length=128,
                ),
                class_name="field",
            ),
            rx.el.div(
                rx.el.label("Mã xác thực (nếu đã bật)", html_for="code"),
                rx.el.input(
                    id="code",
                    name="code",
                    type="text",
                    auto_complete="one-time-code",
                    max_length=20,
                ),
                class_name="field",
            ),
            rx.el.button("Liên kết", type="submit", class_name="button wide"),
            action="/api/v1/session/national/merge",
            method="post",
            class_name="card",
        ),
        native_form(
            rx.el.h2("Tôi không biết mật khẩu, hoặc không mở tài khoản đó"),
            rx.el.p(
                "VNeID mức độ 2 đã xác nhận đây là số định danh của bạn. Bạn nhận lại tài khoản: "
                "mật khẩu cũ bị xóa, mọi nơi đang đăng nhập bị kết thúc; hồ sơ vẫn còn nguyên."
            ),
            rx.el.input(type="hidden", name="how", value="take_over", read_only=True),
            rx.el.button("Nhận lại tài khoản", type="submit", class_name="button plain wide"),
            action="/api/v1/session/national/merge",
            method="post",
            class_name="card",
        ),
        rx.el.p(rx.el.a("Thôi, quay lại đăng nhập", href="/dang-nhap/")),
    )


@rx.page(route="/dang-xuat", title="Đã đăng xuất – Cổng Dịch vụ công")
def signed_out() -> Component:
    """After a session that was opened with VNeID."""
    return shell(
        ready(),
        rx.el.h1("Bạn đã đăng xuất khỏi Cổng"),
        rx.el.p(
            "VNeID có thể vẫn đang đăng nhập trên thiết bị này. Nếu là máy dùng chung, hãy đăng "
            "xuất cả VNeID."
        ),
        rx.el.div(
            rx.el.a(
                "Đăng xuất VNeID",
                href="/api/v1/session/national/end",
                reload_document=True,
                class_name="button wide",
            ),
            rx.el.a("Về trang chủ", href="/", class_name="button plain wide"),
            class_name="actions",
        ),
    )
