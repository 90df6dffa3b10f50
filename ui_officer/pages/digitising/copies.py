"""Certified electronic copies: which there are, and the form in which one is signed."""

import reflex as rx
from reflex.components.component import Component

from ui_officer.pages.digitising.certifying import Copy
from ui_officer.pages.digitising.sorting import Digitising
from ui_officer.pages.signing_form import signing_form


def certified_copies() -> Component:
    """The digitised papers, with what is certified and what can be."""
    return rx.el.section(
        rx.el.h2("Bản sao điện tử có chứng thực"),
        rx.el.p(
            "Chỉ chứng thực bản quét PDF do Bộ phận Một cửa quét từ bản chính. Bản đã ký thay cho "
            "bản quét trong hồ sơ.",
            class_name="muted small",
        ),
        rx.cond(
            Digitising.copies.length() > 0,
            rx.el.ul(rx.foreach(Digitising.copies, _copy), class_name="plain-list"),
            rx.el.p("Chưa có bản quét PDF nào.", class_name="muted"),
        ),
        class_name="card",
    )


def _copy(copy: Copy) -> Component:
    return rx.el.li(
        rx.el.div(
            rx.el.span(copy.paper, rx.el.span(copy.name, class_name="sub")),
            rx.cond(
                copy.certified != "",
                rx.el.span("✓ " + copy.certified, class_name="chip ok"),
                rx.cond(
                    copy.may & (copy.id != Digitising.certifying),
                    rx.el.button(
                        "Chứng thực",
                        type="button",
                        on_click=Digitising.open_certifying(copy.id),
                        aria_label="Chứng thực " + copy.name,
                        class_name="button plain",
                    ),
                ),
            ),
            class_name="copy",
        ),
        rx.cond(copy.id == Digitising.certifying, _signing(copy)),
    )


def _signing(copy: Copy) -> Component:
    """PIN and one-time code, and the one button."""
    return signing_form(
        Digitising,
        Digitising.certify,
        [
            rx.el.p(
                "Bạn xác nhận bản quét này đúng với bản chính đã xem. Lời chứng, số trong sổ chứng "
                "thực và chữ ký số của bạn được đặt ở trang cuối."
            )
        ],
        [
            rx.cond(
                Digitising.signing_error != "",
                rx.el.p(Digitising.signing_error, class_name="error", role="alert"),
            ),
            rx.el.div(
                rx.el.button(
                    rx.cond(Digitising.signing, "Đang ký …", "Chứng thực và ký"),
                    type="submit",
                    disabled=Digitising.signing,
                    aria_label="Chứng thực và ký " + copy.name,
                    class_name="button",
                ),
                rx.el.button(
                    "Thôi", type="button", on_click=Digitising.close_certifying, class_name="link"
                ),
                class_name="acts",
            ),
        ],
    )
