"""Choosing a period and an agency, the same above both indices."""

from typing import Any

import reflex as rx
from reflex.components.component import Component

from shared.ui.elements import native_form, wishing


def choosing(state: Any, action: str, *more: Component) -> Component:
    """The form; `state` has days, `agencies`, `agency_id`, `periods` and `errors`."""
    return native_form(
        rx.el.div(
            _day(state, "tu", "Từ ngày", state.day_from, "day_from"),
            _day(state, "den", "Đến ngày", state.day_to, "day_to"),
            *more,
            rx.cond(
                state.agencies.length() > 1,
                rx.el.div(
                    rx.el.label("Cơ quan", html_for="co_quan"),
                    rx.el.select(
                        rx.el.option("Mọi cơ quan trong phạm vi", value=""),
                        rx.foreach(
                            state.agencies,
                            lambda one: rx.el.option(
                                one.words, value=one.href, selected=state.agency_id == one.href
                            ),
                        ),
                        id="co_quan",
                        name="co_quan",
                    ),
                    class_name="field",
                ),
            ),
            rx.el.button("Xem", type="submit", class_name="button"),
            class_name="choosing",
        ),
        rx.el.p(
            rx.foreach(
                state.periods,
                lambda one: rx.fragment(rx.el.a(one.words, href=one.href), " "),
            ),
            class_name="small periods",
        ),
        action=action,
        method="get",
        class_name="card no-print",
    )


def files(state: Any) -> Component:
    """Taking the figures away, and printing them; `state` has `files`, `wish`, `print_it`."""
    return rx.el.div(
        rx.foreach(
            state.files,
            lambda one: rx.el.a(
                one.words,
                href=one.href,
                download=True,
                target="_blank",  # else the router looks for a page there
                class_name="button plain",
            ),
        ),
        rx.el.button(
            "In trang này", type="button", on_click=state.print_it,
            class_name="button plain",
        ),
        wishing(state.wish),
        class_name="acts no-print",
    )  # fmt: skip


def _day(state: Any, name: str, label: str, value: Any, problem: str) -> Component:
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.input(
            id=name,
            name=name,
            type="text",
            default_value=value,
            key=value,
            placeholder="ngày/tháng/năm",
            auto_complete="off",
            max_length=10,
            aria_invalid=state.errors.contains(problem).to_string(),
        ),
        rx.cond(state.errors.contains(problem), rx.el.p(state.errors[problem], class_name="bad")),
        class_name="field",
    )
