"""Rating at the kiosk, with the code of the receipt: the same questions as everywhere. What follows
from a bad one is printed, because the screen forgets it after a minute."""

import reflex as rx
from reflex.components.component import Component

from ui_citizen.pages.kiosk.frame import KioskPlace, kiosk_shell
from ui_citizen.pages.kiosk.numbers import keypad
from ui_citizen.pages.rating.asking import rating_body, thanks_card
from ui_citizen.pages.rating.pages import AtKiosk, receipt_form


def _slip() -> Component:
    """The two codes on paper, printed by itself."""
    page = AtKiosk
    return rx.el.section(
        rx.el.div(
            rx.el.p(page.agency),
            rx.el.p("Phản ánh về hồ sơ ", rx.el.b(page.code)),
            rx.el.p("Mã phản ánh"),
            rx.el.p(page.petition_code, class_name="large"),
            rx.el.p("Mã bí mật để tra cứu"),
            rx.el.p(page.petition_secret, class_name="large"),
            rx.el.p("Trả lời trước ngày ", rx.el.b(page.answer_by)),
            rx.el.p(
                "Xem trả lời trên Cổng Dịch vụ công, mục Phản ánh, kiến nghị, Tra cứu bằng mã. "
                "Có cả hai mã thì không cần tài khoản.",
                class_name="small",
            ),
            class_name="slip",
            custom_attrs={"data-print": page.petition_code},
        ),
        rx.el.p(page.thanks, role="status"),
        rx.el.p("Mời quý vị lấy phiếu có hai mã."),
        rx.el.button(rx.el.b("In lại phiếu"), type="button", class_name="big", id="in-lai"),
        rx.el.a(rx.el.b("Xong"), href="/kiosk/", class_name="big"),
    )


@rx.page(
    route="/kiosk/danh-gia",
    title="Đánh giá – Ki-ốt Một cửa",
    on_load=[KioskPlace.enter, AtKiosk.load],
)
def kiosk_rating() -> Component:
    """The page."""
    thanks = rx.cond(AtKiosk.petition_code != "", _slip(), thanks_card(AtKiosk, leads_on=False))
    return kiosk_shell(
        "Đánh giá sự hài lòng",
        rx.cond(
            AtKiosk.loaded,
            rating_body(AtKiosk, thanks),
            receipt_form(
                keypad("code", "ABCDEFGHIJKLMNOPQRSTUVWXYZ.-"),
                keypad("digits"),
                "kiosk-form wide-keys",
            ),
        ),
    )
