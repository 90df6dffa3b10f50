"""Sending a petition: one form, then code and secret."""

import reflex as rx
from reflex.components.component import Component

from ui_citizen.layout import message, ready, shell, waiting
from ui_citizen.pages.petitions.form import petition_form
from ui_citizen.pages.petitions.writing import Sending


def _done() -> Component:
    return rx.el.section(
        rx.el.h1("Đã gửi"),
        rx.el.p("Cơ quan trả lời trước hết ngày ", rx.el.b(Sending.answer_by), "."),
        rx.el.dl(
            rx.el.div(rx.el.dt("Mã phản ánh"), rx.el.dd(Sending.code)),
            rx.el.div(rx.el.dt("Mã bí mật"), rx.el.dd(Sending.secret, class_name="secret")),
            class_name="rows",
        ),
        message(
            "Ghi lại hoặc chụp màn hình hai mã này. Mã bí mật chỉ hiện một lần; có cả hai mã thì "
            "xem được trả lời mà không cần đăng nhập.",
            "warn",
        ),
        rx.el.div(
            rx.el.a("Tra cứu phản ánh", href="/phan-anh/tra-cuu/", class_name="button"),
            rx.el.a("Xem các trả lời đã công khai", href="/phan-anh/", class_name="button plain"),
            class_name="actions",
        ),
        class_name="card",
        role="status",
    )


@rx.page(
    route="/phan-anh/gui",
    title="Gửi phản ánh, kiến nghị – Cổng Dịch vụ công",
    on_load=Sending.load,
)
def sending() -> Component:
    """The page."""
    return shell(
        ready(),
        rx.cond(
            Sending.code != "",
            _done(),
            rx.fragment(
                rx.el.h1("Gửi phản ánh, kiến nghị"),
                rx.cond(Sending.loaded, petition_form(), waiting()),
            ),
        ),
    )
