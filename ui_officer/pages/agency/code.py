"""Our own second factor after the agency's word."""

import reflex as rx
from reflex.components.component import Component

from shared.ui.elements import native_form
from shared.ui.language import language_switch
from shared.ui.session import query
from ui_officer.layout import message

_CODE_ERRORS = {
    "sai-ma": "Mã xác thực chưa đúng hoặc đã dùng. Vui lòng chờ mã mới (30 giây).",
    "khoa-tam": "Nhập sai nhiều lần. Vui lòng thử lại sau 15 phút.",
}


class Code(rx.State):
    """What went wrong with the last try."""

    problem: str = ""

    @rx.event
    def load(self):
        """Reads the address; the ticket of the browser is for the API alone."""
        self.problem = _CODE_ERRORS.get(query(self, "loi"), "")


@rx.page(
    route="/dang-nhap/ma-xac-thuc",
    title="Mã xác thực – Một cửa điện tử",
    on_load=Code.load,
)
def code() -> Component:
    """Our own second factor after the agency's word."""
    return rx.el.main(
        language_switch(),
        rx.el.h1("Một cửa điện tử"),
        rx.cond(Code.problem != "", message(Code.problem)),
        native_form(
            rx.el.h2("Nhập mã xác thực"),
            rx.el.p("Cơ quan đã xác nhận bạn. Hệ thống này hỏi thêm mã trên ứng dụng xác thực."),
            rx.el.div(
                rx.el.label("Mã xác thực 6 số", html_for="code"),
                rx.el.input(
                    id="code", name="code", type="text", auto_complete="one-time-code",
                    required=True, max_length=20, auto_focus=True,
                ),
                class_name="field",
            ),
            rx.el.button("Tiếp tục", type="submit", class_name="button"),
            action="/api/v1/session/agency/code",
            method="post",
            class_name="card",
        ),
        rx.el.p(rx.el.a("Đăng nhập lại từ đầu", href="/dang-nhap/")),
        class_name="center",
        style={"maxWidth": "30rem"},
    )  # fmt: skip
