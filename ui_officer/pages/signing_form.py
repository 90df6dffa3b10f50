"""PIN and one-time code, wherever an officer signs: they pass through and are never kept."""

from typing import Any

import reflex as rx
from reflex.components.component import Component


def signing_form(
    state: Any, on_submit: rx.event.EventType, before: list[Component], after: list[Component]
) -> Component:
    """The form of one signature or many.

    `state` has `needs_code`, `code_sent` and the event `send_code`; `before` says what is signed,
    `after` holds the one button.
    """
    return rx.el.form(
        *before,
        rx.cond(
            state.needs_code,
            rx.el.p(
                rx.el.button(
                    rx.cond(state.code_sent, "Gửi lại mã xác thực", "Gửi mã xác thực"),
                    type="button",
                    on_click=state.send_code,
                    class_name="button plain",
                ),
                " ",
                rx.cond(
                    state.code_sent,
                    rx.el.span("Mã đã gửi đến thiết bị của bạn.", role="status"),
                ),
            ),
        ),
        rx.el.div(
            rx.el.div(
                rx.el.label("Mã PIN ký số", html_for="pin"),
                rx.el.input(
                    id="pin",
                    name="pin",
                    type="password",
                    auto_complete="off",
                    max_length=64,
                    required=True,
                ),
                class_name="field",
            ),
            rx.cond(
                state.needs_code,
                rx.el.div(
                    rx.el.label("Mã xác thực", html_for="code"),
                    rx.el.input(
                        id="code",
                        name="code",
                        type="text",
                        input_mode="numeric",
                        auto_complete="one-time-code",
                        max_length=16,
                        required=True,
                    ),
                    class_name="field",
                ),
            ),
            class_name="columns",
        ),
        *after,
        on_submit=on_submit,
        reset_on_submit=True,
        class_name="panel",
    )
