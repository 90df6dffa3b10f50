"""The first page of a kiosk, and how a device becomes one."""

import reflex as rx
from reflex.components.component import Component

from shared.ui.elements import native_form
from shared.ui.session import query
from ui_citizen.pages.kiosk.frame import KioskPlace, big, kiosk_shell

_FAULTS = {
    "wrong-code": "Mã ghi danh không đúng hoặc đã hết hạn. Hãy xin mã mới ở trang Cài đặt quầy.",
    "too-many": "Đã thử nhiều lần. Hãy chờ mười phút rồi thử lại.",
}


class Enrolling(rx.State):
    """What went wrong with the last try."""

    problem: str = ""

    @rx.event
    async def load(self):
        """Reads the address."""
        self.reset()
        fault = query(self, "loi")
        if fault:
            self.problem = _FAULTS.get(fault, "Chưa ghi danh được. Hãy thử lại.")


@rx.page(route="/kiosk", title="Ki-ốt Một cửa", on_load=KioskPlace.enter)
def kiosk_home() -> Component:
    """What can be done here."""
    return kiosk_shell(
        "Quý vị cần làm gì?",
        rx.el.nav(
            big("Lấy số thứ tự", "Chọn việc, nhận phiếu số", "/kiosk/lay-so/"),
            big("Tôi có lịch hẹn", "Nhập mã lịch hẹn", "/kiosk/den-hen/"),
            big("Tra cứu hồ sơ", "Nhập mã trên giấy tiếp nhận", "/kiosk/tra-cuu/"),
            big("Đánh giá sự phục vụ", "Khi đã nhận kết quả", "/kiosk/danh-gia/"),
            class_name="bigs",
            custom_attrs={"aria-label": "Việc tại ki-ốt"},
        ),
        home=True,
    )


@rx.page(route="/kiosk/ghi-danh", title="Ghi danh ki-ốt", on_load=Enrolling.load)
def enrolling() -> Component:
    """An administrator's code makes this device a kiosk."""
    return rx.el.div(
        rx.el.header(
            rx.el.img(src="/favicon.svg", alt="", width="56", height="56"),
            rx.el.b("Ghi danh ki-ốt"),
        ),
        rx.el.main(
            rx.el.span(id="ready", hidden=True),
            rx.el.h1("Nhập mã ghi danh"),
            rx.el.p(
                "Người quản trị tạo mã tại trang Cài đặt quầy trên hệ thống một cửa; mã dùng một "
                "lần, trong 30 phút."
            ),
            rx.cond(
                Enrolling.problem != "",
                rx.el.div(Enrolling.problem, class_name="note bad", role="alert"),
            ),
            native_form(
                rx.el.label("Mã ghi danh", html_for="code"),
                rx.el.input(
                    id="code", name="code", type="text", auto_complete="off", max_length=20,
                    required=True,
                ),
                rx.el.button("Ghi danh", type="submit", class_name="button"),
                action="/api/v1/kiosk/enrolment",
                method="post",
                class_name="kiosk-form",
            ),
            id="noi-dung",
        ),
        class_name="kiosk",
    )  # fmt: skip
