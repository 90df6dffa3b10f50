"""What is said about a refund: the reason, the second person's decision, how it was handed back."""

import reflex as rx
from reflex.components.component import Component

from ui_officer.layout import message


def refund_form(state: type[rx.State], send: rx.EventHandler, **look: str) -> Component:
    """A form of a state with `doing` (refund, decide, hand, resolve), `subject`, `error` and
    `open`; it is sent with `decision` where that is asked, and `said`."""
    return rx.el.form(
        rx.cond(state.error != "", message(state.error)),
        rx.cond(
            state.doing == "decide",
            rx.el.div(
                rx.el.label("Quyết định", html_for="decision"),
                rx.el.select(
                    rx.el.option("Duyệt hoàn trả", value="approve"),
                    rx.el.option("Không duyệt", value="deny"),
                    id="decision",
                    name="decision",
                ),
                class_name="field",
            ),
        ),
        rx.el.div(
            rx.el.label(
                rx.match(
                    state.doing,
                    ("refund", "Lý do hoàn trả"),
                    ("hand", "Đã trả cho ai, bằng cách nào"),
                    ("resolve", "Đã xử lý thế nào"),
                    "Ý kiến (bắt buộc khi không duyệt)",
                ),
                html_for="said",
            ),
            rx.el.textarea(
                id="said", name="said", max_length=rx.cond(state.doing == "resolve", 1000, 300)
            ),
            class_name="field",
        ),
        rx.el.div(
            rx.el.button("Gửi", type="submit", class_name="button"),
            rx.el.button(
                "Thôi", type="button", on_click=state.open("", ""), class_name="button plain"
            ),
            class_name="acts",
        ),
        on_submit=send,
        key=state.doing + state.subject,
        **look,
    )
