"""Đặt lịch hẹn: choose a day and a time, answer the desk's own questions; or move to another."""

import reflex as rx
from reflex.components.component import Component

from shared.ui.field_views import field_view
from ui_citizen.layout import message, ready, shell, waiting
from ui_citizen.pages.desk.choosing import Booking, Day
from ui_citizen.pages.desk.shapes import PRIORITIES
from ui_citizen.pages.desk.taking import desk_chooser


def _slots(one: rx.Var[Day]) -> Component:
    return rx.el.section(
        rx.el.h3(one.label),
        rx.cond(
            one.closed != "",
            rx.el.p(one.closed, class_name="muted"),
            rx.el.div(
                rx.foreach(
                    one.slots,
                    lambda s: rx.el.button(
                        s.label,
                        rx.el.small(s.note),
                        type="button",
                        on_click=Booking.pick(s.value),
                        disabled=~Booking.signed_in,
                        class_name="slot",
                        aria_label=s.label + " " + one.label + ", " + s.note,
                    ),
                ),
                class_name="slots",
            ),
        ),
    )


def _times() -> Component:
    return rx.el.section(
        rx.el.h2(Booking.kind_name),
        rx.el.p(Booking.agency + ". " + Booking.length, class_name="muted small"),
        rx.cond(
            Booking.signed_in,
            rx.fragment(),
            rx.el.div(
                rx.el.p("Đăng nhập trước khi chọn giờ: lịch hẹn được giữ cho đúng bạn."),
                rx.el.p(
                    rx.el.a("Đăng nhập để chọn giờ", href=Booking.sign_in, class_name="button wide")
                ),
                class_name="note warn",
            ),
        ),
        rx.foreach(Booking.days, _slots),
        rx.cond(
            Booking.next_day != "",
            rx.el.button(
                "Xem những ngày sau", on_click=Booking.later, class_name="button plain wide"
            ),
        ),
        class_name="card",
    )


def _details() -> Component:
    return rx.el.form(
        rx.el.h2("Hẹn lúc ", Booking.picked_words),
        rx.el.p(Booking.kind_name + ", " + Booking.agency),
        rx.foreach(
            Booking.fields, lambda f: field_view(f, Booking.provinces, Booking.choose_province)
        ),
        rx.cond(
            Booking.moving == "",
            rx.el.div(
                rx.el.label("Thuộc diện ưu tiên", html_for="priority"),
                rx.el.select(
                    *[rx.el.option(p.label, value=p.value) for p in PRIORITIES],
                    id="priority",
                    name="priority",
                ),
                class_name="field",
            ),
        ),
        rx.el.div(
            rx.el.button(
                rx.cond(
                    Booking.busy,
                    "Đang gửi …",
                    rx.cond(Booking.moving != "", "Đổi sang giờ này", "Đặt lịch hẹn"),
                ),
                type="submit",
                class_name="button",
                disabled=Booking.busy,
            ),
            rx.el.button(
                "Chọn giờ khác", type="button", on_click=Booking.unpick, class_name="button plain"
            ),
            class_name="actions",
        ),
        on_submit=Booking.send,
        class_name="card",
    )


def _done() -> Component:
    return rx.el.section(
        rx.el.h1("Đã đặt lịch hẹn"),
        rx.el.p(rx.el.b(Booking.done)),
        rx.el.p(Booking.kind_name + ", " + Booking.agency),
        rx.el.p("Mã lịch hẹn ", rx.el.b(Booking.done_code, class_name="code")),
        rx.el.p(
            "Khi đến, nhập mã này tại ki-ốt hoặc báo cán bộ. Chúng tôi nhắc bạn trước một ngày.",
            class_name="muted",
        ),
        rx.cond(
            Booking.back != "",
            rx.el.p(rx.el.a("Quay lại hồ sơ để nộp", href=Booking.back, class_name="button wide")),
        ),
        rx.el.p(rx.el.a("Lịch hẹn của tôi", href="/lich-hen/", class_name="button plain wide")),
        class_name="card",
        role="status",
    )


@rx.page(route="/dat-lich", title="Đặt lịch hẹn – Cổng Dịch vụ công", on_load=Booking.load)
def booking() -> Component:
    """The page."""
    return shell(
        rx.cond(
            Booking.loaded,
            rx.fragment(
                ready(),
                rx.cond(
                    Booking.done != "",
                    _done(),
                    rx.fragment(
                        rx.el.h1(rx.cond(Booking.moving != "", "Đổi giờ hẹn", "Đặt lịch hẹn")),
                        rx.cond(
                            Booking.moving_from != "",
                            rx.el.p("Giờ hẹn hiện nay: ", rx.el.b(Booking.moving_from)),
                        ),
                        rx.cond(Booking.problem != "", message(Booking.problem)),
                        rx.cond(
                            (Booking.moving == "") & (Booking.picked == ""),
                            desk_chooser(Booking.desks, Booking.chosen, "/dat-lich/", Booking.kept),
                        ),
                        rx.cond(
                            (Booking.kind == "") & (Booking.kinds.length() > 0),
                            rx.el.section(
                                rx.el.h2("Bạn hẹn làm việc gì?"),
                                rx.foreach(
                                    Booking.kinds,
                                    lambda k: rx.el.button(
                                        k.label,
                                        on_click=Booking.choose_kind(k.value),
                                        class_name="button plain wide",
                                        style={"marginBottom": ".6rem"},
                                    ),
                                ),
                                class_name="card",
                            ),
                        ),
                        rx.cond(
                            Booking.days.length() > 0,
                            rx.cond(Booking.picked != "", _details(), _times()),
                        ),
                    ),
                ),
            ),
            waiting(),
        ),
    )
