"""One question a page."""

import reflex as rx
from reflex.components.component import Component

from ui_citizen.pages.apply.draft import Apply
from ui_citizen.pages.apply.shapes import Choice


def choice(option: Choice, name: str, current: rx.Var[str], **props: object) -> Component:
    """One radio button in a frame of its own, large enough for a thumb."""
    return rx.el.label(
        rx.el.input(
            type="radio",
            name=name,
            value=option.value,
            default_checked=option.value == current,
            **props,
        ),
        rx.el.span(option.label),
        class_name="choice",
    )


def question_page() -> Component:
    """One question."""
    state = Apply
    described = {"aria-describedby": "help error"}
    keep = {"data-keep": Apply.draft_id + ":" + state.key}
    return rx.el.form(
        rx.el.input(type="hidden", name="asked", value=state.key, read_only=True),
        rx.el.p(state.section, class_name="muted"),
        rx.cond(
            (state.kind == "choice") | (state.kind == "yes_no"),
            rx.el.fieldset(
                rx.el.legend(rx.el.h1(state.label)),
                rx.cond(state.help != "", rx.el.p(state.help, class_name="help", id="help")),
                rx.cond(
                    state.error != "",
                    rx.el.p(state.error, class_name="error", id="error", role="alert"),
                ),
                rx.foreach(state.options, lambda o: choice(o, "value", state.value)),
                class_name="question",
            ),
            rx.el.div(
                rx.el.h1(rx.el.label(state.label, html_for="answer")),
                rx.cond(state.help != "", rx.el.p(state.help, class_name="help", id="help")),
                rx.cond(
                    state.error != "",
                    rx.el.p(state.error, class_name="error", id="error", role="alert"),
                ),
                rx.cond(
                    state.kind == "long_text",
                    rx.el.textarea(
                        id="answer",
                        name="value",
                        default_value=state.value,
                        aria_invalid=(state.error != "").to_string(),
                        custom_attrs=described | keep,
                    ),
                    rx.el.input(
                        id="answer",
                        name="value",
                        type=state.input_type,
                        input_mode=state.input_mode,
                        default_value=state.value,
                        auto_complete="off",
                        placeholder=rx.cond(state.kind == "date", "ngày/tháng/năm", ""),
                        aria_invalid=(state.error != "").to_string(),
                        custom_attrs=described | keep,
                    ),
                ),
                class_name="question",
            ),
        ),
        rx.cond(
            ~state.required, rx.el.p("Không bắt buộc, có thể để trống.", class_name="muted small")
        ),
        rx.el.div(
            rx.el.button("Tiếp tục", type="submit", class_name="button"),
            rx.cond(
                state.step > 0,
                rx.el.button(
                    "Quay lại", type="button", on_click=state.back, class_name="button plain"
                ),
            ),
            class_name="actions",
        ),
        on_submit=state.next_question,
        key=state.key,
        no_validate=True,
    )
