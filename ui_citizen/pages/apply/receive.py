"""Where to submit, how to receive the result."""

import reflex as rx
from reflex.components.component import Component

from ui_citizen.layout import message
from ui_citizen.pages.apply.by_post import ByPost, by_post
from ui_citizen.pages.apply.draft import Apply
from ui_citizen.pages.apply.question import choice
from ui_citizen.pages.apply.shapes import DELIVERY


def receive_page() -> Component:
    """Which agency, which way of receiving."""
    return rx.el.form(
        rx.el.h1("Nộp ở đâu, nhận thế nào?"),
        rx.cond(Apply.error != "", message(Apply.error)),
        rx.el.div(
            rx.el.label("Cơ quan tiếp nhận", html_for="agency"),
            rx.el.select(
                rx.el.option("Chọn cơ quan", value=""),
                rx.foreach(Apply.agencies, lambda a: rx.el.option(a.label, value=a.value)),
                id="agency",
                name="agency",
                default_value=Apply.agency,
            ),
            rx.cond(
                Apply.errors.contains("agency"),
                rx.el.p(Apply.errors["agency"], class_name="error", role="alert"),
            ),
            class_name="field",
        ),
        rx.el.fieldset(
            rx.el.legend(rx.el.h2("Cách nhận kết quả")),
            *[
                choice(
                    option,
                    "delivery",
                    Apply.delivery,
                    on_change=Apply.choose_delivery(option.value),
                )
                for option in DELIVERY
            ],
        ),
        rx.cond(ByPost.offered, by_post(Apply.delivery == "post")),
        rx.cond(
            (Apply.delivery == "post") & ~ByPost.offered,
            rx.el.div(
                rx.el.label("Địa chỉ nhận kết quả", html_for="address"),
                rx.el.input(
                    id="address",
                    name="address",
                    type="text",
                    default_value=Apply.address,
                    auto_complete="street-address",
                    max_length=300,
                ),
                rx.cond(
                    Apply.errors.contains("address"),
                    rx.el.p(Apply.errors["address"], class_name="error", role="alert"),
                ),
                class_name="field",
            ),
        ),
        rx.el.div(
            rx.el.button("Tiếp tục", type="submit", class_name="button"),
            rx.el.button("Quay lại", type="button", on_click=Apply.back, class_name="button plain"),
            class_name="actions",
        ),
        on_submit=Apply.to_review,
        key="receive",
    )
